"""Exercise 23.3: one step of attention with a key-value cache."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def attention_step(query, key, value, keys, values):
    """Append key and value to what is kept and return the mixture of values, the keys and the values."""
    keys = np.concatenate([keys, key[None]])
    values = np.concatenate([values, value[None]])
    scores = keys @ query / np.sqrt(len(query))
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


def mixture(query, keys, values, scale=None, softmax=True):
    """Return the values mixed by the keys' scores, with another scale or without the softmax."""
    scores = keys @ query / (np.sqrt(len(query)) if scale is None else scale)
    weights = np.exp(scores - scores.max()) if softmax else scores
    return weights @ values / (weights.sum() if softmax else 1.0)


def appended(key, value, keys, values):
    """Return both caches with this step behind."""
    return np.concatenate([keys, key[None]]), np.concatenate([values, value[None]])


def blind_to_itself(query, key, value, keys, values):
    """Look at the past only, and append afterwards."""
    return mixture(query, keys, values), *appended(key, value, keys, values)


def not_scaled(query, key, value, keys, values):
    """Leave out the root of the size."""
    new = appended(key, value, keys, values)
    return mixture(query, *new, scale=1.0), *new


def size_without_root(query, key, value, keys, values):
    """Divide by the size."""
    new = appended(key, value, keys, values)
    return mixture(query, *new, scale=len(query)), *new


def steps_in_the_scale(query, key, value, keys, values):
    """Divide by the root of the number of steps."""
    new = appended(key, value, keys, values)
    return mixture(query, *new, scale=np.sqrt(len(new[0]))), *new


def no_softmax(query, key, value, keys, values):
    """Mix by raw scores."""
    new = appended(key, value, keys, values)
    return mixture(query, *new, softmax=False), *new


def cache_not_extended(query, key, value, keys, values):
    """Give the right mixture and hand back the caches as they were."""
    return mixture(query, *appended(key, value, keys, values)), keys, values


def in_front(query, key, value, keys, values):
    """Put the newest in front: the same mixture, the caches in another order."""
    new = np.concatenate([key[None], keys]), np.concatenate([value[None], values])
    return mixture(query, *new), *new


def oldest_dropped(query, key, value, keys, values):
    """Drop the oldest step to keep the caches' size."""
    new = tuple(cache[1:] for cache in appended(key, value, keys, values))
    return mixture(query, *new), *new


def case(seed, steps, size, out):
    return normals(seed, size, size, out, (steps, size), (steps, out))


SMALL = (
    np.array([2.0, 0.0, 0.0, 0.0]),
    np.array([1.0, 0.0, 1.0, 0.0]),
    np.array([8.0, 1.0]),
    np.array([[0.0, 1.0, 0.0, 0.0], [-1.0, 0.0, 0.0, 2.0]]),
    np.array([[4.0, 0.0], [2.0, -1.0]]),
)

exercise = Exercise(
    "23.3",
    "A step of attention",
    attention_step,
    cases=[
        SMALL,
        case(1, 3, 4, 2),
        case(2, 7, 3, 5),
        case(3, 12, 9, 4),
        tuple(40 * part for part in case(5, 9, 6, 3)),
    ],
    parts=("output", "keys", "values"),
    misconceptions=[
        Misconception(
            "blind to itself",
            blind_to_itself,
            "Your output is mixed from the past alone. A step may look at itself: append first, then mix.",
        ),
        Misconception(
            "not scaled",
            not_scaled,
            "The scores are not scaled. Divide by the root of the query's size before the softmax.",
        ),
        Misconception(
            "no root",
            size_without_root,
            "You divided by the size. It is the root of the size that keeps the scores' spread.",
        ),
        Misconception(
            "root of the steps",
            steps_in_the_scale,
            "You divided by the root of the number of steps. The scale belongs to the size of a query.",
        ),
        Misconception(
            "no softmax",
            no_softmax,
            "You mixed by raw scores. Only after a softmax do they add up to 1.",
        ),
        Misconception(
            "cache as before",
            cache_not_extended,
            "The output is right, but the caches come back without this step: the next one would not see it.",
        ),
        Misconception(
            "newest in front",
            in_front,
            "The output is right, but the newest step stands in front. Append it behind, so that rows are steps.",
        ),
        Misconception(
            "oldest dropped",
            oldest_dropped,
            "You dropped the oldest step. Attention keeps them all: that is its memory, and its price.",
        ),
    ],
    equivalent={
        "`keys @ query` -> `keys @ query.T`": "one row is no matrix",
        "`query` -> `key`": "query and key have one size",
        "`weights @ values` -> `weights.T @ values`": "one row is no matrix",
        "`keys = np.concatenate([keys, key[None]])` one line later": "the next line does not need it",
        "`values = np.concatenate([values, value[None]])` one line later": "the next line does not need it",
    },
)
