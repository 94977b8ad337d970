"""The gated recurrent unit, both forms, in the layout of Keras: forward, backward, through time."""

from typing import NamedTuple

import numpy as np

from course_utils.cells._shapes import shapes
from course_utils.cells.readout import sigmoid
from course_utils.cells.rnn import add_up, check_truncate, previous_states, starts_chunk

BIAS = {True: "2 3*units", False: "3*units"}  # by reset_after: for input and state, or one for both
WEIGHTS = {"W_x": "features 3*units", "W_h": "units 3*units", "b": BIAS}


class GRUGates(NamedTuple):
    """What a GRU decides, each `(..., units)`; z and r lie in 0 to 1, the candidate in -1 to 1."""

    z: np.ndarray  # update gate: how much of the old state is kept
    r: np.ndarray  # reset gate: how much of the old state the candidate sees
    candidate: np.ndarray  # what takes the place of the rest


@shapes(x="... features", h="... units", **WEIGHTS)
def gru_gates(x, h, W_x, W_h, b, reset_after=True):
    """Compute the gates and the candidate of a GRU.

    Computes `z = sigmoid(x_z + h_z)`, `r = sigmoid(x_r + h_r)` with `x @ W_x` and `h @ W_h` cut in three, and
    `candidate = tanh(x_c + r * (h @ W_c + b_c))` if `reset_after`, else `tanh(x_c + (r * h) @ W_c)`.
    For all steps of a sequence at once pass `x` and `previous_states(h0, states)`.

    Args:
        x: shape `(batch, features)`, or `(batch, steps, features)`.
        h: shape `(batch, units)`, or `(batch, steps, units)`: the state before each step.
        W_x: shape `(features, 3 * units)`, blocks in the order z, r, candidate.
        W_h: shape `(units, 3 * units)`.
        b: shape `(2, 3 * units)` if `reset_after`, for input and state, else `(3 * units,)`.
        reset_after: whether r acts after the matrix product (Keras's default) or before it (the paper).

    Returns:
        `GRUGates(z, r, candidate)`, each of the shape of `h`.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Reset before: Cho et al. (2014), arXiv 1406.1078v3; after: its first version, 1406.1078v1, and cuDNN.
    """
    units, (b_x, b_h) = h.shape[-1], b if reset_after else (b, 0 * b)
    x_z, x_r, x_c = np.split(x @ W_x + b_x, 3, axis=-1)
    h_z, h_r = np.split(h @ W_h[:, : 2 * units] + b_h[: 2 * units], 2, axis=-1)
    z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
    W_c, b_c = W_h[:, 2 * units :], b_h[2 * units :]
    h_c = r * (h @ W_c + b_c) if reset_after else (r * h) @ W_c
    return GRUGates(z, r, np.tanh(x_c + h_c))


@shapes(x="batch features", h="batch units", **WEIGHTS)
def gru_step(x, h, W_x, W_h, b, reset_after=True):
    """Advance a GRU by one time step.

    Computes `z * h + (1 - z) * candidate`, with `gru_gates`; Chung et al. (2014) swap z and 1 - z.

    Args:
        x: shape `(batch, features)`, this step's input.
        h: shape `(batch, units)`, the state the step before left.
        W_x: shape `(features, 3 * units)`, blocks in the order z, r, candidate.
        W_h: shape `(units, 3 * units)`.
        b: shape `(2, 3 * units)` if `reset_after`, else `(3 * units,)`.
        reset_after: which of the two forms, as in `gru_gates`.

    Returns:
        The new state, shape `(batch, units)`.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Cho et al. (2014), section 2.3, arXiv 1406.1078; Chung et al. (2014), arXiv 1412.3555.
    """
    z, _, candidate = gru_gates(x, h, W_x, W_h, b, reset_after)
    return z * h + (1 - z) * candidate


@shapes(x="batch steps features", h0="batch units", **WEIGHTS)
def gru_forward(x, h0, W_x, W_h, b, reset_after=True):
    """Run a GRU over whole sequences: `h_t = gru_step(x_t, h_{t-1})`.

    Args:
        x: shape `(batch, steps, features)`, at least one step.
        h0: shape `(batch, units)`, the state before the first step.
        W_x: shape `(features, 3 * units)`.
        W_h: shape `(units, 3 * units)`.
        b: shape `(2, 3 * units)` if `reset_after`, else `(3 * units,)`.
        reset_after: which of the two forms, as in `gru_gates`.

    Returns:
        All states, shape `(batch, steps, units)`: all that `gru_backward` needs.

    Raises:
        ValueError: if shapes do not fit, there is no step or a value is NaN; the message names the argument.

    Source:
        Cho et al. (2014), arXiv 1406.1078; layout of `keras.layers.GRU`.
    """
    h, states = h0, []
    for t in range(x.shape[1]):
        h = gru_step(x[:, t], h, W_x, W_h, b, reset_after)
        states.append(h)
    return np.stack(states, axis=1)


