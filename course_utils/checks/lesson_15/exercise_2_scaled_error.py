"""Exercise 15.2: the mean absolute scaled error of Hyndman and Koehler."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def mase(truth, forecast, train, season):
    """Return the mean absolute error, divided by that of the seasonal rule in training."""
    rule = np.abs(train[season:] - train[:-season]).mean()
    return np.abs(truth - forecast).mean() / rule


def scaled_by(truth, forecast, scale):
    """Return the mean absolute error divided by a scale."""
    return np.abs(truth - forecast).mean() / scale


def not_scaled(truth, forecast, train, season):
    """Return the mean absolute error itself."""
    return scaled_by(truth, forecast, 1)


def one_step_back(truth, forecast, train, season):
    """Scale by the rule "as it is now"."""
    return scaled_by(truth, forecast, np.abs(np.diff(train)).mean())


def one_more(truth, forecast, train, season):
    """Look one step too far back."""
    return scaled_by(truth, forecast, np.abs(train[season + 1 :] - train[: -season - 1]).mean())


def by_deviation(truth, forecast, train, season):
    """Scale by the standard deviation of the training series."""
    return scaled_by(truth, forecast, train.std())


def by_distance_from_the_mean(truth, forecast, train, season):
    """Scale by the mean absolute distance from the mean of training."""
    return scaled_by(truth, forecast, np.abs(train - train.mean()).mean())


def on_the_test(truth, forecast, train, season):
    """Scale by the rule's error on the hours that are forecast."""
    flat = truth.ravel()
    return scaled_by(truth, forecast, np.abs(flat[season:] - flat[:-season]).mean())


def on_the_rows_of_the_test(truth, forecast, train, season):
    """Scale by the differences of the test part's rows."""
    return scaled_by(truth, forecast, np.abs(truth[season:] - truth[:-season]).mean())


def squared(truth, forecast, train, season):
    """Compare squared errors."""
    return np.mean((truth - forecast) ** 2) / np.mean((train[season:] - train[:-season]) ** 2)


def root_of_squares(truth, forecast, train, season):
    """Compare root mean squared errors."""
    return np.sqrt(squared(truth, forecast, train, season))


def upside_down(truth, forecast, train, season):
    """Divide the rule's error by the forecast's."""
    return 1 / mase(truth, forecast, train, season)


def signs_cancel(truth, forecast, train, season):
    """Take means before absolute values."""
    return np.abs((truth - forecast).mean()) / np.abs((train[season:] - train[:-season]).mean())


def skill(truth, forecast, train, season):
    """Return by how much the forecast is better."""
    return 1 - mase(truth, forecast, train, season)


exercise = Exercise(
    "15.2",
    "MASE",
    mase,
    cases=[
        (np.array([5.0, 7.0, 6.0]), np.array([4.0, 7.0, 8.0]), np.array([1.0, 2.0, 4.0, 4.0, 9.0]), 2),
        (normal(1, 6, 3), normal(2, 6, 3), normal(3, 21), 4),
        (normal(4, 17), normal(5, 17), normal(6, 30).cumsum(), 7),
        (normal(7, 5, 2) + 3, normal(8, 5, 2), normal(9, 14) * 2, 3),
    ],
    misconceptions=[
        Misconception(
            "not scaled",
            not_scaled,
            "That is the mean absolute error. Divide it by the error of the seasonal rule on the training series.",
        ),
        Misconception(
            "always one step back",
            one_step_back,
            "You scaled by the differences of neighbours, the rule 'as it is now'. The rule here looks `season` steps back.",
        ),
        Misconception(
            "one step too far back",
            one_more,
            "Your differences reach season + 1 steps back. Pair train[season:] with train[:-season].",
        ),
        Misconception(
            "scaled by the deviation",
            by_deviation,
            "You scaled by the standard deviation of the training series. A forecast competes with a rule, not with a spread.",
        ),
        Misconception(
            "scaled by the distance from the mean",
            by_distance_from_the_mean,
            "You scaled by the distance from the training mean. The rival is the value `season` steps before.",
        ),
        Misconception(
            "scaled on the test part",
            on_the_test,
            "You measured the rule on the hours to forecast. Its error comes from the training series, so that every forecast has the same scale.",
        ),
        Misconception(
            "scaled on the rows of the test part",
            on_the_rows_of_the_test,
            "You measured the rule on `truth`. Its error comes from `train`, so that every forecast has the same scale.",
        ),
        Misconception(
            "squared errors",
            squared,
            "You compared squared errors. Both are mean absolute errors.",
        ),
        Misconception(
            "root mean squared errors",
            root_of_squares,
            "You compared root mean squared errors. Both are mean absolute errors.",
        ),
        Misconception(
            "upside down",
            upside_down,
            "Your fraction is upside down: the forecast's error stands above, so that small is good.",
        ),
        Misconception(
            "signs cancel",
            signs_cancel,
            "You took means before absolute values, so errors upwards and downwards cancel. First the absolute value, then the mean.",
        ),
        Misconception(
            "a skill score",
            skill,
            "You subtracted from 1. That is a skill score; MASE is the fraction itself, and below 1 is good.",
        ),
    ],
    equivalent={
        "`train[season:] - train[:-season]` -> `train[:-season] - train[season:]`": "the absolute value forgets the sign",
        "`truth - forecast` -> `forecast - truth`": "the absolute value forgets the sign",
    },
)
