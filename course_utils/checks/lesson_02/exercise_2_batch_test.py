"""Exercise 2.2: the batch test, a tool that holds a reader against itself, alone and in company."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def changed_by_company(read, x):
    """Right: the rows that `read` treats differently in company than alone."""
    in_company = np.array(read(x))
    changed = []
    for row in range(len(x)):
        alone = np.array(read(x[row : row + 1]))[0]
        if np.abs(in_company[row] - alone).max() > 1e-5:
            changed.append(row)
    return changed


# What is tested: readers from (batch, steps, features) to (batch, units), sound ones and others.


def last_input(x):
    """Sound: looks at the last step only."""
    return x[:, -1]


def fading(x):
    """Sound: a running mean with a small weight, so that rows end close together."""
    h = np.zeros((x.shape[0], x.shape[2]))
    for t in range(x.shape[1]):
        h = 0.9 * h + 0.1 * x[:, t]
    return h


def centred(x):
    """Leaks: subtracts the mean over the batch, so every row feels the others."""
    return x[:, -1] - x[:, -1].mean(axis=0)


def after_the_row_before(x):
    """Leaks: each row but the first begins with what the one before left behind."""
    h, last = np.zeros(x.shape[2]), []
    for row in x:
        for step in row:
            h = np.tanh(step + 0.5 * h)
        last.append(h)
    return np.array(last)


def shared_out(x):
    """Leaks: in company every state is smaller."""
    return np.abs(x[:, -1]) / len(x)


def added_up(x):
    """Leaks in one unit: in company it is larger."""
    states = np.abs(x[:, -1]) + 1
    states[:, 0] *= len(x)
    return states


def touched_in_one_unit(x):
    """Leaks a little, in one unit: more than the tolerance there, less than it on the mean of all four units."""
    states = x[:, -1].copy()
    states[:, 0] += 2e-5 * (len(x) > 1)
    return states


def rounded_in_company(x):
    """Sound: every number moves a little in company, as rounding does, by less than the tolerance."""
    return x[:, -1] + 4e-6 * (len(x) > 1)


def drifting(x):
    """Leaks a little, in all units: more with every row that is there."""
    return x[:, -1] + 5e-5 * (len(x) - 1)


def up_to(tolerance):
    """Return the right answer with another tolerance."""

    def changed(read, x):
        in_company = np.array(read(x))
        alone = np.array([np.array(read(x[row : row + 1]))[0] for row in range(len(x))])
        return [row for row in range(len(x)) if np.abs(in_company[row] - alone[row]).max() > tolerance]

    return changed


def relative(**limits):
    """Return an answer that leaves the comparison to np.allclose."""

    def changed(read, x):
        in_company = np.array(read(x))
        alone = np.array([np.array(read(x[row : row + 1]))[0] for row in range(len(x))])
        return [row for row in range(len(x)) if not np.allclose(in_company[row], alone[row], **limits)]

    return changed


def one_way(read, x):
    """Only rows that grow in company."""
    in_company, changed = np.array(read(x)), []
    for row in range(len(x)):
        if (in_company[row] - np.array(read(x[row : row + 1]))[0]).max() > 1e-5:
            changed.append(row)
    return changed


def against_the_others(read, x):
    """Compares the rows with one another."""
    states = np.array(read(x))
    return [row for row in range(len(x)) if np.abs(states - states[row]).max() > 1e-5]


def only_if_all(read, x):
    in_company, changed = np.array(read(x)), []
    for row in range(len(x)):
        if np.abs(in_company[row] - np.array(read(x[row : row + 1]))[0]).min() > 1e-5:
            changed.append(row)
    return changed


def on_the_mean(read, x):
    in_company, changed = np.array(read(x)), []
    for row in range(len(x)):
        if np.abs(in_company[row] - np.array(read(x[row : row + 1]))[0]).mean() > 1e-5:
            changed.append(row)
    return changed


def exactly_equal(read, x):
    in_company, changed = np.array(read(x)), []
    for row in range(len(x)):
        if np.abs(in_company[row] - np.array(read(x[row : row + 1]))[0]).max() > 0:
            changed.append(row)
    return changed


SMALL = np.array([[[0.0, 1.0], [1.0, 0.0], [1.0, 2.0]], [[2.0, 0.0], [0.0, 0.0], [3.0, -1.0]]])
PAIR = np.array([[[1.0, 2.0, 0.0]], [[1.0, 2.0, 0.0]], [[0.5, -1.0, 4.0]]])  # rows 0 and 1 are the same

exercise = Exercise(
    "2.2",
    "the batch test",
    changed_by_company,
    cases=[
        (centred, SMALL),
        (last_input, SMALL),
        (after_the_row_before, normal(31, 4, 3, 2)),
        (shared_out, normal(32, 5, 2, 3)),
        (added_up, normal(34, 3, 4, 3)),
        (fading, PAIR),
        (centred, PAIR),
        (touched_in_one_unit, normal(35, 3, 2, 4)),
        (rounded_in_company, normal(33, 2, 3, 4)),
        (drifting, normal(36, 3, 2, 2)),
    ],
    misconceptions=[
        Misconception(
            "rows are compared with one another",
            against_the_others,
            "Different rows have different states, and should. Compare each row's state with its own, read alone.",
        ),
        Misconception(
            "a truth value for the whole batch",
            lambda read, x: bool(changed_by_company(read, x)),
            "Right as a test, but asked is which rows changed: a list of their numbers.",
        ),
        Misconception(
            "truth values instead of row numbers",
            lambda read, x: [row in changed_by_company(read, x) for row in range(len(x))],
            "One truth value a row is nearly it. Return the numbers of those rows for which it is true.",
        ),
        Misconception(
            "the rows that stay the same",
            lambda read, x: [row for row in range(len(x)) if row not in changed_by_company(read, x)],
            "These are the rows that company did not change. The others are asked for.",
        ),
        Misconception(
            "only what grows",
            one_way,
            "A state can be smaller in company as well: take the size of the difference, without its sign.",
        ),
        Misconception(
            "every number must differ",
            only_if_all,
            "One number that differs is enough. Look at the largest difference of a row, and not at the smallest.",
        ),
        Misconception(
            "the mean of the differences",
            on_the_mean,
            "One number that differs is enough, and a mean hides it among those that do not: take the largest.",
        ),
        Misconception(
            "no allowance for rounding",
            exactly_equal,
            "Equal to the last digit is too much to ask of 32-bit arithmetic. Allow a difference of 1e-5.",
        ),
        Misconception(
            "too wide an allowance",
            up_to(1e-3),
            "You allow too much: a difference above 1e-5 counts already.",
        ),
        Misconception(
            "how many rows",
            lambda read, x: len(changed_by_company(read, x)),
            "That is how many rows changed. Asked is which: a list of their numbers.",
        ),
        Misconception(
            "the allowances of np.allclose",
            relative(),
            "np.allclose has allowances of its own, and one grows with the numbers. Asked is 1e-5 alone: rtol=0, atol=1e-5.",
        ),
        Misconception(
            "a relative allowance on top",
            relative(atol=1e-5),
            "np.allclose adds rtol times the number to your 1e-5. Asked is 1e-5 alone: rtol=0.",
        ),
    ],
    equivalent={
        "`np.array(read(x[row:row + 1]))[0]` -> `np.array(read(x[row:row + 1]))[-1]`": "of one row, the first is the last",
        "`np.abs(in_company[row] - alone).max() > 1e-05` -> `np.abs(in_company[row] - alone).max() >= 1e-05`": (
            "no difference is 1e-5 to the last digit"
        ),
        "`in_company[row] - alone` -> `alone - in_company[row]`": "the sign is taken away",
        "`in_company = np.array(read(x))` one line later": "the two lines do not need each other",
    },
)
