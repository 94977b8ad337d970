"""Loss and gradients of a whole batch, for training in NumPy: the passes of `cells.lstm` and `cells.rnn`, made quick.

The input's share of every step is one product, all derivatives of the gates are taken at once after the forward
pass, and arguments are checked once. `tests/cells/test_quick.py` holds the results against the slow passes.
"""

import numpy as np

from course_utils._arguments import numbers, same_shape, whole
from course_utils.cells._shapes import check_shapes


def lstm_start(features, units, rng, forget_bias=1.0):
    """Draw the weights of an LSTM with one linear read-out as Keras does, in float32.

    Args:
        features: number of features.
        units: number of units.
        rng: a `numpy.random.Generator`.
        forget_bias: what the forget gate's bias starts at; Keras takes 1.

    Returns:
        `[W_x, W_h, b, W_hy, b_y]`: Glorot-uniform, orthogonal, zero but for the forget gate, Glorot-uniform, zero.
    """
    features, units = whole("features", features), whole("units", units)
    b = np.zeros(4 * units)
    b[units : 2 * units] = forget_bias
    return _start(features, units, 4, b, rng)


def rnn_start(features, units, rng):
    """Draw `[W_xh, W_hh, b_h, W_hy, b_y]` of a simple recurrent cell in the same way."""
    features, units = whole("features", features), whole("units", units)
    return _start(features, units, 1, np.zeros(units), rng)


def glorot(rows, columns, rng):
    """Draw a matrix uniformly from `-limit ... limit` with `limit = sqrt(6 / (rows + columns))`.

    Args:
        rows, columns: its shape.
        rng: a `numpy.random.Generator`.

    Source:
        Glorot and Bengio (2010), equation 16; what Keras draws input weights with.
    """
    rows, columns = whole("rows", rows), whole("columns", columns)
    limit = np.sqrt(6 / (rows + columns))
    return rng.uniform(-limit, limit, (rows, columns))


def _start(features, units, blocks, b, rng):
    q, r = np.linalg.qr(rng.normal(size=(blocks * units, units)))
    W_h = (q * np.sign(np.diag(r))).T  # orthonormal rows
    W_x, W_hy = glorot(features, blocks * units, rng), glorot(units, 1, rng)
    weights = [W_x, W_h, b, W_hy, np.zeros(1)]
    return [weight.astype("float32") for weight in weights]


def lstm_last(x, W_x, W_h, b, W_hy, b_y):
    """Read sequences and answer after the last step.

    Args:
        x: shape `(batch, steps, features)`.
        W_x, W_h, b: weights of the cell, blocks in the order i, f, c, o.
        W_hy: shape `(units, outputs)`.
        b_y: shape `(outputs,)`.

    Returns:
        `(y, record)`: y `(batch, outputs)`, and what `lstm_last_gradients` needs.
    """
    _fits("lstm_last", 4, x, [W_x, W_h, b, W_hy, b_y])
    units, batch, steps = len(W_h), len(x), x.shape[1]
    # sigmoid(a) = tanh(a / 2) / 2 + 1 / 2, so one tanh serves all four blocks
    scale, shift = np.full(4 * units, 0.5, x.dtype), np.full(4 * units, 0.5, x.dtype)
    scale[2 * units : 3 * units], shift[2 * units : 3 * units] = 1, 0
    a = np.swapaxes(x, 0, 1) @ W_x + b
    gates = np.empty_like(a)
    h, c, squashed = (np.zeros((steps + 1, batch, units), a.dtype) for _ in range(3))
    for t in range(steps):
        gates[t] = np.tanh((a[t] + h[t] @ W_h) * scale) * scale + shift
        i, f, candidate, o = (gates[t, :, k * units : (k + 1) * units] for k in range(4))
        c[t + 1] = f * c[t] + i * candidate
        squashed[t + 1] = np.tanh(c[t + 1])
        h[t + 1] = o * squashed[t + 1]
    return h[-1] @ W_hy + b_y, (gates, h, c, squashed)


def lstm_last_gradients(x, y, weights):
    """Return `(loss, gradients)`: the mean squared error of `lstm_last`, and its gradient for each weight."""
    W_x, W_h, b, W_hy, b_y = weights
    answer, (gates, h, c, squashed) = lstm_last(x, *weights)
    same_shape("y", y, answer)
    numbers("y", y, (2,))
    units, steps = len(W_h), x.shape[1]
    dy = (2 * (answer - y) / y.size).astype(answer.dtype)
    i, f, candidate, o = (gates[:, :, k * units : (k + 1) * units] for k in range(4))
    slope = gates * (1 - gates)
    slope[:, :, 2 * units : 3 * units] = 1 - candidate**2
    to_cell = o * (1 - squashed[1:] ** 2)
    da = np.empty_like(gates)
    # four blocks side by side: what multiplies dc (or dh, for the output gate) on the way to each pre-activation
    reach = np.concatenate([candidate, c[:-1], i, squashed[1:]], axis=-1) * slope
    dh, dc, back = dy @ W_hy.T, 0, np.ascontiguousarray(W_h.T)
    for t in reversed(range(steps)):
        dc = dc + dh * to_cell[t]
        da[t] = np.concatenate([dc, dc, dc, dh], axis=-1) * reach[t]
        dc = dc * f[t]
        dh = da[t] @ back
    cell = _cell_gradients(np.swapaxes(x, 0, 1), h[:-1], da)
    return float(((answer - y) ** 2).mean()), [*cell, h[-1].T @ dy, dy.sum(axis=0)]


