"""Checks of lesson 9, second part: clipping, the memoryless baseline, the bug hunt."""

import math

import numpy as np

from course_utils.checks import answers_09 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 9.4 Clipping by norm


exercise_4 = Exercise(
    "9.4",
    answers.clip_by_norm,
    cases=[
        ([np.array([3.0, 0.0]), np.array([[4.0]])], 1.0),
        ([answers.numbers(1, 3, 2), answers.numbers(2, 4), answers.numbers(3, 2, 2)], 0.7),
        ([np.array([0.03, 0.04]), np.array([0.01])], 0.5),
    ],
    misconceptions=[
        Misconception(
            "each array for itself",
            lambda gradients, threshold: [answers.clip_by_norm([g], threshold)[0] for g in gradients],
            "You clipped each array by its own norm, as `clipnorm` in Keras does. One joint norm, one common factor.",
        ),
        Misconception(
            "clipping by value",
            lambda gradients, threshold: [np.clip(g, -threshold, threshold) for g in gradients],
            "You cut every entry for itself, which turns the direction. Scale all of them by one factor.",
        ),
        Misconception(
            "always to the threshold",
            lambda gradients, threshold: answers.clip_by_norm(gradients, threshold, lengthen=True),
            "Right for a gradient that is too long, and it also lengthens a short one. Below the threshold nothing may change.",
        ),
        Misconception(
            "the square of the norm",
            lambda gradients, threshold: answers.clip_by_norm(
                gradients, threshold, norm=lambda g: answers.joint_norm(g) ** 2
            ),
            "You divided by the sum of squares. The norm is its square root.",
        ),
        Misconception(
            "norms added up",
            lambda gradients, threshold: answers.clip_by_norm(
                gradients, threshold, norm=lambda gs: sum(np.linalg.norm(g) for g in gs)
            ),
            "You added the norms of the arrays. The joint norm squares every entry, adds them all and takes one root.",
        ),
    ],
)

# 9.5 The memoryless baseline


exercise_5 = Exercise(
    "9.5",
    answers.no_memory,
    cases=[(1000, 8, 10), (30, 8, 10), (100, 4, 5), (7, 2, 1)],
    tolerance=1e-7,
    misconceptions=[
        Misconception(
            "bits for nats",
            lambda wait, symbols, length: answers.no_memory(wait, symbols, length) / math.log(2),
            "Those are bits: you took the logarithm to base 2. In nats it is the natural logarithm.",
        ),
        Misconception(
            "only the last steps count",
            lambda wait, symbols, length: math.log(symbols),
            "That is the cost of one guess. The loss is a mean over all steps, and most of them cost nothing.",
        ),
        Misconception(
            "T is the whole length",
            lambda wait, symbols, length: length * math.log(symbols) / wait,
            "You divided by the wait alone. The sequence has wait + 2 * length steps.",
        ),
        Misconception(
            "the blank and the signal are guessed too",
            lambda wait, symbols, length: length * math.log(symbols + 2) / (wait + 2 * length),
            "When it must speak, the net knows that the answer is a symbol, neither blank nor signal: it guesses among `symbols`.",
        ),
        Misconception(
            "the blank is guessed too",
            lambda wait, symbols, length: length * math.log(symbols + 1) / (wait + 2 * length),
            "When it must speak, the net knows that the answer is no blank: it guesses among `symbols`, not one more.",
        ),
        Misconception(
            "the sum, not the mean",
            lambda wait, symbols, length: length * math.log(symbols),
            "That is the cost of the whole sequence. Per step: divide by the number of steps, wait + 2 * length.",
        ),
        Misconception(
            "one length forgotten",
            lambda wait, symbols, length: length * math.log(symbols) / (wait + length),
            "The symbols take `length` steps when they are shown and as many when they are said: wait + 2 * length steps in all.",
        ),
    ],
)

# 9.6 The bug hunt: how far back the last state listens


exercise_6 = Exercise(
    "9.6",
    answers.reach,
    cases=[
        answers.reach_case(1, 4, 30, 2, 5),
        answers.reach_case(2, 2, 12, 3, 4),
        answers.reach_case(3, 1, 6, 1, 2),
    ],
    misconceptions=[
        Misconception(
            "a loss at every step",
            lambda *a: answers.reach(*a, loss_on="all"),
            "Every state still sends a gradient back, so each input hears from a state close by. Only the last state may send one.",
        ),
        Misconception(
            "made to add up to 1",
            lambda *a: answers.reach(*a) / answers.reach(*a).sum(),
            "You divided by the sum over all lags. Divide by the norm at lag 0, so that the curve starts at 1.",
        ),
        Misconception(
            "oldest first",
            lambda *a: answers.reach(*a, turned=True),
            "The order is turned round. gradient_norm_by_lag puts lag 0, the last step, first already.",
        ),
        Misconception(
            "not divided by lag 0",
            lambda *a: answers.reach(*a, divide=False),
            "Right but for the scale: the first entry must be 1, so divide all of them by it.",
        ),
        Misconception(
            "divided by the largest",
            lambda *a: answers.reach(*a) / answers.reach(*a).max(),
            "You divided by the largest norm, which need not stand at lag 0. Divide by the first entry.",
        ),
        Misconception(
            "reversed after dividing",
            lambda *a: answers.reach(*a)[::-1],
            "Your curve runs from the oldest input to the newest. It must start at lag 0, as gradient_norm_by_lag gives it.",
        ),
        Misconception(
            "one unit of the last state",
            lambda *a: answers.reach(*a, units=1),
            "Only one unit of the last state sends a gradient. The sum of the last state answers with slope 1 to each of its units: d_states[:, -1] = 1.",
        ),
    ],
)
