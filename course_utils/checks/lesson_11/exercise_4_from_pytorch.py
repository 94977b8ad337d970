"""Exercise 11.4: a PyTorch GRU's weights in the layout of Keras."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh):
    """Return (W_x, W_h, b): blocks from r, z, candidate to z, r, candidate, rows to columns."""
    r, z, candidate = np.split(weight_ih, 3)
    W_x = np.concatenate([z, r, candidate]).T
    r, z, candidate = np.split(weight_hh, 3)
    W_h = np.concatenate([z, r, candidate]).T
    r, z, candidate = np.split(np.stack([bias_ih, bias_hh]), 3, axis=1)
    b = np.concatenate([z, r, candidate], axis=1)
    return W_x, W_h, b


def same_order(weight_ih, weight_hh, bias_ih, bias_hh):
    """Leave the blocks as they are."""
    return weight_ih.T, weight_hh.T, np.stack([bias_ih, bias_hh])


def biases_in_the_old_order(weight_ih, weight_hh, bias_ih, bias_hh):
    """Put the blocks of the matrices in order, and forget those of the biases."""
    W_x, W_h, _ = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    return W_x, W_h, np.stack([bias_ih, bias_hh])


def untransposed(weight_ih, weight_hh, bias_ih, bias_hh):
    """Forget that PyTorch stores rows."""
    W_x, W_h, b = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    return W_x.T, W_h.T, b


def one_bias(weight_ih, weight_hh, bias_ih, bias_hh):
    """Add the two biases up."""
    W_x, W_h, b = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    return W_x, W_h, b.sum(axis=0)


def reshaped(weight_ih, weight_hh, bias_ih, bias_hh):
    """Give both matrices the right shape without turning rows into columns."""
    W_x, W_h, b = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    return W_x.T.reshape(W_x.shape), W_h.T.reshape(W_h.shape), b


def state_reshaped(weight_ih, weight_hh, bias_ih, bias_hh):
    """Transpose W_x only."""
    W_x, W_h, b = from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh)
    return W_x, W_h.T.reshape(W_h.shape), b


def biases_exchanged(weight_ih, weight_hh, bias_ih, bias_hh):
    """Put the bias of the state in the first row."""
    return from_pytorch(weight_ih, weight_hh, bias_hh, bias_ih)


def as_pytorch_stores(features, units, seed):
    """Return the four arrays of a GRU, random."""
    return draws.normals(seed, (3 * units, features), (3 * units, units), (3 * units,), (3 * units,))


COUNTED = (  # 3 features, 2 units: one can see where each number goes
    np.arange(18.0).reshape(6, 3),
    100 + np.arange(12.0).reshape(6, 2),
    np.array([10.0, 11.0, 20.0, 21.0, 30.0, 31.0]),
    np.array([40.0, 41.0, 50.0, 51.0, 60.0, 61.0]),
)

exercise = Exercise(
    "11.4",
    "Weights from PyTorch",
    from_pytorch,
    cases=[COUNTED, as_pytorch_stores(5, 4, seed=21), as_pytorch_stores(2, 3, seed=31)],
    parts=("W_x", "W_h", "b"),
    misconceptions=[
        Misconception(
            "all libraries use one order",
            same_order,
            "The shapes are right, and the two gates have changed places: PyTorch stores r first, Keras z.",
        ),
        Misconception(
            "only matrices have blocks",
            biases_in_the_old_order,
            "Both matrices are right. The biases have the same blocks in the same order: r and z change places there too.",
        ),
        Misconception(
            "weights are stored one way",
            untransposed,
            "PyTorch multiplies W x with column vectors, Keras x W with rows: transpose both matrices.",
        ),
        Misconception(
            "two biases are one",
            one_bias,
            "Added up they lose something: the second bias of the candidate is multiplied by r, the first is not. Keep two rows.",
        ),
        Misconception(
            "reshape is transpose",
            reshaped,
            "The shapes are right and the numbers in the wrong places. A reshape does not turn rows into columns; .T does.",
        ),
        Misconception(
            "reshape is transpose, for W_h",
            state_reshaped,
            "W_x is right; W_h has the right shape and the wrong places. A reshape does not turn rows into columns; .T does.",
        ),
        Misconception(
            "the order of the biases does not matter",
            biases_exchanged,
            "The two rows of b are exchanged. Keras's first row goes with the input, as bias_ih does.",
        ),
    ],
    equivalent={
        "`np.split(np.stack([bias_ih, bias_hh]), 3, axis=1)` -> `np.split(np.stack([bias_ih, bias_hh]), 3, axis=-1)`": "the last axis of two is axis 1",
        "`np.concatenate([z, r, candidate], axis=1)` -> `np.concatenate([z, r, candidate], axis=-1)`": "the last axis of two is axis 1",
    },
)
