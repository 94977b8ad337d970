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


class Judge:
    """Say what keeps an answer from being an honest shuffle; many shuffles are right, so none is compared with.

    The first case is asked again with another seed, and once more with its own: the judge remembers its orders.
    """

    def __init__(self, first_seed):
        self.first_seed, self.first = first_seed, None

    def __call__(self, value, windows, seed):
        """Return a hint, or None for windows whose steps are in random orders that the seed decides."""
        value = np.asarray(value)
        if value.dtype.kind not in "biuf":
            return f"numbers are asked for, found {describe(value)}."
        if not np.isfinite(value).all():
            return "the answer holds NaN or infinity, and the windows hold neither."
        if value.shape != windows.shape:
            return f"the shape must stay {windows.shape}, found {value.shape}."
        same = (value[:, :, None] == windows[:, None]).all(axis=-1)  # (n, new place, old place)
        own = (same.sum(axis=1) == 1).all(axis=1) & (same.sum(axis=2) == 1).all(axis=1)
        if not own.all():
            return f"window {own.argmin()} no longer holds its own steps, each once and with its features together."
        orders = same.argmax(axis=2)
        return _not_random(orders) or self._not_of_the_seed(orders, seed)

    def _not_of_the_seed(self, orders, seed):
        if self.first is None or orders.shape != self.first.shape:
            if seed == self.first_seed:
                self.first = orders
            return None
        equal = np.array_equal(orders, self.first)
        if seed != self.first_seed and equal:
            return f"these are the very orders of seed {self.first_seed}: the seed makes no difference."
        if seed == self.first_seed and not equal:
            return f"called twice with seed {seed}, it gave two different orders: they do not come from the seed alone."
        return None


def _not_random(orders):
    """Return what is not random in the orders `(n, steps)` of the windows, or None."""
    windows, steps = orders.shape
    different = len(np.unique(orders, axis=0))
    if different == 1:
        return "all windows got one and the same order."
    possible = math.factorial(steps)
    if windows < 4 * possible:
        if different < windows - 1:
            return f"only {different} different orders in {windows} windows, where {possible} are possible."
        return None
    if different < possible:  # of 4 windows or more for each order, nearly all come up
        expected = possible * (1 - (1 - 1 / possible) ** windows)
        if different < 0.9 * expected:
            return f"only {different} different orders in {windows} windows, where {possible} are possible."
    stood = np.array([(orders == step).sum(axis=0) for step in range(steps)])
    fair = windows / steps
    off = np.abs(stood - fair)
    if off.max() > 6 * math.sqrt(fair * (1 - 1 / steps)):  # six deviations: not once in a million honest shuffles
        step, place = np.unravel_index(off.argmax(), off.shape)
        return (
            f"step {step} stands at place {place} in {stood[step, place]} of {windows} windows. "
            f"In random orders it would be about {fair:.0f}."
        )
    return None


FEW, MANY = labelled(6, 8, 2), labelled(1200, 5, 3)

exercise = Exercise(
    "1.5",
    "An honest shuffle",
    shuffle_each,
    cases=[(FEW, 0), (FEW, 3), (FEW, 0), (labelled(7, 9, 3), 11), (MANY, 5)],
    misconceptions=[
        Misconception(
            "one order for all windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows, axis=1),
            "A fixed new order only renames the positions. Draw a new order for each window.",
        ),
        Misconception(
            "a new generator for each window",
            lambda windows, seed: np.array(
                [window[np.random.default_rng(seed).permutation(len(window))] for window in windows]
            ),
            "A generator with the same seed begins anew with the same order. Make one before the windows, "
            "and draw from it for each of them.",
        ),
        Misconception(
            "features may be torn apart",
            lambda windows, seed: np.random.default_rng(seed).permuted(windows, axis=1),
            "Each feature was shuffled by itself, so the values of one moment no longer stand together. Move whole steps.",
        ),
        Misconception(
            "shuffling the windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows),
            "The windows changed places, and their steps did not. That only mixes up which answer belongs to which window.",
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
    judge=Judge(first_seed=0),
)