def rnn_last(x, W_xh, W_hh, b_h, W_hy, b_y):
    """Read sequences with a simple recurrent cell and answer after the last step: `(y, states)`."""
    _fits("rnn_last", 1, x, [W_xh, W_hh, b_h, W_hy, b_y])
    a = np.swapaxes(x, 0, 1) @ W_xh + b_h
    h = np.zeros((len(a) + 1, len(x), len(W_hh)), a.dtype)
    for t in range(len(a)):
        h[t + 1] = np.tanh(a[t] + h[t] @ W_hh)
    return h[-1] @ W_hy + b_y, h


def rnn_last_gradients(x, y, weights):
    """Return `(loss, gradients)`: the mean squared error of `rnn_last`, and its gradient for each weight."""
    W_xh, W_hh, b_h, W_hy, b_y = weights
    answer, h = rnn_last(x, *weights)
    same_shape("y", y, answer)
    numbers("y", y, (2,))
    dy = (2 * (answer - y) / y.size).astype(answer.dtype)
    slope, da, dh = 1 - h[1:] ** 2, np.empty_like(h[1:]), dy @ W_hy.T
    for t in reversed(range(len(da))):
        da[t] = dh * slope[t]
        dh = da[t] @ W_hh.T
    cell = _cell_gradients(np.swapaxes(x, 0, 1), h[:-1], da)
    return float(((answer - y) ** 2).mean()), [*cell, h[-1].T @ dy, dy.sum(axis=0)]


def _cell_gradients(x, h_before, da):
    # A product per step, then the sum: one product over all steps would be large enough for BLAS to wake its
    # threads, and on a machine with other work waiting for them takes longer than the whole pass.
    return [
        (np.swapaxes(x, 1, 2) @ da).sum(axis=0),
        (np.swapaxes(h_before, 1, 2) @ da).sum(axis=0),
        da.sum(axis=(0, 1)),
    ]


def _fits(where, blocks, x, weights):
    """Refuse shapes that do not fit, and NaN, by name."""
    gates = "units" if blocks == 1 else f"{blocks}*units"
    specs = {"x": "batch steps features", "W_x": f"features {gates}", "W_h": f"units {gates}"}
    specs |= {"b": gates, "W_hy": "units outputs", "b_y": "outputs"}
    check_shapes(where, tuple(specs.items()), tuple(np.shape(array) for array in (x, *weights)))
    for name, array in zip(specs, (x, *weights)):
        numbers(name, array, (1, 2, 3))


class Adam:
    """Adam with the gradient clipped to a norm; `update` changes the weights in place.

    Args:
        weights: list of float arrays.
        rate: learning rate.
        clip: largest norm of all gradients together; longer ones are scaled down to it.

    Source:
        Kingma and Ba (2015), arXiv 1412.6980; clipping: Pascanu, Mikolov and Bengio (2013), arXiv 1211.5063.
    """

    def __init__(self, weights, rate=0.01, clip=1.0):
        self.weights, self.rate, self.clip, self.updates = weights, rate, clip, 0
        self.mean = [np.zeros_like(weight) for weight in weights]
        self.square = [np.zeros_like(weight) for weight in weights]

    def update(self, gradients):
        """Take one step against the gradients."""
        for k, (weight, gradient) in enumerate(zip(self.weights, gradients, strict=True)):
            same_shape(f"gradients[{k}]", gradient, weight)
            numbers(f"gradients[{k}]", gradient, range(3))
        self.updates += 1
        norm = np.sqrt(sum(float((g**2).sum()) for g in gradients))
        shrink = min(1.0, self.clip / max(norm, 1e-12))
        # both bias corrections in one factor, and 1e-7 added after it, as Keras does: it matters for small gradients
        step = self.rate * np.sqrt(1 - 0.999**self.updates) / (1 - 0.9**self.updates)
        for weight, gradient, mean, square in zip(self.weights, gradients, self.mean, self.square):
            mean += 0.1 * (gradient * shrink - mean)
            square += 0.001 * ((gradient * shrink) ** 2 - square)
            weight -= (step * mean / (np.sqrt(square) + 1e-7)).astype(weight.dtype)
