"""Remake `results.csv`: the address taggers of lessons 13 and 14, five seeds each, with the nets that the lessons show.

Needs the course's environment and no network; about an hour on one core. Rows are kept as they are finished, so a run
that was cut off goes on where it stopped. Run from any folder: `python3 datasets/directions_and_depth/build.py`.
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
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building
from address_words import STEPS, key, numbered

from course_utils.data import load_addresses

TABLE = "directions_and_depth/results.csv"
FIELDS = (
    "experiment setting seed weights epochs seconds words addresses train_words validation_words "
    "words_longer words_alone loss validation_loss"
).split()
SEEDS = range(5)
SIZES = (100, 200)  # training addresses, besides all 983


class Task:
    """The addresses as numbers; 0 is padding, 1 a word that the training part does not hold twice."""

    def __init__(self, size=None):
        addresses = load_addresses()
        train = addresses.train
        # Those of one source lie together in the file, so a smaller training part is drawn at random.
        rows = (
            np.random.default_rng(0).permutation(len(train.tokens))[:size]
            if size
            else range(len(train.tokens))
        )
        self.tokens = {"train": [train.tokens[row] for row in rows]}
        tags = {"train": [train.tags[row] for row in rows]}
        for name in ("validation", "test"):
            part = getattr(addresses, name)
            self.tokens[name], tags[name] = part.tokens, part.tags
        self.number = numbered(self.tokens["train"])
        self.tag_number = {str(tag): i for i, tag in enumerate(addresses.tag_names)}
        self.words, self.tags = len(self.number) + 2, len(self.tag_number)
        self.arrays = {name: self.encode(self.tokens[name], tags[name]) for name in tags}

    def encode(self, tokens, tags):
        """Return word and tag numbers, each `(addresses, STEPS)`, padded behind with 0."""
        x = np.zeros((len(tokens), STEPS), "int32")
        y = np.zeros_like(x)
        for i, (words, names) in enumerate(zip(tokens, tags)):
            x[i, : len(words)] = [self.number.get(key(word), 1) for word in words]
            y[i, : len(names)] = [self.tag_number[tag] for tag in names]
        return x, y


def turned(x):
    """Return sequences with their real steps in the opposite order, padding behind as before."""
    out = x.copy()
    for row, length in zip(out, (x != 0).sum(axis=1)):
        row[:length] = row[:length][::-1]
    return out


def both_ways(units):
    """Return a bidirectional GRU that hands on all its states."""
    return keras.layers.Bidirectional(keras.layers.GRU(units, return_sequences=True))


def net(task, layers, mask=True):
    """Return an untrained tagger with these layers between embedding and read-out."""
    embedding = keras.layers.Embedding(task.words, 32, mask_zero=mask)
    answer = keras.layers.Dense(task.tags, activation="softmax")
    return keras.Sequential([keras.Input((None,)), embedding, *layers(), answer])


def deep(task, depth, units, residual=False, drop=0.0):
    """Return an untrained tagger of `depth` bidirectional layers; above the first, each may be a residual step.

    Args:
        residual: whether the input of a layer is added to its output.
        drop: share of the numbers dropped in front of each layer and in front of the read-out.
    """
    inputs = keras.Input((None,))
    x = keras.layers.Embedding(task.words, 32, mask_zero=True)(inputs)
    for k in range(depth):
        y = keras.layers.Dropout(drop)(x) if drop else x
        y = both_ways(units)(y)
        x = keras.layers.Add()([x, y]) if residual and k else y
    x = keras.layers.Dropout(drop)(x) if drop else x
    return keras.Model(inputs, keras.layers.Dense(task.tags, activation="softmax")(x))


def named(depth):
    """Return how a setting calls its depth."""
    return "1 layer" if depth == 1 else f"{depth} layers"


def experiments():
    """Return `{(experiment, setting): (training addresses, function of a task, options of train)}`."""
    ten = {"epochs": 10, "stop": False}
    gru = keras.layers.GRU
    found = {}

    def add(experiment, setting, make, size=None, **options):
        found[experiment, setting] = (size, make, options)

    def one_way(task):
        return net(task, lambda: [gru(63, return_sequences=True)])

    add("directions", "one way, from the left", one_way, **ten)
    add("directions", "one way, from the right", one_way, **ten, turn=True)
    add("directions", "both ways", lambda task: net(task, lambda: [both_ways(40)]), **ten)
    without = lambda task: net(task, lambda: [both_ways(40)], mask=False)  # noqa: E731
    add("directions", "both ways, no mask", without, **ten)
    units = {1: 40, 2: 24, 3: 19, 4: 16}
    for depth, width in units.items():
        add("depth", named(depth), lambda task, d=depth, w=width: deep(task, d, w))
    add("depth", "3 layers, residual", lambda task: deep(task, 3, units[3], residual=True))
    # As narrow as four layers, so with fewer weights: what of their loss is owed to narrowness?
    add("control", "1 layer, 16 units", lambda task: deep(task, 1, units[4]))
    add("tools", "1 layer, dropout around", lambda task: deep(task, 1, units[1], drop=0.5))
    for size in SIZES:
        add("data", f"{size} addresses", lambda task: deep(task, 1, 40, drop=0.5), size=size)
    return found


def scored(model, x, y, turn=False):
    """Return which words are right, `(addresses, STEPS)`; steps behind those of `y` are padding."""
    said = np.array(model(turned(x) if turn else x)).argmax(axis=-1)
    said = said[:, : y.shape[1]]
    if turn:
        lengths = (x != 0).sum(axis=1)
        for row, length in zip(said, lengths):
            row[:length] = row[:length][::-1]
    return said == y


def percent_of_words(right, x):
    """Return the percent of real words that are right."""
    return 100 * right[x != 0].mean()


def alone(model, x, y):
    """Return the percent of words right when each address is read without any padding."""
    lengths, right = (x != 0).sum(axis=1), 0
    for n in np.unique(lengths):
        rows = lengths == n
        right += (np.array(model(x[rows, :n])).argmax(axis=-1) == y[rows, :n]).sum()
    return 100 * right / lengths.sum()


def train(task, make, seeds, rate=0.01, epochs=40, stop=True, turn=False):
    """Train one net once per seed and yield a row; compiled once, it starts from fresh weights each time."""
    model = make(task)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", jit_compile=True)
    x, y = task.arrays["train"]
    held_out = task.arrays["validation"]
    if turn:
        x, y = turn_both(x, y)
        held_out = turn_both(*held_out)
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model.set_weights(make(task).get_weights())
        for variable in model.optimizer.variables:
            if "learning_rate" not in variable.path:
                variable.assign(np.zeros(variable.shape))
        stopping = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
        begun = time.perf_counter()
        ran = model.fit(
            x,
            y,
            batch_size=64,
            epochs=epochs,
            validation_data=held_out,
            verbose=0,
            callbacks=[stopping] if stop else [],
        ).history
        yield {"seed": seed, "seconds": f"{time.perf_counter() - begun:.1f}", **row(task, model, ran, turn)}


def turn_both(x, y):
    """Return words and tags in the opposite order; tag 0 is a tag, so the lengths are those of the words."""
    out = y.copy()
    for row_, length in zip(out, (x != 0).sum(axis=1)):
        row_[:length] = row_[:length][::-1]
    return turned(x), out


def row(task, model, ran, turn):
    """Return what is stored of one training."""
    x, y = task.arrays["test"]
    right = scored(model, x, y, turn)
    found = {
        "weights": model.count_params() - task.words * 32,
        "epochs": len(ran["loss"]),
        "words": percent_of_words(right, x),
        "addresses": 100 * (right | (x == 0)).all(axis=1).mean(),
        "loss": " ".join(f"{value:.4f}" for value in ran["loss"]),
        "validation_loss": " ".join(f"{value:.4f}" for value in ran["val_loss"]),
    }
    for part in ("train", "validation"):
        found[f"{part}_words"] = percent_of_words(
            scored(model, *task.arrays[part], turn), task.arrays[part][0]
        )
    if not turn:
        longer = np.pad(x, ((0, 0), (0, STEPS)))
        found["words_longer"] = percent_of_words(scored(model, longer, y), x)
        found["words_alone"] = alone(model, x, y)
    return {name: f"{value:.2f}" if isinstance(value, float) else value for name, value in found.items()}


def windows(x):
    """Return for each real word the seven words around it, `(words, 7)`; 0 stands beyond the ends."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(x, ((0, 0), (3, 3))), 7, axis=1)
    return around[x != 0]


