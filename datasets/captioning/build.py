"""Remake `results.csv`: the captioners of lesson 18 and their rivals. The rivals draw nothing at random.

Each net has five seeds. Needs the course's environment and nothing else.
About ten minutes on one core. Rows are kept as they are finished, so a run that was cut off goes on where it stopped.
Run from any folder: `python3 datasets/captioning/build.py`.
"""

import os
import sys
import time
from collections import Counter
from pathlib import Path

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers
from sklearn.linear_model import RidgeClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import load_emoji

TABLE = "captioning/results.csv"
DECODINGS = {"greedy": (1, 0), "beam": (5, 0), "normed": (5, 1)}  # width, power of the length
FIELDS = [
    "setting",
    "seed",
    "weights",
    "seconds",
    "loss",
    "wrong_picture_loss",
    "state_spread",
    "words_forced",
]
FIELDS += ["words_free", "words_after_fault_forced", "words_after_fault_free", "different"]
FIELDS += [f"{name}_{score}" for name in DECODINGS for score in ("exact", "bleu", "length")]
FIELDS += ["activity", "gender", "tone"]
SEEDS = range(5)
PAD, START, END = range(3)
UNITS, VECTOR = 128, 64
EPOCHS, BATCH, RATE = 24, 32, 0.003
ALPHAS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)  # of the linear rival; chosen on the validation part


class Task:
    """The emoji of one language as numbers: 0 is padding, 1 the start, 2 the end of a caption."""

    def __init__(self, language="en"):
        self.parts = load_emoji(language)
        captions = {name: getattr(self.parts, name).caption for name in ("train", "validation", "test")}
        self.words = sorted({word for caption in captions["train"] for word in caption.split()})
        self.number = {word: i for i, word in enumerate(self.words, start=3)}
        self.steps = 1 + max(len(caption.split()) for part in captions.values() for caption in part)
        self.x, self.y = {}, {}
        for name, part in captions.items():
            self.x[name], self.y[name] = (np.zeros((len(part), self.steps), "int32") for _ in range(2))
            for i, caption in enumerate(part):
                numbers = [self.number[word] for word in caption.split()]
                self.x[name][i, : len(numbers) + 1] = [START, *numbers]
                self.y[name][i, : len(numbers) + 1] = [*numbers, END]

    def read(self, row):
        """Return the words of a row of numbers, up to the end."""
        numbers = row.tolist()
        numbers = numbers[: numbers.index(END)] if END in numbers else numbers
        return [self.words[number - 3] for number in numbers if number > END]


def captioner(task, normalised):
    """Return three nets that share their layers: the trained one, the part that sees, and one that says a single word."""
    picture = keras.Input((32, 32, 3))
    seen = layers.Rescaling(1 / 255)(picture)
    for filters, size, stride in ((32, 4, 4), (64, 3, 2)):
        seen = layers.Conv2D(filters, size, strides=stride, padding="same")(seen)
        if normalised:
            seen = layers.BatchNormalization()(seen)
        seen = layers.ReLU()(seen)
    state = layers.Dense(UNITS, activation="tanh")(layers.Flatten()(seen))
    embedding = layers.Embedding(len(task.words) + 3, VECTOR, mask_zero=True)
    recurrent = layers.GRU(UNITS, return_sequences=True, return_state=True, unroll=True)
    dropout, read_out = layers.Dropout(0.2), layers.Dense(len(task.words) + 3, activation="softmax")
    words = keras.Input((task.steps,), dtype="int32")
    states, _ = recurrent(embedding(words), initial_state=state)
    net = keras.Model([picture, words], read_out(dropout(states)))
    word, before = keras.Input((1,), dtype="int32"), keras.Input((UNITS,))
    states, after = recurrent(embedding(word), initial_state=before)
    return net, keras.Model(picture, state), keras.Model([word, before], [read_out(states), after])


