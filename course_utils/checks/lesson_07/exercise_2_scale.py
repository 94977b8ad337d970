"""Exercise 7.2: scale with what the training data knows."""

import numpy as np

from course_utils.checks.draws import normal, uniform
from course_utils.checks.exercise import Exercise, Misconception


def scaled(train, new):
    """Right: the training data's lowest value becomes -1 and its highest 1."""
    low = train.min()
    high = train.max()
    return 2 * (new - low) / (high - low) - 1


def to_range(values, new):
    """Map `new` so that the lowest and highest of `values` become -1 and 1."""
    middle, half = (np.max(values) + np.min(values)) / 2, np.ptp(values) / 2
    return (new - middle) / half


def by_itself(train, new):
    """Wrong: `new` decides its own scale."""
    return to_range(new, new)


def together(train, new):
    """Wrong: the new values have a say in the range."""
    return to_range(np.concatenate([train, new]), new)


def zero_to_one(train, new):
    """Wrong: another range."""
    return (to_range(train, new) + 1) / 2


def cut_off(train, new):
    """Wrong: nothing leaves the range."""
    return np.clip(to_range(train, new), -1, 1)


def standardised(train, new):
    """Wrong: mean 0 and standard deviation 1."""
    return (new - np.mean(train)) / np.std(train)


def from_nothing(train, new):
    """Wrong: zero, and not the lowest value, becomes -1."""
    return 2 * new / np.max(train) - 1


def first_and_last(train, new):
    """Wrong: the data are in no order."""
    return 2 * (new - train[0]) / (train[-1] - train[0]) - 1


def train_scaled(train, new):
    """Wrong: the right scale for the other data."""
    return to_range(train, train)


exercise = Exercise(
    "7.2",
    "Scale with what the training data knows",
    scaled,
    cases=[
        (np.array([4.0, 2.0, 10.0]), np.array([2.0, 6.0, 12.0, 10.0])),
        (normal(3, 9), normal(4, 5)),
        (uniform(5, 6, low=-10, high=30), uniform(6, 4, low=100, high=200)),
    ],
    misconceptions=[
        Misconception(
            "every set is scaled by itself",
            by_itself,
            "You used the lowest and highest value of `new`. Then 4, 5, 6 and 40, 41, 42 become the same numbers.",
        ),
        Misconception(
            "both sets are scaled together",
            together,
            "The range came from both sets, so the new values decide how the training data look. Use `train` alone.",
        ),
        Misconception(
            "0 to 1 instead of -1 to 1",
            zero_to_one,
            "Your range is 0 to 1. Asked for is -1 to 1, where tanh is symmetric.",
        ),
        Misconception(
            "new values are cut off at the range",
            cut_off,
            "A new value outside the training range must come out below -1 or above 1. Cutting it off hides that it is new.",
        ),
        Misconception(
            "standardised",
            standardised,
            "You took the mean away and divided by the standard deviation: a good scaling too, and another one. Asked for: lowest to -1, highest to 1.",
        ),
        Misconception(
            "zero becomes -1",
            from_nothing,
            "Your scale begins at zero: the lowest value of `train` has to become -1, wherever it lies.",
        ),
        Misconception(
            "first and last value",
            first_and_last,
            "You took the first and the last value of `train`. They need not be its lowest and its highest.",
        ),
        Misconception(
            "the training data are returned",
            train_scaled,
            "You scaled `train` itself. Its lowest and highest value give the scale; what is to be mapped is `new`.",
        ),
    ],
    equivalent={
        "`low = train.min()` one line later": "neither end needs the other",
    },
)
