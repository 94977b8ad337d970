"""How far back a recurrent cell listens, measured with the passes of `cells`."""

import numpy as np

from course_utils import cells
from course_utils._arguments import numbers, whole
from course_utils.cells.gradients import gradient_norm_by_lag

PASSES = {
    "SimpleRNN": (cells.rnn_forward, cells.rnn_backward),
    "LSTM": (cells.lstm_forward, cells.lstm_backward),
    "GRU": (cells.gru_forward, cells.gru_backward),
}


def default_weights(kind, features, units, seed):
    """Return the weights of an untrained Keras layer, as float64 arrays in the layout of `cells`.

    Args:
        kind: `"SimpleRNN"`, `"LSTM"` or `"GRU"`.
        features, units: its sizes.
        seed: given to `keras.utils.set_random_seed` before the layer is built.

    Raises:
        ValueError: if there is no such kind.
    """
    import keras

    known(kind)
    features, units = whole("features", features), whole("units", units)
    keras.utils.set_random_seed(seed)
    layer = getattr(keras.layers, kind)(units)
    layer.build((None, None, features))
    return [np.asarray(weight, dtype=np.float64) for weight in layer.get_weights()]


def known(kind):
    """Raise a `ValueError` unless `kind` is one of the three cells."""
    if kind not in PASSES:
        raise ValueError(f"kind must be one of {list(PASSES)}, found {kind!r}")


def walk(kind, x, weights):
    """Run a cell over whole sequences from zero, and offer the way back.

    Args:
        kind: `"SimpleRNN"`, `"LSTM"` or `"GRU"`.
        x: shape `(batch, steps, features)`.
        weights: the three arrays of `layer.get_weights()`.

    Returns:
        `(states, back)`: states `(batch, steps, units)`; `back(d_states)` returns the gradients of x and of
        the three weights when `d_states`, of the shape of the states, reaches them.

    Raises:
        ValueError: if there is no such kind, shapes do not fit or a value is NaN.
    """
    known(kind)
    if len(weights) != 3 or np.ndim(weights[1]) != 2 or np.ndim(x) != 3:
        raise ValueError(
            "x must have shape (batch, steps, features) and weights be [W_x, W_h, b], found shapes "
            f"{np.shape(x)} and {[np.shape(weight) for weight in weights]}"
        )
    forward, backward = PASSES[kind]
    zero = [np.zeros((len(x), len(weights[1])))] * (2 if kind == "LSTM" else 1)  # an LSTM carries h and c
    out = forward(x, *zero, *weights)
    kept = out if kind == "LSTM" else (out,)
    used = weights[:2] if kind == "SimpleRNN" else weights  # its way back needs no bias

    def back(d_states):
        gradients = backward(d_states, x, *zero, *kept, *used)
        return [gradients[0], *gradients[-3:]]

    return kept[0], back


def reach(kind, x, weights, towards=1.0, relative=True):
    """Measure how the last state listens to each input: the gradient's norm by lag, divided by that at lag 0.

    A gradient is sent back from the last state **alone**.

    Args:
        kind: `"SimpleRNN"`, `"LSTM"` or `"GRU"`.
        x: shape `(batch, steps, features)`.
        weights: the three arrays of `layer.get_weights()`.
        towards: what the last state is weighed with, one number or shape `(units,)`, such as a read-out.
        relative: whether to divide by the norm at lag 0.

    Returns:
        Shape `(steps,)`, lag 0 first; its first entry is 1 if `relative`.

    Raises:
        ValueError: if there is no such kind, shapes do not fit or a value is NaN.

    Source:
        Pascanu, Mikolov and Bengio (2013), section 2, arXiv 1211.5063.
    """
    states, back = walk(kind, x, weights)
    if np.shape(towards) not in ((), states.shape[2:]):
        raise ValueError(f"towards must be one number or {states.shape[2]}, found shape {np.shape(towards)}")
    numbers("towards", towards, (0, 1))
    d_states = np.zeros_like(states)
    d_states[:, -1] = towards
    norms = gradient_norm_by_lag(back(d_states)[0])
    return norms / norms[0] if relative else norms
