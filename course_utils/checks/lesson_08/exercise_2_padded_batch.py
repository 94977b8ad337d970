"""Exercise 8.2: the last states of a padded batch."""

import numpy as np

from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def last_states(x, lengths, W_xh, W_hh, b_h):
    """Right: a row whose sequence has ended keeps its state."""
    h = np.zeros((len(x), len(b_h)))
    for t in range(x.shape[1]):
        new = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
        real = (t < lengths)[:, None]
        h = np.where(real, new, h)
    return h


def all_states(x, W_xh, W_hh, b_h):
    """Return the states after every step, padding read as well, shape `(batch, steps, units)`."""
    h = np.zeros((len(x), len(b_h)))
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
        states.append(h)
    return np.stack(states, axis=1)


def padding_read(x, lengths, *weights):
    """Wrong: the cell runs through the padding."""
    return all_states(x, *weights)[:, -1]


def input_zeroed(x, lengths, *weights):
    """Wrong: the padding is set to zero, but the cell runs."""
    real = np.arange(x.shape[1]) < lengths[:, None]
    return all_states(x * real[:, :, None], *weights)[:, -1]


def state_zeroed(x, lengths, *weights):
    """Wrong: the state is zero where the padding begins."""
    return padding_read(x, lengths, *weights) * (lengths == x.shape[1])[:, None]


def every_listed_step(x, lengths, *weights):
    """Wrong: an index without its row."""
    return all_states(x, *weights)[:, lengths - 1]


def one_too_far(x, lengths, *weights):
    """Wrong: the first step of padding is read as well."""
    return last_states(x, lengths + 1, *weights)


def one_too_few(x, lengths, *weights):
    """Wrong: the last real step is not read."""
    return last_states(x, lengths - 1, *weights)


def shortest_decides(x, lengths, *weights):
    """Wrong: all stop where the shortest ends."""
    return all_states(x, *weights)[:, lengths.min() - 1]


def every_state(x, lengths, *weights):
    """Wrong: the states after every step."""
    return all_states(x, *weights)


def mean_of_states(x, lengths, *weights):
    """Wrong: the mean of each sequence's states."""
    real = (np.arange(x.shape[1]) < lengths[:, None])[:, :, None]
    return (all_states(x, *weights) * real).sum(axis=1) / lengths[:, None]


def call(seed, lengths, steps, features, units):
    """Return the arguments of one call."""
    x = normal(seed, len(lengths), steps, features)
    return x, np.array(lengths), *normals(seed + 50, (features, units), (units, units), (units,), scale=0.7)


exercise = Exercise(
    "8.2",
    "Last states of a padded batch",
    last_states,
    cases=[
        call(11, [4, 2, 1], steps=4, features=2, units=3),
        call(13, [3, 5], steps=7, features=3, units=4),
        call(15, [2, 6, 5, 3], steps=6, features=5, units=2),
    ],
    misconceptions=[
        Misconception(
            "padding is harmless",
            padding_read,
            "The shorter sequences went on reading their padding. Their state must stop at their own last real step.",
        ),
        Misconception(
            "zero input leaves the state alone",
            input_zeroed,
            "You made the padding zero, and the cell still ran: with x = 0 the state goes on through W_hh, b_h and tanh.",
        ),
        Misconception(
            "masked steps give zeros",
            state_zeroed,
            "The state was set to zero where the padding begins. Keep the old state there.",
        ),
        Misconception(
            "an index for each row",
            every_listed_step,
            "This takes every listed step of every sequence. Give NumPy a row index too, so that row and step go in pairs.",
        ),
        Misconception(
            "one step too far",
            one_too_far,
            "A sequence of length 2 has the steps 0 and 1 in Python's counting; yours read step 2 as well.",
        ),
        Misconception(
            "one step too few",
            one_too_few,
            "Your sequences stop one step early: the last real step, number lengths - 1, must be read too.",
        ),
        Misconception(
            "the shortest sequence decides",
            shortest_decides,
            "You stopped where the shortest sequence ends. The longer ones go on: keep the old state only for rows that are done.",
        ),
        Misconception(
            "every state",
            every_state,
            "These are the states after every step. One row for each sequence is asked for: the state after its own last step.",
        ),
        Misconception(
            "the mean of the states",
            mean_of_states,
            "You took the mean over each sequence's real steps. Only the state after the last of them is asked for.",
        ),
    ],
    equivalent={
        "`x` -> `lengths`": "one length for each sequence",
        "`b_h` -> `W_hh`": "as many rows as units",
        "`new = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)` one line later": "the mask does not need the new state",
    },
)
