"""21.6 Batches whose rows read on from one batch to the next."""

import numpy as np

from course_utils.checks.draws import whole_numbers
from course_utils.checks.exercise import Exercise, Misconception


def streams(ids, batch, steps):
    """Return x of shape (batches, batch, steps); row i goes on where row i of the batch before ended."""
    batches = len(ids) // (batch * steps)
    rows = ids[: batches * batch * steps].reshape(batch, batches, steps)
    return rows.swapaxes(0, 1)


def whole_batches(ids, batch, steps):
    """Return as many ids as fill whole batches."""
    return ids[: len(ids) // (batch * steps) * batch * steps]


def cut_in_rows(ids, batch, steps):
    """Return batches for which each row is cut at its own end."""
    rows = ids[: len(ids) // batch * batch].reshape(batch, -1)
    width = rows.shape[1] // steps * steps
    return rows[:, :width].reshape(batch, -1, steps).swapaxes(0, 1)


def one_further(ids, batch, steps):
    """Return batches of which each begins one character after the one before."""
    rows = whole_batches(ids, batch, steps).reshape(batch, -1)
    batches = rows.shape[1] // steps
    return np.array([rows[:, k : k + steps] for k in range(batches)])


def cut_at_the_front(ids, batch, steps):
    """Return batches of the end of the text, where what does not fill a batch is left out at the front."""
    return streams(ids[len(ids) % (batch * steps) :], batch, steps)


exercise = Exercise(
    "21.6",
    "mend the batches",
    streams,
    cases=[
        (np.arange(24), 2, 3),
        (np.arange(67), 3, 4),
        (whole_numbers(1, 107, high=65), 5, 2),
    ],
    misconceptions=[
        Misconception(
            "neighbours in a batch are neighbours in time",
            lambda ids, batch, steps: whole_batches(ids, batch, steps).reshape(-1, batch, steps),
            "Row 0 of the second batch must go on where row 0 of the first ended. Here it begins a whole batch later. (reshape counts anew and exchanges no axes.)",
        ),
        Misconception(
            "streams before batches",
            lambda ids, batch, steps: streams(ids, batch, steps).swapaxes(0, 1),
            "Each stream is in one piece, but the first axis must count batches: swap the first two axes.",
        ),
        Misconception(
            "streams woven into each other",
            lambda ids, batch, steps: (
                whole_batches(ids, batch, steps).reshape(-1, steps, batch).swapaxes(1, 2)
            ),
            "Inside a row the text jumps. A row must read as the text does, character after character.",
        ),
        Misconception(
            "batches in any order",
            lambda ids, batch, steps: streams(ids, batch, steps)[::-1],
            "These are the right batches in the wrong order: the state can only be carried forwards.",
        ),
        Misconception("each row loses its end", cut_in_rows, "Cut the text at its end, not each row."),
        Misconception(
            "the text always fits",
            lambda ids, batch, steps: ids.reshape(batch, -1, steps).swapaxes(0, 1),
            "A text need not fill whole batches: cut off what is left over before you reshape.",
        ),
        Misconception(
            "all axes turned round",
            lambda ids, batch, steps: streams(ids, batch, steps).swapaxes(0, 1).T,
            "`.T` turns all three axes round, the steps too. Exchange only the first two: swapaxes(0, 1).",
        ),
        Misconception(
            "one character further each time",
            one_further,
            "Your batches overlap: each begins one character after the one before. Move on by `steps` characters.",
        ),
        Misconception(
            "one kept back for the target",
            lambda ids, batch, steps: streams(ids[:-1], batch, steps),
            "A batch is missing where the text fills the batches exactly. Only x is asked for: no character need be kept back for a target.",
        ),
        Misconception(
            "the front is left out",
            cut_at_the_front,
            "You leave out the beginning of the text. What does not fill a batch is left out at the end.",
        ),
    ],
    equivalent={
        "`rows.swapaxes(0, 1)` -> `rows.swapaxes(1, 0)`": "two axes exchanged are exchanged, whichever is named first",
    },
)
