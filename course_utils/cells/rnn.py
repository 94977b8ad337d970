"""The plain recurrent cell, `h_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h)`: forward, backward, through time."""

import numpy as np

from course_utils.cells._shapes import shapes


@shapes(x="batch features", h="batch units", W_xh="features units", W_hh="units units", b_h="units")
def rnn_step(x, h, W_xh, W_hh, b_h, activation=np.tanh):
    """Advance a recurrent cell by one time step.

    Computes `activation(x @ W_xh + h @ W_hh + b_h)`.

    Args:
        x: shape `(batch, features)`, this step's input.
        h: shape `(batch, units)`, the state the step before left.
        W_xh: shape `(features, units)`, input weights.
        W_hh: shape `(units, units)`, recurrent weights.
        b_h: shape `(units,)`, bias.
        activation: function of an array, elementwise.

    Returns:
        The new state, shape `(batch, units)`, in the dtype of the arguments.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Goodfellow, Bengio and Courville (2016), section 10.2; layout of `keras.layers.SimpleRNN`.
    """
    return activation(x @ W_xh + h @ W_hh + b_h)


@shapes(x="batch steps features", h0="batch units", W_xh="features units", W_hh="units units", b_h="units")
def rnn_forward(x, h0, W_xh, W_hh, b_h, activation=np.tanh):
    """Run the cell over whole sequences, the same weights at every step.

    Computes `h_t = activation(x_t @ W_xh + h_{t-1} @ W_hh + b_h)` for t = 1 ... T.

    Args:
        x: shape `(batch, steps, features)`, at least one step.
        h0: shape `(batch, units)`, the state before the first step.
        W_xh: shape `(features, units)`.
        W_hh: shape `(units, units)`.
        b_h: shape `(units,)`.
        activation: function of an array, elementwise.

    Returns:
        All states, shape `(batch, steps, units)`; `states[:, -1]` is the last.

    Raises:
        ValueError: if shapes do not fit, there is no step or a value is NaN; the message names the argument.

    Source:
        Goodfellow, Bengio and Courville (2016), equations 10.8 and 10.9.
    """
    h, states = h0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_xh, W_hh, b_h, activation)
        states.append(h)
    return np.stack(states, axis=1)


@shapes(
    dh="batch units",
    x="batch features",
    h_prev="batch units",
    h="batch units",
    W_xh="features units",
    W_hh="units units",
)
def rnn_step_backward(dh, x, h_prev, h, W_xh, W_hh):
    """Carry a gradient back through one `rnn_step` with tanh.

    Where tanh(a) is the state, `da = dh * (1 - h**2)`; each gradient is `da` times what the sum multiplied.

    Args:
        dh: shape `(batch, units)`, gradient of the loss with respect to `h`.
        x: shape `(batch, features)`, the step's input.
        h_prev: shape `(batch, units)`, the state that went in.
        h: shape `(batch, units)`, the state that came out.
        W_xh: shape `(features, units)`.
        W_hh: shape `(units, units)`.

    Returns:
        `(dx, dh_prev, dW_xh, dW_hh, db_h)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit or a value is NaN; the message names the argument and both shapes.

    Source:
        Goodfellow, Bengio and Courville (2016), section 10.2.2.
    """
    da = dh * (1 - h**2)
    return da @ W_xh.T, da @ W_hh.T, x.T @ da, h_prev.T @ da, da.sum(axis=0)


@shapes(
    d_states="batch steps units",
    x="batch steps features",
    h0="batch units",
    states="batch steps units",
    W_xh="features units",
    W_hh="units units",
)
def rnn_backward(d_states, x, h0, states, W_xh, W_hh, truncate=None):
    """Backpropagate through time: walk the steps of `rnn_forward` (with tanh) backwards, add up gradients.

    At step t two gradients meet: `dh = d_states[:, t] + (what step t + 1 sent back)`.

    Args:
        d_states: shape `(batch, steps, units)`, gradient of the loss with respect to each state as read out,
            without its way through later states; zeros where the loss does not look.
        x: shape `(batch, steps, features)`.
        h0: shape `(batch, units)`.
        states: shape `(batch, steps, units)`, what `rnn_forward` returned.
        W_xh: shape `(features, units)`.
        W_hh: shape `(units, units)`.
        truncate: None, or the length of a chunk in steps, counted from the first: no gradient crosses from
            a chunk to the one before, as when a long text is trained in pieces and the state is carried.

    Returns:
        `(dx, dh0, dW_xh, dW_hh, db_h)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if shapes do not fit, there is no step, a value is NaN or `truncate` is below 1.

    Source:
        Werbos (1990), Backpropagation through time, doi 10.1109/5.58337; truncation: Williams and Peng
        (1990), doi 10.1162/neco.1990.2.4.490.
    """
    check_truncate(truncate)
    before = previous_states(h0, states)
    dx, dh, totals = [], np.zeros_like(h0), None
    for t in reversed(range(x.shape[1])):
        dh = dh + d_states[:, t]
        dx_t, dh, *step = rnn_step_backward(dh, x[:, t], before[:, t], states[:, t], W_xh, W_hh)
        dx.append(dx_t)
        totals = add_up(totals, step)
        if starts_chunk(t, truncate):
            dh = np.zeros_like(dh)
    return np.stack(dx[::-1], axis=1), dh, *totals


@shapes(h0="batch units", states="batch steps units")
def previous_states(h0, states):
    """Return the state each step started from: `h_0, h_1 ... h_{T-1}`, shape `(batch, steps, units)`.

    Args:
        h0: shape `(batch, units)`, the state before the first step.
        states: shape `(batch, steps, units)`, the state after each step.

    Returns:
        Shape `(batch, steps, units)`, `states` moved one step later with `h0` in front.

    Raises:
        ValueError: if the shapes do not fit; the message names the argument and both shapes.
    """
    return np.concatenate([h0[:, None], states[:, :-1]], axis=1)


def add_up(totals, step):
    """Return the gradients of all steps so far, one array per weight; `totals` is None before the first."""
    if totals is None:
        return step
    for total, one in zip(totals, step):
        total += one
    return totals


def check_truncate(truncate):
    """Raise a `ValueError` unless `truncate` is None or a positive integer."""
    if truncate is None:
        return
    if isinstance(truncate, bool) or not isinstance(truncate, int | np.integer) or truncate < 1:
        raise ValueError(f"truncate must be None or a chunk length of at least 1 step, found {truncate!r}")


def starts_chunk(t, truncate):
    """Return whether step t is the first of a later chunk, so that its gradient must not reach step t - 1."""
    return truncate is not None and t > 0 and t % truncate == 0
