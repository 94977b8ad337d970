"""Exercise 3.3: by which factor two states come closer, per step."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def factor_per_step(one, two):
    """Return the factor by which the distance of two paths changes in one step, on average (geometric mean)."""
    distance = np.linalg.norm(one - two, axis=1)
    return (distance[-1] / distance[0]) ** (1 / (len(distance) - 1))


def whole_fall(one, two):
    """The fall over the whole path, not per step."""
    distance = np.linalg.norm(one - two, axis=1)
    return distance[-1] / distance[0]


def steps_miscounted(one, two):
    """Divide by the number of rows; there is one step fewer than rows."""
    return whole_fall(one, two) ** (1 / len(one))


def arithmetic(one, two):
    """Divide the fall by the steps."""
    return whole_fall(one, two) / (len(one) - 1)


def mean_of_ratios(one, two):
    """Average the factors of the single steps."""
    distance = np.linalg.norm(one - two, axis=1)
    return np.mean(distance[1:] / distance[:-1])


def all_at_once(one, two):
    """Take the distance over the batch of steps along the wrong axis."""
    distance = np.linalg.norm(one - two, axis=0)
    return (distance[-1] / distance[0]) ** (1 / (len(distance) - 1))


def per_step(distance):
    """The one factor that leads from the first distance to the last."""
    return (distance[-1] / distance[0]) ** (1 / (len(distance) - 1))


def fitted_line(one, two):
    """Fit a straight line to the logarithms of all distances."""
    distance = np.linalg.norm(one - two, axis=1)
    return np.exp(np.polyfit(np.arange(len(distance)), np.log(distance), 1)[0])


def first_step(one, two):
    """The factor of the first step alone."""
    distance = np.linalg.norm(one - two, axis=1)
    return distance[1] / distance[0]


def last_step(one, two):
    """The factor of the last step alone."""
    distance = np.linalg.norm(one - two, axis=1)
    return distance[-1] / distance[-2]


HALVING = np.array([[4.0, 0.0, 3.0], [2.0, 0.0, 1.5], [1.0, 0.0, 0.75], [0.5, 0.0, 0.375]])

exercise = Exercise(
    "3.3",
    "how fast it forgets",
    factor_per_step,
    cases=[
        (HALVING, np.zeros((4, 3))),
        (normal(1, 6, 2), normal(2, 6, 2)),
        (normal(3, 9, 4), normal(4, 9, 4)),
    ],
    misconceptions=[
        Misconception(
            "the whole fall",
            whole_fall,
            "That is the factor over the whole path. Which factor, multiplied by itself once per step, gives it?",
        ),
        Misconception(
            "as many steps as rows",
            steps_miscounted,
            "From the first row to the last there is one step fewer than there are rows.",
        ),
        Misconception(
            "divided by the steps",
            arithmetic,
            "You divided by the number of steps. Factors multiply: the root undoes that, a division does not.",
        ),
        Misconception(
            "the mean of the factors",
            mean_of_ratios,
            "You averaged the factors. Asked is the one factor that, used at every step, gives the same fall in all.",
        ),
        Misconception(
            "distance along the steps",
            all_at_once,
            "The distance is taken over the units, at each step: one number per row.",
        ),
        Misconception(
            "the sum of the sizes",
            lambda one, two: per_step(np.abs(one - two).sum(axis=1)),
            "You added the sizes of the differences. A length is the root of the sum of their squares.",
        ),
        Misconception(
            "the largest difference",
            lambda one, two: per_step(np.abs(one - two).max(axis=1)),
            "You took the largest difference. A length is the root of the sum of the squares of all of them.",
        ),
        Misconception(
            "a fitted line",
            fitted_line,
            "You fitted all distances, which is a good estimate. Asked is the factor that leads from the first to the last.",
        ),
        Misconception(
            "the first step alone",
            first_step,
            "That is the factor of the first step. Asked is the one that, used at every step, leads to the last distance.",
        ),
        Misconception(
            "the last step alone",
            last_step,
            "That is the factor of the last step. Asked is the one that, used at every step, leads from the first distance.",
        ),
    ],
    equivalent={
        "`np.linalg.norm(one - two, axis=1)` -> `np.linalg.norm(one - two, axis=-1)`": "the units are the last axis",
        "`one - two` -> `two - one`": "a distance has no direction",
    },
)
