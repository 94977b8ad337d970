"""Remake `results.csv`: what lesson 9 compares, five seeds each, with the nets that the lesson shows.

Needs the course's environment and no network; about ten minutes on two cores. A run that was cut off goes on
behind the rows that are there. Run from any folder: `python3 datasets/who_opened/build.py`.
"""

import sys
from pathlib import Path

import keras
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import fit_scaler, load_vowels

FIELDS = ["experiment", "setting", "seed", "score", "loss", "curve"]
SEEDS = range(5)
OPENING = 7  # frames of the first voice: every recording has as many
SMALL = 0.03  # deviation of small input weights

vowels = load_vowels()
scaler = fit_scaler(vowels.values[vowels.split.train], vowels.lengths[vowels.split.train])
x = scaler.scale(vowels.values, vowels.lengths)


def conversations(part, count, behind, seed):
    """Join the opening of one recording and whole other ones, by voices drawn at random, as the lesson does.

    Returns:
        `(heard, opener)`: heard (count, 7 + behind, 12), float32; opener (count,), 0 to 8.
    """
    rng = np.random.default_rng(seed)
    of_speaker = [part[vowels.speaker[part] == k] for k in range(9)]
    heard, opener = [], []
    for _ in range(count):
        first = rng.choice(of_speaker[rng.integers(9)])
        talk = x[first, :OPENING]
        while len(talk) < OPENING + behind:
            other = rng.choice(of_speaker[rng.integers(9)])
            talk = np.concatenate([talk, x[other, : vowels.lengths[other]]])
        heard.append(talk[: OPENING + behind])
        opener.append(vowels.speaker[first])
    return np.array(heard, "float32"), np.array(opener)


def run(seed, behind, epochs=8, clip=1.0, small_input=False, **layer):
    """Train a SimpleRNN(64); return test accuracy, last training loss, validation accuracies."""
    keras.utils.set_random_seed(seed)
    if small_input:
        layer["kernel_initializer"] = keras.initializers.RandomNormal(stddev=SMALL)
    model = keras.Sequential(
        [
            keras.Input((None, 12)),
            keras.layers.SimpleRNN(64, **layer),
            keras.layers.Dense(9, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.Adam(0.002, global_clipnorm=clip)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    train, validation, test = vowels.split
    held_out = conversations(validation, 360, behind, seed=10_000)
    heard, opener = conversations(train, 2160, behind, seed)
    ran = model.fit(heard, opener, batch_size=32, epochs=epochs, validation_data=held_out, verbose=0).history
    score = model.evaluate(*conversations(test, 900, behind, seed=20_000), verbose=0)[1]
    return score, ran["loss"][-1], ran["val_accuracy"]


PLAIN = "Keras's start"
IDENTITY = {"activation": "relu", "recurrent_initializer": "identity"}


def experiments():
    """Return `{(experiment, setting): function of the seed}`."""
    found = {(f"{n} frames behind", PLAIN): lambda seed, n=n: run(seed, n) for n in (0, 5, 10, 20)}
    settings = {
        PLAIN: {},
        "Keras's start, 24 epochs": {"epochs": 24},
        "small input weights": {"small_input": True},
        "identity and relu": IDENTITY,
        "identity, relu and small input weights": {**IDENTITY, "small_input": True},
        "Keras's start, not clipped": {"clip": None},
        "identity, relu and small input weights, not clipped": {
            **IDENTITY,
            "small_input": True,
            "clip": None,
        },
        "Keras's start, read from the end": {"go_backwards": True},
    }
    for setting, options in settings.items():
        found["40 frames behind", setting] = lambda seed, options=options: run(seed, 40, **options)
    for setting in (PLAIN, "identity, relu and small input weights"):
        options = settings[setting]
        found["80 frames behind", setting] = lambda seed, options=options: run(seed, 80, **options)
    return found


def measured(experiment, seed):
    """Run one of the `experiments` and return what is stored of it."""
    score, loss, curve = experiments()[experiment](seed)
    return {
        "score": f"{score:.4f}",
        "loss": f"{loss:.4f}",
        "curve": " ".join(f"{value:.4f}" for value in curve),
    }


def main():
    """Write one line for each experiment, setting and seed; every setting has its first seed before any has its second."""
    jobs, order = building.seed_after_seed(experiments(), SEEDS, measured)
    building.fill_table("who_opened/results.csv", FIELDS, jobs, order)


if __name__ == "__main__":
    main()
