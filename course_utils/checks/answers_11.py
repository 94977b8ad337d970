"""Right and wrong answers to the exercises of lesson 11; `lesson_11` says which wrong answer gets which hint."""

import numpy as np


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(0, 1, shape)


def sigmoid(a):
    """`1 / (1 + exp(-a))`."""
    return 1 / (1 + np.exp(-a))


# 11.1


def take_or_keep(candidate, take):
    """Right: the mixing line with `z = 1 - take`, from a state of 0."""
    h, found = 0.0, []
    for new, share in zip(candidate, take):
        h = (1 - share) * h + share * new
        found.append(h)
    return np.array(found)


def keep_candidate(candidate, take):
    """Keeps the candidate of the step before, not the state."""
    return (1 - take) * np.append(0.0, candidate[:-1]) + take * candidate


# 11.2 and 8.7


def states(x, h, W_x, W_h, b, after=False, order="zrc", swap=False, resets=True):
    """Right by default; the options are the wrong ways, or the form that resets after the product."""
    b_x, b_h = (b[0], b[1]) if b.ndim == 2 else (b, 0 * b)
    found = []
    for t in range(x.shape[1]):
        parts = dict(
            zip(order, zip(np.split(x[:, t] @ W_x + b_x, 3, -1), np.split(W_h, 3, -1), np.split(b_h, 3)))
        )
        (x_z, W_z, b_z), (x_r, W_r, b_r), (x_c, W_c, b_c) = (parts[key] for key in "zrc")
        z, r = sigmoid(x_z + h @ W_z + b_z), sigmoid(x_r + h @ W_r + b_r)
        r = r if resets else 1.0
        candidate = np.tanh(x_c + (r * (h @ W_c + b_c) if after else (r * h) @ W_c + b_c))
        h = (1 - z) * h + z * candidate if swap else z * h + (1 - z) * candidate
        found.append(h)
    return np.stack(found, axis=1)


def gru_weights(features, units, seed, biases=1):
    """W_x, W_h and b, of size 0.8, with one bias or two."""
    rng = np.random.default_rng(seed)
    shape = (3 * units,) if biases == 1 else (2, 3 * units)
    return tuple(rng.normal(0, 0.8, size) for size in [(features, 3 * units), (units, 3 * units), shape])


def bias_outside_reset(x, h, W_x, W_h, b):
    """Adds the second bias of the candidate outside the brackets of r."""
    units = h.shape[1]
    second = b[1].copy()
    second[2 * units :] = 0
    first = b[0].copy()
    first[2 * units :] += b[1, 2 * units :]
    return states(x, h, W_x, W_h, np.stack([first, second]), after=True)


def bias_inside_only(x, h, W_x, W_h, b):
    """Resets before the product, with the second bias of the candidate inside the brackets of r."""
    found, (W_z, W_r, W_c), b_c = [], np.split(W_h, 3, axis=1), np.split(b[1], 3)[2]
    for t in range(x.shape[1]):
        a_z, a_r, a_c = np.split(x[:, t] @ W_x + b[0] + np.append(b[1, : -len(b_c)], 0 * b_c), 3, axis=1)
        z, r = sigmoid(a_z + h @ W_z), sigmoid(a_r + h @ W_r)
        h = z * h + (1 - z) * np.tanh(a_c + (r * h) @ W_c + r * b_c)
        found.append(h)
    return np.stack(found, axis=1)


def not_carried(x, h, *weights):
    """Starts each step from the state before the first."""
    return np.concatenate([states(x[:, t : t + 1], h, *weights) for t in range(x.shape[1])], axis=1)


# 11.3


def from_pytorch(weight_ih, weight_hh, bias_ih, bias_hh, order=(1, 0, 2)):
    """Right by default: blocks to the order z, r, candidate, then rows to columns."""

    def moved(array):
        blocks = np.split(array, 3)
        return np.concatenate([blocks[k] for k in order]).T

    return moved(weight_ih), moved(weight_hh), np.stack([moved(bias_ih), moved(bias_hh)])


def untransposed(*weights):
    """Forgets that PyTorch stores rows."""
    W_x, W_h, b = from_pytorch(*weights)
    return W_x.T, W_h.T, b


def one_bias(*weights):
    """Adds the two biases up."""
    W_x, W_h, b = from_pytorch(*weights)
    return W_x, W_h, b.sum(axis=0)


def state_untransposed(*weights):
    """Transposes W_x, whose shape complains, and not W_h, whose blocks are then cut wrongly."""
    W_x, W_h, b = from_pytorch(*weights)
    return W_x, W_h.T.reshape(W_h.shape), b


def torch_weights(features, units, seed):
    """Four arrays as PyTorch stores them."""
    shapes = [(3 * units, features), (3 * units, units), (3 * units,), (3 * units,)]
    return tuple(numbers(seed + k, *shape) for k, shape in enumerate(shapes))


# 11.4


GATES = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}  # blocks, and biases per block


def units_within(budget, features, cell, gates=None, over=0):
    """Right by default: the last size that still fits."""
    blocks, biases = (gates or GATES)[cell]
    units = 0
    while blocks * (units + 1) * (features + units + 1 + biases) <= budget:
        units += 1
    return units + over


# 11.5


def back_to_h(dh, h_prev, z, r, candidate, W_h, path="all", after=False):
    """Right by default: the four ways back to the old state; the options leave one out."""
    W_z, W_r, W_c = np.split(W_h, 3, axis=1)
    da_z = dh * (h_prev - candidate) * z * (1 - z)
    from_c = (dh * (1 - z) * (1 - candidate**2)) @ W_c.T
    if after:
        da_c = dh * (1 - z) * (1 - candidate**2)
        da_r, from_c = da_c * (h_prev @ W_c) * r * (1 - r), (da_c * r) @ W_c.T
    else:
        da_r = from_c * h_prev * r * (1 - r)
        from_c = from_c if path == "r not in the candidate" else from_c * r
    if path == "straight only":
        return dh * z
    if path == "no gates":
        return dh * z + from_c
    da_r = 0 * da_r if path == "no way through r" else da_r
    da_z = 0 * da_z if path == "no way through z" else da_z
    if path == "sign of z":
        da_z = -da_z
    return dh * z + da_z @ W_z.T + da_r @ W_r.T + from_c


def blocks_transposed(W_h):
    """Each block turned, so that a way back through its transpose goes through the block itself."""
    return np.concatenate([block.T for block in np.split(W_h, 3, axis=1)], axis=1)


def back_arguments(batch, units, seed):
    """Arguments of 8.5 with gates in 0 to 1 and a candidate in -1 to 1."""
    dh, h_prev, z, r, candidate = numbers(seed, 5, batch, units)
    return (
        dh,
        np.tanh(h_prev),
        sigmoid(z),
        sigmoid(r),
        np.tanh(candidate),
        numbers(seed + 1, units, 3 * units),
    )


# 11.6


def share_of_wins(a, b, higher_is_better, ties=0.5):
    """Right by default: over all pairs of runs, how often a beats b; a tie counts half."""
    a, b = np.asarray(a, float)[:, None], np.asarray(b, float)[None, :]
    wins = a > b if higher_is_better else a < b
    return float(np.mean(wins + ties * (a == b)))


def side_by_side(a, b, higher_is_better):
    """Compares the first with the first and the second with the second."""
    pairs = list(zip(a, b))
    return sum(0.5 if one == other else (one > other) == higher_is_better for one, other in pairs) / len(
        pairs
    )
