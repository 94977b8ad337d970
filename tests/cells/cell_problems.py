"""Random problems for the cells, and one way to call the four kinds; shared by the tests of the cells."""

import numpy as np

from course_utils import cells

KINDS = ["rnn", "lstm", "gru_after", "gru_before"]
# (batch, steps, features, units): the smallest of each, then drawn at random with a fixed seed
SIZES = [(1, 1, 1, 1), (1, 1, 3, 4), (1, 6, 2, 3), (5, 1, 2, 3), (3, 7, 1, 2)]
SIZES += [tuple(int(n) for n in row) for row in np.random.default_rng(11).integers(1, 12, (5, 4))]
# small enough for finite differences, which pass forwards twice for every single number
SMALL = [
    *SIZES[:5],
    *(tuple(int(n) for n in row) for row in np.random.default_rng(13).integers(1, 6, (3, 4))),
]
GATES = {"rnn": 1, "lstm": 4, "gru_after": 3, "gru_before": 3}


def problem(kind, sizes, dtype="float64", seed=0):
    """Return `(x, initial states, weights)` drawn at random; the biases too, so that a wrong one shows."""
    batch, steps, features, units = sizes
    rng = np.random.default_rng(seed)

    def draw(*shape, scale=1.0):
        return (scale * rng.standard_normal(shape)).astype(dtype)

    wide = GATES[kind] * units
    x = draw(batch, steps, features)
    initial = [draw(batch, units, scale=0.5) for _ in range(2 if kind == "lstm" else 1)]
    bias = draw(2, wide, scale=0.5) if kind == "gru_after" else draw(wide, scale=0.5)
    return x, initial, [draw(features, wide, scale=0.7), draw(units, wide, scale=0.7), bias]


def states_of(kind, x, initial, weights):
    """Return the list of what the NumPy forward pass returns; the states come first."""
    if kind == "rnn":
        return [cells.rnn_forward(x, *initial, *weights)]
    if kind == "lstm":
        return list(cells.lstm_forward(x, *initial, *weights))
    return [cells.gru_forward(x, *initial, *weights, reset_after=kind == "gru_after")]


def backward(kind, d_states, x, initial, states, weights, truncate=None):
    """Return `[dx, d initial ..., d weights ...]` of the NumPy backward pass."""
    if kind == "rnn":
        return list(cells.rnn_backward(d_states, x, *initial, *states, *weights[:2], truncate=truncate))
    if kind == "lstm":
        return list(cells.lstm_backward(d_states, x, *initial, *states, *weights, truncate=truncate))
    after = kind == "gru_after"
    return list(
        cells.gru_backward(d_states, x, *initial, *states, *weights, reset_after=after, truncate=truncate)
    )
