"""21.4 The nucleus: the fewest likeliest characters that hold a mass together.

Sums that meet the mass exactly are made of halves, quarters and eighths, which a computer adds without rounding. So no
right answer depends on how it treats 0.7 + 0.2, which is a little less than 0.9.
"""

import numpy as np

from course_utils.checks.compare import difference, shown
from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def nucleus_of(p, mass):
    """Return the probabilities of the fewest likeliest characters that hold `mass`, scaled to sum 1, and 0 elsewhere."""
    order = np.argsort(-p)
    held = np.cumsum(p[order])
    count = np.sum(held < mass) + 1
    kept = np.zeros(len(p))
    kept[order[:count]] = p[order[:count]]
    return kept / kept.sum()


def judge(found, p, mass):
    """Accept the nucleus; of characters that are equally likely, any may be the last that is kept."""
    right = nucleus_of(p, mass)
    problem = difference(found, right, 1e-6)
    if problem is None:
        return None
    values = np.asarray(found)
    if values.dtype.kind not in "biuf" or values.shape != right.shape or not np.all(np.isfinite(values)):
        return f"Expected is {shown(right)}: {problem}"
    kept = values != 0
    as_many = np.allclose(np.sort(values), np.sort(right), atol=1e-6)
    if as_many and np.allclose(values[kept], p[kept] / p[kept].sum(), atol=1e-6):
        return None
    if not np.isclose(values.sum(), 1):
        return f"Expected is {shown(right)}, which sums to 1; yours sums to {values.sum():.4g}."
    count, enough = np.sum(kept), np.sum(right > 0)
    if count < enough:
        return f"Expected is {shown(right)}: you keep {count}, which hold {p[kept].sum():.4g}, less than {mass:g}."
    if count > enough:
        return f"Expected is {shown(right)}: you keep {count}, where {enough} are enough."
    if np.allclose(np.sort(p[kept]), np.sort(p[right > 0])):
        return f"Expected is {shown(right)}: you keep the right ones, but not in the proportion they have in `p`."
    return f"Expected is {shown(right)}: you keep as many, but not at the places of the likeliest."


def keep(p, places, scale=True):
    """Return the probabilities at some places, and 0 elsewhere."""
    kept = np.zeros(len(p))
    kept[places] = p[places]
    with np.errstate(invalid="ignore"):  # nothing may be kept
        return kept / kept.sum() if scale else kept


def in_order(p, mass, order, extra=1, scale=True):
    """Return what is kept if one fills the nucleus in a given order."""
    count = np.sum(np.cumsum(p[order]) < mass) + extra
    return keep(p, order[:count], scale)


def likeliest_first(p):
    """Return the places, sorted by probability, those alike in the order in which they stand."""
    return np.argsort(-p, kind="stable")


def ties_together(p, mass):
    """Keep whatever is at least as likely as the last that belongs in."""
    order = likeliest_first(p)
    last = min(np.sum(np.cumsum(p[order]) < mass), len(p) - 1)
    return keep(p, p >= p[order[last]])


def only_the_kept(p, mass):
    """Return the right probabilities, the likeliest first, without the zeros between them."""
    right = np.sort(nucleus_of(p, mass))[::-1]
    return right[right > 0]


def less_or_as_much(p, mass):
    """Keep those with which the mass is not passed."""
    order = likeliest_first(p)
    return keep(p, order[np.cumsum(p[order]) <= mass])


def more_than_the_mass(p, mass):
    """Go on where the mass is met exactly."""
    order = likeliest_first(p)
    return keep(p, order[: np.sum(np.cumsum(p[order]) <= mass) + 1])


MANY = np.exp(normal(1, 40))

exercise = Exercise(
    "21.4",
    "the nucleus",
    nucleus_of,
    judge=judge,
    cases=[
        (np.array([0.1, 0.45, 0.15, 0.3]), 0.6),
        (np.array([0.25, 0.5, 0.25]), 0.75),  # met exactly, by either of two
        (np.array([0.125, 0.5, 0.125, 0.0625, 0.1875]), 0.5),  # met exactly by one alone
        (np.array([0.02, 0.9, 0.01, 0.04, 0.03]), 0.8),
        (np.array([0.05, 0.2, 0.3, 0.4, 0.05]), 0.5),
        (np.array([0.25, 0.375, 0.125, 0.25]), 1.0),
        (MANY / MANY.sum(), 0.8),
    ],
    misconceptions=[
        Misconception(
            "the nucleus stops before it is full",
            lambda p, mass: in_order(p, mass, likeliest_first(p), extra=0),
            "Together your characters hold less than the mass. The one that crosses the mark belongs in.",
        ),
        Misconception(
            "not beyond the mass",
            less_or_as_much,
            "Right where your characters hold the mass exactly. Elsewhere they hold less: the one that crosses the mark belongs in.",
        ),
        Misconception(
            "divided by the mass",
            lambda p, mass: in_order(p, mass, likeliest_first(p), scale=False) / mass,
            "You divided by `mass`. What is kept may hold more than that: divide by its own sum.",
        ),
        Misconception(
            "only what is kept",
            only_the_kept,
            "You return the kept characters alone, so nobody knows which they are. Return a number for every character: 0 for the others.",
        ),
        Misconception(
            "the rest is not scaled up",
            lambda p, mass: in_order(p, mass, likeliest_first(p), scale=False),
            "The right characters are kept, but their probabilities must sum to 1 again.",
        ),
        Misconception(
            "first in the alphabet, first in the nucleus",
            lambda p, mass: in_order(p, mass, np.arange(len(p))),
            "You summed in the order of the ids. Begin with the likeliest character: argsort of -p.",
        ),
        Misconception(
            "the least likely first",
            lambda p, mass: in_order(p, mass, np.argsort(p, kind="stable")),
            "You began with the least likely: argsort sorts upwards. Sort by -p.",
        ),
        Misconception(
            "a threshold for each character",
            lambda p, mass: keep(p, p >= 1 - mass),
            "The mass is a bound on the sum of what is kept, not on each single probability.",
        ),
        Misconception(
            "nothing is left out",
            lambda p, mass: p.copy(),
            "You kept every character. Keep the likeliest until they hold the mass, and set the others to 0.",
        ),
        Misconception(
            "one too many",
            lambda p, mass: in_order(p, mass, likeliest_first(p), extra=2),
            "The mass was reached one character earlier. The one that crosses the mark is the last that is kept.",
        ),
        Misconception(
            "more than the mass",
            more_than_the_mass,
            "Where your characters hold the mass exactly, you take one more. At least `mass` is asked for, not more than it.",
        ),
        Misconception(
            "alike, so kept together",
            ties_together,
            "You keep every character that is as likely as the last one. The fewest are asked for: of two alike, one may be enough.",
        ),
        Misconception(
            "sorted, and left so",
            lambda p, mass: -np.sort(-in_order(p, mass, likeliest_first(p))),
            "The right probabilities, but sorted. Each must stand at the place of its character, where `p` has it.",
        ),
    ],
    equivalent={"`count = np.sum(held < mass) + 1` one line later": "the zeros do not need the count"},
)
