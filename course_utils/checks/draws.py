"""Arguments for the cases of checks: drawn at random, and the same in every run."""

import numpy as np


def normal(seed, *shape, scale=1.0):
    """Return normal random numbers of mean 0 and deviation `scale`, of the given shape."""
    return np.random.default_rng(seed).normal(0, scale, shape)


def uniform(seed, *shape, low=0.0, high=1.0):
    """Return random numbers spread evenly from `low` to `high`, of the given shape."""
    return np.random.default_rng(seed).uniform(low, high, shape)


def whole_numbers(seed, *shape, low=0, high=10):
    """Return random whole numbers from `low` to `high - 1`, of the given shape."""
    return np.random.default_rng(seed).integers(low, high, shape)


def normals(seed, *shapes, scale=1.0):
    """Return one array of normal random numbers for each of the shapes, such as the weights of a cell."""
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(0, scale, shape) for shape in shapes)
