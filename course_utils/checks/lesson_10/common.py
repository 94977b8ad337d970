"""What two exercises of lesson 10 share: an LSTM's step with its parts exchangeable, and weights to try it on."""

import numpy as np

from course_utils.cells import sigmoid
from course_utils.checks.draws import normals


def weights(features, units, seed):
    """Return W_x, W_h and b of an LSTM in Keras's layout."""
    return normals(seed, (features, 4 * units), (units, 4 * units), (4 * units,), scale=0.8)


def varied_step(x, h, c, W_x, W_h, b, order=(0, 1, 2, 3), squash=np.tanh, show=np.tanh, keep=lambda c: c):
    """Return (h, c) after one step; right as it stands, and each option is a way to get it wrong."""
    blocks = np.split(x @ W_x + h @ W_h + b, 4, axis=-1)
    i, f, candidate, o = (blocks[k] for k in order)
    c = keep(sigmoid(f) * c + sigmoid(i) * squash(candidate))
    return sigmoid(o) * show(c), c
