"""Exercise 13.2: the four states of a bidirectional LSTM become the two of a decoder."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def decoder_state(states):
    """Return (h, c), each (batch, 2 * units), the forward half first."""
    h_f, c_f, h_b, c_b = states
    return np.concatenate([h_f, h_b], axis=1), np.concatenate([c_f, c_b], axis=1)


def joined(states, *pairs):
    """Return the states side by side, two by two."""
    return tuple(np.concatenate([states[k] for k in pair], axis=1) for pair in pairs)


def h_before_c(states):
    """Take the order for both h, then both c."""
    return joined(states, (0, 1), (2, 3))


def backward_first(states):
    """Exchange the halves."""
    return joined(states, (2, 0), (3, 1))


def exchanged(states):
    """Exchange h and c."""
    return joined(states, (1, 3), (0, 2))


def added(states):
    """Add the halves up."""
    return states[0] + states[2], states[1] + states[3]


def batch_doubled(states):
    """Join along the batch."""
    h_f, c_f, h_b, c_b = states
    return np.concatenate([h_f, h_b]), np.concatenate([c_f, c_b])


def four_states(batch, units, seed):
    """Return the argument: four random states."""
    return (list(draws.normals(seed, *[(batch, units)] * 4)),)


COUNTED = ([np.arange(6.0).reshape(2, 3) + 10 * k for k in range(1, 5)],)

exercise = Exercise(
    "13.2",
    "The decoder's first state",
    decoder_state,
    cases=[COUNTED, four_states(batch=2, units=4, seed=10), four_states(batch=5, units=3, seed=20)],
    parts=("h", "c"),
    misconceptions=[
        Misconception(
            "both h first, then both c",
            h_before_c,
            "You joined the first two and the last two. Keras lists h and c of one direction before h and c of the other.",
        ),
        Misconception(
            "the backward half first",
            backward_first,
            "The pairs are right, their halves exchanged: the forward half comes first.",
        ),
        Misconception(
            "cell state = hidden state",
            exchanged,
            "You exchanged h and c. Within each direction h comes first, as with a one-way LSTM.",
        ),
        Misconception(
            "the directions are added",
            added,
            "You added the halves, so the decoder would get `units` numbers. It has twice as many: lay them side by side.",
        ),
        Misconception(
            "the directions make a larger batch",
            batch_doubled,
            "You joined the halves one below the other: twice the batch. Name the last axis: twice the units.",
        ),
    ],
    equivalent={
        "`np.concatenate([h_f, h_b], axis=1)` -> `np.concatenate([h_f, h_b], axis=-1)`": "the last axis is this one",
        "`np.concatenate([c_f, c_b], axis=1)` -> `np.concatenate([c_f, c_b], axis=-1)`": "the last axis is this one",
    },
)
