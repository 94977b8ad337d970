"""Exercise 14.1: dropout that leaves out the same units at all steps of a sequence, in Keras."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def steady_dropout(x, rate):
    """Return `x` as in training, (batch, steps, units); a unit that is out is out for its whole sequence."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.Dropout(rate, noise_shape=(len(x), 1, x.shape[2]))
    return np.array(layer(x, training=True))


def dropped(x, rate, pattern, training=True):
    """Return `x` after dropout with one draw for each entry of `pattern`."""
    import keras

    keras.utils.set_random_seed(0)
    return np.array(keras.layers.Dropout(rate, noise_shape=pattern)(x, training=training))


def afresh(x, rate):
    """Draw for each step."""
    return dropped(x, rate, x.shape)


def whole_steps(x, rate):
    """Draw for each step, and leave out all of its units."""
    return dropped(x, rate, (*x.shape[:2], 1))


def whole_sequences(x, rate):
    """Draw for each sequence, and leave out all of it."""
    return dropped(x, rate, (len(x), 1, 1))


def one_for_the_batch(x, rate):
    """Draw once for each unit, for all sequences."""
    return dropped(x, rate, (1, 1, x.shape[2]))


def fresh_for_the_batch(x, rate):
    """Draw for each step and unit, the same for all sequences."""
    return dropped(x, rate, (1, *x.shape[1:]))


def at_rest(x, rate):
    """Leave the layer as it is in use."""
    return dropped(x, rate, (len(x), 1, x.shape[2]), training=False)


def share_kept(x, rate):
    """Take the rate for the share that is kept."""
    return dropped(x, 1 - rate, (len(x), 1, x.shape[2]))


def not_scaled(x, rate):
    """Do not make up for what is missing."""
    return (1 - rate) * steady_dropout(x, rate)


exercise = Exercise(
    "14.1",
    "Steady dropout",
    steady_dropout,
    cases=[
        (np.ones((2, 3, 4), "float32"), 0.25),
        (normal(141, 5, 4, 6).astype("float32"), 0.4),
        (normal(142, 4, 6, 9).astype("float32"), 0.8),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "a fresh draw at each step",
            afresh,
            "Your layer draws afresh at each step. The draw has to be shared along one axis: which one, and which argument of Dropout says so?",
        ),
        Misconception(
            "whole steps are left out",
            whole_steps,
            "You leave out whole steps with all their units. The axis that shares a draw is that of the steps.",
        ),
        Misconception(
            "whole sequences are left out",
            whole_sequences,
            "You leave out whole sequences. The units need draws of their own; only the steps share one.",
        ),
        Misconception(
            "one draw for the batch",
            one_for_the_batch,
            "All your sequences lose the same units. Each sequence needs a draw of its own; only the steps share one.",
        ),
        Misconception(
            "one draw of steps for the batch",
            fresh_for_the_batch,
            "Your draw is shared by the sequences and fresh at each step. It should be the other way round.",
        ),
        Misconception(
            "the layer is not in training",
            at_rest,
            "Nothing is dropped: called like this, the layer behaves as in use. Say that it is in training.",
        ),
        Misconception(
            "the rate is the share kept",
            share_kept,
            "You dropped the share that should be kept. `rate` is what is left out.",
        ),
        Misconception(
            "what is missing is not made up for",
            not_scaled,
            "What is kept has its old size. Dropout divides it by `1 - rate`, so that the sum stays the same on average: let the layer do it.",
        ),
    ],
)
