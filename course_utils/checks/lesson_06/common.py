"""What several exercises of lesson 6 share: the weights of a small cell with its read-out, and the cell's walk."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.draws import normals


def weights(seed, features, units, outputs):
    """Return W_xh, W_hh, b_h, W_hy and b_y of a small cell with its read-out."""
    shapes = (features, units), (units, units), (units,), (units, outputs), (outputs,)
    return normals(seed, *shapes, scale=0.7)


def read_outs(inputs, W_xh, W_hh, b_h, W_hy, b_y):
    """Read out every state of a walk from zero.

    Args:
        inputs: list of arrays `(batch, features)`, one a step.

    Returns:
        The read-outs, an array `(batch, steps, outputs)`.
    """
    h = np.zeros((len(inputs[0]), len(b_h)))
    states = []
    for x in inputs:
        h = rnn_step(x, h, W_xh, W_hh, b_h)
        states.append(h)
    return np.stack(states, axis=1) @ W_hy + b_y
