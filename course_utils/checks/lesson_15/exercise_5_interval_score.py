"""Exercise 15.5: the interval score of Gneiting and Raftery: width, and a price for each miss."""

import numpy as np

from course_utils.checks.draws import normal, uniform
from course_utils.checks.exercise import Exercise, Misconception


def interval_score(truth, low, high, share):
    """Return the mean of width + 2 / (1 - share) times the distance of the truth from the interval."""
    missed = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return (high - low + 2 / (1 - share) * missed).mean()


def scored(truth, low, high, price, missed=None, width=1.0):
    """Return the mean of `width` times the width, plus a price times what was missed."""
    if missed is None:
        missed = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return (width * (high - low) + price * missed).mean()


def misses_counted(truth, low, high, share):
    """Charge each miss the same, however far it lies outside."""
    return scored(truth, low, high, 2 / (1 - share), missed=(truth < low) | (truth > high))


def width_only(truth, low, high, share):
    """Charge for the width alone."""
    return scored(truth, low, high, 0)


def misses_only(truth, low, high, share):
    """Charge for the misses alone."""
    return scored(truth, low, high, 2 / (1 - share), width=0.0)


def share_for_alpha(truth, low, high, share):
    """Divide by what lies inside."""
    return scored(truth, low, high, 2 / share)


def half_the_price(truth, low, high, share):
    """Forget the 2."""
    return scored(truth, low, high, 1 / (1 - share))


def without_price(truth, low, high, share):
    """Add the distance itself."""
    return scored(truth, low, high, 1)


def above_only(truth, low, high, share):
    """Charge only for truths above the interval."""
    return scored(truth, low, high, 2 / (1 - share), missed=np.maximum(truth - high, 0))


def below_only(truth, low, high, share):
    """Charge only for truths below the interval."""
    return scored(truth, low, high, 2 / (1 - share), missed=np.maximum(low - truth, 0))


def signs_kept(truth, low, high, share):
    """Add distances with their signs, inside too."""
    return scored(truth, low, high, 2 / (1 - share), missed=(low - truth) + (truth - high))


def from_the_middle(truth, low, high, share):
    """Charge for the distance from the middle of the interval."""
    missed = np.where((truth < low) | (truth > high), np.abs(truth - (low + high) / 2), 0)
    return scored(truth, low, high, 2 / (1 - share), missed=missed)


def summed(truth, low, high, share):
    """Add up and do not divide."""
    return interval_score(truth, low, high, share) * np.size(truth)


def coverage(truth, low, high, share):
    """Return the share inside."""
    return np.mean((truth >= low) & (truth <= high))


def with_ends(seed, *shape):
    """Return truths and the two ends of intervals of different width, some of which miss."""
    truth, centre = normal(seed, *shape), normal(seed + 50, *shape)
    width = uniform(seed + 90, *shape, low=0.2, high=1.5)
    return truth, centre - width, centre + width


exercise = Exercise(
    "15.5",
    "Width and misses",
    interval_score,
    cases=[
        (np.array([5.0, 1.0, 9.0]), np.array([2.0, 2.0, 3.0]), np.array([6.0, 6.0, 5.0]), 0.8),
        (*with_ends(1, 4, 3), 0.9),
        (*with_ends(2, 11), 0.7),
        (*with_ends(3, 2, 5), 0.75),
    ],
    misconceptions=[
        Misconception(
            "every miss costs the same",
            misses_counted,
            "You counted misses. A miss costs its distance from the interval: far outside is worse than just outside.",
        ),
        Misconception(
            "only the width",
            width_only,
            "You charge for width alone, so an interval of width 0 would be best. Misses cost too.",
        ),
        Misconception(
            "only the misses",
            misses_only,
            "You charge for misses alone, so an interval from -60 to 60 would be best. Width costs too.",
        ),
        Misconception(
            "alpha = share",
            share_for_alpha,
            "You divided by the share inside. Alpha is what may lie outside, 1 - share.",
        ),
        Misconception(
            "half the price",
            half_the_price,
            "A miss costs 2 / alpha times its distance, because alpha / 2 may lie on each side. The 2 is missing.",
        ),
        Misconception(
            "no price",
            without_price,
            "You added the distance of a miss as it is. It is multiplied by 2 / alpha.",
        ),
        Misconception(
            "only above",
            above_only,
            "You charge only for truths above the interval. Those below it have missed as well.",
        ),
        Misconception(
            "only below",
            below_only,
            "You charge only for truths below the interval. Those above it have missed as well.",
        ),
        Misconception(
            "signs kept",
            signs_kept,
            "You added the two distances with their signs, inside the interval too. A truth inside has missed by 0: cut off what is negative.",
        ),
        Misconception(
            "from the middle",
            from_the_middle,
            "You measured a miss from the middle of the interval. It counts from the nearer end.",
        ),
        Misconception(
            "a sum",
            summed,
            "You added up and did not divide by how many there are.",
        ),
        Misconception(
            "coverage",
            coverage,
            "That is the share inside. The score charges for width and for distance.",
        ),
    ],
)
