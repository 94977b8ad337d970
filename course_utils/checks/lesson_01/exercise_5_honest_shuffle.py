"""Exercise 1.5: the bug hunt, where every window gets an order of its own."""

import math

import numpy as np

from course_utils.checks.compare import describe
from course_utils.checks.exercise import Exercise, Misconception


def shuffle_each(windows, seed):
    """Return the windows with a new random order of its steps for each."""
    rng = np.random.default_rng(seed)
    return np.array([window[rng.permutation(len(window))] for window in windows])


def labelled(windows, steps, features):
    """Return windows in which no number occurs twice, so that every step can be recognised."""
    return np.arange(windows * steps * features, dtype=float).reshape(windows, steps, features)


FEW, MANY = labelled(6, 8, 2), labelled(3000, 5, 3)
SEED = 0  # of the first case; later ones ask with the same, and with another


class Judge:
    """Say what keeps an answer from being an honest shuffle; many shuffles are right, so none is compared with.

    The first case is remembered: other numbers with its seed must get its orders, another seed must not.
    """

    first = None  # its orders

    def __call__(self, value, windows, seed):
        """Return a hint, or None for windows whose steps are in random orders that the seed decides."""
        is_first = seed == SEED and np.array_equal(windows, FEW)
        if is_first:
            self.first = None
        value = np.asarray(value)
        if value.dtype.kind not in "biuf":
            return f"Numbers are asked for, found {describe(value)}."
        if not np.isfinite(value).all():
            return "The answer holds NaN or infinity, and the windows hold neither."
        if value.shape != windows.shape:
            return f"The shape must stay {windows.shape}, found {value.shape}."
        same = (value[:, :, None] == windows[:, None]).all(axis=-1)  # (n, new place, old place)
        own = (same.sum(axis=1) == 1).all(axis=1) & (same.sum(axis=2) == 1).all(axis=1)
        if not own.all():
            lost = int(own.argmin())
            return f"Window {lost} no longer holds its own steps, each once and with its features together{_instead(value, windows, lost)}."
        orders = same.argmax(axis=2)
        if is_first:
            self.first = orders
        return _not_random(orders) or self._not_of_the_seed(orders, seed)

    def _not_of_the_seed(self, orders, seed):
        if self.first is None or orders.shape != self.first.shape:
            return None
        equal = np.array_equal(orders, self.first)
        if seed != SEED and equal:
            return f"These are the very orders of seed {SEED}: the seed makes no difference."
        if seed == SEED and not equal:
            return f"Called twice with seed {SEED}, it drew two different sets of orders: they must come from the seed alone."
        return None


def _instead(value, windows, lost):
    """Return what a window holds in place of its own steps, as the end of a sentence; nothing if that is not plain."""
    found, own = value[lost], windows[lost]
    if np.isin(found, own).all() and (found[:, None] == own[None]).all(axis=-1).any(axis=1).all():
        return ": it holds some of them more than once and lacks others"
    if np.array_equal(np.sort(found, axis=0), np.sort(own, axis=0)):
        return ": each feature was moved by itself"
    if np.array_equal(np.sort(found, axis=1), np.sort(own, axis=1)):
        return ": the features changed places inside their step"
    for other, window in enumerate(windows):
        if other != lost and np.array_equal(np.sort(found, axis=0), np.sort(window, axis=0)):
            return f": it holds those of window {other}"
    return ""


def _not_random(orders):
    """Return what is not random in the orders `(n, steps)` of the windows, or None."""
    windows, steps = orders.shape
    different = len(np.unique(orders, axis=0))
    if np.array_equal(orders, np.tile(np.arange(steps), (windows, 1))):
        return "No step has moved: every window is as it was."
    if different == 1:
        return "All windows got one and the same order."
    possible = math.factorial(steps)
    expected = possible * -math.expm1(-windows / possible)  # how many of them come up by chance
    if different < 0.9 * expected - 1:
        return f"Only {different} different orders in {windows} windows, where {possible} are possible."
    fair = windows / steps
    if fair < 100:
        return None  # too few to count places by
    stood = np.array([(orders == step).sum(axis=0) for step in range(steps)])
    freedom = (steps - 1) ** 2
    chi_squared = ((stood - fair) ** 2).sum() / fair * (steps - 1) / steps
    if chi_squared > freedom + 8 * math.sqrt(2 * freedom):  # not once in a million honest shuffles
        step, place = np.unravel_index(np.abs(stood - fair).argmax(), stood.shape)
        return (
            f"Step {step} stands at place {place} in {stood[step, place]} of {windows} windows, "
            f"where about {fair:.0f} are fair: not all orders are equally likely."
        )
    return None


exercise = Exercise(
    "1.5",
    "An honest shuffle",
    shuffle_each,
    cases=[(FEW, SEED), (FEW, 3), (FEW + 100, SEED), (labelled(7, 9, 3), 11), (MANY, 5)],
    misconceptions=[
        Misconception(
            "one order for all windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows, axis=1),
            "A fixed new order only renames the positions. Make one generator, before the windows, and draw a new order "
            "from it for each: a generator made anew with the same seed begins with the same order.",
        ),
        Misconception(
            "features may be torn apart",
            lambda windows, seed: np.random.default_rng(seed).permuted(windows, axis=1),
            "So the values of one moment no longer stand together. Move whole steps.",
        ),
        Misconception(
            "shuffling the windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows),
            "The windows changed places, and their steps did not: that only mixes up which answer belongs to which window.",
        ),
        Misconception(
            "the seed of the bug",
            lambda windows, seed: shuffle_each(windows, 1),
            "The shuffle itself is honest. Give `seed` to the generator in the place of 1.",
        ),
        Misconception(
            "a seed of its own",
            lambda windows, seed: shuffle_each(windows, 0),
            "The shuffle itself is honest. Give `seed` to the generator in the place of 0.",
        ),
    ],
    judge=Judge(),
)