def decode(say, states, steps, width, power):
    """Return the numbers of the best captions found, `(pictures, steps)`.

    Args:
        say: the net that gives the distribution of the next word, and the next state.
        states: what was seen, `(pictures, units)`.
        steps: of the longest caption, its end included.
        width: how many captions of a picture are kept at each step; 1 is greedy.
        power: of the length by which log probabilities are divided: 0 is the plain sum, 1 the mean of a word.
    """
    count = len(states)
    row = np.arange(count)[:, None]
    words = np.full((count, width, 1), START, "int32")
    states = np.repeat(states[:, None], width, axis=1)
    total = np.full((count, width), -np.inf)
    total[:, 0] = 0
    length, finished = np.zeros((count, width)), np.zeros((count, width), bool)
    for _ in range(steps):
        last = words[..., -1].reshape(-1, 1)
        p, after = say.predict_on_batch([last, states.reshape(count * width, -1)])
        log_p = np.log(p.reshape(count, width, -1).astype("float64") + 1e-30)
        log_p[..., [PAD, START]] = -np.inf
        log_p[finished] = -np.inf
        log_p[finished, PAD] = 0  # a finished caption goes on with padding, at no price
        new_total = total[..., None] + log_p
        new_length = np.broadcast_to((length + ~finished)[..., None], new_total.shape)
        rank = (new_total / new_length**power).reshape(count, -1)
        best = np.argsort(-rank, axis=1, kind="stable")[:, :width]
        parent, word = np.divmod(best, log_p.shape[-1])
        words = np.concatenate([words[row, parent], word[..., None].astype("int32")], axis=-1)
        states = after.reshape(count, width, -1)[row, parent]
        total = np.take_along_axis(new_total.reshape(count, -1), best, axis=1)
        length = np.take_along_axis(new_length.reshape(count, -1), best, axis=1)
        finished = finished[row, parent] | (word == END)
    return words[:, 0, 1:]


def matches(said, truth, n):
    """Return how many runs of n words of a caption also stand in the true one, and how many it has; each true run counts once."""
    runs = [Counter(zip(*(words[i:] for i in range(n)))) for words in (said, truth)]
    return sum((runs[0] & runs[1]).values()), sum(runs[0].values())


def bleu(said, truth):
    """Return BLEU-4 in percent of lists of captions, one true caption each, counted over all of them together."""
    logs = []
    for n in range(1, 5):
        hit, there = np.sum([matches(a, b, n) for a, b in zip(said, truth)], axis=0)
        if hit == 0:
            return 0.0
        logs.append(np.log(hit / there))
    lengths = [sum(map(len, captions)) for captions in (said, truth)]
    return 100 * np.exp(np.mean(logs) + min(0, 1 - lengths[1] / lengths[0]))


def caption_scores(said, truth, name):
    """Return exact matches and BLEU-4 in percent, and the mean number of words."""
    return {
        f"{name}_exact": f"{100 * np.mean([a == b for a, b in zip(said, truth)]):.2f}",
        f"{name}_bleu": f"{bleu(said, truth):.2f}",
        f"{name}_length": f"{np.mean([len(words) for words in said]):.3f}",
    }


def parts_right(said, part):
    """Return, in percent, captions whose activity, gender and tone are right, read from the English words."""
    from course_utils.data.emoji import _factors

    right = {"activity": [], "gender": [], "tone": []}
    for i, words in enumerate(said):
        # the file writes "man artist: dark skin tone", the loader "man artist dark skin tone": the same parts
        factors = _factors(" ".join(words))
        for name, found in zip(right, factors):
            right[name].append(found == getattr(part, name)[i])
    return {name: f"{100 * np.mean(marks):.2f}" for name, marks in right.items()}


def position_scores(p, free, y):
    """Return shares of the words in their place: with the true words before them, and with the net's own."""
    forced, own, real = p.argmax(axis=-1) == y, free == y, y > 0
    wrong = ~own & real
    behind = real & (np.cumsum(wrong, axis=1) - wrong > 0)
    return {
        "words_forced": f"{100 * forced[real].mean():.2f}",
        "words_free": f"{100 * own[real].mean():.2f}",
        "words_after_fault_forced": f"{100 * forced[behind].mean():.2f}",
        "words_after_fault_free": f"{100 * own[behind].mean():.2f}",
    }


def surprise(net, x, y):
    """Return the mean of -log p of the true words and ends, and all probabilities."""
    p = net.predict(x, batch_size=206, verbose=0)
    true = np.take_along_axis(p, y[..., None], axis=-1)[..., 0]
    return -np.log(true[y > 0] + 1e-30).mean(), p


