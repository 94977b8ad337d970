"""Remake `results.csv`: the translators of lesson 19, of dates and of spellings. Nets have five seeds each; the rivals draw nothing at random.

Needs the course's environment and nothing else. About forty minutes on one core. Rows are kept as they are finished, so
a run that was cut off goes on where it stopped. Run from any folder: `python3 datasets/translation/build.py`.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

from course_utils.data import date_pairs, load_cmudict

TABLE = "translation/results.csv"
FIELDS = "task setting pairs seed weights seconds wrong errors parts wrong_by_length errors_by_length".split()
SEEDS = range(5)
BEGIN, END = 1, 2  # 0 is padding
LENGTHS = range(3, 9)  # letters
DATES, FEW, MANY = 1_400, 8_000, 16_000  # pairs to learn from; of words, few and many
EPOCHS = {DATES: 6, FEW: 8, MANY: 8}
LONGER = 40  # epochs of one net of dates: is one vector too small, or only slow?
BATCH = {DATES: 32, FEW: 64, MANY: 64}
UNITS = {DATES: 64, FEW: 64, MANY: 96}
RATE = {DATES: 0.005, FEW: 0.006, MANY: 0.004}


class Task:
    """Pairs of sequences as numbers, each padded behind with 0; what is written stands between BEGIN and END.

    Attributes:
        source, target: `{part: rows}`, each row a `str` or a tuple of `str`.
    """

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.signs_in = sorted({sign for row in source["train"] for sign in row})
        self.signs_out = sorted({sign for row in target["train"] for sign in row})
        self.number_in = {sign: i for i, sign in enumerate(self.signs_in, start=1)}
        self.number_out = {sign: i for i, sign in enumerate(self.signs_out, start=END + 1)}
        self.steps_in = max(len(row) for part in source.values() for row in part)
        self.steps_out = max(len(row) for part in target.values() for row in part) + 2

    def read(self, part):
        """Return the sources of a part, `(rows, steps_in)`."""
        out = np.zeros((len(self.source[part]), self.steps_in), "int32")
        for line, row in zip(out, self.source[part]):
            line[: len(row)] = [self.number_in[sign] for sign in row]
        return out

    def written(self, part):
        """Return the targets of a part, `(rows, steps_out)`."""
        out = np.zeros((len(self.target[part]), self.steps_out), "int32")
        for line, row in zip(out, self.target[part]):
            line[: len(row) + 2] = [BEGIN, *(self.number_out[sign] for sign in row), END]
        return out

    def signs(self, numbers):
        """Return what a row of numbers says, a tuple of signs: up to END, without BEGIN."""
        said = numbers[1:].tolist()
        said = said[: said.index(END)] if END in said else said
        return tuple(self.signs_out[number - END - 1] for number in said if number > END)


def dates():
    """Return the dates, English to French, letter by letter."""
    pairs = date_pairs()
    parts = {name: getattr(pairs, name) for name in ("train", "validation", "test")}
    return Task(
        {name: part.english.tolist() for name, part in parts.items()},
        {name: [tuple(row) for row in part.french.tolist()] for name, part in parts.items()},
    )


def spellings(pairs):
    """Return words of 3 to 8 letters and their phonemes without stress; of the training part some, by chance."""
    lexicon = load_cmudict(shortest=LENGTHS[0], longest=LENGTHS[-1], stress=False)
    chosen = np.random.default_rng(0).permutation(len(lexicon.train.word))[:pairs]
    source, target = {}, {}
    for name in ("train", "validation", "test"):
        part = getattr(lexicon, name)
        rows = chosen if name == "train" else range(len(part.word))
        source[name] = [str(part.word[row]) for row in rows]
        target[name] = [part.phonemes[row] for row in rows]
    return Task(source, target)


def translator(task, units, context, unroll=False):
    """Build an encoder and a decoder of equal weights, whatever the decoder looks at.

    Args:
        task: a `Task`.
        units: of the decoder; each direction of the encoder has half of them.
        context: `"one vector"`: the encoder's last states, the same at every step; `"attention"`: at each step a
            weighted mean of all its states.
        unroll: whether the recurrent layers are written out step by step.
    """

    def reader(size, **options):
        return layers.GRU(size, return_sequences=True, unroll=unroll, **options)

    source = keras.Input((task.steps_in,), dtype="int32")
    before = keras.Input((task.steps_out - 1,), dtype="int32")
    vectors = layers.Embedding(len(task.signs_in) + 1, 32, mask_zero=True)(source)
    both_ways = layers.Bidirectional(reader(units // 2, return_state=True))
    states, forward, backward = both_ways(vectors)
    summary = layers.Concatenate()([forward, backward])
    table = layers.Embedding(len(task.signs_out) + END + 1, 32, mask_zero=True)
    decoder = reader(units)(table(before), initial_state=summary)
    if context == "attention":
        seen = layers.Attention()([decoder, states])
    else:
        seen = layers.RepeatVector(task.steps_out - 1)(summary)
    mixed = layers.Dense(units, activation="tanh")(layers.Concatenate()([decoder, seen]))
    return keras.Model(
        [source, before], layers.Dense(len(task.signs_out) + END + 1, activation="softmax")(mixed)
    )


def no_padding():
    """Return the loss over real signs alone: attention hands a mask on and one vector does not, so the loss leaves padding out."""
    return keras.losses.SparseCategoricalCrossentropy(ignore_class=0)


def greedy(model, source, steps):
    """Write one sign after the other, each time the likeliest; returns numbers `(rows, steps)`, BEGIN first."""
    said = np.zeros((len(source), steps), "int32")
    said[:, 0] = BEGIN
    for t in range(1, steps):
        p = model.predict([source, said[:, :-1]], batch_size=512, verbose=0)
        said[:, t] = p[:, t - 1].argmax(axis=-1)
    return said


def edit_distance(said, right):
    """Return the fewest signs to put in, take out or exchange that make one sequence the other."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(said, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(right, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]


