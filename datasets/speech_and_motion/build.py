"""Remake `results.csv`: the classifiers of sound and wrist of lesson 20, and their rivals.

Needs the course's environment and nothing else. About a quarter of an hour on one core. Rows are kept as they are finished,
so a run that was cut off goes on where it stopped. Run from any folder: `python3 datasets/speech_and_motion/build.py`.
"""

import functools
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
from keras import layers
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import load_speech, load_watch, mask_of

TABLE = "speech_and_motion/results.csv"
FIELDS = "experiment setting seed weights seconds test by_time".split()
SEEDS = range(5)
# features, and where the loss asks for the language; each row but the first changes one thing
HEARD = ("centred", "at every frame"), ("centred", "at the end"), ("as recorded", "at every frame")
STEPS = 100  # of 40 ms: the first four seconds of a clip
WINDOW, HOP = 40, 20  # samples of the watch: four seconds, half of them shared with the next window


@functools.cache
def heard(features):
    """Return the clips as a net reads them, their lengths and their mask: every second frame, at most `STEPS`.

    Args:
        features: `"as recorded"`, or `"centred"`: each frame less the mean of all frames so far, itself included.
    """
    speech = load_speech()
    values = speech.values[:, : 2 * STEPS : 2]
    lengths = np.minimum((speech.lengths + 1) // 2, STEPS)
    mask = mask_of(lengths, STEPS)[..., None]
    if features == "centred":
        values = values - np.cumsum(values, axis=1) / np.arange(1, STEPS + 1)[:, None]
    frames = values[speech.split.train][mask[speech.split.train][..., 0]]
    return ((values - frames.mean(axis=0)) / frames.std(axis=0) * mask).astype("float32"), lengths, mask


def language_row(features, asked, seed):
    """Train a reader of clips; `by_time` holds the share right after each 40 ms, where a finished clip keeps its answer.

    Args:
        asked: `"at every frame"` or `"at the end"`: where the loss asks for the language.
    """
    speech = load_speech()
    x, lengths, _ = heard(features)
    y = speech.spanish[:, None].astype("float32")
    often = asked == "at every frame"
    keras.utils.set_random_seed(seed)
    frames = keras.Input((STEPS, 13))
    states = layers.GRU(32, return_sequences=True)(layers.Masking()(frames))
    at_each = layers.Dense(1, activation="sigmoid")
    answers = keras.Model(frames, at_each(states))
    # the state after a masked step is the one before it, so the last of the row is that of the last real frame
    trained = answers if often else keras.Model(frames, at_each(states[:, -1]))
    targets = np.repeat(y[:, None], STEPS, axis=1) if often else y
    trained.compile(keras.optimizers.Adam(0.005), "binary_crossentropy")
    begun = time.perf_counter()
    train, test = speech.split.train, speech.split.test
    trained.fit(x[train], targets[train], epochs=12, batch_size=32, verbose=0)
    seconds = f"{time.perf_counter() - begun:.0f}"
    said = answers.predict(x[test], verbose=0)[..., 0] > 0.5
    right = said == (y[test] == 1)
    steps = np.minimum(np.arange(STEPS), lengths[test][:, None] - 1)
    shares = 100 * np.take_along_axis(right, steps, axis=1).mean(axis=0)
    return {
        "weights": answers.count_params(),
        "seconds": seconds,
        "test": f"{shares[-1]:.2f}",
        "by_time": " ".join(f"{share:.1f}" for share in shares),
    }


def order_blind_row(seed):
    """Train a net that reads each frame by itself and averages: the same frames in any order give the same answer."""
    speech = load_speech()
    x, _, _ = heard("centred")
    y = speech.spanish
    keras.utils.set_random_seed(seed)
    net = keras.Sequential(
        [
            keras.Input((None, 13)),
            layers.Masking(),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.GlobalAveragePooling1D(),
            layers.Dropout(0.3),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(keras.optimizers.Adam(0.003), "binary_crossentropy", metrics=["accuracy"])
    begun = time.perf_counter()
    train, test = speech.split.train, speech.split.test
    net.fit(x[train], y[train], epochs=40, batch_size=32, verbose=0)
    seconds = f"{time.perf_counter() - begun:.0f}"
    score = net.evaluate(x[test], y[test], verbose=0)[1]
    return {"weights": net.count_params(), "seconds": seconds, "test": f"{100 * score:.2f}"}


@functools.cache
def watch_windows():
    """Return windows `(windows, WINDOW, 6)`, their exercise, series and person."""
    watch = load_watch()
    cut = [
        (row, start)
        for row, length in enumerate(watch.lengths)
        for start in range(0, length - WINDOW + 1, HOP)
    ]
    x = np.array([watch.values[row, start : start + WINDOW] for row, start in cut])
    series = np.array([row for row, _ in cut])
    return x, watch.exercise[series], series, watch.person[series]


def summary(x):
    """Return thirty numbers for each window: of each channel mean, deviation, least, largest, deviation of the changes."""
    changes = np.diff(x, axis=1)
    return np.concatenate(
        [x.mean(axis=1), x.std(axis=1), x.min(axis=1), x.max(axis=1), changes.std(axis=1)], axis=1
    )


def folds_of(kept_apart):
    """Return the five (train, test) pairs: windows drawn at random, or whole series, or whole people held out."""
    x, exercise, series, person = watch_windows()
    if kept_apart == "windows":
        return list(StratifiedKFold(5, shuffle=True, random_state=0).split(x, exercise))
    return list(GroupKFold(5).split(x, exercise, series if kept_apart == "series" else person))


def watch_row(name, kept_apart, seed):
    """Train one classifier of windows on one of the five folds: fold and seed have the same number."""
    x, exercise, _, _ = watch_windows()
    train, test = folds_of(kept_apart)[seed]
    begun, weights = time.perf_counter(), ""
    if name == "GRU":
        mean, deviation = x[train].mean(axis=(0, 1)), x[train].std(axis=(0, 1))
        scaled = (x - mean) / deviation
        keras.utils.set_random_seed(seed)
        net = keras.Sequential(
            [
                keras.Input((WINDOW, 6)),
                layers.GRU(32),
                layers.Dropout(0.3),
                layers.Dense(7, activation="softmax"),
            ]
        )
        net.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
        net.fit(scaled[train], exercise[train], epochs=12, batch_size=64, verbose=0)
        score, weights = net.evaluate(scaled[test], exercise[test], verbose=0)[1], net.count_params()
    else:
        features = summary(x)
        forest = RandomForestClassifier(200, random_state=seed)
        line = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000))
        rival = forest if name == "forest" else line
        score = rival.fit(features[train], exercise[train]).score(features[test], exercise[test])
    seconds = f"{time.perf_counter() - begun:.0f}"
    return {"weights": weights, "seconds": seconds, "test": f"{100 * score:.2f}"}


def main():
    """Write the rows of each setting and seed, behind those that are already there."""
    jobs = {}
    for kept_apart in ("windows", "series", "people"):
        for name in ("logistic", "forest"):
            for seed in SEEDS:
                key = ("watch", f"{name}, {kept_apart}", seed)
                jobs[key] = lambda n=name, k=kept_apart, s=seed: watch_row(n, k, s)
    for seed in SEEDS:
        for features, asked in HEARD:
            key = ("language", f"{features}, {asked}", seed)
            jobs[key] = lambda f=features, a=asked, s=seed: language_row(f, a, s)
        for kept_apart in ("windows", "people"):
            key = ("watch", f"GRU, {kept_apart}", seed)
            jobs[key] = lambda k=kept_apart, s=seed: watch_row("GRU", k, s)
    for seed in SEEDS:
        jobs["language", "centred, order-blind", seed] = lambda s=seed: order_blind_row(s)
    building.fill_table(TABLE, FIELDS, jobs)


if __name__ == "__main__":
    main()
