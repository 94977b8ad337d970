"""Exercise 15.1: windows and targets by Keras, aligned by hand."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def aligned(series, past, ahead):
    """Return all windows and, for each, column 0 `ahead` hours after its last hour."""
    import keras

    targets = series[past + ahead - 1 :, 0]
    dataset = keras.utils.timeseries_dataset_from_array(
        series, targets, sequence_length=past, batch_size=len(series)
    )
    inputs, answers = next(iter(dataset))
    return np.array(inputs), np.array(answers)


def from_hour(series, past, first, column=0):
    """Return what Keras cuts if the first target is that of hour `first`."""
    import keras

    targets = series[first:, column]
    dataset = keras.utils.timeseries_dataset_from_array(
        series, targets, sequence_length=past, batch_size=len(series)
    )
    inputs, answers = next(iter(dataset))
    return np.array(inputs), np.array(answers)


def not_shifted(series, past, ahead):
    """Give the series itself as targets."""
    return from_hour(series, past, 0)


def shifted_by_ahead(series, past, ahead):
    """Count the hours ahead from the window's first hour."""
    return from_hour(series, past, ahead)


def next_hour(series, past, ahead):
    """Take the hour after the window, however far ahead."""
    return from_hour(series, past, past)


def one_too_far(series, past, ahead):
    """Count the hours ahead from the hour after the window."""
    return from_hour(series, past, past + ahead)


def last_hour_counts(series, past, ahead):
    """Count the window's last hour as the first ahead."""
    return from_hour(series, past, past + ahead - 2)


def last_column(series, past, ahead):
    """Take the last column for the one to forecast."""
    return from_hour(series, past, past + ahead - 1, column=-1)


def all_hours_between(series, past, ahead):
    """Give every hour up to the wanted one."""
    inputs, _ = aligned(series, past, ahead)
    return inputs, np.stack([series[i + past : i + past + ahead, 0] for i in range(len(inputs))])


def one_window_lost(series, past, ahead):
    """Leave out the last window."""
    inputs, answers = aligned(series, past, ahead)
    return inputs[:-1], answers[:-1]


exercise = Exercise(
    "15.1",
    "Windows by Keras",
    aligned,
    cases=[
        (np.arange(10.0)[:, None], 3, 2),
        (normal(1, 17, 3), 4, 3),
        (normal(2, 23, 2), 6, 4),
    ],
    parts=("inputs", "answers"),
    seconds=120,  # the first call may have to import TensorFlow
    mutants=30,  # each builds a dataset
    misconceptions=[
        Misconception(
            "windows align themselves",
            not_shifted,
            "You gave the series itself as targets, so each answer is the first hour of its own window: the net reads what it is to say.",
        ),
        Misconception(
            "ahead counts from the window's start",
            shifted_by_ahead,
            "You moved the targets by `ahead`. targets[i] belongs to the window that begins at i, so the window itself lies in between.",
        ),
        Misconception(
            "always the next hour",
            next_hour,
            "Your answers are the hour after the window, whatever `ahead` says.",
        ),
        Misconception(
            "one hour too far",
            one_too_far,
            "Your answers lie ahead + 1 hours after the window's last hour. The window from i ends at i + past - 1, not at i + past.",
        ),
        Misconception(
            "the last hour counts as one ahead",
            last_hour_counts,
            "Your answers lie ahead - 1 hours after the window's last hour: one hour ahead would be the last hour itself.",
        ),
        Misconception(
            "the last column",
            last_column,
            "The hours are right, the column is not: column 0 is to be forecast.",
        ),
        Misconception(
            "all hours up to it",
            all_hours_between,
            "You gave every hour from 1 to `ahead`. One answer is asked for each window.",
        ),
        Misconception(
            "the last window is lost",
            one_window_lost,
            "Your last window is missing: the one whose answer is the last number of the series belongs to it.",
        ),
    ],
)