@shapes(dh="batch units", x="batch features", h_prev="batch units", **WEIGHTS)
def gru_step_backward(dh, x, h_prev, W_x, W_h, b, reset_after=True):
    """Carry a gradient back through one `gru_step`; the gates are computed again rather than stored.

    The path that matters is `dh_prev = dh * z + ...`: where z is 1, a gradient passes unchanged.

    Args:
        dh: shape `(batch, units)`, gradient of the loss with respect to the new state.
        x: shape `(batch, features)`.
        h_prev: shape `(batch, units)`, the state that went in.
        W_x: shape `(features, 3 * units)`.
        W_h: shape `(units, 3 * units)`.
        b: shape `(2, 3 * units)` if `reset_after`, else `(3 * units,)`.
        reset_after: which of the two forms, as in `gru_gates`.

    Returns:
        `(dx, dh_prev, dW_x, dW_h, db)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        The chain rule on Cho et al. (2014), section 2.3; proved against two other ways in the course's tests.
    """
    units = h_prev.shape[-1]
    W_zr, W_c = W_h[:, : 2 * units], W_h[:, 2 * units :]
    z, r, candidate = gru_gates(x, h_prev, W_x, W_h, b, reset_after)
    da_z = dh * (h_prev - candidate) * z * (1 - z)
    da_c = dh * (1 - z) * (1 - candidate**2)
    if reset_after:  # a_c = x_c + r * (h_prev @ W_c + b_c)
        dr, d_product = da_c * (h_prev @ W_c + b[1, 2 * units :]), da_c * r
        from_c, dW_c = d_product @ W_c.T, h_prev.T @ d_product
    else:  # a_c = x_c + (r * h_prev) @ W_c
        dr, d_product = (da_c @ W_c.T) * h_prev, da_c
        from_c, dW_c = (da_c @ W_c.T) * r, (r * h_prev).T @ d_product
    da_zr = np.concatenate([da_z, dr * r * (1 - r)], axis=-1)
    da = np.concatenate([da_zr, da_c], axis=-1)
    db = da.sum(axis=0)
    if reset_after:
        db = np.stack([db, np.concatenate([da_zr, d_product], axis=-1).sum(axis=0)])
    dh_prev = dh * z + da_zr @ W_zr.T + from_c
    return da @ W_x.T, dh_prev, x.T @ da, np.concatenate([h_prev.T @ da_zr, dW_c], axis=-1), db


@shapes(
    d_states="batch steps units",
    x="batch steps features",
    h0="batch units",
    states="batch steps units",
    **WEIGHTS,
)
def gru_backward(d_states, x, h0, states, W_x, W_h, b, reset_after=True, truncate=None):
    """Backpropagate through time: walk the steps of `gru_forward` backwards and add up the gradients.

    At step t two gradients meet: `dh = d_states[:, t] + (what step t + 1 sent back)`.

    Args:
        d_states: shape `(batch, steps, units)`, gradient of the loss with respect to each state as read out.
        x: shape `(batch, steps, features)`.
        h0: shape `(batch, units)`.
        states: shape `(batch, steps, units)`, what `gru_forward` returned.
        W_x: shape `(features, 3 * units)`.
        W_h: shape `(units, 3 * units)`.
        b: shape `(2, 3 * units)` if `reset_after`, else `(3 * units,)`.
        reset_after: which of the two forms, as in `gru_gates`.
        truncate: None, or a chunk length in steps: no gradient crosses between chunks, as in `rnn_backward`.

    Returns:
        `(dx, dh0, dW_x, dW_h, db)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit, there is no step, a value is NaN or `truncate` is below 1.

    Source:
        Werbos (1990), doi 10.1109/5.58337.
    """
    check_truncate(truncate)
    before = previous_states(h0, states)
    dx, dh, totals = [], np.zeros_like(h0), None
    for t in reversed(range(x.shape[1])):
        dx_t, dh, *step = gru_step_backward(
            dh + d_states[:, t], x[:, t], before[:, t], W_x, W_h, b, reset_after
        )
        dx.append(dx_t)
        totals = add_up(totals, step)
        if starts_chunk(t, truncate):
            dh = np.zeros_like(dh)
    return np.stack(dx[::-1], axis=1), dh, *totals