def net_row(task, seed, normalised):
    """Train one captioner and return its scores on the test part.

    Args:
        task: a `Task`.
        seed: of weights, batches, dropout and of the wrong pictures.
        normalised: whether the convolutions are followed by batch normalisation.
    """
    see_train, see_test = task.parts.train.picture, task.parts.test.picture
    begun = time.process_time()
    keras.utils.set_random_seed(seed)
    net, see, say = captioner(task, normalised)
    updates = EPOCHS * -(-len(see_train) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(RATE, updates)
    net.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    net.fit([see_train, task.x["train"]], task.y["train"], epochs=EPOCHS, batch_size=BATCH, verbose=0)
    seconds = time.process_time() - begun
    x, y = task.x["test"], task.y["test"]
    loss, p = surprise(net, [see_test, x], y)
    wrong_loss, _ = surprise(net, [np.random.default_rng(seed).permutation(see_test), x], y)
    truth = [caption.split() for caption in task.parts.test.caption]
    states = see.predict(see_test, verbose=0)
    row = {"weights": net.count_params(), "seconds": f"{seconds:.0f}"}
    row |= {"loss": f"{loss:.4f}", "wrong_picture_loss": f"{wrong_loss:.4f}"}
    row["state_spread"] = f"{states.std(axis=0).mean():.4f}"
    for name, (width, power) in DECODINGS.items():
        numbers = decode(say, states, task.steps, width, power)
        said = [task.read(words) for words in numbers]
        row |= caption_scores(said, truth, name)
        if name == "greedy":
            row |= position_scores(p, numbers, y)
            row["different"] = len({" ".join(words) for words in said})
            if "skin" in task.number:
                row |= parts_right(said, task.parts.test)
    return row


def flat(part):
    """Return the pixels of a part as rows of numbers from 0, white, to 1."""
    return 1 - part.picture.reshape(len(part.picture), -1).astype("float32") / 255


def nearest_row(task):
    """Give each test picture the caption of the training picture with the smallest sum of squared differences."""
    seen, new = (flat(part) for part in (task.parts.train, task.parts.test))
    distance = (seen**2).sum(axis=1) - 2 * new @ seen.T  # but for what is the same in a row
    return said_row(task, [task.parts.train.caption[i].split() for i in distance.argmin(axis=1)])


def commonest_row(task):
    """Give every picture the same caption: at each place the commonest word of the training captions."""
    y = task.y["train"]
    words = [np.bincount(column[column > 0]).argmax() for column in y.T]
    return said_row(task, [task.read(np.array(words))] * len(task.y["test"]))


def said_row(task, said):
    """Return the scores of captions that no net has written."""
    truth = [caption.split() for caption in task.parts.test.caption]
    free = np.zeros_like(task.y["test"])
    for i, words in enumerate(said):
        numbers = [*(task.number[word] for word in words), END][: task.steps]
        free[i, : len(numbers)] = numbers
    real = task.y["test"] > 0
    return {
        "seconds": "0",
        "words_free": f"{100 * (free == task.y['test'])[real].mean():.2f}",
        "different": len({" ".join(words) for words in said}),
        **caption_scores(said, truth, "greedy"),
        **parts_right(said, task.parts.test),
    }


def linear_row(task):
    """Train three linear classifiers of pixels, one for each part of a caption; right is a picture with three right parts."""
    pixels = {name: flat(getattr(task.parts, name)) for name in ("train", "validation", "test")}
    kinds = ("activity", "gender", "tone")

    def right(alpha, name):
        part = getattr(task.parts, name)
        nets = [
            RidgeClassifier(alpha=alpha).fit(pixels["train"], getattr(task.parts.train, k)) for k in kinds
        ]
        return [net.predict(pixels[name]) == getattr(part, k) for net, k in zip(nets, kinds)]

    alpha = max(ALPHAS, key=lambda alpha: np.all(right(alpha, "validation"), axis=0).mean())
    marks = right(alpha, "test")
    return {
        "greedy_exact": f"{100 * np.all(marks, axis=0).mean():.2f}",
        **{kind: f"{100 * mark.mean():.2f}" for kind, mark in zip(kinds, marks)},
    }


def main():
    """Write the rows of each setting and seed, behind those that are already there."""
    english, french = Task("en"), Task("fr")
    jobs = {
        ("commonest words", ""): lambda: commonest_row(english),
        ("nearest picture", ""): lambda: nearest_row(english),
        ("three linear classifiers", ""): lambda: linear_row(english),
    }
    nets = {
        "normalised": (english, True, SEEDS),
        "French": (french, True, SEEDS),
        "not normalised": (english, False, SEEDS),
    }
    for setting, (task, normalised, seeds) in nets.items():
        for seed in seeds:
            jobs[setting, seed] = lambda t=task, k=seed, n=normalised: net_row(t, k, n)
    building.fill_table(TABLE, FIELDS, jobs, order=list(jobs))


if __name__ == "__main__":
    main()
