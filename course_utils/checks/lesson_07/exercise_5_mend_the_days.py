"""Exercise 7.5: a table of quantities by hours becomes samples."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def days_of(table, steps):
    """Right: first one row per hour, then cut."""
    features, hours = table.shape
    return table.T.reshape(hours // steps, steps, features)


def reshaped(table, steps):
    """Wrong: the numbers are read row by row, so a day holds hours of one quantity."""
    return table.reshape(-1, steps, len(table))


def features_before_steps(table, steps):
    """Wrong: shape `(samples, features, steps)`."""
    return table.reshape(len(table), -1, steps).swapaxes(0, 1)


def features_first(table, steps):
    """Wrong: shape `(features, samples, steps)`."""
    return table.reshape(len(table), -1, steps)


def steps_first(table, steps):
    """Wrong: shape `(steps, samples, features)`."""
    return table.reshape(len(table), -1, steps).T


def every_so_many(table, steps):
    """Wrong: sample i holds the hours i, i + samples, and so on."""
    return table.reshape(len(table), steps, -1).T


def sliding(table, steps):
    """Wrong: the samples overlap."""
    hours = table.T
    return np.stack([hours[i : i + steps] for i in range(len(hours) - steps + 1)])


exercise = Exercise(
    "7.5",
    "Mend the days",
    days_of,
    cases=[
        (
            np.array(
                [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12]]
            ),
            4,
        ),
        (normal(31, 3, 20), 5),
        (normal(32, 5, 14), 2),
    ],
    misconceptions=[
        Misconception(
            "reshape moves the axes",
            reshaped,
            "The shape is right, the numbers are not where they belong: reshape reads on row by row, so neighbouring hours of one quantity became the features of one step. Turn the table first.",
        ),
        Misconception(
            "features before steps",
            features_before_steps,
            "The samples are right, their axes are swapped: steps come before features.",
        ),
        Misconception(
            "features first",
            features_first,
            "The numbers are grouped well and the axes are out of order: the layer reads (samples, steps, features).",
        ),
        Misconception(
            "steps first",
            steps_first,
            "Features stand last, as they should. The first axis must count samples, the second steps.",
        ),
        Misconception(
            "a sample takes hours that lie far apart",
            every_so_many,
            "The hours of one of your samples lie far apart. Inside a sample, time must go on hour by hour.",
        ),
        Misconception(
            "overlapping samples",
            sliding,
            "Your samples overlap. Each day begins where the one before ended.",
        ),
    ],
    equivalent={},
)
