"""Exercise 11.3: three arrays tell which Keras GRU they belong to."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def states_of(weights, x):
    """Return the states (batch, steps, units) of the keras.layers.GRU that the weights belong to."""
    import keras

    W_x, W_h, b = weights
    layer = keras.layers.GRU(len(W_h), return_sequences=True, reset_after=b.ndim == 2)
    layer.build(x.shape)
    layer.set_weights([W_x, W_h, b])
    return np.array(layer(x))


def built(weights, x, *, reset_after, bias, all_states=True):
    """Return what a GRU with this form and bias gives."""
    import keras

    W_x, W_h, _ = weights
    layer = keras.layers.GRU(len(W_h), return_sequences=all_states, reset_after=reset_after)
    layer.build(x.shape)
    layer.set_weights([W_x, W_h, bias])
    return np.array(layer(x))


def second_row_of_zeros(weights, x):
    """Build Keras's default, and give a lonely bias a second row."""
    b = weights[2]
    return built(weights, x, reset_after=True, bias=b if b.ndim == 2 else np.stack([b, 0 * b]))


def always_the_paper(weights, x):
    """Build the paper's form, and add two biases up."""
    b = weights[2]
    return built(weights, x, reset_after=False, bias=b.sum(axis=0) if b.ndim == 2 else b)


def second_bias_dropped(weights, x):
    """Build the paper's form, and leave a second bias out."""
    b = weights[2]
    return built(weights, x, reset_after=False, bias=b[0] if b.ndim == 2 else b)


def last_state_only(weights, x):
    """Forget return_sequences."""
    b = weights[2]
    return built(weights, x, reset_after=b.ndim == 2, bias=b, all_states=False)


def stored(features, units, seed, biases):
    """Return the three arrays of a GRU as `get_weights` gives them; with one bias it is a vector."""
    b_shape = (3 * units,) if biases == 1 else (biases, 3 * units)
    arrays = draws.normals(seed, (features, 3 * units), (units, 3 * units), b_shape, scale=0.8)
    return [array.astype("float32") for array in arrays]


def sequences(batch, steps, features, seed):
    """Return inputs as float32."""
    return draws.normal(seed, batch, steps, features).astype("float32")


exercise = Exercise(
    "11.3",
    "Three arrays arrive",
    states_of,
    cases=[
        (stored(3, 4, seed=71, biases=2), sequences(2, 5, 3, seed=72)),
        (stored(3, 4, seed=73, biases=1), sequences(2, 5, 3, seed=74)),
        (stored(5, 2, seed=75, biases=2), sequences(3, 6, 5, seed=76)),
        (stored(2, 3, seed=77, biases=1), sequences(4, 7, 2, seed=78)),
    ],
    tolerance=1e-5,
    mutants=30,  # each builds layers
    misconceptions=[
        Misconception(
            "a missing bias is a row of zeros",
            second_row_of_zeros,
            "With a second row of zeros the shapes fit, and r acts in the wrong place. One bias means reset_after=False.",
        ),
        Misconception(
            "two biases are one",
            always_the_paper,
            "You added the two biases up and built the paper's form. Two rows mean that r acts after the product: reset_after=True.",
        ),
        Misconception(
            "the second bias can be left out",
            second_bias_dropped,
            "You dropped a row of the bias to make it fit reset_after=False. Two rows belong to reset_after=True.",
        ),
        Misconception(
            "a layer returns all its states",
            last_state_only,
            "That is the last state only. Ask the layer for all of them: return_sequences=True.",
        ),
    ],
)
