"""Remake `results.csv`: the readers of lesson 16, five seeds each, beside the rivals that only count.

Needs the course's environment and no network; about three quarters of an hour on one core. Rows are kept as they are
finished, so a run that was cut off goes on where it stopped. Run from any folder:
`python3 datasets/classification/build.py`.
"""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, RidgeClassifierCV
from sklearn.naive_bayes import MultinomialNB

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "comparison"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building
from untrained import Untrained

from course_utils.data import fit_scaler, load_movies, load_names, load_vowels, mask_of

TABLE = "classification/results.csv"
FIELDS = (
    "experiment data setting size seed weights validation test confidence calibration_error log_loss".split()
)
SEEDS = range(5)
ECHO_SEEDS = range(10)
WORDS = 7000  # the vocabulary of the films; rarer words are one word, "unknown"
FILM_EPOCHS = 4
LONG_EPOCHS = 12
SIZES = {"films": (500, 1000, 2000, 4000, 7009), "names": (500, 1000, 2000, 4000, 6524)}


def in_front(values, lengths):
    """Return padded sequences with the padding moved from behind to the front."""
    moved = np.zeros_like(values)
    steps = values.shape[1]
    for new, old, length in zip(moved, values, lengths):
        new[steps - length :] = old[:length]
    return moved


def calibration_error(probability, label, bins=10):
    """Return the gap between confidence and share right: the mean over bins of confidence, weighted by their counts."""
    confidence = np.maximum(probability, 1 - probability)
    right = (probability > 0.5) == (label == 1)
    place = np.minimum((2 * (confidence - 0.5) * bins).astype(int), bins - 1)
    chosen = [place == k for k in range(bins)]
    gaps = [abs(confidence[k].mean() - right[k].mean()) * k.mean() for k in chosen if k.any()]
    return sum(gaps)


def two_classes(probability, label):
    """Return the fields of a row that follow from the probabilities of class 1 on the test part."""
    probability = np.asarray(probability, dtype="float64").ravel()
    held = np.clip(np.where(label == 1, probability, 1 - probability), 1e-7, 1)
    return {
        "test": f"{100 * np.mean((probability > 0.5) == (label == 1)):.2f}",
        "confidence": f"{100 * np.maximum(probability, 1 - probability).mean():.2f}",
        "calibration_error": f"{100 * calibration_error(probability, label):.2f}",
        "log_loss": f"{-np.log(held).mean():.4f}",
    }


class Films:
    """The film sentences as word numbers, padded behind with 0 to the longest sentence."""

    def __init__(self, size=None, seed=0):
        movies = load_movies()
        self.parts = {"train": movies.train, "validation": movies.validation, "test": movies.test}
        rows = np.random.default_rng(seed).permutation(len(movies.train.text))[:size]
        rows = np.arange(len(movies.train.text)) if size is None else np.sort(rows)
        self.text = {name: part.text for name, part in self.parts.items()}
        self.label = {name: part.label for name, part in self.parts.items()}
        self.text["train"], self.label["train"] = self.text["train"][rows], self.label["train"][rows]
        words = keras.layers.TextVectorization(max_tokens=WORDS)
        words.adapt(self.text["train"])
        ids = {name: np.asarray(words(text)) for name, text in self.text.items()}
        steps = max(x.shape[1] for x in ids.values())
        self.ids = {name: np.pad(x, ((0, 0), (0, steps - x.shape[1]))) for name, x in ids.items()}

    def padded_in_front(self):
        """Return the word numbers with the padding in front."""
        return {name: in_front(x, (x != 0).sum(axis=1)) for name, x in self.ids.items()}


def film_net(middle, masked=True):
    """Return the reader of lesson 16 with a layer in the middle, compiled."""
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(WORDS, 32, mask_zero=masked),
            keras.layers.Dropout(0.5),
            middle,
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(keras.optimizers.Adam(0.002), "binary_crossentropy", metrics=["accuracy"])
    return net


def fit_two_classes(net, x, label, epochs, batch_size=64, best=True):
    """Train, keep the weights of the epoch with the lowest validation loss (or the last), and return a row's fields."""
    keep = [keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)] if best else []
    held_out = x["validation"], label["validation"]
    net.fit(
        x["train"],
        label["train"],
        validation_data=held_out,
        epochs=epochs,
        batch_size=batch_size,
        callbacks=keep,
        verbose=0,
    )
    right = net.evaluate(*held_out, verbose=0)[1]
    fields = two_classes(net.predict(x["test"], verbose=0), label["test"])
    return {"weights": net.count_params(), "validation": f"{100 * right:.2f}", **fields}


