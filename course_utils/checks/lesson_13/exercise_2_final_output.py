"""Exercise 13.2: one vector per sequence from the states of a masked bidirectional layer."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def final_output(states, lengths):
    """Return each half where it has read everything, shape (batch, 2 * units)."""
    units = states.shape[2] // 2
    forward = states[np.arange(len(states)), lengths - 1, :units]
    backward = states[:, 0, units:]
    return np.concatenate([forward, backward], axis=1)


def picked(states, forward, backward):
    """Return the halves at these steps, one for each sequence."""
    units, rows = states.shape[2] // 2, np.arange(len(states))
    return np.concatenate([states[rows, forward, :units], states[rows, backward, units:]], axis=1)


def last_step(states, lengths):
    """Take the last step of everything."""
    return states[:, -1]


def last_real_step(states, lengths):
    """Take the last real step of both halves."""
    return picked(states, lengths - 1, lengths - 1)


def padding_read(states, lengths):
    """Take the forward half at the last step, padding or not."""
    return picked(states, 0 * lengths - 1, 0 * lengths)


def length_as_index(states, lengths):
    """Take the step after the last real one."""
    return picked(states, lengths, 0 * lengths)


def ends_exchanged(states, lengths):
    """Take each half where it has read one step."""
    units = states.shape[2] // 2
    backward = states[np.arange(len(states)), lengths - 1, units:]
    return np.concatenate([backward, states[:, 0, :units]], axis=1)


def forward_at_first(states, lengths):
    """Take each half where it has read one step, in the right order."""
    return picked(states, 0 * lengths, lengths - 1)


def backward_first(states, lengths):
    """Exchange the halves."""
    return np.roll(final_output(states, lengths), states.shape[2] // 2, axis=1)


def all_lengths(states, lengths):
    """Take every length from each sequence."""
    return np.concatenate([states[:, lengths - 1], states[:, 0]], axis=-1)


def case(lengths, steps, units, seed):
    """Return states of a masked bidirectional layer, zeros on padded steps, and the lengths."""
    lengths = np.array(lengths)
    states = draws.normal(seed, len(lengths), steps, 2 * units)
    return states * (np.arange(steps) < lengths[:, None])[:, :, None], lengths


exercise = Exercise(
    "13.2",
    "One vector per sequence",
    final_output,
    cases=[
        case([4, 4, 4], steps=4, units=2, seed=1),
        case([2, 6, 4, 1], steps=6, units=3, seed=2),
        case([3, 7], steps=7, units=4, seed=3),
    ],
    misconceptions=[
        Misconception(
            "seq[:, -1]",
            last_step,
            "You took the last step of everything. There the backward half has read one step, or none: where has it read all of them?",
        ),
        Misconception(
            "the last real step of everything",
            last_real_step,
            "The forward half is right. The backward half at that step has only begun: take its first step.",
        ),
        Misconception(
            "padding is read too",
            padding_read,
            "The backward half is right. The forward half's last step may be padding, where a masked Bidirectional gives zeros: use the lengths.",
        ),
        Misconception(
            "the length is an index",
            length_as_index,
            "You used the length where an index is wanted. Steps count from 0, so the last real one is lengths - 1.",
        ),
        Misconception(
            "halves and ends exchanged",
            ends_exchanged,
            "You took the backward units at the last step and the forward units at the first: both have read a single step.",
        ),
        Misconception(
            "ends exchanged",
            forward_at_first,
            "You took the forward half at the first step and the backward half at the last: both have read a single step.",
        ),
        Misconception(
            "backward half first",
            backward_first,
            "Both halves are right, in the wrong order: the forward half comes first.",
        ),
        Misconception(
            "every length for every sequence",
            all_lengths,
            "`states[:, lengths - 1]` takes all lengths from each sequence. Pair them: `states[np.arange(batch), lengths - 1]`.",
        ),
    ],
    equivalent={
        "`states` -> `lengths`": "only inside len: there is one length for each sequence",
        "`np.concatenate([forward, backward], axis=1)` -> `np.concatenate([forward, backward], axis=-1)`": "the last axis is this one",
        "`forward = states[np.arange(len(states)), lengths - 1, :units]` one line later": "the two lines do not depend on each other",
    },
)
