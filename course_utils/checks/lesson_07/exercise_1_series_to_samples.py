"""Exercise 7.1: a series becomes samples."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def samples_of(series, steps):
    """Right: every window that has a next value after it, with an axis for its one feature."""
    count = len(series) - steps
    return np.array([series[i : i + steps] for i in range(count)])[:, :, None]


def windows(series, steps, begins):
    """Return the windows that begin at these places, shape `(samples, steps, 1)`."""
    return np.stack([series[i : i + steps] for i in begins])[:, :, None]


def no_features_axis(series, steps):
    """Wrong: shape `(samples, steps)`."""
    return windows(series, steps, range(len(series) - steps))[:, :, 0]


def steps_and_features_swapped(series, steps):
    """Wrong: shape `(samples, 1, steps)`."""
    return windows(series, steps, range(len(series) - steps)).swapaxes(1, 2)


def one_late(series, steps):
    """Wrong: each window ends with its own target."""
    return windows(series, steps, range(1, len(series) - steps + 1))


def one_too_many(series, steps):
    """Wrong: no value comes after the last window."""
    return windows(series, steps, range(len(series) - steps + 1))


def one_too_few(series, steps):
    """Wrong: the last value is never a target."""
    return windows(series, steps, range(len(series) - steps - 1))


def without_overlap(series, steps):
    """Wrong: each window begins where the one before ended."""
    return windows(series, steps, range(0, len(series) - steps, steps))


def samples_last(series, steps):
    """Wrong: shape `(steps, samples, 1)`."""
    return windows(series, steps, range(len(series) - steps)).swapaxes(0, 1)


exercise = Exercise(
    "7.1",
    "A series becomes samples",
    samples_of,
    cases=[
        (np.array([10.0, 20.0, 30.0, 40.0, 50.0]), 2),
        (normal(1, 12), 5),
        (normal(2, 9), 3),
    ],
    misconceptions=[
        Misconception(
            "the features axis is missing",
            no_features_axis,
            "The numbers are right. SimpleRNN wants three axes; one feature per step still needs its axis, of size 1.",
        ),
        Misconception(
            "steps and features swapped",
            steps_and_features_swapped,
            "That is one step with many features: the cell would read all numbers at once, and no recurrence would happen.",
        ),
        Misconception(
            "samples and steps swapped",
            samples_last,
            "The windows are right and lie on their side: the first axis counts samples, the second steps.",
        ),
        Misconception(
            "the target is inside the window",
            one_late,
            "Each window begins one place too late, so its last number is the answer itself.",
        ),
        Misconception(
            "one window too many",
            one_too_many,
            "Your last window has no next value, so nothing could be its target. Stop one window earlier.",
        ),
        Misconception(
            "one window too few",
            one_too_few,
            "You stopped one window too early: one more still has a next value after it, the last of the series.",
        ),
        Misconception(
            "windows that do not overlap",
            without_overlap,
            "You jumped by a whole window. Each sample begins one place after the one before.",
        ),
    ],
)
