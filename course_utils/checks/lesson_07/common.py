"""What exercises 7.3 and 7.4 share: the states of a small cell, and the arguments of BasicRNN."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.draws import normals


def states_of(x, h, W_xh, W_hh, b_h):
    """Return the states after each step, shape `(batch, steps, units)`."""
    states = []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_xh, W_hh, b_h)
        states.append(h)
    return np.stack(states, axis=1)


def call(seed, batch, steps, features, units, outputs):
    """Return the arguments of one call: input, first state, weights of the cell and of the read-out."""
    shapes = [(batch, steps, features), (batch, units)]
    shapes += [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return normals(seed, *shapes, scale=0.7)
