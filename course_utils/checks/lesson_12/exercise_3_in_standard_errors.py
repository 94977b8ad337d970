"""Exercise 12.3: a difference of two means, measured in its standard error."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def in_standard_errors(a, b):
    """Return mean(a) - mean(b), divided by the standard error of that difference."""
    error_a = np.var(a, ddof=1) / len(a)
    error_b = np.var(b, ddof=1) / len(b)
    return (np.mean(a) - np.mean(b)) / np.sqrt(error_a + error_b)


def divided_by_n(a, b):
    """Take the variance with n in the denominator."""
    error = np.sqrt(np.var(a) / len(a) + np.var(b) / len(b))
    return (np.mean(a) - np.mean(b)) / error


def in_deviations(a, b):
    """Measure in standard deviations of a run."""
    return (np.mean(a) - np.mean(b)) / np.sqrt(np.var(a, ddof=1) + np.var(b, ddof=1))


def errors_added(a, b):
    """Add the two standard errors, not their squares."""
    error = np.std(a, ddof=1) / np.sqrt(len(a)) + np.std(b, ddof=1) / np.sqrt(len(b))
    return (np.mean(a) - np.mean(b)) / error


def one_side_only(a, b):
    """Take the standard error of the first mean alone."""
    return (np.mean(a) - np.mean(b)) / (np.std(a, ddof=1) / np.sqrt(len(a)))


def exchanged(a, b):
    """Subtract the first from the second."""
    return in_standard_errors(b, a)


def without_sign(a, b):
    """Leave the sign out."""
    return abs(in_standard_errors(a, b))


def by_the_range(a, b):
    """Divide by the range of all runs."""
    runs = [*a, *b]
    return (np.mean(a) - np.mean(b)) / (max(runs) - min(runs))


exercise = Exercise(
    "12.3",
    "A gap in standard errors",
    in_standard_errors,
    cases=[
        ([3.0, 5.0, 4.0, 4.0], [1.0, 3.0, 2.0]),
        ([90.0, 92.0, 91.0], [91.5, 93.0, 92.0, 94.0, 93.5]),
        ([0.12, 0.2, 0.16, 0.15, 0.11], [0.1, 0.13]),
        ([7.0, 2.0, 6.0, 4.0, 8.0], [5.0, 1.0, 6.0, 9.0]),
    ],
    misconceptions=[
        Misconception(
            "the variance divides by n",
            divided_by_n,
            "np.var and np.std divide by n. A few runs stand for all that could have been: divide by n - 1, ddof=1.",
        ),
        Misconception(
            "a run's spread is the mean's",
            in_deviations,
            "You measured in the spread of single runs. The mean of n runs is surer than one run: its variance is divided by n.",
        ),
        Misconception(
            "standard errors add",
            errors_added,
            "Add the squares of the two standard errors, and take the root of the sum.",
        ),
        Misconception(
            "one mean is certain",
            one_side_only,
            "Only the first side's error is in it. The other mean is uncertain as well.",
        ),
        Misconception(
            "the order does not matter",
            exchanged,
            "The sign is turned round: asked is mean(a) - mean(b).",
        ),
        Misconception(
            "a gap has no sign",
            without_sign,
            "The sign got lost. A gap below 0 says that b has the larger mean.",
        ),
        Misconception(
            "the range judges",
            by_the_range,
            "You divided by the range of the runs. A range grows with more runs; a standard error shrinks.",
        ),
    ],
    equivalent={
        "`error_a = np.var(a, ddof=1) / len(a)` one line later": "the two lines do not depend on each other",
    },
)
