"""Exercise 2.5, the bug hunt: an array with the steps first is reshaped where its axes should change places."""

import numpy as np

from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def read_steps_first(stored, W_xh, W_hh, b_h):
    """Right: the last state of each sequence, shape `(batch, units)`."""
    h = np.zeros((stored.shape[1], len(b_h)))
    for x_t in stored:
        h = np.tanh(x_t @ W_xh + h @ W_hh + b_h)
    return h


def reshaped(stored, *weights):
    steps, batch, features = stored.shape
    return read_steps_first(stored.reshape(batch, steps, features).transpose(1, 0, 2), *weights)


def steps_as_rows(stored, *weights):
    return read_steps_first(stored.transpose(1, 0, 2), *weights)


def last_step_alone(stored, W_xh, W_hh, b_h):
    return np.tanh(stored[-1] @ W_xh + b_h)


def every_state(stored, W_xh, W_hh, b_h):
    h = np.zeros((stored.shape[1], len(b_h)))
    states = []
    for x_t in stored:
        h = np.tanh(x_t @ W_xh + h @ W_hh + b_h)
        states.append(h)
    return np.array(states)


def weights(features, units, seed):
    return normals(seed, (features, units), (units, units), (units,), scale=0.7)


exercise = Exercise(
    "2.5",
    "mend the reader",
    read_steps_first,
    cases=[
        (normal(61, 3, 2, 1), *weights(1, 2, 62)),
        (normal(63, 6, 4, 3), *weights(3, 2, 64)),
        (normal(65, 2, 5, 4), *weights(4, 3, 66)),
        (normal(67, 4, 1, 2), *weights(2, 3, 68)),
    ],
    misconceptions=[
        Misconception(
            "reshape for transpose",
            reshaped,
            "The shape is right and the letters are not: reshape deals the numbers out anew, in the order in which they lie. "
            "Axes that change places need transpose.",
        ),
        Misconception(
            "steps taken for rows",
            steps_as_rows,
            "Your loop walks over the sequences as if they were steps. Along which axis of `stored` does time run?",
        ),
        Misconception(
            "the last step alone",
            last_step_alone,
            "That is the last letter without its past. Carry h through all steps.",
        ),
        Misconception(
            "every state",
            every_state,
            "These are the states after every step. Asked are the last ones, shape (batch, units).",
        ),
        Misconception(
            "backwards in time",
            lambda stored, *rest: read_steps_first(stored[::-1], *rest),
            "The sequences were read from their end. Step 0 comes first.",
        ),
    ],
    equivalent={
        "`b_h` -> `W_hh`": "only its length is asked for, and both have one row or entry for each unit"
    },
)