def scores(task, said):
    """Return the errors on the test part, in percent: of whole sequences, of signs, and both by the source's length."""
    right = task.target["test"]
    distance = np.array([edit_distance(a, b) for a, b in zip(said, right)])
    signs = np.array([len(row) for row in right])
    length = np.array([len(row) for row in task.source["test"]])
    each = [length == steps for steps in range(length.min(), length.max() + 1)]
    found = {
        "wrong": f"{100 * (distance > 0).mean():.2f}",
        "errors": f"{100 * distance.sum() / signs.sum():.2f}",
        "wrong_by_length": " ".join(f"{100 * (distance[own] > 0).mean():.1f}" for own in each),
        "errors_by_length": " ".join(f"{100 * distance[own].sum() / signs[own].sum():.1f}" for own in each),
    }
    if isinstance(right[0][0], str) and " " in right[0]:  # a date: which of its four parts are right
        pairs = [("".join(a).split(" "), "".join(b).split(" ")) for a, b in zip(said, right)]
        parts = [100 * np.mean([len(a) == 4 and a[k] == b[k] for a, b in pairs]) for k in range(4)]
        found["parts"] = " ".join(f"{part:.1f}" for part in parts)
    return found


def net_row(task, context, seed, epochs=None):
    """Train a translator, for as many epochs as its task is given or another number, and return its row."""
    keras.utils.set_random_seed(seed)
    pairs = len(task.source["train"])
    model = translator(task, UNITS[pairs], context, unroll=pairs != DATES)
    # Compiling takes as long as it saves where words are few.
    model.compile(keras.optimizers.Adam(RATE[pairs]), no_padding(), jit_compile=pairs == MANY)
    source, target = task.read("train"), task.written("train")
    begun = time.perf_counter()
    epochs = epochs or EPOCHS[pairs]
    model.fit([source, target[:, :-1]], target[:, 1:], epochs=epochs, batch_size=BATCH[pairs], verbose=0)
    seconds = f"{time.perf_counter() - begun:.0f}"
    said = greedy(model, task.read("test"), task.steps_out)
    return {
        "weights": model.count_params(),
        "seconds": seconds,
        **scores(task, [task.signs(row) for row in said]),
    }


