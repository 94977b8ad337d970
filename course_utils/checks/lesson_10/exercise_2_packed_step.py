"""10.2 One step of an LSTM from Keras's packed weights."""

import numpy as np

from course_utils.cells import sigmoid
from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_10.common import varied_step, weights


def step(x, h, c, W_x, W_h, b):
    """Return (h, c) after one step."""
    i, f, candidate, o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    return sigmoid(o) * np.tanh(c), c


def coupled_step(x, h, c, W_x, W_h, b):
    """Write with 1 - f in place of the input gate."""
    _, f, candidate, o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(candidate)
    return sigmoid(o) * np.tanh(c), c


def shows_old_cell(x, h, c, W_x, W_h, b):
    """Compute h from the cell of the step before."""
    o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)[3]
    return sigmoid(o) * np.tanh(c), step(x, h, c, W_x, W_h, b)[1]


def small():
    """Return a case of round numbers: one row, two features, one unit, so that each weight can be followed."""
    x, h, c = np.array([[1.0, -1.0]]), np.array([[0.5]]), np.array([[2.0]])
    W_x = np.array([[1.0, 0.0, 0.5, -1.0], [0.0, -2.0, 1.0, 1.0]])
    return x, h, c, W_x, np.array([[0.0, 1.0, -1.0, 2.0]]), np.array([0.5, 1.0, 0.0, -0.5])


exercise = Exercise(
    "10.2",
    "one step from packed weights",
    step,
    cases=[
        small(),
        (normal(3, 2, 3), normal(4, 2, 4), normal(5, 2, 4), *weights(3, 4, 6)),
        (normal(7, 4, 2), normal(8, 4, 3), normal(9, 4, 3), *weights(2, 3, 10)),
    ],
    parts=("h", "c"),
    misconceptions=[
        Misconception(
            "another order of the blocks",
            lambda *a: varied_step(*a, order=(0, 1, 3, 2)),
            "Two blocks are exchanged. Keras packs input gate, forget gate, candidate, output gate, in this order.",
        ),
        Misconception(
            "f writes and i keeps",
            lambda *a: varied_step(*a, order=(1, 0, 2, 3)),
            "Input and forget gate are exchanged: f stands with the old cell, i with the candidate.",
        ),
        Misconception(
            "every block is a gate",
            lambda *a: varied_step(*a, squash=sigmoid),
            "You put the candidate through a sigmoid. A candidate must be able to be negative: it takes tanh.",
        ),
        Misconception(
            "cell state = hidden state",
            lambda *a: varied_step(*a, show=lambda c: c),
            "Your h is o times c. What is shown of the cell goes through a tanh first: h = o * tanh(c).",
        ),
        Misconception(
            "the cell is squashed as it is kept",
            lambda *a: varied_step(*a, keep=np.tanh),
            "You kept tanh(c) as the new c. Nothing may squash c on its way to the next step; only the copy for h goes through tanh.",
        ),
        Misconception(
            "c comes first",
            lambda *a: step(*a)[::-1],
            "Both arrays are right and they stand in the wrong order: return h first, as Keras does.",
        ),
        Misconception(
            "the candidate as it is",
            lambda *a: varied_step(*a, squash=lambda s: s),
            "The three gates are right. The candidate is a tanh of its sum, so that nothing larger than 1 is written at once.",
        ),
        Misconception(
            "h is returned twice",
            lambda *a: (step(*a)[0],) * 2,
            "h is right. The second result must be the new c, which has not passed the tanh and the output gate.",
        ),
        Misconception(
            "writing is what is not kept",
            coupled_step,
            "You wrote with 1 - f. An LSTM has an input gate of its own, the first block.",
        ),
        Misconception(
            "no bias",
            lambda *a: step(*a[:-1], 0.0),
            "The products are right. Each of the four sums also gets its part of b.",
        ),
        Misconception(
            "the output shows the old cell",
            shows_old_cell,
            "Your h comes from the c of the step before. Update c first, then show the new one.",
        ),
    ],
    equivalent={
        "`np.split(x @ W_x + h @ W_h + b, 4, axis=-1)` -> `np.split(x @ W_x + h @ W_h + b, 4, axis=1)`": "the last axis of two is axis 1",
    },
)
