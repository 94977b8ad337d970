"""10.1 A sum that starts again: the forget gate closes where a flag stands."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def reset_sum(x, flags):
    """Return the cell after every step."""
    c, path = 0.0, []
    for t in range(len(x)):
        f = 1 - flags[t]
        c = f * c + x[t]
        path.append(c)
    return np.array(path)


def gated(x, f, i):
    """Return the path of a cell whose gates are given."""
    c, path = 0.0, []
    for t in range(len(x)):
        c = f[t] * c + i[t] * x[t]
        path.append(c)
    return np.array(path)


exercise = Exercise(
    "10.1",
    "a sum that starts again",
    reset_sum,
    cases=[
        (np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 0])),
        (normal(1, 9), np.array([0, 1, 0, 0, 1, 1, 0, 0, 0])),
        (normal(2, 5), np.array([1, 0, 0, 0, 1])),
    ],
    misconceptions=[
        Misconception(
            "the forget gate says what to forget",
            lambda x, flags: gated(x, flags, np.ones(len(x))),
            "f is the share that is kept. Where the flag is 1, nothing may be kept, so f must be 0 there.",
        ),
        Misconception(
            "forgetting means not writing",
            lambda x, flags: gated(x, np.ones(len(x)), 1 - flags),
            "That closes the input gate. The flagged number must be written; it is the old content that goes.",
        ),
        Misconception(
            "the reset comes one step late",
            lambda x, flags: gated(x, 1 - np.concatenate([[0], flags[:-1]]), np.ones(len(x))),
            "The flag of step t acts at step t: it clears what came before, and this step's number is the first of the new sum.",
        ),
        Misconception(
            "writing shares the gate with keeping",
            lambda x, flags: gated(x, 1 - flags, 1 - flags),
            "Keeping and writing have a gate each. At a flag you cleared the cell and threw the new number away as well.",
        ),
        Misconception(
            "the flags do nothing",
            lambda x, flags: np.cumsum(x),
            "You added up everything. Where a flag stands, the forget gate must be 0, so that the sum begins again.",
        ),
    ],
    equivalent={
        "`x` -> `flags`": "only the length is asked for, and they are equally long",
    },
)
