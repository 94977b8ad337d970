"""Exercise 13.3: the four states of a bidirectional LSTM become the two of a decoder, in Keras."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def decoder_start(x, units):
    """Return (h, c), each (batch, 2 * units), the forward half first."""
    import keras

    keras.utils.set_random_seed(0)
    encoder = keras.layers.Bidirectional(keras.layers.LSTM(units, return_state=True))
    _, h_f, c_f, h_b, c_b = encoder(x)
    h = keras.ops.concatenate([h_f, h_b], axis=1)
    c = keras.ops.concatenate([c_f, c_b], axis=1)
    return np.array(h), np.array(c)


def tensors(x, units):
    """Return the five tensors of the layer as arrays."""
    import keras

    keras.utils.set_random_seed(0)
    encoder = keras.layers.Bidirectional(keras.layers.LSTM(units, return_state=True))
    return [np.array(tensor) for tensor in encoder(x)]


def joined(x, units, *pairs):
    """Return states side by side, two by two; tensor 0 is the output."""
    found = tensors(x, units)
    return tuple(np.concatenate([found[k] for k in pair], axis=1) for pair in pairs)


def h_before_c(x, units):
    """Take the order for both h, then both c."""
    return joined(x, units, (1, 2), (3, 4))


def backward_first(x, units):
    """Exchange the halves."""
    return joined(x, units, (3, 1), (4, 2))


def exchanged(x, units):
    """Exchange h and c."""
    return joined(x, units, (2, 4), (1, 3))


def h_twice(x, units):
    """Hand on h in the place of c, too: the layer's output twice."""
    return joined(x, units, (1, 3), (1, 3))


def added(x, units):
    """Add the halves up."""
    _, h_f, c_f, h_b, c_b = tensors(x, units)
    return h_f + h_b, c_f + c_b


def batch_doubled(x, units):
    """Join along the batch."""
    _, h_f, c_f, h_b, c_b = tensors(x, units)
    return np.concatenate([h_f, h_b]), np.concatenate([c_f, c_b])


def output_counted(x, units):
    """Take the first four of the five tensors for the states."""
    out, h_f, c_f, h_b, _ = tensors(x, units)
    return np.concatenate([out, c_f], axis=1), np.concatenate([h_f, h_b], axis=1)


def forward_only(x, units):
    """Hand on the forward half alone."""
    _, h_f, c_f, _, _ = tensors(x, units)
    return h_f, c_f


exercise = Exercise(
    "13.3",
    "Where a decoder starts",
    decoder_start,
    cases=[
        (normal(11, 2, 5, 3).astype("float32"), 4),
        (normal(12, 4, 6, 2).astype("float32"), 3),
        (normal(13, 3, 4, 5).astype("float32"), 2),
    ],
    parts=("h", "c"),
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "both h first, then both c",
            h_before_c,
            "You joined the first two states and the last two. Keras lists h and c of one direction before h and c of the other.",
        ),
        Misconception(
            "the backward half first",
            backward_first,
            "The pairs are right, their halves exchanged: the forward half comes first.",
        ),
        Misconception(
            "cell state = hidden state",
            exchanged,
            "You exchanged h and c. Within each direction h comes first, as with a one-way LSTM.",
        ),
        Misconception(
            "h serves for both",
            h_twice,
            "h is right (it is the layer's output as well). The second result must be c, both halves of it.",
        ),
        Misconception(
            "the directions are added",
            added,
            "You added the halves, so the decoder would get `units` numbers. It has twice as many: lay them side by side.",
        ),
        Misconception(
            "the directions make a larger batch",
            batch_doubled,
            "You joined the halves one below the other: twice the batch. Name the last axis: twice the units.",
        ),
        Misconception(
            "the output is the first state",
            output_counted,
            "You took the output for a state. `return_state=True` gives the output first, then the four states: five tensors.",
        ),
        Misconception(
            "the forward half is enough",
            forward_only,
            "That is the forward half alone: `units` numbers. The backward half belongs beside it.",
        ),
    ],
    equivalent={
        "`keras.ops.concatenate([h_f, h_b], axis=1)` -> `keras.ops.concatenate([h_f, h_b], axis=-1)`": "the last axis is this one",
        "`keras.ops.concatenate([c_f, c_b], axis=1)` -> `keras.ops.concatenate([c_f, c_b], axis=-1)`": "the last axis is this one",
        "`h = keras.ops.concatenate([h_f, h_b], axis=1)` one line later": "the two lines do not depend on each other",
    },
)
