"""Long short-term memory in the layout of Keras: forward, backward, through time."""

from typing import NamedTuple

import numpy as np

from course_utils.cells._shapes import shapes
from course_utils.cells.readout import sigmoid
from course_utils.cells.rnn import add_up, check_truncate, previous_states, starts_chunk

WEIGHTS = {"W_x": "features 4*units", "W_h": "units 4*units", "b": "4*units"}
STEP = {"x": "batch features", "h": "batch units", "c": "batch units"}
SEQUENCE = {"x": "batch steps features", "h0": "batch units", "c0": "batch units"}


class LSTMGates(NamedTuple):
    """What an LSTM decides, each `(..., units)`; i, f and o from 0 to 1, the candidate from -1 to 1."""

    i: np.ndarray  # input gate: how much of the candidate is written
    f: np.ndarray  # forget gate: how much of the old cell is kept
    candidate: np.ndarray  # what would be written
    o: np.ndarray  # output gate: how much of the cell is shown as h


@shapes(x="... features", h="... units", **WEIGHTS)
def lstm_gates(x, h, W_x, W_h, b):
    """Compute the gates and the candidate of an LSTM.

    Computes `a = x @ W_x + h @ W_h + b`, cut in four: `sigmoid(a_i), sigmoid(a_f), tanh(a_c), sigmoid(a_o)`.
    For all steps of a sequence at once pass `x` and `previous_states(h0, states)`.

    Args:
        x: shape `(batch, features)`, or `(batch, steps, features)`.
        h: shape `(batch, units)`, or `(batch, steps, units)`: the state before each step.
        W_x: shape `(features, 4 * units)`, blocks in the order i, f, c, o.
        W_h: shape `(units, 4 * units)`.
        b: shape `(4 * units,)`; Keras starts the forget gate's part at 1.

    Returns:
        `LSTMGates(i, f, candidate, o)`, each of the shape of `h`.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Gers, Schmidhuber and Cummins (2000), Learning to forget, doi 10.1162/089976600300015015.
    """
    i, f, candidate, o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    return LSTMGates(sigmoid(i), sigmoid(f), np.tanh(candidate), sigmoid(o))


@shapes(**STEP, **WEIGHTS)
def lstm_step(x, h, c, W_x, W_h, b):
    """Advance an LSTM by one time step.

    Computes `c = f * c + i * candidate` and `h = o * tanh(c)`, with the gates of `lstm_gates`.

    Args:
        x: shape `(batch, features)`, this step's input.
        h: shape `(batch, units)`, the state the step before left.
        c: shape `(batch, units)`, the cell the step before left.
        W_x: shape `(features, 4 * units)`, blocks in the order i, f, c, o.
        W_h: shape `(units, 4 * units)`.
        b: shape `(4 * units,)`.

    Returns:
        `(h, c)`, the new state and cell, each `(batch, units)`.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Hochreiter and Schmidhuber (1997), doi 10.1162/neco.1997.9.8.1735; forget gate: Gers et al. (2000).
    """
    i, f, candidate, o = lstm_gates(x, h, W_x, W_h, b)
    c = f * c + i * candidate
    return o * np.tanh(c), c


@shapes(**SEQUENCE, **WEIGHTS)
def lstm_forward(x, h0, c0, W_x, W_h, b):
    """Run an LSTM over whole sequences: `h_t, c_t = lstm_step(x_t, h_{t-1}, c_{t-1})`.

    Args:
        x: shape `(batch, steps, features)`, at least one step.
        h0: shape `(batch, units)`, the state before the first step.
        c0: shape `(batch, units)`, the cell before the first step.
        W_x: shape `(features, 4 * units)`.
        W_h: shape `(units, 4 * units)`.
        b: shape `(4 * units,)`.

    Returns:
        `(states, cells)`, each `(batch, steps, units)`: all that `lstm_backward` needs.

    Raises:
        ValueError: if shapes do not fit, there is no step or a value is NaN; the message names the argument.

    Source:
        Hochreiter and Schmidhuber (1997); layout of `keras.layers.LSTM`.
    """
    h, c, states, cells = h0, c0, [], []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, W_x, W_h, b)
        states.append(h)
        cells.append(c)
    return np.stack(states, axis=1), np.stack(cells, axis=1)


