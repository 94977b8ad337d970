"""10.3 Reading a sequence in two parts: both states are handed on, each to its place."""

import numpy as np

from course_utils.cells import lstm_forward
from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_10.common import weights


def read_in_two(x, split, W_x, W_h, b):
    """Return the last h after reading x[:, :split] and then x[:, split:]."""
    zero = np.zeros((len(x), len(W_h)))
    states, cells = lstm_forward(x[:, :split], zero, zero, W_x, W_h, b)
    states, cells = lstm_forward(x[:, split:], states[:, -1], cells[:, -1], W_x, W_h, b)
    return states[:, -1]


def carrying(x, split, W_x, W_h, b, carry):
    """Read in two parts and hand on what `carry` makes of h and c."""
    zero = np.zeros((len(x), len(W_h)))
    states, cells = lstm_forward(x[:, :split], zero, zero, W_x, W_h, b)
    states, _ = lstm_forward(x[:, split:], *carry(states[:, -1], cells[:, -1]), W_x, W_h, b)
    return states[:, -1]


def second_part(x, split, W_x, W_h, b):
    """Return all states and all cells of the second part, read as it should be."""
    zero = np.zeros((len(x), len(W_h)))
    states, cells = lstm_forward(x[:, :split], zero, zero, W_x, W_h, b)
    return lstm_forward(x[:, split:], states[:, -1], cells[:, -1], W_x, W_h, b)


exercise = Exercise(
    "10.3",
    "read in two parts",
    read_in_two,
    cases=[
        (normal(23, 1, 5, 2), 3, *weights(2, 3, 24)),
        (normal(21, 2, 6, 3), 1, *weights(3, 4, 22)),
        (normal(25, 3, 9, 1), 7, *weights(1, 2, 26)),
    ],
    misconceptions=[
        Misconception(
            "the order of h and c does not matter",
            lambda *a: carrying(*a, carry=lambda h, c: (c, h)),
            "h and c are exchanged on the way to the second part. They have the same shape, so nothing complains.",
        ),
        Misconception(
            "h is the whole memory",
            lambda *a: carrying(*a, carry=lambda h, c: (h, 0 * c)),
            "The second part began with an empty cell. h is only what was shown; c must be handed on as well.",
        ),
        Misconception(
            "c is the whole memory",
            lambda *a: carrying(*a, carry=lambda h, c: (0 * h, c)),
            "The second part began with the right cell and with h at zero. The gates read h: hand it on as well.",
        ),
        Misconception(
            "one tensor serves for both",
            lambda *a: carrying(*a, carry=lambda h, c: (h, h)),
            "You handed on h twice. The cell of the first part is lost, although the shapes fit.",
        ),
        Misconception(
            "the layer remembers by itself",
            lambda *a: carrying(*a, carry=lambda h, c: (0 * h, 0 * c)),
            "The second part began with zeros. Nothing is carried over unless you pass it.",
        ),
        Misconception(
            "all states are asked for",
            lambda *a: second_part(*a)[0],
            "You returned every state of the second part. Asked is the last one, [:, -1].",
        ),
        Misconception(
            "cell state = hidden state",
            lambda *a: second_part(*a)[1][:, -1],
            "The reading is right, and you returned the last c. Asked is the last h.",
        ),
    ],
)
