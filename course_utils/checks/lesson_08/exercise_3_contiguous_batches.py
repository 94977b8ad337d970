"""Exercise 8.3: batches that continue one another."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def contiguous_batches(stream, rows, steps):
    """Right: long strips, one per row, each cut into batches."""
    batches = len(stream) // (rows * steps)
    strips = stream[: rows * steps * batches].reshape(rows, batches, steps)
    return strips.swapaxes(0, 1)


def without_leftover(stream, rows, steps):
    """Return the values that fill whole batches."""
    return stream[: len(stream) // (rows * steps) * rows * steps]


def side_by_side(stream, rows, steps):
    """Wrong: consecutive windows are the rows of one batch."""
    return without_leftover(stream, rows, steps).reshape(-1, rows, steps)


def rows_first(stream, rows, steps):
    """Wrong: shape `(rows, batches, steps)`."""
    return without_leftover(stream, rows, steps).reshape(rows, -1, steps)


def own_leftovers(stream, rows, steps):
    """Wrong: cut into strips first, so that each strip drops its own end."""
    strips = stream[: len(stream) // rows * rows].reshape(rows, -1)
    batches = strips.shape[1] // steps
    return np.stack([strips[:, k * steps : (k + 1) * steps] for k in range(batches)])


def beginning_dropped(stream, rows, steps):
    """Wrong: the last values are kept, and not the first ones."""
    kept = len(without_leftover(stream, rows, steps))
    return stream[len(stream) - kept :].reshape(rows, -1, steps).swapaxes(0, 1)


def interleaved(stream, rows, steps):
    """Wrong: each row takes every rows-th value."""
    return without_leftover(stream, rows, steps).reshape(-1, steps, rows).swapaxes(1, 2)


exercise = Exercise(
    "8.3",
    "Batches that continue one another",
    contiguous_batches,
    cases=[(np.arange(24), 2, 3), (np.arange(70), 4, 5), (normal(8, 35), 3, 2)],
    misconceptions=[
        Misconception(
            "consecutive windows side by side",
            side_by_side,
            "Row 1 of a batch continues row 0 of the same batch. The state is handed down, not across: row i must go on in row i of the next batch.",
        ),
        Misconception(
            "rows and batches swapped",
            rows_first,
            "The pieces are right, the axes are not: the first axis counts batches, the second rows.",
        ),
        Misconception(
            "each strip drops its own end",
            own_leftovers,
            "Drop what is left over at the end of the stream, before the strips are cut: each strip has steps * batches values.",
        ),
        Misconception(
            "the beginning is dropped",
            beginning_dropped,
            "The batches are right and begin too late in the stream: drop what is left over at its end.",
        ),
        Misconception(
            "every row takes every rows-th value",
            interleaved,
            "Your rows skip values. Inside a row, time must go on one step at a time.",
        ),
    ],
    equivalent={
        "`strips.swapaxes(0, 1)` -> `strips.swapaxes(1, 0)`": "an exchange of two axes has no order",
    },
)
