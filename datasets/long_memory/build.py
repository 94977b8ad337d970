"""Remake `results.csv`: what lesson 10 compares, five seeds each, with the nets that the lesson shows.

Needs the course's environment and no network; about half an hour on two cores. A run that was cut off goes on
behind the rows that are there. Run from any folder: `python3 datasets/long_memory/build.py`.
"""

import sys
from pathlib import Path

import keras
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import adding_problem, load_vowels

FIELDS = ["experiment", "setting", "seed", "score", "curve"]
SEEDS = range(5)
STEPS = 100  # of the adding problem, and how many empty frames follow a vowel
CORNERS = [(1, 0), (5, 0), (1, -5), (5, -5)]  # forget bias, input bias; Keras starts at the first
SIMPLE_UNITS = 34  # 1,258 weights, where an LSTM of 16 units has 1,216


def start_gates(layer, forget, write):
    """Set the two biases of a built LSTM layer; Keras keeps the blocks in the order i, f, c, o."""
    W_x, W_h, bias = layer.get_weights()
    units = len(W_h)
    bias[:units] = write
    bias[units : 2 * units] = forget
    layer.set_weights([W_x, W_h, bias])


def adding_lstm(forget, write, seed):
    """Train an LSTM of 16 units for 1,000 updates; return what `trained_to_add` returns."""
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((None, 2)), keras.layers.LSTM(16), keras.layers.Dense(1)])
    start_gates(model.layers[0], forget, write)
    return trained_to_add(model, seed, rate=0.02, epochs=10)


def adding_simple(seed, careful):
    """Train a SimpleRNN with about as many weights; it gets twice the updates, at a tenth of the rate.

    Its careful start is that of Le, Jaitly and Hinton (2015), arXiv 1504.00941: relu, the identity, small input weights. (With their deviation of
    0.001 it did not learn within these updates, and with Keras's larger ones it blew up in two of three seeds.)
    """
    keras.utils.set_random_seed(seed)
    layer = keras.layers.SimpleRNN(SIMPLE_UNITS, **(identity() if careful else {}))
    model = keras.Sequential([keras.Input((None, 2)), layer, keras.layers.Dense(1)])
    return trained_to_add(model, seed, rate=0.002, epochs=20)


def identity():
    """Return the arguments of the careful start."""
    small = keras.initializers.RandomNormal(stddev=0.03)
    return {"activation": "relu", "recurrent_initializer": "identity", "kernel_initializer": small}


def trained_to_add(model, seed, rate, epochs):
    """Train on 4,000 sequences; return the mean squared error on 1,000 others, and on 500 after each epoch."""
    x_train, y_train = adding_problem(4000, STEPS, seed=seed + 1)
    validation = adding_problem(500, STEPS, seed=10_000)
    x_test, y_test = adding_problem(1000, STEPS, seed=20_000)
    model.compile(keras.optimizers.Adam(rate, global_clipnorm=1.0), "mse")
    ran = model.fit(x_train, y_train, batch_size=40, epochs=epochs, validation_data=validation, verbose=0)
    return model.evaluate(x_test, y_test, batch_size=500, verbose=0), ran.history["val_loss"]


def vowels_with_silence(empty):
    """Return the scaled vowels with `empty` frames of zeros behind, and the record."""
    vowels = load_vowels()
    spoken = vowels.values.any(axis=2)
    frames = vowels.values[vowels.split.train][spoken[vowels.split.train]]
    x = (vowels.values - frames.mean(axis=0)) / frames.std(axis=0)
    x[~spoken] = 0
    return np.pad(x, ((0, 0), (0, empty), (0, 0))), vowels


def speaker(layers, seed, empty=STEPS, forget=None, write=None, epochs=30):
    """Train on the vowels; return the share of right answers on the official test part, and per epoch in validation."""
    keras.utils.set_random_seed(seed)
    answer = keras.layers.Dense(9, activation="softmax")
    model = keras.Sequential([keras.Input((None, 12)), *layers(), answer])
    if forget is not None:
        start_gates(model.layers[0], forget, write)
    model.compile(
        keras.optimizers.Adam(0.005, global_clipnorm=1.0),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    x, vowels = vowels_with_silence(empty)
    train, validation, test = ((x[rows], vowels.speaker[rows]) for rows in vowels.split)
    ran = model.fit(*train, batch_size=24, epochs=epochs, validation_data=validation, verbose=0)
    return model.evaluate(*test, verbose=0)[1], ran.history["val_accuracy"]


def lstm():
    """Return the layer of the lesson, in a list."""
    return [keras.layers.LSTM(32)]


def experiments():
    """Return `{(experiment, setting): function of the seed}`."""
    found = {}
    adding, silence = "adding problem, 100 steps", "vowels, then 100 empty frames"
    for f, i in (CORNERS[0], CORNERS[3]):
        setting = f"LSTM, forget bias {f}, input bias {i}"
        found["vowels, nothing behind", setting] = lambda seed, f=f, i=i: speaker(lstm, seed, 0, f, i)
    for f, i in CORNERS:
        setting = f"LSTM, forget bias {f}, input bias {i}"
        found[silence, setting] = lambda seed, f=f, i=i: speaker(lstm, seed, forget=f, write=i)
        found[adding, setting] = lambda seed, f=f, i=i: adding_lstm(f, i, seed)
    found[silence, "LSTM behind a mask"] = lambda seed: speaker(
        lambda: [keras.layers.Masking(), *lstm()], seed
    )
    found[silence, "LSTM, Keras's start, 100 epochs"] = lambda seed: speaker(lstm, seed, epochs=100)
    found[silence, "SimpleRNN, Keras's start"] = lambda seed: speaker(
        lambda: [keras.layers.SimpleRNN(64)], seed
    )
    found[silence, "SimpleRNN, identity and relu"] = lambda seed: speaker(
        lambda: [keras.layers.SimpleRNN(64, **identity())], seed
    )
    found[adding, "SimpleRNN, Keras's start"] = lambda seed: adding_simple(seed, careful=False)
    found[adding, "SimpleRNN, identity and relu"] = lambda seed: adding_simple(seed, careful=True)
    return found


def measured(experiment, seed):
    """Run one of the `experiments` and return what is stored of it."""
    score, curve = experiments()[experiment](seed)
    return {"score": f"{score:.4f}", "curve": " ".join(f"{value:.4f}" for value in curve)}


def main():
    """Write one line for each experiment, setting and seed; every setting has its first seed before any has its second."""
    jobs, order = building.seed_after_seed(experiments(), SEEDS, measured)
    building.fill_table("long_memory/results.csv", FIELDS, jobs, order)


if __name__ == "__main__":
    main()