def ctc_row(task, seed):
    """Train a net that says one phoneme or nothing at each half of a letter, with CTC, and return its row."""
    keras.utils.set_random_seed(seed)
    pairs = len(task.source["train"])
    source = keras.Input((task.steps_in,), dtype="int32")
    twice = keras.ops.repeat(source, 2, axis=1)
    vectors = layers.Embedding(len(task.signs_in) + 1, 32)(twice)
    both_ways = layers.Bidirectional(layers.GRU(UNITS[pairs], return_sequences=True, unroll=True))
    logits = layers.Dense(len(task.signs_out) + 1)(
        both_ways(vectors, mask=twice != 0)
    )  # number 0 is the blank
    # An operation hands no mask on, as a layer would: this loss has one number a word and none a step.
    model = keras.Model(source, keras.ops.reshape(logits, (-1, 2 * task.steps_in, len(task.signs_out) + 1)))

    def labels(part):
        return np.maximum(task.written(part)[:, 1:-1] - END, 0)  # phonemes from 1 on, 0 behind

    def loss(y, logits):
        y = keras.ops.cast(y, "int32")
        phonemes, frames = y[:, :-1], y[:, -1]
        spoken = keras.ops.sum(keras.ops.cast(phonemes > 0, "int32"), axis=1)
        return keras.ops.ctc_loss(phonemes, logits, spoken, frames, mask_index=0)

    letters = (task.read("train") > 0).sum(axis=1)
    y = np.concatenate([labels("train"), 2 * letters[:, None]], axis=1).astype("int32")
    possible = [2 * n >= len(said) + repeats(said) for n, said in zip(letters, task.target["train"])]
    possible = np.array(possible)
    model.compile(keras.optimizers.Adam(RATE[pairs]), loss, jit_compile=False)
    begun = time.perf_counter()
    model.fit(
        task.read("train")[possible], y[possible], epochs=EPOCHS[pairs], batch_size=BATCH[pairs], verbose=0
    )
    seconds = f"{time.perf_counter() - begun:.0f}"
    x = task.read("test")
    best = model.predict(x, batch_size=512, verbose=0).argmax(axis=-1)
    best[np.repeat(x, 2, axis=1) == 0] = 0
    said = [collapse(row, task.signs_out) for row in best]
    return {"weights": model.count_params(), "seconds": seconds, **scores(task, said)}


def repeats(said):
    """Count neighbours that are equal: CTC needs a blank between them."""
    return sum(a == b for a, b in zip(said, said[1:]))


def collapse(row, signs):
    """Return what a row of frames says: equal neighbours once, blanks left out."""
    kept = [a for a, b in zip(row, [-1, *row[:-1]]) if a != b and a > 0]
    return tuple(signs[number - 1] for number in kept)


def table_row(task):
    """Translate dates word by word: for each word what occurred with it most often, in the commonest order."""
    pairs = [(a.split(), "".join(b).split()) for a, b in zip(task.source["train"], task.target["train"])]
    said = [word_by_word(*counted(pairs), row.split()) for row in task.source["test"]]
    return {"seconds": "0", **scores(task, [tuple(" ".join(row)) for row in said])}


def counted(pairs):
    """Return a table of words, and at which place of the source stands what is said first, second, ..."""
    together, alone = defaultdict(Counter), Counter()
    for source, target in pairs:
        alone.update(target)
        for word in source:
            together[word].update(target)
    table = {
        word: max(seen, key=lambda other: seen[other] ** 2 / alone[other]) for word, seen in together.items()
    }
    places = [Counter() for _ in pairs[0][1]]
    for source, target in pairs:
        for i, word in enumerate(source):
            if table[word] in target:
                places[target.index(table[word])][i] += 1
    return table, [place.most_common(1)[0][0] for place in places]


def word_by_word(table, order, source):
    """Translate each word by the table, unknown ones as they stand, and put them in order."""
    return [table.get(source[i], source[i].strip(",")) for i in order]


def nearest_row(task):
    """Say each test word as the training word whose spelling is nearest; of several the first."""
    train = task.read("train")
    lengths = (train > 0).sum(axis=1)
    said = []
    for word in task.read("test"):
        word = word[word > 0]
        row = np.tile(np.arange(train.shape[1] + 1), (len(train), 1))
        for i, letter in enumerate(word, start=1):
            before = row.copy()
            row[:, 0] = i
            for j in range(1, row.shape[1]):
                row[:, j] = np.minimum(
                    np.minimum(before[:, j], row[:, j - 1]) + 1,
                    before[:, j - 1] + (train[:, j - 1] != letter),
                )
        said.append(task.target["train"][row[np.arange(len(train)), lengths].argmin()])
    return {"seconds": "", **scores(task, said)}


