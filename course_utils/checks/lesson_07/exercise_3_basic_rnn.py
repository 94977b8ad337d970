"""Exercise 7.3: the model class BasicRNN, in NumPy."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_07.common import call, states_of


def basic_rnn(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: begin from the state that was handed in. The step is written out, so that its terms can be told apart."""
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
    return h @ W_hy + b_y, h


def from_zero(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the state that was handed in is thrown away."""
    state = states_of(x, np.zeros_like(h), W_xh, W_hh, b_h)[:, -1]
    return state @ W_hy + b_y, state


def squashed(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the output is kept between -1 and 1."""
    state = states_of(x, h, W_xh, W_hh, b_h)[:, -1]
    return np.tanh(state @ W_hy + b_y), state


def along_the_batch(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the last state of one row is the first state of the next."""
    rows, state = [], h[:1]
    for row in x:
        state = states_of(row[None], state, W_xh, W_hh, b_h)[:, -1]
        rows.append(state)
    states = np.concatenate(rows)
    return states @ W_hy + b_y, states


def state_first(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the state, then the output."""
    state = states_of(x, h, W_xh, W_hh, b_h)[:, -1]
    return state, state @ W_hy + b_y


def every_step(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: an output for each step."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return states @ W_hy + b_y, states[:, -1]


def first_state_returned(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the state that comes back is the one that was handed in."""
    return states_of(x, h, W_xh, W_hh, b_h)[:, -1] @ W_hy + b_y, h.copy()


exercise = Exercise(
    "7.3",
    "BasicRNN in NumPy",
    basic_rnn,
    cases=[
        call(7, batch=2, steps=4, features=3, units=5, outputs=6),
        call(8, batch=3, steps=6, features=2, units=4, outputs=5),
        call(9, batch=4, steps=3, features=5, units=6, outputs=2),
    ],
    misconceptions=[
        Misconception(
            "the first state is always zero",
            from_zero,
            "Your loop begins from zeros. It must begin from the state that was handed in.",
        ),
        Misconception(
            "the output is squashed",
            squashed,
            "The states are right. The read-out is linear here; tanh belongs to the cell.",
        ),
        Misconception(
            "rows of a batch follow one another",
            along_the_batch,
            "One row's last state became the next row's first. Rows are strangers; all of them take each step together.",
        ),
        Misconception(
            "the state comes first",
            state_first,
            "Both arrays are right and they stand in the wrong order: the output first, then the state, as BasicRNN does.",
        ),
        Misconception(
            "an output for each step",
            every_step,
            "Your state is right, and you read out every step. BasicRNN reads its last state alone.",
        ),
        Misconception(
            "the old state is handed back",
            first_state_returned,
            "Your output is right, and the state you hand back is the one you were given. The next call must begin where this one ended.",
        ),
    ],
    parts=("output", "state"),
)
