"""A GRU with the ways in which it goes wrong, and weights for it: for the exercises 11.2 and 11.7."""

import numpy as np

from course_utils.checks import draws


def sigmoid(a):
    """Return `1 / (1 + exp(-a))`."""
    return 1 / (1 + np.exp(-a))


def arguments(batch, steps, features, units, seed, biases=1):
    """Return x, h, W_x, W_h and b of a GRU; h lies between -1 and 1, as states do.

    Args:
        batch, steps, features, units: the sizes.
        seed: of the random numbers.
        biases: how many rows b has; with 1 it is a vector.
    """
    x, h = draws.normals(seed, (batch, steps, features), (batch, units))
    b_shape = (3 * units,) if biases == 1 else (biases, 3 * units)
    shapes = (features, 3 * units), (units, 3 * units), b_shape
    return x, np.tanh(h), *draws.normals(seed + 1, *shapes, scale=0.8)


def gru_gone_wrong(x, h, W_x, W_h, b, *, after=False, order="zrc", swap=False, resets=True, carry=True):
    """Return the states (batch, steps, units) of a GRU; each option is a thing that people change.

    Args:
        x, h, W_x, W_h, b: as in the exercises; b has one row or two.
        after: whether r acts after the matrix product, as in Keras's default.
        order: how the blocks are taken to be stored.
        swap: whether z is the share of the candidate.
        resets: whether there is a reset gate.
        carry: whether a step starts from the state of the step before, or from the first state.
    """
    b_x, b_h = (b[0], b[1]) if b.ndim == 2 else (b, 0 * b)
    states, first = [], h
    for t in range(x.shape[1]):
        h = h if carry else first
        blocks = np.split(x[:, t] @ W_x + b_x, 3, axis=1), np.split(W_h, 3, axis=1), np.split(b_h, 3)
        parts = dict(zip(order, zip(*blocks)))
        (x_z, W_z, b_z), (x_r, W_r, b_r), (x_c, W_c, b_c) = (parts[key] for key in "zrc")
        z = sigmoid(x_z + h @ W_z + b_z)
        r = sigmoid(x_r + h @ W_r + b_r) if resets else 1.0
        past = r * (h @ W_c + b_c) if after else (r * h) @ W_c + b_c
        candidate = np.tanh(x_c + past)
        h = (1 - z) * h + z * candidate if swap else z * h + (1 - z) * candidate
        states.append(h)
    return np.stack(states, axis=1)
