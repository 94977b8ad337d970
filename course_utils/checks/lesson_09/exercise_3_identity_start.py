"""9.3 A layer of Keras that starts as a multiple of the identity, with relu."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def identity_start(x, units, diagonal, deviation):
    """Return all states of an untrained layer, (batch, steps, units)."""
    import keras

    layer = keras.layers.SimpleRNN(
        units,
        activation="relu",
        recurrent_initializer=keras.initializers.Identity(gain=diagonal),
        kernel_initializer=keras.initializers.RandomNormal(stddev=deviation, seed=0),
        return_sequences=True,
    )
    return np.array(layer(x))


def states(x, units, diagonal, deviation, swapped=False, **options):
    """Right as it stands; each option is a way to get it wrong."""
    import keras

    on_diagonal = keras.initializers.Identity(gain=diagonal)
    small = keras.initializers.RandomNormal(stddev=deviation, seed=0)
    start = {"recurrent_initializer": on_diagonal, "kernel_initializer": small}
    if swapped:
        start = {"recurrent_initializer": small, "kernel_initializer": on_diagonal}
    layer = keras.layers.SimpleRNN(
        units, **{"activation": "relu", "return_sequences": True, **start, **options}
    )
    return np.array(layer(x))


def constant(value):
    """Return the initializer that fills a matrix with one number."""
    import keras

    return keras.initializers.Constant(value)


def around(mean):
    """Return normal weights around a mean, with Keras's own deviation."""
    import keras

    return keras.initializers.RandomNormal(mean, seed=0)


exercise = Exercise(
    "9.3",
    "a layer that starts open",
    identity_start,
    cases=[
        (np.ones((2, 4, 3), "float32"), 5, 1.0, 0.1),
        (normal(21, 3, 6, 2).astype("float32"), 4, 0.9, 0.5),
        (normal(22, 2, 9, 4).astype("float32"), 3, 1.2, 0.3),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "tanh is good enough",
            lambda *a: states(*a, activation="tanh"),
            "The activation is still tanh. Its slope is below 1 wherever a unit says something: relu's is 1.",
        ),
        Misconception(
            "relu behind the layer",
            lambda *a: np.maximum(states(*a, activation="linear"), 0),
            "You put relu behind the layer. It belongs inside, as the layer's activation, so that the state itself is cut at 0.",
        ),
        Misconception(
            "the plain identity",
            lambda x, units, diagonal, deviation: states(x, units, 1.0, deviation),
            'recurrent_initializer="identity" puts 1 on the diagonal. Another number is asked for: keras.initializers.Identity(gain=...).',
        ),
        Misconception(
            "the number everywhere",
            lambda x, units, diagonal, deviation: states(
                x, units, diagonal, deviation, recurrent_initializer=constant(diagonal)
            ),
            "A constant fills the whole recurrent matrix. The number stands on its diagonal only: keras.initializers.Identity(gain=...).",
        ),
        Misconception(
            "the deviation as the mean",
            lambda x, units, diagonal, deviation: states(
                x, units, diagonal, deviation, kernel_initializer=around(deviation)
            ),
            "The first argument of RandomNormal is the mean. Name the one you mean: stddev=deviation.",
        ),
        Misconception(
            "the two matrices exchanged",
            lambda *a: states(*a, swapped=True),
            "The kernel is W_xh, which reads the input; the recurrent kernel is W_hh. You have given each the other's start.",
        ),
        Misconception(
            "Keras's own deviation",
            lambda x, units, diagonal, deviation: states(x, units, diagonal, 0.05),
            "You left the deviation of the input weights at Keras's 0.05. Hand on the one that is given: stddev=deviation.",
        ),
        Misconception(
            "the last state only",
            lambda *a: states(*a, return_sequences=False),
            "That is the last state. All of them are asked for: return_sequences=True.",
        ),
        Misconception(
            "read from the end",
            lambda *a: states(*a, go_backwards=True),
            "Your layer reads from the end. Leave go_backwards alone here.",
        ),
    ],
)