def alignments(pairs, rounds=6):
    """Give each letter none, one or two phonemes: expectation by the best path, counts made anew from it.

    Returns:
        For each pair a list of tuples of phonemes, one for each letter; pairs that cannot be aligned are left out.
    """
    counts = defaultdict(lambda: defaultdict(float))
    for word, said in pairs:  # the first guess: a letter and what lies near it
        for i, letter in enumerate(word):
            place = i * len(said) / len(word)
            for size in (0, 1, 2):
                for start in range(len(said) - size + 1):
                    counts[letter][said[start : start + size]] += (
                        np.exp(-abs(start - place)) * (0.3, 1, 0.1)[size]
                    )
    for _ in range(rounds):
        cost = {
            letter: {chunk: -np.log(n / sum(seen.values())) for chunk, n in seen.items()}
            for letter, seen in counts.items()
        }
        found = [(word, best_alignment(word, said, cost)) for word, said in pairs]
        counts = defaultdict(lambda: defaultdict(float))
        for word, chunks in found:
            for letter, chunk in zip(word, chunks or []):
                counts[letter][chunk] += 1
    return [(word, chunks) for word, chunks in found if chunks is not None]


def best_alignment(word, said, cost):
    """Return the cheapest way to share the phonemes out among the letters, or None."""
    best = {0: (0.0, ())}
    for letter in word:
        after = {}
        for stop, (price, path) in best.items():
            for size in (0, 1, 2):
                chunk = said[stop : stop + size]
                if len(chunk) == size and chunk in cost[letter]:
                    total = price + cost[letter][chunk]
                    if stop + size not in after or total < after[stop + size][0]:
                        after[stop + size] = (total, (*path, chunk))
        best = after
    return best[len(said)][1] if len(said) in best else None


WINDOWS = [
    (4, 4),
    (3, 3),
    (2, 3),
    (3, 2),
    (2, 2),
    (1, 2),
    (2, 1),
    (1, 1),
    (0, 1),
    (1, 0),
    (0, 0),
]  # letters to the left, to the right


def letters_row(task, windows):
    """Say each letter as it was said most often between the same neighbours; with fewer of them where it was never seen."""
    pairs = list(zip(task.source["train"], task.target["train"]))
    seen = defaultdict(Counter)
    for word, chunks in alignments(pairs):
        for key, chunk in zip(keys(word, windows), chunks):
            for window in key:
                seen[window][chunk] += 1
    usual = {window: counter.most_common(1)[0][0] for window, counter in seen.items()}

    def say(word):
        return tuple(
            phoneme
            for key in keys(word, windows)
            for phoneme in next((usual[window] for window in key if window in usual), ())
        )

    return {"weights": len(usual), "seconds": "", **scores(task, [say(word) for word in task.source["test"]])}


def keys(word, windows):
    """Return for each letter of a word its windows, the widest first."""
    padded = "<<<<" + word + ">>>>"
    return [
        [(left, right, padded[i - left : i + right + 1]) for left, right in windows]
        for i in range(4, len(word) + 4)
    ]


def main():
    """Write the rows of each setting and seed, behind those that are already there."""
    jobs = {("dates", "table of words", DATES, ""): lambda: table_row(dates())}
    for pairs in (FEW, MANY):
        jobs["words", "letter and neighbours", pairs, ""] = lambda n=pairs: letters_row(spellings(n), WINDOWS)
    jobs["words", "letter alone", FEW, ""] = lambda: letters_row(spellings(FEW), [(0, 0)])
    jobs["words", "nearest spelling", FEW, ""] = lambda: nearest_row(spellings(FEW))
    for seed in SEEDS:
        for context in ("one vector", "attention"):
            jobs["words", context, FEW, seed] = lambda c=context, k=seed: net_row(spellings(FEW), c, k)
    for seed in SEEDS:
        for context in ("one vector", "attention"):
            jobs["dates", context, DATES, seed] = lambda c=context, k=seed: net_row(dates(), c, k)
    jobs["dates", f"one vector, {LONGER} epochs", DATES, 0] = lambda: net_row(
        dates(), "one vector", 0, LONGER
    )
    for seed in SEEDS:
        jobs["words", "CTC", FEW, seed] = lambda k=seed: ctc_row(spellings(FEW), k)
        jobs["words", "attention", MANY, seed] = lambda k=seed: net_row(spellings(MANY), "attention", k)
    building.fill_table(TABLE, FIELDS, jobs)


if __name__ == "__main__":
    main()