def linear_row(task):
    """Return what is stored of the linear model on seven words, which needs no seed."""
    begun = time.perf_counter()
    x, y = task.arrays["train"]
    model = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression(C=10, max_iter=500))
    model.fit(windows(x), y[x != 0])
    found = {"seed": 0, "seconds": f"{time.perf_counter() - begun:.1f}", "weights": model[-1].coef_.size}
    for name, part in {"words": "test", "train_words": "train", "validation_words": "validation"}.items():
        x, y = task.arrays[part]
        found[name] = f"{100 * np.mean(model.predict(windows(x)) == y[x != 0]):.2f}"
    return found


def main():
    """Write one row for each experiment, setting and seed, behind the rows that are already there."""
    rows = building.stored(TABLE)
    tasks = {}

    def fill(experiment, setting, size, make, seeds=SEEDS, **options):
        done = {int(r["seed"]) for r in rows if (r["experiment"], r["setting"]) == (experiment, setting)}
        missing = [seed for seed in seeds if seed not in done]
        if not missing:
            return
        task = tasks.setdefault(size, Task(size))
        for found in train(task, make, missing, **options):
            rows.append({"experiment": experiment, "setting": setting, **found})
            building.write_table(TABLE, FIELDS, rows)

    for size in (*SIZES, None):
        setting = f"linear, {size or 983} addresses"
        if not any(r["setting"] == setting for r in rows):
            task = tasks.setdefault(size, Task(size))
            rows.append({"experiment": "data", "setting": setting, **linear_row(task)})
            building.write_table(TABLE, FIELDS, rows)
    for (experiment, setting), (size, make, options) in experiments().items():
        fill(experiment, setting, size, make, **options)


if __name__ == "__main__":
    main()
