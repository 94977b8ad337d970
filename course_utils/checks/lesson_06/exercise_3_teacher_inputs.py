"""Exercise 6.3: what the teacher gives the decoder."""

import numpy as np

from course_utils.checks.draws import whole_numbers
from course_utils.checks.exercise import Exercise, Misconception


def teacher_inputs(targets, start):
    """Right: the start token, then every target but the last."""
    return np.concatenate([np.full((len(targets), 1), start), targets[:, :-1]], axis=1)


def begun_by(start, words):
    """Return `words`, shape `(batch, n)`, with a column of `start` in front."""
    return np.concatenate([np.full((len(words), 1), start), words], axis=1)


def not_shifted(targets, start):
    """Wrong: each step reads what it has to write."""
    return targets.copy()


def shifted_left(targets, start):
    """Wrong: each step reads the word after its own, the last one the start token."""
    return begun_by(start, targets[:, ::-1][:, :-1])[:, ::-1]


def rolled_round(targets, start):
    """Wrong: the last word comes round to the front."""
    return np.roll(targets, 1, axis=1)


def too_long(targets, start):
    """Wrong: one step more than there are targets."""
    return begun_by(start, targets)


def first_replaced(targets, start):
    """Wrong: the first word is lost, the others stay where they were."""
    return begun_by(start, targets[:, 1:])


def no_start(targets, start):
    """Wrong: one step less than there are targets."""
    return targets[:, :-1].copy()


exercise = Exercise(
    "6.3",
    "What the teacher gives the decoder",
    teacher_inputs,
    cases=[
        (np.array([[5, 6, 7, 2], [8, 9, 2, 2]]), 1),
        (np.array([[3, 4, 0], [7, 0, 0], [5, 6, 0], [8, 3, 4]]), 9),
        (whole_numbers(11, 3, 6, low=3, high=50), 2),
    ],
    misconceptions=[
        Misconception(
            "not shifted",
            not_shifted,
            "You hand the decoder the very word it has to write at that step. It learns to copy, and has nothing to copy from later.",
        ),
        Misconception(
            "shifted the other way",
            shifted_left,
            "You shifted to the left, so step t reads the word of step t + 1: the future. Step t may read the word before it.",
        ),
        Misconception(
            "rolled round",
            rolled_round,
            "np.roll carries the last word round to the front. Before the first word stands the start token.",
        ),
        Misconception(
            "one step too long",
            too_long,
            "Your result has one step more than the targets. The last word is never an input: nothing is written after it.",
        ),
        Misconception(
            "first word replaced",
            first_replaced,
            "You overwrote the first word by the start token and left the others where they were. Every word moves one step to the right.",
        ),
        Misconception(
            "start token missing",
            no_start,
            "You dropped the last word and put nothing in front. What does the decoder read before it has written a word?",
        ),
    ],
    equivalent={
        "`np.concatenate([np.full((len(targets), 1), start), targets[:, :-1]], axis=1)` -> "
        "`np.concatenate([np.full((len(targets), 1), start), targets[:, :-1]], axis=-1)`": "of two axes, 1 is the last",
    },
)
