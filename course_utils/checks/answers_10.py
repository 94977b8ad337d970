"""Right and wrong answers to the exercises of lesson 10; `lesson_10` says which wrong answer gets which hint."""

import numpy as np


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(0, 1, shape)


def weights(features, units, seed):
    """W_x, W_h and b of an LSTM."""
    rng = np.random.default_rng(seed)
    shapes = [(features, 4 * units), (units, 4 * units), (4 * units,)]
    return tuple(rng.normal(0, 0.8, shape) for shape in shapes)


def sigmoid(a):
    """From 0 to 1."""
    return 1 / (1 + np.exp(-a))


def gated(x, f, i):
    """The path of a cell whose gates are given."""
    c, path = 0.0, []
    for t in range(len(x)):
        c = f[t] * c + i[t] * x[t]
        path.append(c)
    return np.array(path)


def reset_sum(x, flags):
    """Right: the forget gate closes where a flag stands."""
    return gated(x, 1 - flags, np.ones(len(x)))


def step(x, h, c, W_x, W_h, b, order=(0, 1, 2, 3), squash=np.tanh, show=np.tanh, keep=lambda c: c):
    """Right as it stands; the options are the wrong answers."""
    blocks = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    i, f, candidate, o = (blocks[k] for k in order)
    c = keep(sigmoid(f) * c + sigmoid(i) * squash(candidate))
    return sigmoid(o) * show(c), c


def coupled_step(x, h, c, W_x, W_h, b):
    """Writes with 1 - f in place of the input gate."""
    _, f, candidate, o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(candidate)
    return sigmoid(o) * np.tanh(c), c


def shows_old_cell(x, h, c, W_x, W_h, b):
    """Computes h from the cell of the step before."""
    o = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)[3]
    return sigmoid(o) * np.tanh(c), step(x, h, c, W_x, W_h, b)[1]


def backward(dh, dc, c, i, f, candidate, o, through_h=1.0, slope=lambda s: 1 - s**2, without_o=False):
    """Right as it stands: what reaches the old cell and the candidate."""
    dc = dc + through_h * dh * (1.0 if without_o else o) * slope(np.tanh(c))
    return dc * f, dc * i


def backward_to_sum(dh, dc, c, i, f, candidate, o):
    """Goes back through the candidate's tanh as well."""
    dc_prev, d_candidate = backward(dh, dc, c, i, f, candidate, o)
    return dc_prev, d_candidate * (1 - candidate**2)


def backward_case(seed, shape):
    """dh, dc, c and the four blocks, in their ranges."""
    dh, dc, c, i, f, candidate, o = (numbers(10 * seed + k, *shape) for k in range(7))
    return dh, dc, c, sigmoid(i), sigmoid(f), np.tanh(candidate), sigmoid(o)


def in_two(x, split, W_x, W_h, b, carry=lambda h, c: (h, c)):
    """Right as it stands: the last h after reading x[:, :split], then the rest."""
    h = c = np.zeros((len(x), len(W_h)))
    for t in range(x.shape[1]):
        if t == split:
            h, c = carry(h, c)
        h, c = step(x[:, t], h, c, W_x, W_h, b)
    return h
