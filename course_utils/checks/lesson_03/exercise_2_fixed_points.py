"""Exercise 3.2: all values that one step without input maps to themselves."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def fixed_points(w_hh):
    """Return the sorted list of all h with h = tanh(w_hh * h)."""
    if w_hh <= 1:
        return [0.0]
    h = 1.0
    for _ in range(10000):
        h = np.tanh(w_hh * h)
    return [-h, 0.0, h]


def upper_only(w_hh):
    """Run from one start and report where it ends."""
    return [fixed_points(w_hh)[-1]]


def without_zero(w_hh):
    """Run from two starts, and never from 0 itself."""
    points = fixed_points(w_hh)
    return [h for h in points if h != 0] or [0.0]


def by_size(w_hh):
    """Take the size of w_hh, as if -2 held a value as 2 does."""
    return fixed_points(abs(w_hh))


def one_step(w_hh):
    """Take tanh(w_hh), which is one step from 1, for the value where it ends."""
    return [0.0] if w_hh <= 1 else [-np.tanh(w_hh), 0.0, np.tanh(w_hh)]


def upper_and_zero(w_hh):
    """Leave out what a start below 0 finds."""
    return [h for h in fixed_points(w_hh) if h >= 0]


def where_two_starts_end(w_hh):
    """Run from above and from below 0, and keep where the two end."""
    if abs(w_hh) <= 1:
        return [0.0]
    h = fixed_points(abs(w_hh))[-1]
    return [-h, h]


exercise = Exercise(
    "3.2",
    "fixed points",
    fixed_points,
    cases=[(2.0,), (0.5,), (1.2,), (-2.0,), (3.0,), (1.0,)],
    misconceptions=[
        Misconception(
            "one fixed point",
            upper_only,
            "That is where a start above 0 ends. What does a start below 0 do, and what a start at 0 exactly?",
        ),
        Misconception(
            "0 is no fixed point",
            without_zero,
            "tanh(w_hh * 0) is 0 for every w_hh: 0 stays a fixed point, even where the state runs away from it.",
        ),
        Misconception(
            "a negative w_hh holds too",
            by_size,
            "With w_hh = -2 a step turns the sign round, so only 0 comes back to itself after one step.",
        ),
        Misconception(
            "one step is enough",
            one_step,
            "You took one step from 1. Go on until a step changes nothing any more.",
        ),
        Misconception(
            "0 is all",
            lambda w_hh: [0.0],
            "0 is one for every w_hh. Above 1 there are two more: look where the line splits in 'Where one unit settles'.",
        ),
        Misconception(
            "none below 0",
            upper_and_zero,
            "What a start below 0 finds is missing: with h, -h is a fixed point as well.",
        ),
        Misconception(
            "the last states of two runs",
            where_two_starts_end,
            "Not all that a run ends with maps to itself: with w_hh = -2 the next step has the other sign. "
            "And no run ends at 0 where 0 is unstable, though it is a fixed point there, too.",
        ),
        Misconception(
            "the ends of tanh",
            lambda w_hh: [-1.0, 0.0, 1.0] if w_hh > 1 else [0.0],
            "tanh comes near -1 and 1 and never reaches them, so neither maps to itself: put it in and see.",
        ),
    ],
    tolerance=1e-5,
    equivalent={
        "`1.0` -> `2.0`": "every start above 0 ends there",
        "`range(10000)` -> `list(range(10000))[::-1]`": "the steps are not numbered",
        "`10000` -> `10001`": "it has come to rest long before",
        "`10000` -> `9999`": "it has come to rest long before",
        "`10000` -> `20000`": "it has come to rest long before",
        "the first step were left out: `for _ in range(10000):`": "it has come to rest long before",
        "the last step were left out: `for _ in range(10000):`": "it has come to rest long before",
    },
)
