"""Exercise 11.2: the paper's GRU, whose reset gate acts before the matrix product, over whole sequences."""

import functools

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_11.common import arguments, gru_gone_wrong, sigmoid


def gru_states(x, h, W_x, W_h, b):
    """Return all states, shape (batch, steps, units)."""
    W_z, W_r, W_c = np.split(W_h, 3, axis=1)
    states = []
    for t in range(x.shape[1]):
        x_z, x_r, x_c = np.split(x[:, t] @ W_x + b, 3, axis=1)
        z = 1 / (1 + np.exp(-(x_z + h @ W_z)))
        r = 1 / (1 + np.exp(-(x_r + h @ W_r)))
        candidate = np.tanh(x_c + (r * h) @ W_c)
        h = z * h + (1 - z) * candidate
        states.append(h)
    return np.stack(states, axis=1)


def r_over_everything(x, h, W_x, W_h, b):
    """Multiply the input's part of the candidate by r as well."""
    W_z, W_r, W_c = np.split(W_h, 3, axis=1)
    states = []
    for t in range(x.shape[1]):
        x_z, x_r, x_c = np.split(x[:, t] @ W_x + b, 3, axis=1)
        z, r = sigmoid(x_z + h @ W_z), sigmoid(x_r + h @ W_r)
        h = z * h + (1 - z) * np.tanh(r * (x_c + h @ W_c))
        states.append(h)
    return np.stack(states, axis=1)


exercise = Exercise(
    "11.2",
    "The paper's GRU over a sequence",
    gru_states,
    cases=[
        arguments(batch=2, steps=5, features=3, units=4, seed=1),
        arguments(batch=3, steps=7, features=4, units=2, seed=4),
        arguments(batch=4, steps=3, features=2, units=5, seed=7),
    ],
    misconceptions=[
        Misconception(
            "where r acts does not matter",
            functools.partial(gru_gone_wrong, after=True),
            "You multiplied by r after the matrix product: Keras's default. The paper's form resets the old state first.",
        ),
        Misconception(
            "r resets the input too",
            r_over_everything,
            "r multiplies the whole bracket of your candidate, the input's part too. It acts on the old state alone: r * h.",
        ),
        Misconception(
            "z = 1 means replace",
            functools.partial(gru_gone_wrong, swap=True),
            "z and 1 - z are exchanged in your mixing line. Here z is the share of the old state.",
        ),
        Misconception(
            "the reset gate is optional",
            functools.partial(gru_gone_wrong, resets=False),
            "r does nothing in your candidate: it sees all of the old state.",
        ),
        Misconception(
            "the blocks come as r, z",
            functools.partial(gru_gone_wrong, order="rzc"),
            "You took the first block for r. In Keras the order is z, r, candidate.",
        ),
        Misconception(
            "each step starts from the first state",
            functools.partial(gru_gone_wrong, carry=False),
            "Every step of yours starts from the same h. The new state must be the h of the step that follows.",
        ),
    ],
    equivalent={
        "`np.split(W_h, 3, axis=1)` -> `np.split(W_h, 3, axis=-1)`": "the last axis of two is axis 1",
        "`np.split(x[:, t] @ W_x + b, 3, axis=1)` -> `np.split(x[:, t] @ W_x + b, 3, axis=-1)`": "the last axis of two is axis 1",
        "`W_z, W_r, W_c = np.split(W_h, 3, axis=1)` one line later": "the two lines do not depend on each other",
        "`z = 1 / (1 + np.exp(-(x_z + h @ W_z)))` one line later": "the gates do not depend on each other",
    },
)
