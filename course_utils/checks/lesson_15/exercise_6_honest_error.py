"""Exercise 15.6: a bug hunt. The forecast is compared with the hour before, which the net has read."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def rmse_in_units(said, x, y, low, high):
    """Return the root mean squared error of column 0, in its unit."""
    error = said[:, 0] - y
    return np.sqrt(np.mean(error**2)) * (high[0] - low[0])


def in_units(error, low, high):
    """Return the root mean squared error of scaled errors, in the unit of column 0."""
    return np.sqrt(np.mean(error**2)) * (high[0] - low[0])


def hour_before(said, x, y, low, high):
    """Do what the colleague does."""
    return in_units(said[:, 0] - x[:, 0, 0], low, high)


def rule_instead(said, x, y, low, high):
    """Grade "as it is now" and not the net."""
    return in_units(x[:, 0, 0] - y, low, high)


def moved_by_one(said, x, y, low, high):
    """Compare each answer with the hour before by moving the answers."""
    return in_units(said[1:, 0] - y[:-1], low, high)


def moved_the_other_way(said, x, y, low, high):
    """Compare each answer with the hour after."""
    return in_units(said[:-1, 0] - y[1:], low, high)


def all_pairs(said, x, y, low, high):
    """Subtract `(n,)` from `(n, 1)`: every answer meets every truth."""
    return in_units(said - y, low, high)


def still_scaled(said, x, y, low, high):
    """Leave the scale as it is."""
    return np.sqrt(np.mean((said[:, 0] - y) ** 2))


def truth_still_scaled(said, x, y, low, high):
    """Turn the answers back, and not the truth."""
    return np.sqrt(np.mean((said[:, 0] * (high[0] - low[0]) + low[0] - y) ** 2))


def low_added(said, x, y, low, high):
    """Turn the error back as if it were a value."""
    return in_units(said[:, 0] - y, low, high) + low[0]


def by_the_highest(said, x, y, low, high):
    """Multiply by the highest value."""
    return np.sqrt(np.mean((said[:, 0] - y) ** 2)) * high[0]


def mean_squared(said, x, y, low, high):
    """Forget the root."""
    return in_units(said[:, 0] - y, low, high) ** 2


def mean_absolute(said, x, y, low, high):
    """Return the mean absolute error."""
    return np.abs(said[:, 0] - y).mean() * (high[0] - low[0])


def last_column(said, x, y, low, high):
    """Use the scale of the last column."""
    return in_units(said[:, 0] - y, low[-1:], high[-1:])


def example(seed, n):
    """Return scaled answers, inputs and truths of n hours that follow one another, and the scale."""
    series = uniform(seed, n + 1, 8)
    said = 0.7 * series[:-1, :1] + uniform(seed + 1, n, 1, high=0.2)
    low = uniform(seed + 2, 8, low=-5, high=5)
    return said, series[:-1, None], series[1:, 0], low, low + uniform(seed + 3, 8, low=1, high=50)


SMALL = (
    np.array([[0.5], [0.25], [1.0]]),
    np.concatenate([np.array([0.5, 0.25, 0.75])[:, None, None], np.full((3, 1, 7), 0.5)], axis=2),
    np.array([0.25, 0.75, 1.0]),
    np.arange(8.0) + 2,
    np.arange(8.0) * 2 + 10,
)

exercise = Exercise(
    "15.6",
    "Bug hunt: an honest error",
    rmse_in_units,
    cases=[SMALL, example(10, 7), example(20, 12), example(30, 5)],
    misconceptions=[
        Misconception(
            "compared with the hour before",
            hour_before,
            "That is the colleague's number: column 0 of the inputs is the dust of the hour before, which the net has read. The truth is y.",
        ),
        Misconception(
            "the rule is graded",
            rule_instead,
            "You compared the inputs with y. That is the error of 'as it is now'; the net's answers are in `said`.",
        ),
        Misconception(
            "answers moved by one",
            moved_by_one,
            "You compared each answer with the truth one hour earlier. Row i of `said` belongs to row i of y.",
        ),
        Misconception(
            "answers moved the other way",
            moved_the_other_way,
            "You compared each answer with the truth one hour later. Row i of `said` belongs to row i of y.",
        ),
        Misconception(
            "all pairs",
            all_pairs,
            "`said` has shape (n, 1) and y (n,): their difference has shape (n, n), every answer with every truth. Take said[:, 0].",
        ),
        Misconception(
            "still scaled",
            still_scaled,
            "Right, but still in scaled units. One unit of the scale is high[0] - low[0] micrograms.",
        ),
        Misconception(
            "the truth is still scaled",
            truth_still_scaled,
            "Your answers are in micrograms, y is still scaled. Turn both back, or take the difference first.",
        ),
        Misconception(
            "an error is turned back like a value",
            low_added,
            "You added low[0]. In a difference of two values it cancels: only the width of the scale counts.",
        ),
        Misconception(
            "scaled by the highest value",
            by_the_highest,
            "You multiplied by high[0]. One unit of the scale is high[0] - low[0].",
        ),
        Misconception(
            "no root",
            mean_squared,
            "That is the mean squared error, in squared micrograms. Take the root.",
        ),
        Misconception(
            "mean absolute error",
            mean_absolute,
            "That is the mean absolute error. Square, take the mean, take the root.",
        ),
        Misconception(
            "another column's scale",
            last_column,
            "You used the last column's scale. Dust is column 0.",
        ),
    ],
    equivalent={
        "`said[:, 0] - y` -> `y - said[:, 0]`": "the square forgets the sign",
        "`said[:, 0]` -> `said[:, -1]`": "there is one column",
    },
)
