"""Exercise 0.4: the bug hunt, `(names, 1)` against `(names,)`."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def mean_squared_error(predicted, targets):
    """Return the mean of the squared differences, each prediction beside its own target."""
    return np.mean((predicted[:, 0] - targets) ** 2)


exercise = Exercise(
    "0.4",
    "Mend the error",
    mean_squared_error,
    cases=[
        (np.array([[2.0], [4.0]]), np.array([2.0, 6.0])),
        (np.array([[2.0], [4.0], [4.0], [8.0]]), np.array([2.0, 4.0, 4.0, 8.0])),
        (np.array([[1.5], [-3.0], [0.5]]), np.array([2.5, 1.0, 5.0])),
        (normal(1, 7, 1), normal(2, 7)),
    ],
    equivalent={
        "`predicted[:, 0] - targets` -> `targets - predicted[:, 0]`": "the square has no sign",
        "`predicted[:, 0]` -> `predicted[:, -1]`": "there is one column, the first and the last",
    },
    misconceptions=[
        Misconception(
            "shapes that broadcast are shapes that fit",
            lambda predicted, targets: np.mean((predicted - targets) ** 2),
            "Every prediction is still compared with every target: (n, 1) minus (n,) is (n, n). Give both the same shape first.",
        ),
        Misconception(
            "the first row is the first column",
            lambda predicted, targets: np.mean((predicted[0] - targets) ** 2),
            "You compared one prediction, that of the first name, with all targets. Each name has a row of its own; you need all rows.",
        ),
        Misconception(
            "the error of the means",
            lambda predicted, targets: (predicted.mean() - targets.mean()) ** 2,
            "You compared two averages, so errors up and errors down cancel. Square each difference, then average.",
        ),
        Misconception(
            "squares before differences",
            lambda predicted, targets: np.mean(predicted[:, 0] ** 2 - targets**2),
            "You squared predictions and targets and took the difference then. Take each difference first, then square it.",
        ),
        Misconception(
            "absolute error",
            lambda predicted, targets: np.mean(np.abs(predicted[:, 0] - targets)),
            "The shapes are mended. The error asked for is squared; this one takes the absolute value.",
        ),
        Misconception(
            "no square",
            lambda predicted, targets: np.mean(predicted[:, 0] - targets),
            "The shapes are mended. But errors up and errors down cancel: square each difference before you average.",
        ),
        Misconception(
            "a sum is a mean",
            lambda predicted, targets: np.sum((predicted[:, 0] - targets) ** 2),
            "The shapes are mended and each difference is squared. You added them up; the mean is asked for.",
        ),
        Misconception(
            "the root of the mean square",
            lambda predicted, targets: np.sqrt(np.mean((predicted[:, 0] - targets) ** 2)),
            "The shapes are mended. You took the square root at the end; the mean of the squares is asked for.",
        ),
    ],
)
