"""Right and wrong answers to the exercises of lesson 9; `lesson_09` and `memory_09` say which wrong answer gets which hint."""

import math

import numpy as np

from course_utils import cells
from course_utils.cells.gradients import gradient_norm_by_lag


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(0, 1, shape)


def states(seed, steps, units):
    """States of a tanh cell: between -1 and 1."""
    return np.tanh(0.7 * numbers(seed, steps, units))


def on_and_off(seed, steps, units):
    """States of a relu cell: unit 0 always on, the others now and then off."""
    values = np.maximum(numbers(seed, steps, units) + 0.8, 0)
    values[:, 0] += 0.5
    return values


def largest_possible(states, W_hh, size=lambda W: np.linalg.norm(W, 2), steepest=np.max):
    """Right as it stands: at every step the largest slope times the spectral norm."""
    return float(np.prod([steepest(1 - h**2) * size(W_hh) for h in states]))


def radius_of(W):
    """The largest size of an eigenvalue."""
    return np.abs(np.linalg.eigvals(W)).max()


def with_radius(W, radius, measure=radius_of):
    """Right as it stands."""
    return W * radius / measure(W)


def relu_product(
    states,
    W_hh,
    slope=lambda h: (h > 0) * 1.0,
    transpose=True,
    first_leftmost=False,
    skip=0,
    on_columns=False,
):
    """Right as it stands; the options are the wrong answers."""
    product = np.eye(len(W_hh))
    for h in states[skip:]:
        slopes = slope(h) if on_columns else slope(h)[:, None]
        step = slopes * (W_hh.T if transpose else W_hh)
        product = product @ step if first_leftmost else step @ product
    return product


def tanh_product(states, W_hh):
    """The Jacobian product of a tanh cell, last step leftmost."""
    return relu_product(states, W_hh, slope=lambda h: 1 - h**2)


def joint_norm(gradients):
    """The root of the sum of all squared entries."""
    return math.sqrt(sum(float((np.asarray(g) ** 2).sum()) for g in gradients))


def clip_by_norm(gradients, threshold, norm=joint_norm, lengthen=False):
    """Right as it stands."""
    factor = threshold / norm(gradients)
    return [np.asarray(g) * (factor if lengthen else min(1.0, factor)) for g in gradients]


def no_memory(wait, symbols, length):
    """Right: each of `length` guesses costs ln(symbols), spread over all steps."""
    return length * math.log(symbols) / (wait + 2 * length)


def reach(x, W_xh, W_hh, b_h, loss_on="last", turned=False, divide=True, units=None):
    """Right as it stands: the gradient of the last state's sum, by lag, lag 0 = 1."""
    zero = np.zeros((len(x), len(W_hh)))
    states = cells.rnn_forward(x, zero, W_xh, W_hh, b_h)
    d_states = np.ones_like(states)
    if loss_on == "last":
        d_states[:, :-1] = 0
    if units is not None:
        d_states[:, :, units:] = 0
    norms = gradient_norm_by_lag(cells.rnn_backward(d_states, x, zero, states, W_xh, W_hh)[0])
    if turned:
        norms = norms[::-1]
    return norms / norms[0] if divide else norms


def reach_case(seed, batch, steps, features, units):
    """Input and weights of a simple cell."""
    shapes = [(batch, steps, features), (features, units), (units, units), (units,)]
    return tuple(0.5 * numbers(10 * seed + k, *shape) for k, shape in enumerate(shapes))
