"""Right and wrong answers to the exercises of lesson 7; `lesson_07` says which wrong answer gets which hint."""

import numpy as np


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(size=shape)


def samples_of(series, steps, first=0):
    """Right as it stands: every window with a next value; with `first=1` the target is inside the window."""
    count = len(series) - steps
    return np.array([series[i + first : i + first + steps] for i in range(count)])[:, :, None]


def one_too_many(series, steps):
    """Wrong: the last window ends with the series, so no value comes after it."""
    return np.array([series[i : i + steps] for i in range(len(series) - steps + 1)])[:, :, None]


def scaled(train, new):
    """Right: the training data's lowest value becomes -1 and its highest 1."""
    low, high = np.min(train), np.max(train)
    return 2 * (np.asarray(new) - low) / (high - low) - 1


def standardised(train, new):
    """Wrong: mean 0 and standard deviation 1, another scaling than the one asked for."""
    return (np.asarray(new) - np.mean(train)) / np.std(train)


def weights(seed, features, units, outputs):
    """W_xh, W_hh, b_h, W_hy and b_y of a small cell with its read-out."""
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return [0.5 * numbers(seed + i, *shape) for i, shape in enumerate(shapes)]


def basic_rnn(x, h, W_xh, W_hh, b_h, W_hy, b_y, squash=lambda y: y):
    """Right as it stands: the read-out of the last state, and that state."""
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
    return squash(h @ W_hy + b_y), h


def from_zero(x, h, *weights):
    """Wrong: the state that was handed in is thrown away."""
    return basic_rnn(x, np.zeros_like(h), *weights)


def along_the_batch(x, h, *weights):
    """Wrong: the last state of one row is the first state of the next."""
    outputs, state = [], h[:1]
    for row in x:
        y, state = basic_rnn(row[None], state, *weights)
        outputs.append((y, state))
    return tuple(np.concatenate(part) for part in zip(*outputs))


def contiguous(stream, rows, steps):
    """Right: long strips, one per row, each cut into batches."""
    batches = len(stream) // (rows * steps)
    kept = stream[: rows * steps * batches]
    return np.swapaxes(kept.reshape(rows, batches, steps), 0, 1).copy()


def side_by_side(stream, rows, steps):
    """Wrong: consecutive windows are the rows of one batch."""
    kept = len(stream) // (rows * steps) * rows * steps
    return stream[:kept].reshape(-1, rows, steps).copy()


def own_leftovers(stream, rows, steps):
    """Wrong: cut into strips first, so that each strip drops its own end."""
    strips = stream[: len(stream) // rows * rows].reshape(rows, -1)
    batches = strips.shape[1] // steps
    return np.stack([strips[:, k * steps : (k + 1) * steps] for k in range(batches)])


def interleaved(stream, rows, steps):
    """Wrong: each row takes every rows-th value."""
    kept = len(stream) // (rows * steps) * rows * steps
    return np.swapaxes(stream[:kept].reshape(-1, steps, rows), 1, 2).copy()


def recordings(seed, *shape):
    """Recordings of several patients, shape `(patients, pieces, steps, features)`, float32."""
    return numbers(seed, *shape).astype("float32")


def patient_states(recordings, reset="patient"):
    """Right as it stands: a stateful layer, cleared before each patient; else each piece, never, or a new "layer"."""
    import keras

    keras.utils.set_random_seed(5)
    cell = keras.layers.SimpleRNN(4, stateful=True)
    last = []
    for recording in recordings:
        if reset == "patient":
            cell.reset_state()
        if reset == "layer":
            cell = keras.layers.SimpleRNN(4, stateful=True)
        for piece in recording:  # (steps, features)
            if reset == "piece":
                cell.reset_state()
            state = keras.ops.convert_to_numpy(cell(piece[None]))[0]
        last.append(state)
    return np.array(last)