def padding_of_films(where, masked, seed):
    films = Films()
    keras.utils.set_random_seed(seed)
    x = films.ids if where == "behind" else films.padded_in_front()
    return fit_two_classes(film_net(keras.layers.GRU(32), masked), x, films.label, FILM_EPOCHS)


def vowel_net(masked):
    """Return the reader of the vowels, compiled: who speaks?"""
    mask = [keras.layers.Masking()] if masked else []
    net = keras.Sequential(
        [keras.Input((29, 12)), *mask, keras.layers.GRU(32), keras.layers.Dense(9, activation="softmax")]
    )
    net.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


def vowels(train):
    """Return the recordings, scaled by the rows that train, zeros behind, and the record."""
    record = load_vowels()
    scaler = fit_scaler(record.values[train(record)], record.lengths[train(record)])
    return scaler.scale(record.values, record.lengths), record


def padding_of_vowels(where, masked, seed):
    x, record = vowels(lambda record: record.split.train)
    if where == "in front":
        x = in_front(x, record.lengths)
    train, validation, test = record.split
    keras.utils.set_random_seed(seed)
    net = vowel_net(masked)
    net.fit(x[train], record.speaker[train], epochs=30, batch_size=27, verbose=0)
    scores = [net.evaluate(x[rows], record.speaker[rows], verbose=0)[1] for rows in (validation, test)]
    return {
        "weights": net.count_params(),
        "validation": f"{100 * scores[0]:.2f}",
        "test": f"{100 * scores[1]:.2f}",
    }


def films_by(kind, seed):
    """Return the fields of a rival on the films; the counting ones have no seed."""
    films = Films()
    if kind in COUNTING:
        return counted(COUNTING[kind](), "films", films.text, films.label)
    keras.utils.set_random_seed(seed)
    middle = {
        "both ways": lambda: keras.layers.Bidirectional(keras.layers.GRU(32)),
        "mean of the vectors": keras.layers.GlobalAveragePooling1D,
    }[kind]()
    epochs = 2 * FILM_EPOCHS if kind == "mean of the vectors" else FILM_EPOCHS  # it learns more slowly
    return fit_two_classes(film_net(middle), films.ids, films.label, epochs)


COUNTING = {
    "naive Bayes": MultinomialNB,
    "linear on counts": lambda: LogisticRegression(C=0.3, max_iter=500),
}


def counter(data):
    """Return what counts: words of a sentence, or groups of 1 to 5 letters of a name with its ends marked."""
    if data == "films":
        return CountVectorizer(binary=True)
    return CountVectorizer(binary=True, analyzer="char_wb", ngram_range=(1, 5))


def counted(model, data, text, label):
    """Fit a model on counts and return a row's fields."""
    count = counter(data)
    model.fit(count.fit_transform(text["train"]), label["train"])
    right = model.score(count.transform(text["validation"]), label["validation"])
    fields = two_classes(model.predict_proba(count.transform(text["test"]))[:, 1], label["test"])
    return {"weights": len(count.vocabulary_), "validation": f"{100 * right:.2f}", **fields}


def trained_too_long(seed):
    films = Films()
    keras.utils.set_random_seed(seed)
    return fit_two_classes(film_net(keras.layers.GRU(32)), films.ids, films.label, LONG_EPOCHS, best=False)


def learning(data, model, size, seed):
    """Return the fields of a net or of counts that learned from `size` examples."""
    epochs = min(
        40, round(FILM_EPOCHS * SIZES[data][-1] / size)
    )  # about equally many updates, up to 40 epochs
    if data == "films":
        films = Films(size, seed)
        text, label, x = films.text, films.label, films.ids
    else:
        text, label, x = names(size, seed)
    if model == "naive Bayes":
        return counted(MultinomialNB(), data, text, label)
    keras.utils.set_random_seed(seed)
    if data == "films":
        return fit_two_classes(film_net(keras.layers.GRU(32)), x, label, epochs)
    return fit_two_classes(name_net(), x, label, min(60, 3 * epochs), batch_size=64)


def names(size, seed):
    """Return texts, labels and letter numbers of the three parts; `size` training names are drawn by the seed."""
    record = load_names()
    rows = np.sort(np.random.default_rng(seed).permutation(len(record.train.name))[:size])
    text = {"train": record.train.name[rows], "validation": record.validation.name, "test": record.test.name}
    label = {
        "train": record.train.label[rows],
        "validation": record.validation.label,
        "test": record.test.label,
    }
    x = {name: letters(part) for name, part in text.items()}
    return text, label, x


