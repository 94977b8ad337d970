"""Exercise 1.1: windows of a series with several features."""

import numpy as np

from course_utils.checks.draws import whole_numbers
from course_utils.checks.exercise import Exercise, Misconception


def window_table(series, past):
    """Return each window as one flat row, and feature 0 of the step after it."""
    rows, targets = [], []
    for i in range(len(series) - past):
        rows.append(series[i : i + past].ravel())
        targets.append(series[i + past, 0])
    return np.array(rows), np.array(targets)


def changed(series, past, target=0, kept=0, order=1, by_feature=False, flat=True):
    """Return a wrong table: which one, the keywords say."""
    windows = [series[i : i + past][::order] for i in range(len(series) - past - kept)]
    rows = np.array([window.T if by_feature else window for window in windows])
    rows = rows.reshape(len(rows), -1) if flat and len(rows) else rows
    return rows, np.array([series[i + past + target, 0] for i in range(len(rows))])


def every_third_window(series, past):
    """Start a window at every third step."""
    rows, targets = window_table(series, past)
    return rows[::3], targets[::3]


def side_by_side(series, past):
    """Cut the series into windows that do not overlap."""
    rows, targets = window_table(series, past)
    return rows[::past], targets[::past]


def one_too_many(series, past):
    """Go on to a window that has no step after it."""
    return np.array([[series[i + past, 0]] for i in range(len(series) - past + 1)])


def table(seed, *shape):
    """Return whole numbers of the given shape, as floats."""
    return whole_numbers(seed, *shape, low=-9).astype(float)


exercise = Exercise(
    "1.1",
    "Windows with several features",
    window_table,
    parts=("rows", "targets"),
    cases=[
        (table(1, 10, 3), 4),
        (np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0]]), 3),  # one window, to look at
        (table(2, 7, 3), 2),
        (table(3, 30, 2), 24),
    ],
    equivalent={
        "`rows.append(series[i:i + past].ravel())` one line later": "rows and targets are kept in lists of their own",
    },
    misconceptions=[
        Misconception(
            "the answer stands inside the window",
            lambda series, past: changed(series, past, target=-1),
            "Your target is the newest step of the window itself: the model would read the answer. Take the step after.",
        ),
        Misconception(
            "feature by feature",
            lambda series, past: changed(series, past, by_feature=True),
            "Your rows hold all values of feature 0, then all of feature 1. One step after the other is asked for.",
        ),
        Misconception(
            "one window too few",
            lambda series, past: changed(series, past, kept=1),
            "The last possible window is missing. Its target is the last step of the series.",
        ),
        Misconception(
            "a step is skipped",
            lambda series, past: changed(series, past, kept=1, target=1),
            "Between your window and its target lies a step that is in neither. A window that starts at i ends with step i + past - 1.",
        ),
        Misconception(
            "the last feature is forecast",
            lambda series, past: (window_table(series, past)[0], series[past:, -1]),
            "Your targets are the last feature of the step after the window. Feature 0 of that step is asked for.",
        ),
        Misconception(
            "one window too many",
            one_too_many,
            "Your last window reaches to the end of the series, where no step is left to be its target. Stop one earlier.",
        ),
        Misconception(
            "newest step first",
            lambda series, past: changed(series, past, order=-1),
            "Your windows run backwards in time. The oldest step comes first.",
        ),
        Misconception(
            "one feature is enough",
            lambda series, past: window_table(series[:, :1], past),
            "Your rows hold feature 0 only. The forecast is of feature 0; the window shows the network all features.",
        ),
        Misconception(
            "all features are forecast",
            lambda series, past: (window_table(series, past)[0], series[past:]),
            "Your targets hold all features of the step after the window. Feature 0 of it is asked for, a single number.",
        ),
        Misconception(
            "every third window, as in section 2",
            every_third_window,
            "Section 2 starts a window at every third hour. Here a window starts at every step.",
        ),
        Misconception(
            "windows side by side",
            side_by_side,
            "Each of your windows begins where the one before it ended. They overlap: a window starts at every step.",
        ),
        Misconception(
            "a window is a row already",
            lambda series, past: changed(series, past, flat=False),
            "Each of your windows is still a table of steps and features. Flatten it, for instance with .ravel().",
        ),
    ],
)