@shapes(
    dh="batch units",
    dc="batch units",
    x="batch features",
    h_prev="batch units",
    c_prev="batch units",
    **WEIGHTS,
)
def lstm_step_backward(dh, dc, x, h_prev, c_prev, W_x, W_h, b):
    """Carry gradients back through one `lstm_step`; the gates are computed again rather than stored.

    The path that matters is `dc_prev = dc * f`: where the forget gate is 1, a gradient passes unchanged.

    Args:
        dh: shape `(batch, units)`, gradient of the loss with respect to the new `h`.
        dc: shape `(batch, units)`, gradient with respect to the new `c` by later steps, not through `h`.
        x: shape `(batch, features)`.
        h_prev: shape `(batch, units)`, the state that went in.
        c_prev: shape `(batch, units)`, the cell that went in.
        W_x: shape `(features, 4 * units)`.
        W_h: shape `(units, 4 * units)`.
        b: shape `(4 * units,)`.

    Returns:
        `(dx, dh_prev, dc_prev, dW_x, dW_h, db)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Greff et al. (2017), LSTM: a search space odyssey, section II.B, arXiv 1503.04069, without peepholes.
    """
    i, f, candidate, o = lstm_gates(x, h_prev, W_x, W_h, b)
    squashed = np.tanh(f * c_prev + i * candidate)
    dc = dc + dh * o * (1 - squashed**2)
    da_i = dc * candidate * i * (1 - i)
    da_f = dc * c_prev * f * (1 - f)
    da_c = dc * i * (1 - candidate**2)
    da_o = dh * squashed * o * (1 - o)
    da = np.concatenate([da_i, da_f, da_c, da_o], axis=-1)
    return da @ W_x.T, da @ W_h.T, dc * f, x.T @ da, h_prev.T @ da, da.sum(axis=0)


@shapes(
    d_states="batch steps units", **SEQUENCE, states="batch steps units", cells="batch steps units", **WEIGHTS
)
def lstm_backward(d_states, x, h0, c0, states, cells, W_x, W_h, b, truncate=None):
    """Backpropagate through time: walk the steps of `lstm_forward` backwards and add up the gradients.

    At step t `dh = d_states[:, t] + (dh sent back by step t + 1)`; dc comes from step t + 1 alone.

    Args:
        d_states: shape `(batch, steps, units)`, gradient of the loss with respect to each state as read out.
        x: shape `(batch, steps, features)`.
        h0: shape `(batch, units)`.
        c0: shape `(batch, units)`.
        states: shape `(batch, steps, units)`, from `lstm_forward`.
        cells: shape `(batch, steps, units)`, from `lstm_forward`.
        W_x: shape `(features, 4 * units)`.
        W_h: shape `(units, 4 * units)`.
        b: shape `(4 * units,)`.
        truncate: None, or a chunk length in steps: no gradient crosses between chunks, as in `rnn_backward`.

    Returns:
        `(dx, dh0, dc0, dW_x, dW_h, db)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit, there is no step, a value is NaN or `truncate` is below 1.

    Source:
        Werbos (1990), doi 10.1109/5.58337; Greff et al. (2017), arXiv 1503.04069.
    """
    check_truncate(truncate)
    h_before, c_before = previous_states(h0, states), previous_states(c0, cells)
    dx, dh, dc, totals = [], np.zeros_like(h0), np.zeros_like(c0), None
    for t in reversed(range(x.shape[1])):
        dx_t, dh, dc, *step = lstm_step_backward(
            dh + d_states[:, t], dc, x[:, t], h_before[:, t], c_before[:, t], W_x, W_h, b
        )
        dx.append(dx_t)
        totals = add_up(totals, step)
        if starts_chunk(t, truncate):
            dh, dc = np.zeros_like(dh), np.zeros_like(dc)
    return np.stack(dx[::-1], axis=1), dh, dc, *totals
