"""Exercise 16.3: how far a classifier's confidence lies from its share right."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def calibration_error(confidence, right, bins):
    """Return the gap between mean confidence and share right, averaged over equal bins of 0 to 1 by their counts."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for k in range(bins):
        inside = place == k
        if inside.any():
            gap = abs(confidence[inside].mean() - right[inside].mean())
            error += gap * inside.mean()
    return error


def gaps(confidence, right, bins, place=None):
    """Return signed gap and share of the examples of each bin that is not empty."""
    if place is None:
        place = np.minimum((confidence * bins).astype(int), bins - 1)
    chosen = [place == k for k in range(bins)]
    return [(confidence[k].mean() - right[k].mean(), k.mean()) for k in chosen if k.any()]


def all_bins_alike(confidence, right, bins):
    """Average the gaps of the bins that are not empty, whatever their counts."""
    return float(np.mean([abs(gap) for gap, _ in gaps(confidence, right, bins)]))


def divided_by_bins(confidence, right, bins):
    """Average over all bins, the empty ones with a gap of 0."""
    return float(sum(abs(gap) for gap, _ in gaps(confidence, right, bins)) / bins)


def signed(confidence, right, bins):
    """Let gaps of opposite sign cancel."""
    return float(sum(gap * share for gap, share in gaps(confidence, right, bins)))


def one_bin(confidence, right, bins):
    """Compare the two means over everything."""
    return float(abs(confidence.mean() - right.mean()))


def largest_gap(confidence, right, bins):
    """Take the worst bin."""
    return float(max(abs(gap) for gap, _ in gaps(confidence, right, bins)))


def certain_left_out(confidence, right, bins):
    """Lose the examples with a confidence of exactly 1."""
    place = (confidence * bins).astype(int)
    return float(sum(abs(gap) * share for gap, share in gaps(confidence, right, bins, place)))


def certain_not_counted(confidence, right, bins):
    """Lose the examples with a confidence of exactly 1, in the number of examples too."""
    inside = confidence < 1
    return certain_left_out(confidence[inside], right[inside], bins)


def empty_is_nan(confidence, right, bins):
    """Take the means of an empty bin, which are nan."""
    error = calibration_error(confidence, right, bins)
    return error if len(gaps(confidence, right, bins)) == bins else np.nan


def certain_alone(confidence, right, bins):
    """Give the examples with a confidence of exactly 1 a bin of their own."""
    place = (confidence * bins).astype(int)
    return float(sum(abs(gap) * share for gap, share in gaps(confidence, right, bins + 1, place)))


def middle_of_the_bin(confidence, right, bins):
    """Put the middle of the bin in the place of the mean confidence in it."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    chosen = [(k, place == k) for k in range(bins)]
    return float(
        sum(abs((k + 0.5) / bins - right[rows].mean()) * rows.mean() for k, rows in chosen if rows.any())
    )


def equal_counts(confidence, right, bins):
    """Make bins of equally many examples."""
    order = np.argsort(confidence, kind="stable")
    found = 0.0
    for rows in np.array_split(order, bins):
        if len(rows):
            found += abs(confidence[rows].mean() - right[rows].mean()) * len(rows) / len(order)
    return float(found)


def squared(confidence, right, bins):
    """Square the gaps."""
    return float(sum(gap**2 * share for gap, share in gaps(confidence, right, bins)))


def example_by_example(confidence, right, bins):
    """Take the distance of every single example."""
    return float(np.abs(confidence - right).mean())


def case(seed, count, bins):
    """Return confidences, some of them exactly 1 and in some bins only few, with answers that are right less often."""
    confidence = draws.uniform(seed, count, low=0.35) ** 0.7
    confidence[:3] = 1.0
    right = draws.uniform(seed + 50, count) < 0.85 * confidence
    return confidence, right, bins


exercise = Exercise(
    "16.3",
    "The calibration error",
    calibration_error,
    cases=[
        (
            np.array([0.3, 0.8, 0.9, 0.95, 1.0]),
            np.array([True, True, False, True, True]),
            2,
        ),
        (np.array([0.8, 0.85, 0.9, 1.0, 1.0]), np.array([True, True, True, False, True]), 4),
        case(1, 40, 4),
        case(2, 60, 10),
        case(3, 25, 7),
    ],
    misconceptions=[
        Misconception(
            "all bins alike",
            all_bins_alike,
            "Your bins count alike. A bin with three examples must not weigh as much as one with three hundred: weight by the counts.",
        ),
        Misconception(
            "divided by the number of bins",
            divided_by_bins,
            "You divided by the number of bins, the empty ones included. Weight each gap by the bin's share of the examples.",
        ),
        Misconception(
            "gaps cancel",
            signed,
            "Gaps of opposite sign cancel in your sum. Take the size of each gap first.",
        ),
        Misconception(
            "one bin",
            one_bin,
            "You compared the two means over everything. A classifier too sure here and too timid there would look perfect: go bin by bin.",
        ),
        Misconception(
            "the worst bin",
            largest_gap,
            "That is the largest gap. Asked is the mean over the bins, weighted by their counts.",
        ),
        Misconception(
            "confidence 1 left out",
            certain_left_out,
            "Examples with a confidence of exactly 1 fall out of your bins. They belong to the last one.",
        ),
        Misconception(
            "confidence 1 not counted",
            certain_not_counted,
            "Examples with a confidence of exactly 1 are not counted at all in yours. They belong to the last bin.",
        ),
        Misconception(
            "the mean of nothing",
            empty_is_nan,
            "An empty bin has no mean: NumPy gives nan, and one nan spoils the sum. Leave empty bins out.",
        ),
        Misconception(
            "confidence 1 alone",
            certain_alone,
            "Examples with a confidence of exactly 1 have a bin of their own in yours. They belong to the last one.",
        ),
        Misconception(
            "the middle of the bin",
            middle_of_the_bin,
            "You compared with the middle of the bin. Use the mean confidence of the examples in it.",
        ),
        Misconception(
            "bins of equal counts",
            equal_counts,
            "Your bins hold equally many examples. Here they have equal width, from 0 to 1.",
        ),
        Misconception(
            "squared gaps",
            squared,
            "You squared the gaps. Take their size.",
        ),
        Misconception(
            "single examples",
            example_by_example,
            "You compared each confidence with its own 0 or 1. A single answer cannot be 80 % right: compare the means of a bin.",
        ),
    ],
    equivalent={
        "`range(bins)` -> `list(range(bins))[::-1]`": "a sum has no order",
        "`confidence[inside].mean() - right[inside].mean()` -> `right[inside].mean() - confidence[inside].mean()`": "the size of a gap has no sign",
        "`place = np.minimum((confidence * bins).astype(int), bins - 1)` one line later": "the two lines do not depend on each other",
    },
)
