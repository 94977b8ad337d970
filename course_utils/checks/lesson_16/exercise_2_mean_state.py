"""Exercise 16.2: the mean of a GRU's states over the real steps, in Keras."""

import numpy as np

from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def mean_state(ids, vocabulary, units):
    """Return the mean of the states of the real steps, shape (batch, units)."""
    import keras

    keras.utils.set_random_seed(0)
    embedding = keras.layers.Embedding(vocabulary, 8, mask_zero=True)
    reader = keras.layers.GRU(units, return_sequences=True)
    average = keras.layers.GlobalAveragePooling1D()
    return np.array(average(reader(embedding(ids))))


def states(ids, vocabulary, units, masked=True):
    """Return the states of every step as an array."""
    import keras

    keras.utils.set_random_seed(0)
    embedding = keras.layers.Embedding(vocabulary, 8, mask_zero=masked)
    return np.array(keras.layers.GRU(units, return_sequences=True)(embedding(ids)))


def no_mask(ids, vocabulary, units):
    """Read and average the padding too."""
    return states(ids, vocabulary, units, masked=False).mean(axis=1)


def mask_lost(ids, vocabulary, units):
    """Skip the padding in reading, and average over all steps."""
    return states(ids, vocabulary, units).mean(axis=1)


def masked_average_only(ids, vocabulary, units):
    """Read the padding, and average over the real steps."""
    real = (ids != 0)[:, :, None]
    found = states(ids, vocabulary, units, masked=False)
    return (found * real).sum(axis=1) / real.sum(axis=1)


def last_state(ids, vocabulary, units):
    """Take the last state."""
    return states(ids, vocabulary, units)[:, -1]


def summed(ids, vocabulary, units):
    """Add up and do not divide."""
    return (states(ids, vocabulary, units) * (ids != 0)[:, :, None]).sum(axis=1)


def divided_by_all(ids, vocabulary, units):
    """Add up the real steps and divide by all."""
    return summed(ids, vocabulary, units) / ids.shape[1]


def largest(ids, vocabulary, units):
    """Take each unit's largest value."""
    return states(ids, vocabulary, units).max(axis=1)


def over_the_units(ids, vocabulary, units):
    """Average over the units."""
    return states(ids, vocabulary, units).mean(axis=2)


exercise = Exercise(
    "16.2",
    "The mean of the states",
    mean_state,
    cases=[
        (np.array([[3, 1, 0, 0], [2, 4, 1, 3]]), 5, 3),
        (np.array([[0, 0, 5, 2, 3], [0, 6, 1, 4, 2], [7, 3, 0, 0, 0]]), 8, 4),
        (np.array([[0, 2, 1, 5, 0, 0], [4, 3, 2, 0, 0, 0]]), 6, 5),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "padding read and averaged",
            no_mask,
            "Padding was read as if it were a word, and its states averaged in. One argument of Embedding says that 0 is padding.",
        ),
        Misconception(
            "the mask lost on the way",
            mask_lost,
            "Reading skips the padding, but your mean counts its repeated states. A layer of Keras averages and heeds the mask; `mean` does not.",
        ),
        Misconception(
            "padding read, then left out",
            masked_average_only,
            "Your mean leaves the padding out, but the GRU read it. In front of a word it changes every state behind.",
        ),
        Misconception(
            "the last state",
            last_state,
            "That is the last state alone. Asked is the mean over all real steps.",
        ),
        Misconception(
            "a sum",
            summed,
            "You added the states up. Divide by the number of real steps.",
        ),
        Misconception(
            "divided by all steps",
            divided_by_all,
            "The sum is right. Divide by the number of real steps of each row, not by all steps.",
        ),
        Misconception(
            "the largest",
            largest,
            "That is each unit's largest value over time. Asked is the mean.",
        ),
        Misconception(
            "over the units",
            over_the_units,
            "You averaged over the units: one number a step. The mean runs over time, axis 1.",
        ),
    ],
    equivalent={
        "`reader = keras.layers.GRU(units, return_sequences=True)` one line later": "the average has no weights, so the two lines do not depend on each other",
    },
)
