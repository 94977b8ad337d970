"""Checks of lesson 10: LSTM."""

import numpy as np

from course_utils.checks import answers_10 as answers
from course_utils.checks.mechanism import Exercise, Misconception
from course_utils.checks.path_10 import exercise_4, exercise_5, exercise_6

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]

# 10.1 A counter with a reset


exercise_1 = Exercise(
    "10.1",
    answers.reset_sum,
    cases=[
        (np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 0])),
        (answers.numbers(1, 9), np.array([0, 1, 0, 0, 1, 1, 0, 0, 0])),
        (answers.numbers(2, 5), np.array([1, 0, 0, 0, 1])),
    ],
    misconceptions=[
        Misconception(
            "the forget gate says what to forget",
            lambda x, flags: answers.gated(x, flags, np.ones(len(x))),
            "f is the share that is kept. Where the flag is 1, nothing may be kept, so f must be 0 there.",
        ),
        Misconception(
            "forgetting means not writing",
            lambda x, flags: answers.gated(x, np.ones(len(x)), 1 - flags),
            "That closes the input gate. The flagged number must be written; it is the old content that goes.",
        ),
        Misconception(
            "the reset comes one step late",
            lambda x, flags: answers.gated(x, 1 - np.concatenate([[0], flags[:-1]]), np.ones(len(x))),
            "The flag of step t acts at step t: it clears what came before, and this step's number is the first of the new sum.",
        ),
        Misconception(
            "writing shares the gate with keeping",
            lambda x, flags: answers.gated(x, 1 - flags, 1 - flags),
            "Keeping and writing have a gate each. At a flag you cleared the cell and threw the new number away as well.",
        ),
        Misconception(
            "the flags do nothing",
            lambda x, flags: np.cumsum(x),
            "You added up everything. Where a flag stands, the forget gate must be 0, so that the sum begins again.",
        ),
    ],
)

# 10.2 One step from Keras's packed weights


exercise_2 = Exercise(
    "10.2",
    answers.step,
    cases=[
        (
            answers.numbers(3, 2, 3),
            answers.numbers(4, 2, 4),
            answers.numbers(5, 2, 4),
            *answers.weights(3, 4, 6),
        ),
        (
            answers.numbers(7, 1, 2),
            answers.numbers(8, 1, 3),
            answers.numbers(9, 1, 3),
            *answers.weights(2, 3, 10),
        ),
        (
            answers.numbers(11, 5, 1),
            answers.numbers(12, 5, 1),
            answers.numbers(13, 5, 1),
            *answers.weights(1, 1, 14),
        ),
    ],
    misconceptions=[
        Misconception(
            "another order of the blocks",
            lambda *a: answers.step(*a, order=(0, 1, 3, 2)),
            "Two blocks are exchanged. Keras packs input gate, forget gate, candidate, output gate, in this order.",
        ),
        Misconception(
            "every block is a gate",
            lambda *a: answers.step(*a, squash=answers.sigmoid),
            "You put the candidate through a sigmoid. A candidate must be able to be negative: it takes tanh.",
        ),
        Misconception(
            "cell state = hidden state",
            lambda *a: answers.step(*a, show=lambda c: c),
            "Your h is o times c. What is shown of the cell goes through a tanh first: h = o * tanh(c).",
        ),
        Misconception(
            "the cell is squashed as it is kept",
            lambda *a: answers.step(*a, keep=np.tanh),
            "You kept tanh(c) as the new c. Nothing may squash c on its way to the next step; only the copy for h goes through tanh.",
        ),
        Misconception(
            "c comes first",
            lambda *a: answers.step(*a)[::-1],
            "Both arrays are right and they stand in the wrong order: return h first, as Keras does.",
        ),
        Misconception(
            "the candidate as it is",
            lambda *a: answers.step(*a, squash=lambda s: s),
            "The three gates are right. The candidate is a tanh of its sum, so that nothing larger than 1 is written at once.",
        ),
        Misconception(
            "h is returned twice",
            lambda *a: (answers.step(*a)[0],) * 2,
            "h is right. The second result must be the new c, which has not passed the tanh and the output gate.",
        ),
        Misconception(
            "writing is what is not kept",
            answers.coupled_step,
            "You wrote with 1 - f. An LSTM has an input gate of its own, the first block.",
        ),
        Misconception(
            "no bias",
            lambda *a: answers.step(*a[:-1], 0.0),
            "The products are right. Each of the four sums also gets its part of b.",
        ),
        Misconception(
            "the output shows the old cell",
            answers.shows_old_cell,
            "Your h comes from the c of the step before. Update c first, then show the new one.",
        ),
    ],
)

# 10.3 Counting


exercise_3 = Exercise(
    "10.3",
    lambda features, units: 4 * (features * units + units * units + units),
    cases=[(2, 32), (64, 128), (1, 1), (3, 4)],
    misconceptions=[
        Misconception(
            "one set of weights",
            lambda f, u: f * u + u * u + u,
            "That is a SimpleRNN. Each of the three gates and the candidate has a set of its own.",
        ),
        Misconception(
            "three gates, three sets",
            lambda f, u: 3 * (f * u + u * u + u),
            "The three gates are counted. The candidate has weights as well.",
        ),
        Misconception(
            "gates without biases",
            lambda f, u: 4 * (f * u + u * u),
            "The matrices are right. Each of the four blocks also has one bias per unit.",
        ),
        Misconception(
            "gates read the cell",
            lambda f, u: 4 * (f * u + u * u + u) + 3 * u,
            "You counted peepholes, which Keras does not have: its gates read x and h, and never c.",
        ),
        Misconception(
            "one number per gate",
            lambda f, u: f * u + u * u + u + 3 * (f + u + 1),
            "You gave each gate a single number for the whole cell. Every unit has gates of its own.",
        ),
        Misconception(
            "two biases per block",
            lambda f, u: 4 * (f * u + u * u + 2 * u),
            "That is PyTorch's count, with one bias for the input and one for the state. Keras has a single bias in each block.",
        ),
        Misconception(
            "no recurrent matrix",
            lambda f, u: 4 * (f * u + u),
            "You counted four dense layers of the input. Each block also reads the old state: units × units weights more.",
        ),
        Misconception(
            "one bias for all blocks",
            lambda f, u: 4 * (f * u + u * u) + u,
            "The matrices are right. Each of the four blocks has a bias of its own, one number per unit.",
        ),
    ],
)
