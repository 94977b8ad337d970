"""Exercise 11.7: a shorter GRU with two faults in one line, mended to be Keras's default."""

import functools

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_11.common import arguments, gru_gone_wrong, sigmoid


def mended(x, h, W_x, W_h, b):
    """Return all states (batch, steps, units) of a GRU whose reset gate acts after the product and its bias."""
    states = []
    for t in range(x.shape[1]):
        x_z, x_r, x_c = np.split(x[:, t] @ W_x + b[0], 3, axis=1)
        h_z, h_r, h_c = np.split(h @ W_h + b[1], 3, axis=1)
        z = 1 / (1 + np.exp(-(x_z + h_z)))
        r = 1 / (1 + np.exp(-(x_r + h_r)))
        candidate = np.tanh(x_c + r * h_c)
        h = z * h + (1 - z) * candidate
        states.append(h)
    return np.stack(states, axis=1)


def bias_outside(x, h, W_x, W_h, b):
    """Mend the product, and leave the second bias of the candidate outside the brackets of r."""
    units = h.shape[1]
    first, second = b.copy()
    first[2 * units :] += second[2 * units :]
    second[2 * units :] = 0
    return gru_gone_wrong(x, h, W_x, W_h, np.stack([first, second]), after=True)


def bias_inside_only(x, h, W_x, W_h, b):
    """Mend the bias, and leave the product as it was."""
    states = []
    (W_z, W_r, W_c), (b_z, b_r, b_c) = np.split(W_h, 3, axis=1), np.split(b[1], 3)
    for t in range(x.shape[1]):
        x_z, x_r, x_c = np.split(x[:, t] @ W_x + b[0], 3, axis=1)
        z, r = sigmoid(x_z + h @ W_z + b_z), sigmoid(x_r + h @ W_r + b_r)
        h = z * h + (1 - z) * np.tanh(x_c + (r * h) @ W_c + r * b_c)
        states.append(h)
    return np.stack(states, axis=1)


def no_second_bias(x, h, W_x, W_h, b):
    """Use the first row of b only."""
    return gru_gone_wrong(x, h, W_x, W_h, b[0], after=True)


def biases_exchanged(x, h, W_x, W_h, b):
    """Add the first row of b to the state's product and the second to the input's."""
    return gru_gone_wrong(x, h, W_x, W_h, b[::-1], after=True)


exercise = Exercise(
    "11.7",
    "Bug hunt: the shorter GRU",
    mended,
    cases=[
        arguments(batch=2, steps=6, features=3, units=4, seed=61, biases=2),
        arguments(batch=3, steps=4, features=2, units=5, seed=64, biases=2),
        arguments(batch=4, steps=3, features=5, units=2, seed=67, biases=2),
    ],
    misconceptions=[
        Misconception(
            "r * h @ W multiplies by r last",
            gru_gone_wrong,
            "This is the cell from before the hunt. * and @ have the same rank in Python and are worked off from left to right.",
        ),
        Misconception(
            "the second bias is outside",
            bias_outside,
            "The product is in the right place now. The second bias of the candidate belongs inside the brackets of r.",
        ),
        Misconception(
            "the second bias can be left out",
            no_second_bias,
            "b has two rows, and you used the first only.",
        ),
        Misconception(
            "the order of the biases does not matter",
            biases_exchanged,
            "The two rows of b have changed places. The first goes with the input, the second with the state, inside the brackets of r.",
        ),
        Misconception(
            "only the bias was outside",
            bias_inside_only,
            "The bias is inside now. The product is not yet in its place: r * h @ W_c means (r * h) @ W_c.",
        ),
        Misconception(
            "z = 1 means replace",
            functools.partial(gru_gone_wrong, after=True, swap=True),
            "The candidate is right; now z and 1 - z are exchanged.",
        ),
    ],
    equivalent={
        "`np.split(x[:, t] @ W_x + b[0], 3, axis=1)` -> `np.split(x[:, t] @ W_x + b[0], 3, axis=-1)`": "the last axis of two is axis 1",
        "`np.split(h @ W_h + b[1], 3, axis=1)` -> `np.split(h @ W_h + b[1], 3, axis=-1)`": "the last axis of two is axis 1",
        "`x_z, x_r, x_c = np.split(x[:, t] @ W_x + b[0], 3, axis=1)` one line later": "the two lines do not depend on each other",
        "`z = 1 / (1 + np.exp(-(x_z + h_z)))` one line later": "the gates do not depend on each other",
    },
)
