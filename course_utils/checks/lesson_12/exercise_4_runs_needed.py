"""Exercise 12.4: how many runs a difference needs before it can be told from luck."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def runs_needed(spread, gap):
    """Return the smallest number of runs of each net, 2 or more, at which the gap is two standard errors."""
    runs = 2
    while gap < 2 * np.sqrt(spread**2 / runs + spread**2 / runs):
        runs += 1
    return runs


def counted(spread, gap, errors=2.0, sides=2, least=2, power=0.5):
    """Return the number of runs; each option is a way to get it wrong.

    Args:
        spread, gap: as in the exercise.
        errors: how many standard errors the gap must be.
        sides: of how many means the error is counted.
        least: the smallest number that is tried.
        power: of the number of runs that the error is divided by.
    """
    runs = least
    while gap < errors * spread * np.sqrt(sides) / runs**power:
        runs += 1
    return runs


def one_mean(spread, gap):
    """Count the error of one mean only."""
    return counted(spread, gap, sides=1)


def one_error(spread, gap):
    """Be content with one standard error."""
    return counted(spread, gap, errors=1.0)


def no_root(spread, gap):
    """Divide the spread by the number of runs."""
    return counted(spread, gap, power=1.0)


def one_run_at_least(spread, gap):
    """Let a single run do."""
    return counted(spread, gap, least=1)


def errors_added(spread, gap):
    """Add the two standard errors, not their squares."""
    return counted(spread, gap, sides=4)


def rounded(spread, gap):
    """Round to the nearest whole number."""
    return max(2, round(8 * (spread / gap) ** 2))


def cut_off(spread, gap):
    """Cut off the decimals."""
    return max(2, int(8 * (spread / gap) ** 2))


def one_more(spread, gap):
    """Cut off the decimals and add one, also where there are none."""
    return max(2, int(8 * (spread / gap) ** 2) + 1)


def not_squared(spread, gap):
    """Solve for the number of runs and forget to square."""
    return max(2, int(np.ceil(8 * spread / gap)))


def both_together(spread, gap):
    """Count the runs of both nets together."""
    return 2 * counted(spread, gap)


exercise = Exercise(
    "12.4",
    "How many runs?",
    runs_needed,
    cases=[
        (1.0, 1.0),
        (1.0, 0.7),
        (0.8, 0.3),
        (2.0, 9.0),  # two runs do
        (0.5, 0.26),
        (0.6, 1.0),
    ],
    misconceptions=[
        Misconception(
            "one mean is certain",
            one_mean,
            "That is the error of one mean. Both are uncertain: the variance of their difference is twice as large.",
        ),
        Misconception(
            "one standard error is enough",
            one_error,
            "You stop where the gap is one standard error, which luck alone reaches in about one case of three. Asked are two.",
        ),
        Misconception(
            "the error falls like 1/n",
            no_root,
            "The standard error falls with the root of the number of runs: four times the runs halve it.",
        ),
        Misconception(
            "one run can do",
            one_run_at_least,
            "Where the gap is large you answer 1. A single run has no spread to judge by: 2 at least.",
        ),
        Misconception(
            "standard errors add",
            errors_added,
            "You added the two standard errors. Their squares add: the error of the difference is the root of 2 times one.",
        ),
        Misconception(
            "rounded to the nearest",
            rounded,
            "You rounded to the nearest number. Below the exact one the gap is not yet two standard errors: round up.",
        ),
        Misconception(
            "the decimals are cut off",
            cut_off,
            "You cut the decimals off: one run too few, and the gap stays below two standard errors. Round up.",
        ),
        Misconception(
            "one more than enough",
            one_more,
            "One too many where the division leaves nothing over: a gap of exactly two standard errors is enough.",
        ),
        Misconception(
            "nothing is squared",
            not_squared,
            "The number of runs stands under a root. Solve for it, and spread / gap comes out squared.",
        ),
        Misconception(
            "both nets together",
            both_together,
            "That is the number for both nets together. Asked is the number of runs of each.",
        ),
    ],
)
