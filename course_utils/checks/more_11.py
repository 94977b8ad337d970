"""Checks of lesson 11, second half: the way back, a comparison over seeds, the bug hunt."""

import numpy as np

from course_utils.checks import answers_11 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 11.5 The way back, reset before

exercise_5 = Exercise(
    "11.5",
    answers.back_to_h,
    cases=[answers.back_arguments(2, 3, 41), answers.back_arguments(4, 2, 51)],
    misconceptions=[
        Misconception(
            "only the straight way counts",
            lambda *args: answers.back_to_h(*args, path="straight only"),
            "dh * z is the essential term and only one of four. h_prev also stands in both gates and in the candidate.",
        ),
        Misconception(
            "gates are constants",
            lambda *args: answers.back_to_h(*args, path="no gates"),
            "You treated z and r as given numbers. Both were computed from h_prev, so the gradient returns through W_z and W_r as well.",
        ),
        Misconception(
            "where r acts does not matter",
            lambda *args: answers.back_to_h(*args, after=True),
            "These are the terms of the form that resets after the product. Here r multiplies h_prev before W_c: go back through W_c first.",
        ),
        Misconception(
            "r * h is h",
            lambda *args: answers.back_to_h(*args, path="r not in the candidate"),
            "The product rule on r * h_prev: the gradient of h_prev is what arrives there, times r.",
        ),
        Misconception(
            "the sign of the update gate",
            lambda *args: answers.back_to_h(*args, path="sign of z"),
            "Differentiate z * h_prev + (1 - z) * candidate with respect to z: which of the two carries the minus?",
        ),
        Misconception(
            "the way back uses the same matrix",
            lambda *args: answers.back_to_h(*args[:5], answers.blocks_transposed(args[5])),
            "Forwards the state is multiplied by W; a gradient goes back through its transpose: W_z.T, W_r.T, W_c.T.",
        ),
        Misconception(
            "r does not look at the past",
            lambda *args: answers.back_to_h(*args, path="no way through r"),
            "One of the four terms is missing: r was computed from h_prev too, so the gradient also returns through W_r.",
        ),
        Misconception(
            "z does not look at the past",
            lambda *args: answers.back_to_h(*args, path="no way through z"),
            "The term through the update gate is missing: z was computed from h_prev, so the gradient returns through W_z.",
        ),
    ],
)

# 11.6 How often does one beat the other?

RUNS = [
    ([90.0, 92.0, 91.0], [89.0, 93.0, 88.5], True),
    ([0.2, 0.5, 0.3, 0.4], [0.35, 0.3, 0.1], False),
    ([1.0, 1.0], [1.0, 1.0, 2.0], True),
]
exercise_6 = Exercise(
    "11.6",
    answers.share_of_wins,
    cases=RUNS,
    misconceptions=[
        Misconception(
            "higher is always better",
            lambda a, b, higher_is_better: answers.share_of_wins(a, b, True),
            "For an error the smaller one wins: use higher_is_better.",
        ),
        Misconception(
            "ties do not count",
            lambda *args: answers.share_of_wins(*args, ties=0.0),
            "A tie counts one half, or two equal methods would both lose.",
        ),
        Misconception(
            "the mean decides",
            lambda a, b, higher_is_better: float((np.mean(a) > np.mean(b)) == higher_is_better),
            "You compared the two means. The share asks how often a run of one beats a run of the other.",
        ),
        Misconception(
            "the best run decides",
            lambda a, b, higher_is_better: float(
                (max(a) > max(b)) if higher_is_better else (min(a) < min(b))
            ),
            "You compared the two best runs. The best of several runs is luck as much as skill; take all pairs.",
        ),
        Misconception(
            "a number of wins is a share",
            lambda a, b, higher_is_better: answers.share_of_wins(a, b, higher_is_better) * len(a) * len(b),
            "You counted the pairs that were won. Divide by how many pairs there are.",
        ),
        Misconception(
            "run 1 meets run 1 only",
            answers.side_by_side,
            "You compared first with first and second with second. The order of the runs means nothing: take every pair.",
        ),
    ],
)

# 11.7 Bug hunt: where r acts

exercise_7 = Exercise(
    "11.7",
    lambda x, h, W_x, W_h, b: answers.states(x, h, W_x, W_h, b, after=True),
    cases=[
        (answers.numbers(61, 2, 6, 3), np.tanh(answers.numbers(62, 2, 4)), *answers.gru_weights(3, 4, 63, 2)),
        (answers.numbers(64, 3, 4, 2), np.tanh(answers.numbers(65, 3, 3)), *answers.gru_weights(2, 3, 66, 2)),
    ],
    misconceptions=[
        Misconception(
            "r * h @ W multiplies by r last",
            answers.states,
            "This is the cell from before the hunt. * and @ have the same rank in Python and are worked off from left to right.",
        ),
        Misconception(
            "the second bias is outside",
            answers.bias_outside_reset,
            "The product is in the right place now. The second bias of the candidate belongs inside the brackets of r.",
        ),
        Misconception(
            "the second bias can be left out",
            lambda x, h, W_x, W_h, b: answers.states(x, h, W_x, W_h, b[0], after=True),
            "b has two rows, and you used the first only.",
        ),
        Misconception(
            "only the bias was outside",
            answers.bias_inside_only,
            "The bias is inside now. The product is not yet in its place: r * h @ W_c means (r * h) @ W_c.",
        ),
        Misconception(
            "z = 1 means replace",
            lambda *args: answers.states(*args, after=True, swap=True),
            "The candidate is right; now z and 1 - z are exchanged.",
        ),
    ],
)