def letters(part, steps=16):
    """Return names as letter numbers 1 to 26, padded behind with 0."""
    numbers = [[ord(letter) - ord("a") + 1 for letter in name.lower()] for name in part.tolist()]
    return keras.utils.pad_sequences(numbers, maxlen=steps, padding="post", truncating="post")


def name_net():
    """Return a reader of names, compiled."""
    net = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(27, 16, mask_zero=True),
            keras.layers.GRU(32),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return net


def echo_states(x, lengths, seed, units=500, leak=0.5, scale=0.3):
    """Return the last states of lesson 12's untrained net, shape `(recordings, units)`."""
    x = x * mask_of(lengths, x.shape[1])[:, :, None]  # a frame of zeros is padding to it
    task = SimpleNamespace(parts={"train": [x]}, vocabulary=None, masked=True, each_step=False)
    return Untrained(task, seed, leak, scale, units).states(x)[:, 1:]


def official_vowels(setting, seed):
    """Return the fields of a reader that learned from all 270 official recordings; nothing was chosen by the test."""
    x, record = vowels(lambda record: record.official_train)
    train, test, speaker = record.official_train, record.split.test, record.speaker
    if setting == "GRU":
        keras.utils.set_random_seed(seed)
        net = vowel_net(masked=True)
        net.fit(x[train], speaker[train], epochs=30, batch_size=27, verbose=0)
        score, weights = net.evaluate(x[test], speaker[test], verbose=0)[1], net.count_params()
    elif setting == "untrained net":
        states = echo_states(x, record.lengths, seed)
        # The ridge is chosen by five folds inside the training recordings.
        model = RidgeClassifierCV(10.0 ** np.arange(-6, 4), cv=5).fit(states[train], speaker[train])
        score, weights = model.score(states[test], speaker[test]), 9 * 501
    else:
        parts = [recording[:length] for recording, length in zip(x, record.lengths)]
        means = np.array([np.concatenate([part.mean(axis=0), part.std(axis=0)]) for part in parts])
        model = LogisticRegression(max_iter=1000).fit(means[train], speaker[train])
        score, weights = model.score(means[test], speaker[test]), 9 * 25
    return {"weights": weights, "test": f"{100 * score:.2f}"}


def jobs():
    """Yield `(key, function)` for every row: the key is what names a row, the function returns the rest."""
    for masked in (True, False):
        for where in ("behind", "in front"):
            setting = f"{where}, {'mask' if masked else 'no mask'}"
            for seed in SEEDS:
                yield (
                    ("padding", "films", setting, "", seed),
                    lambda w=where, m=masked, s=seed: padding_of_films(w, m, s),
                )
                yield (
                    ("padding", "vowels", setting, "", seed),
                    lambda w=where, m=masked, s=seed: padding_of_vowels(w, m, s),
                )
    for kind in COUNTING:
        yield ("rivals", "films", kind, "", ""), lambda k=kind: films_by(k, None)
    for kind in ("mean of the vectors", "both ways"):
        for seed in SEEDS:
            yield ("rivals", "films", kind, "", seed), lambda k=kind, s=seed: films_by(k, s)
    for seed in SEEDS:
        yield ("official", "vowels", "GRU", "", seed), lambda s=seed: official_vowels("GRU", s)
    for seed in ECHO_SEEDS:
        yield (
            ("official", "vowels", "untrained net", "", seed),
            lambda s=seed: official_vowels("untrained net", s),
        )
    yield (
        ("official", "vowels", "linear on means", "", ""),
        lambda: official_vowels("linear on means", None),
    )
    for data, sizes in SIZES.items():
        for size in sizes:
            for model in ("net", "naive Bayes"):
                for seed in SEEDS:
                    key = ("learning", data, model, size, seed)
                    if key[:4] == ("learning", "films", "net", SIZES["films"][-1]):
                        yield key, lambda s=seed: trained_already(s)
                    else:
                        yield key, lambda d=data, m=model, n=size, s=seed: learning(d, m, n, s)
    for seed in SEEDS:
        yield ("too long", "films", f"{LONG_EPOCHS} epochs", "", seed), lambda s=seed: trained_too_long(s)


def trained_already(seed):
    """Return the fields of the very same net under another name: all film sentences, padded behind, with a mask."""
    wanted = {"experiment": "padding", "data": "films", "setting": "behind, mask", "seed": str(seed)}
    rows = building.stored(TABLE)
    found = next(row for row in rows if all(row[name] == value for name, value in wanted.items()))
    return {name: found[name] for name in FIELDS[5:]}


def main():
    """Write one row for each run; what `results.csv` already holds is kept, and no net is trained twice."""
    building.fill_table(TABLE, FIELDS, dict(jobs()))


if __name__ == "__main__":
    main()
