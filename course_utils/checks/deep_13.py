"""Checks of lesson 13, second half: stacks, layer normalisation, the final output of padded sequences."""

import numpy as np

from course_utils.checks import answers_13 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 13.4 Counting a stack


exercise_4 = Exercise(
    "13.4",
    answers.count_weights,
    cases=[(3, 4, 1), (128, 64, 2), (1, 2, 3), (5, 1, 4)],
    misconceptions=[
        Misconception(
            "every layer reads the input",
            lambda f, u, d: d * answers.count_weights(f, u, 1),
            "You gave each layer the width of the input. From the second on a layer reads the states of the layer below.",
        ),
        Misconception(
            "a layer hands on `units` features",
            lambda f, u, d: answers.count_weights(f, u, d, widen=1),
            "Your upper layers read `units` numbers. With concat the layer below hands on both directions: twice as many.",
        ),
        Misconception(
            "one cell per layer",
            lambda f, u, d: answers.count_weights(f, u, d, directions=1),
            "You counted one direction. Each Bidirectional layer holds two cells with weights of their own.",
        ),
        Misconception(
            "depth shares weights, like time",
            lambda f, u, d: answers.count_weights(f, u, 1),
            "You counted one layer. Weights are shared over time; each layer of a stack has its own.",
        ),
        Misconception(
            "one set of weights per cell",
            lambda f, u, d: answers.count_weights(f, u, d, sets=1),
            "That is a SimpleRNN. An LSTM has four sets: three gates and the candidate.",
        ),
    ],
)

# 13.5 Layer normalisation


def scaled_up(variance, a):
    """The variance that divides by units - 1."""
    return variance * a.shape[-1] / (a.shape[-1] - 1)


exercise_5 = Exercise(
    "13.5",
    answers.layer_norm,
    cases=[
        (answers.numbers(1, 2, 3, 4), answers.numbers(2, 4), answers.numbers(3, 4)),
        (5 + 2 * answers.numbers(4, 4, 5, 3), answers.numbers(5, 3), answers.numbers(6, 3)),
        (answers.numbers(7, 3, 2, 6), answers.numbers(8, 6), answers.numbers(9, 6), 0.5),
    ],
    misconceptions=[
        Misconception(
            "mean over time",
            lambda *a: answers.layer_norm(*a, axis=1),
            "You averaged over the steps. Then a step would know of later steps, and padding would count: average over the units of one step.",
        ),
        Misconception(
            "mean over the batch",
            lambda *a: answers.layer_norm(*a, axis=0),
            "You averaged over the batch: that is batch normalisation. Layer normalisation looks at one sequence at a time.",
        ),
        Misconception(
            "one mean for each sequence",
            lambda *a: answers.layer_norm(*a, axis=(1, 2)),
            "You took one mean for a whole sequence. Each step has a mean and a deviation of its own.",
        ),
        Misconception(
            "one mean for everything",
            lambda *a: answers.layer_norm(*a, axis=None),
            "You took one mean over the whole array. Name the axis: the last one, the units.",
        ),
        Misconception(
            "divided by the variance",
            lambda *a: answers.layer_norm(*a, spread=lambda v: v),
            "You divided by the variance. Divide by its square root, the standard deviation.",
        ),
        Misconception(
            "no scale, no shift",
            lambda a, gain, shift, *rest: answers.layer_norm(a, 1.0, 0.0, *rest),
            "The normalisation is right; gain and shift, the learned weights, are missing.",
        ),
        Misconception(
            "no shift",
            lambda a, gain, shift, *rest: answers.layer_norm(a, gain, 0.0, *rest),
            "Normalised and scaled, but not shifted: the learned shift is added at the end.",
        ),
        Misconception(
            "epsilon outside the root",
            lambda a, gain, shift, epsilon=1e-3: answers.layer_norm(
                a, gain, shift, epsilon, spread=lambda v: np.sqrt(v - epsilon) + epsilon
            ),
            "You added epsilon to the deviation. In the formula it stands under the root, beside the variance.",
        ),
        Misconception(
            "divided by n - 1",
            lambda a, gain, shift, epsilon=1e-3: answers.layer_norm(
                a, gain, shift, epsilon, spread=lambda v: np.sqrt(scaled_up(v - epsilon, a) + epsilon)
            ),
            "Your variance divides by units - 1. Here it is the plain mean of the squared distances (no ddof).",
        ),
        Misconception(
            "the axis is lost",
            lambda a, gain, shift, *rest: a - a.mean(axis=-1),
            "The mean over the last axis has shape (batch, steps). With `keepdims=True` it keeps an axis of 1 and fits.",
        ),
    ],
)

# 13.6 The bug hunt: one vector per sequence


exercise_6 = Exercise(
    "13.6",
    answers.final_output,
    cases=[
        answers.states_of([5, 5, 5], 5, 2, 1),
        answers.states_of([2, 6, 4, 1], 6, 3, 2),
        answers.states_of([3, 7], 7, 1, 3),
    ],
    misconceptions=[
        Misconception(
            "seq[:, -1]",
            lambda states, lengths: states[:, -1],
            "You took the last step of everything. There the backward half has read one step, or none: where has it read all of them?",
        ),
        Misconception(
            "the last real step of everything",
            lambda *a: answers.final_output(*a, backward=lambda n: n - 1),
            "The forward half is right. The backward half at that step has only begun: take its first step.",
        ),
        Misconception(
            "padding is read too",
            lambda *a: answers.final_output(*a, forward=lambda n: 0 * n - 1),
            "The backward half is right. The forward half's last step may be padding, where a masked Bidirectional gives zeros: use the lengths.",
        ),
        Misconception(
            "the length is an index",
            lambda *a: answers.final_output(*a, forward=lambda n: n),
            "You used the length where an index is wanted. Steps count from 0, so the last real one is lengths - 1.",
        ),
        Misconception(
            "halves exchanged",
            lambda *a: answers.final_output(*a, swapped=True),
            "You took the backward units at the last step and the forward units at the first: both have read a single step.",
        ),
        Misconception(
            "backward half first",
            lambda *a: np.roll(answers.final_output(*a), a[0].shape[2] // 2, axis=1),
            "Both halves are right, in the wrong order: the forward half comes first.",
        ),
        Misconception(
            "every length for every sequence",
            lambda states, lengths: np.concatenate([states[:, lengths - 1], states[:, 0]], axis=-1),
            "`states[:, lengths - 1]` takes all lengths from each sequence. Pair them: `states[np.arange(batch), lengths - 1]`.",
        ),
    ],
)
