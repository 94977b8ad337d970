"""Exercise 14.3: a stack of recurrent layers with residual paths, in Keras."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def residual_stack(x, units, depth):
    """Return the top layer's numbers, (batch, steps, 2 * units); above the first each layer adds to what it reads."""
    import keras

    keras.utils.set_random_seed(0)
    first = keras.layers.Bidirectional(keras.layers.GRU(units, return_sequences=True))
    h = first(x)
    for _ in range(depth - 1):
        layer = keras.layers.Bidirectional(keras.layers.GRU(units, return_sequences=True))
        h = h + layer(h)
    return np.array(h)


def stacked(x, units, depth, join, shared=False, one_way=False):
    """Return a stack whose layers above the first are joined by `join(input, output, first output)`."""
    import keras

    def new_layer():
        gru = keras.layers.GRU(2 * units if one_way else units, return_sequences=True)
        return gru if one_way else keras.layers.Bidirectional(gru)

    keras.utils.set_random_seed(0)
    bottom = h = new_layer()(x)
    upper = None
    for _ in range(depth - 1):
        upper = upper if shared and upper is not None else new_layer()
        h = join(h, upper(h), bottom)
    return np.array(h)


def no_path(x, units, depth):
    """Stack without adding."""
    return stacked(x, units, depth, lambda h, y, bottom: y)


def averaged(x, units, depth):
    """Take the mean of input and output."""
    return stacked(x, units, depth, lambda h, y, bottom: (h + y) / 2)


def from_the_bottom(x, units, depth):
    """Add the first layer's numbers each time."""
    return stacked(x, units, depth, lambda h, y, bottom: bottom + y)


def same_layer_again(x, units, depth):
    """Use one upper layer for every step up."""
    return stacked(x, units, depth, lambda h, y, bottom: h + y, shared=True)


def one_too_many(x, units, depth):
    """Put `depth` layers above the first."""
    return residual_stack(x, units, depth + 1)


def side_by_side(x, units, depth):
    """Put input and output side by side."""
    return stacked(x, units, depth, lambda h, y, bottom: np.concatenate([h, y], axis=-1))


def multiplied(x, units, depth):
    """Multiply input and output."""
    return stacked(x, units, depth, lambda h, y, bottom: h * y)


def forward_only(x, units, depth):
    """Read one way, with twice the units."""
    return stacked(x, units, depth, lambda h, y, bottom: h + y, one_way=True)


def around_the_bottom_too(x, units, depth):
    """Add to what the first layer reads as well, which is of another width."""
    import keras

    keras.utils.set_random_seed(0)
    for _ in range(depth):
        x = x + keras.layers.Bidirectional(keras.layers.GRU(units, return_sequences=True))(x)
    return np.array(x)


def around_all_at_once(x, units, depth):
    """Stack without adding, and add the first layer's numbers on top."""
    lowest = stacked(x, units, 1, None)
    return lowest + no_path(x, units, depth)


exercise = Exercise(
    "14.3",
    "A residual stack",
    residual_stack,
    cases=[
        (normal(31, 2, 4, 3).astype("float32"), 2, 3),
        (normal(32, 3, 5, 2).astype("float32"), 4, 4),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "no residual path",
            no_path,
            "Your layers are stacked, and nothing leads around them: above the first, add what a layer reads to what it gives.",
        ),
        Misconception(
            "the mean",
            averaged,
            "You took the mean of input and output. A residual path adds them.",
        ),
        Misconception(
            "always from the first layer",
            from_the_bottom,
            "You add the first layer's numbers each time. Each layer adds what it reads itself.",
        ),
        Misconception(
            "a path around the first layer",
            around_the_bottom_too,
            "The first layer has no path around it: what it reads is of another width. Add from the second layer on.",
        ),
        Misconception(
            "one path around all",
            around_all_at_once,
            "You lead one path around all upper layers together. Each of them has a path of its own: add inside the loop.",
        ),
        Misconception(
            "depth shares weights, like time",
            same_layer_again,
            "You used one layer several times. Each step up has a layer with weights of its own: make it inside the loop.",
        ),
        Misconception(
            "one layer too many",
            one_too_many,
            "Your stack has one layer too many: the first one counts as well.",
        ),
        Misconception(
            "side by side",
            side_by_side,
            "You put input and output side by side, so the width grows. Add them.",
        ),
        Misconception(
            "multiplied",
            multiplied,
            "You multiplied input and output. A residual path adds, so that a gradient comes through unchanged.",
        ),
        Misconception(
            "one direction",
            forward_only,
            "The shape is right, but your layers read one way. Each is a Bidirectional layer of `units` units per direction.",
        ),
    ],
)
