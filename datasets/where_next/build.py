"""Remake `results.csv`: which cells learn to say whether they have read an odd number of ones, lesson 23. Five seeds each.

Needs the course's environment and nothing else. About ten minutes on one core. Rows are kept as they are finished, so a
run that was cut off goes on where it stopped. Run from any folder: `python3 datasets/where_next/build.py`.
"""

import os
import sys
import time
from pathlib import Path

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers, ops

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.cells import gru_forward, sigmoid

TABLE = "where_next/results.csv"
FIELDS = "setting learning_rate seed weights seconds loss right_16 right_64 right_256".split()
SEEDS = range(5)
UNITS, STEPS, ROWS, BATCH, EPOCHS = 32, 16, 20_000, 128, 8
LENGTHS = (16, 64, 256)
RATES = {  # of each setting; minGRU was given two, because one failure says little
    "GRU": (0.003,),
    "shares from -1 to 1": (0.003,),
    "minGRU": (0.003, 0.01),
}


class LinearCell(layers.Layer):
    """A recurrence whose share and gift depend on the input alone: minGRU, or the same with signed shares.

    minGRU: share `1 - z` and gift `z * candidate`. Signed: share `tanh(...)` and gift `candidate`. A loop over the few
    steps, which XLA compiles; the scan of the lesson gives the same states, and XLA does not take it.
    """

    def __init__(self, units, signed=False):
        super().__init__()
        self.signed = signed
        self.gate = layers.Dense(units, activation="tanh" if signed else "sigmoid")
        self.candidate = layers.Dense(units)

    def call(self, x):
        z, candidate = self.gate(x), self.candidate(x)
        share, gift = (z, candidate) if self.signed else (1 - z, z * candidate)
        h, states = 0.0, []
        for t in range(STEPS):
            h = share[:, t] * h + gift[:, t]
            states.append(h)
        return ops.stack(states, axis=1)


def net(setting):
    """Build a net that answers at each of `STEPS` steps, `(batch, STEPS, 1)` to `(batch, STEPS, 1)`."""
    cells = {
        "GRU": lambda: [layers.GRU(UNITS, return_sequences=True, unroll=True)],
        "minGRU": lambda: [LinearCell(UNITS)],
        "shares from -1 to 1": lambda: [LinearCell(UNITS, signed=True)],
    }[setting]()
    model = keras.Sequential([keras.Input((STEPS, 1)), *cells, layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(), "binary_crossentropy", jit_compile=True)
    return model


def bits(rows, steps, seed):
    """Return random bits and, at each step, whether an odd number of ones has been read; both `(rows, steps, 1)`."""
    x = np.random.default_rng(seed).integers(0, 2, (rows, steps, 1)).astype("float32")
    return x, np.cumsum(x, axis=1) % 2


def states(setting, x, weights):
    """Return all states, `(rows, steps, UNITS)`, in NumPy, because a trained net is asked at any length."""
    if setting == "GRU":
        return gru_forward(x, np.zeros((len(x), UNITS), "float32"), *weights)
    W_gate, b_gate, W_candidate, b_candidate = weights
    z, candidate = x @ W_gate + b_gate, x @ W_candidate + b_candidate
    if setting == "minGRU":
        z = sigmoid(z)
        share, gift = 1 - z, z * candidate
    else:
        share, gift = np.tanh(z), candidate
    h, found = np.zeros((len(x), UNITS), "float32"), []
    for t in range(x.shape[1]):
        h = share[:, t] * h + gift[:, t]
        found.append(h)
    return np.stack(found, axis=1)


def right(setting, weights, steps):
    """Return the share of 1,000 rows of `steps` bits whose last answer is right, in percent."""
    x, y = bits(1000, steps, seed=steps)
    *cells, W, b = weights
    last = states(setting, x, cells)[:, -1] @ W + b
    return 100 * np.mean((last > 0) == (y[:, -1] > 0.5))


def jobs():
    """Return `{(setting, learning rate, seed): function}` of every run; nets of one setting share what was compiled."""
    x, y = bits(ROWS, STEPS, seed=0)
    compiled = {}

    def run(setting, rate, seed):
        began = time.perf_counter()
        if setting not in compiled:
            compiled[setting] = net(setting)
        model = compiled[setting]
        keras.utils.set_random_seed(seed)
        model.set_weights(net(setting).get_weights())
        for variable in model.optimizer.variables:
            variable.assign(ops.zeros_like(variable))
        model.optimizer.learning_rate = rate
        loss = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0).history["loss"][-1]
        weights = model.get_weights()
        return {
            "weights": model.count_params(),
            "seconds": f"{time.perf_counter() - began:.0f}",
            "loss": f"{loss:.4f}",
            **{f"right_{steps}": f"{right(setting, weights, steps):.1f}" for steps in LENGTHS},
        }

    return {
        (setting, rate, seed): lambda key=(setting, rate, seed): run(*key)
        for setting, rates in RATES.items()
        for rate in rates
        for seed in SEEDS
    }


if __name__ == "__main__":
    building.fill_table(TABLE, FIELDS, jobs())
