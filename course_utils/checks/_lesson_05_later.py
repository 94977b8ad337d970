"""Checks of lesson 5, exercises 4 to 6: counting, batches that continue one another, a clean state."""

import numpy as np

from course_utils.checks.mechanism import Exercise, Misconception


def _numbers(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


# 5.4 Parameters of the text model


exercise_4 = Exercise(
    "5.4",
    lambda vocabulary, width, units, classes: (
        vocabulary * width + units * (width + units + 1) + classes * (units + 1)
    ),
    cases=[(1000, 64, 128, 10), (27, 16, 48, 2), (50, 8, 3, 1)],
    misconceptions=[
        Misconception(
            "the embedding has a bias",
            lambda v, w, u, c: (v + 1) * w + u * (w + u + 1) + c * (u + 1),
            "An embedding is a table: one row per word and nothing added to it.",
        ),
        Misconception(
            "the cell reads the vocabulary",
            lambda v, w, u, c: v * w + u * (v + u + 1) + c * (u + 1),
            "The cell never sees the word's number. It reads the row that the embedding found, so W_xh has as many rows as that row has numbers.",
        ),
        Misconception(
            "no recurrent matrix",
            lambda v, w, u, c: v * w + u * (w + 1) + c * (u + 1),
            "You counted a dense layer. The cell also reads its own old state, through W_hh.",
        ),
        Misconception(
            "no biases",
            lambda v, w, u, c: v * w + u * (w + u) + c * u,
            "The matrices are right. b_h and b_y are learned as well.",
        ),
    ],
)


# 5.5 Batches that continue one another


def _contiguous(stream, rows, steps):
    batches = len(stream) // (rows * steps)
    kept = stream[: rows * steps * batches]
    return np.swapaxes(kept.reshape(rows, batches, steps), 0, 1).copy()


exercise_5 = Exercise(
    "5.5",
    _contiguous,
    cases=[(np.arange(24), 2, 3), (np.arange(100), 4, 5), (_numbers(8, 31), 3, 2)],
    misconceptions=[
        Misconception(
            "consecutive windows side by side",
            lambda stream, rows, steps: (
                stream[: len(stream) // (rows * steps) * rows * steps].reshape(-1, rows, steps).copy()
            ),
            "Row 1 of a batch continues row 0 of the same batch. The state is handed down, not across: row i must go on in row i of the next batch.",
        ),
        Misconception(
            "rows and batches swapped",
            lambda stream, rows, steps: np.swapaxes(_contiguous(stream, rows, steps), 0, 1).copy(),
            "The pieces are right, the axes are not: the first axis counts batches, the second rows.",
        ),
        Misconception(
            "every row takes every rows-th value",
            lambda stream, rows, steps: np.swapaxes(
                stream[: len(stream) // (rows * steps) * rows * steps].reshape(-1, steps, rows), 1, 2
            ).copy(),
            "Your rows skip values. Inside a row, time must go on one step at a time.",
        ),
    ],
)


# 5.6 Bug hunt: one patient's state must not reach the next


def _patients(recordings, reset="each"):
    import keras

    keras.utils.set_random_seed(5)
    cell = keras.layers.SimpleRNN(4, stateful=True)
    last = []
    for recording in recordings:
        for piece in recording:  # (steps, features)
            last_state = keras.ops.convert_to_numpy(cell(piece[None]))[0]
            if reset == "piece":
                cell.reset_state()
        if reset == "each":
            cell.reset_state()
        last.append(last_state)
    return np.array(last)


RECORDINGS = _numbers(9, 3, 2, 4, 2).astype("float32")

exercise_6 = Exercise(
    "5.6",
    _patients,
    cases=[(RECORDINGS,), (_numbers(10, 2, 3, 5, 1).astype("float32"),)],
    misconceptions=[
        Misconception(
            "a stateful layer resets itself",
            lambda recordings: _patients(recordings, reset="never"),
            "The first patient is right, the second still begins with the first one's state. Nothing clears it unless you do.",
        ),
        Misconception(
            "reset after every piece",
            lambda recordings: _patients(recordings, reset="piece"),
            "Now the pieces of one patient no longer follow one another. Reset between patients only.",
        ),
        Misconception(
            "one answer for all",
            lambda recordings: _patients(recordings)[-1],
            "That is one row. Asked for is one row per patient.",
        ),
    ],
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
)
