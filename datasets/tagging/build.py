"""Remake `results.csv`: the address taggers of lesson 17. Nets have five seeds each, the others draw nothing at random.

Needs the course's environment and, for the rows of the conditional random fields alone, two packages that the course does
not: `pip install python-crfsuite==0.9.12 usaddress==0.5.16` (the first is imported as pycrfsuite). Of usaddress only the
function that describes words is used, never the model that comes with it: that one was trained on our test addresses.
About fifteen minutes on one core. Rows are kept as they are finished, so a run that was cut off goes on where it stopped.
Run from any folder: `python3 datasets/tagging/build.py`.
"""

import os
import re
import sys
import tempfile
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

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building
from address_words import STEPS, key, numbered

from course_utils.data import load_addresses

TABLE = "tagging/results.csv"
FIELDS = (
    "setting seed weights seconds words addresses entity_f1 unseen_words validation_words validation_addresses "
    "transition_weight faults"
).split()
SEEDS = range(5)
LETTERS = 12  # of a word that are read
EPOCHS, BATCH, RATE = 15, 32, 0.005
WEIGHTS = (0, 0.2, 0.4, 0.6, 0.8, 1)  # of the counted transitions; chosen on the validation part
MOST_FAULTS = 5  # addresses with more wrong words are counted with these


def bare(word):
    """Return a word without capitals, commas and other marks: the same letters and digits."""
    return re.sub(r"[^a-z0-9]", "", word.lower())


class Task:
    """The addresses as numbers: 0 is padding, 1 what the training part does not hold (words: not twice)."""

    def __init__(self):
        self.parts = load_addresses()
        self.tag_names = [str(name) for name in self.parts.tag_names]
        tag_number = {name: i for i, name in enumerate(self.tag_names)}
        self.word_number = numbered(self.parts.train.tokens)
        letters = sorted({letter for words in self.parts.train.tokens for letter in "".join(words)})
        self.letter_number = {letter: i for i, letter in enumerate(letters, start=2)}
        self.seen = {key(word) for words in self.parts.train.tokens for word in words}
        self.words, self.letters, self.bare_letters, self.tags = {}, {}, {}, {}
        for name in ("train", "validation", "test"):
            tokens, tags = getattr(self.parts, name).tokens, getattr(self.parts, name).tags
            self.words[name] = self.numbers(tokens, lambda word: self.word_number.get(key(word), 1))
            self.tags[name] = self.numbers(tags, lambda tag: tag_number[tag])
            self.letters[name] = self.spelled(tokens)
            self.bare_letters[name] = self.spelled([[bare(word) for word in words] for words in tokens])

    def numbers(self, rows, number):
        """Return numbers of words or tags, `(addresses, STEPS)`, padded behind with 0."""
        out = np.zeros((len(rows), STEPS), "int32")
        for i, row in enumerate(rows):
            out[i, : len(row)] = [number(entry) for entry in row]
        return out

    def spelled(self, rows):
        """Return numbers of the first letters of each word, `(addresses, STEPS, LETTERS)`, padded behind with 0."""
        out = np.zeros((len(rows), STEPS, LETTERS), "int32")
        for i, words in enumerate(rows):
            for j, word in enumerate(words):
                numbers = [self.letter_number.get(letter, 1) for letter in word[:LETTERS]]
                out[i, j, : len(numbers)] = numbers
        return out

    def inputs(self, part, setting):
        """Return what the net of this setting reads of a part."""
        if setting == "words":
            return self.words[part]
        return [self.words[part], (self.bare_letters if "no marks" in setting else self.letters)[part]]

    def in_lists(self, said, part):
        """Cut arrays of tag numbers to the words of each address: a list of lists of tag names."""
        lengths = [len(words) for words in getattr(self.parts, part).tokens]
        return [[self.tag_names[tag] for tag in row[:length]] for row, length in zip(said, lengths)]


def net(task, setting):
    """Build a tagger of words, or of words and the letters they are made of."""
    words = keras.Input((STEPS,), dtype="int32")
    embedding = layers.Embedding(len(task.word_number) + 2, 32, mask_zero=True)
    vectors, inputs = embedding(words), words
    if setting != "words":
        letters = keras.Input((STEPS, LETTERS), dtype="int32")
        one_word_a_row = keras.ops.reshape(letters, (-1, LETTERS))
        spelling = layers.Embedding(len(task.letter_number) + 2, 16, mask_zero=True)(one_word_a_row)
        spelling = layers.Bidirectional(layers.GRU(24))(spelling)
        spelling = keras.ops.reshape(spelling, (-1, STEPS, 48))
        vectors, inputs = layers.Concatenate()([vectors, spelling]), [words, letters]
    vectors = layers.Dropout(0.3)(vectors)
    both_ways = layers.Bidirectional(layers.GRU(40, return_sequences=True))
    states = both_ways(vectors, mask=embedding.compute_mask(words))
    return keras.Model(inputs, layers.Dense(len(task.tag_names), activation="softmax")(states))


def entities(tags):
    """Return the set of (tag, first word, word behind the last): neighbours of one tag are one entity."""
    found, start = set(), 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] != tags[start]:
            found.add((tags[start], start, i))
            start = i
    return found


def scores(task, said, part="test"):
    """Return the scores of lists of tags: words, addresses and words never seen in percent, F1 of entities, faults."""
    tokens, truth = getattr(task.parts, part).tokens, getattr(task.parts, part).tags
    right = [[a == b for a, b in zip(row, tags)] for row, tags in zip(said, truth)]
    flat = np.array([mark for row in right for mark in row])
    new = np.array([key(word) not in task.seen for words in tokens for word in words])
    wrong = np.array([len(row) - sum(row) for row in right])
    hit = sum(len(entities(row) & entities(tags)) for row, tags in zip(said, truth))
    named = sum(len(entities(row)) + len(entities(tags)) for row, tags in zip(said, truth))
    faults = np.bincount(np.minimum(wrong, MOST_FAULTS), minlength=MOST_FAULTS + 1)
    return {
        "words": f"{100 * flat.mean():.2f}",
        "addresses": f"{100 * (wrong == 0).mean():.2f}",
        "entity_f1": f"{100 * 2 * hit / named:.2f}",
        "unseen_words": f"{100 * flat[new].mean():.2f}",
        "faults": " ".join(str(count) for count in faults),
    }


def both_parts(task, validation, test):
    """Return the scores of the test part, and two of the validation part."""
    seen = scores(task, validation, "validation")
    return {
        **scores(task, test),
        "validation_words": seen["words"],
        "validation_addresses": seen["addresses"],
    }


def transitions(task):
    """Return, `(tags, tags)`, the log of how much oftener tag j follows tag i than it stands anywhere."""
    pairs = np.full((len(task.tag_names),) * 2, 0.1)
    for tags in task.parts.train.tags:
        for a, b in zip(tags, tags[1:]):
            pairs[task.tag_names.index(a), task.tag_names.index(b)] += 1
    follows = pairs / pairs.sum(axis=1, keepdims=True)
    return np.log(follows / (pairs.sum(axis=0) / pairs.sum()))


def best_path(scores, transitions):
    """Return the tags with the largest sum of scores `(steps, tags)` and transitions `(tags, tags)`: Viterbi."""
    best, before = scores[0], []
    for score in scores[1:]:
        through = best[:, None] + transitions
        before.append(through.argmax(axis=0))
        best = through.max(axis=0) + score
    path = [int(best.argmax())]
    for came_from in reversed(before):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


def net_rows(task, setting, seed):
    """Train a net; return its row, and that of the same net with counted transitions."""
    keras.utils.set_random_seed(seed)
    model = net(task, setting)
    model.compile(keras.optimizers.Adam(RATE), "sparse_categorical_crossentropy")
    begun = time.perf_counter()
    model.fit(task.inputs("train", setting), task.tags["train"], epochs=EPOCHS, batch_size=BATCH, verbose=0)
    seconds = f"{time.perf_counter() - begun:.0f}"
    logs = {
        part: np.log(model.predict(task.inputs(part, setting), verbose=0) + 1e-9)
        for part in ("validation", "test")
    }

    def joint(part, weight):
        table = weight * transitions(task)
        lengths = [len(words) for words in getattr(task.parts, part).tokens]
        paths = [best_path(row[:length], table) for row, length in zip(logs[part], lengths)]
        return [[task.tag_names[tag] for tag in path] for path in paths]

    alone = both_parts(
        task, *(task.in_lists(logs[part].argmax(axis=-1), part) for part in ("validation", "test"))
    )
    weight = max(
        WEIGHTS, key=lambda w: float(scores(task, joint("validation", w), "validation")["addresses"])
    )
    together = both_parts(task, joint("validation", weight), joint("test", weight))
    shared = {"weights": model.count_params(), "seconds": seconds}
    return [
        {**shared, **alone},
        {"setting": f"{setting}, joint", **shared, **together, "transition_weight": weight},
    ]


def commonest_row(task):
    """Give each word its commonest tag in the training part; unknown words share a number; of two tags the first in the alphabet."""
    counts = {}
    for words, tags in zip(task.words["train"], task.parts.train.tags):
        for word, tag in zip(words, tags):
            counts.setdefault(word, Counter())[tag] += 1

    usual = {word: min(tags, key=lambda tag: (-tags[tag], tag)) for word, tags in counts.items()}

    def said(part):
        tokens = getattr(task.parts, part).tokens
        return [[usual[word] for word in row[: len(words)]] for row, words in zip(task.words[part], tokens)]

    return {**both_parts(task, said("validation"), said("test")), "seconds": "0"}


def word_alone(words):
    """Describe each word by itself."""
    return [{"word": key(word)} for word in words]


def with_neighbours(words):
    """Describe each word by itself and the words beside it."""
    keys = ["<", *(key(word) for word in words), ">"]
    return [
        {"before": before, "word": word, "behind": behind}
        for before, word, behind in zip(keys, keys[1:], keys[2:])
    ]


def of_usaddress(words):
    """Describe each word as usaddress does: length, capitals, digits, comma, ending, street words, and neighbours."""
    import usaddress

    return usaddress.tokens2features(list(words))


def field_row(task, describe, joint):
    """Train a conditional random field; without `joint` each word is a sequence of its own, so nothing is passed on."""
    import pycrfsuite

    def sequences(part):
        for words, tags in zip(getattr(task.parts, part).tokens, getattr(task.parts, part).tags):
            described = describe(words)
            if joint:
                yield described, tags
            else:
                yield from (([one], [tag]) for one, tag in zip(described, tags))

    begun = time.perf_counter()
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "feature.possible_transitions": True, "max_iterations": 200})
    for described, tags in sequences("train"):
        trainer.append(pycrfsuite.ItemSequence(described), list(tags))
    file = str(Path(tempfile.mkdtemp()) / "model")
    trainer.train(file)
    seconds = f"{time.perf_counter() - begun:.0f}"
    tagger = pycrfsuite.Tagger()
    tagger.open(file)

    def said(part):
        flat = iter(
            [
                tag
                for described, _ in sequences(part)
                for tag in tagger.tag(pycrfsuite.ItemSequence(described))
            ]
        )
        return [[next(flat) for _ in words] for words in getattr(task.parts, part).tokens]

    learned = len(tagger.info().state_features) + len(tagger.info().transitions)
    return {"weights": learned, "seconds": seconds, **both_parts(task, said("validation"), said("test"))}


FIELDS_OF_WORDS = {
    "CRF, words": (word_alone, True),
    "CRF, words and neighbours": (with_neighbours, True),
    "CRF, spelling": (of_usaddress, True),
    "spelling, each word alone": (of_usaddress, False),
}


def main():
    """Write the rows of each setting and seed, behind those that are already there."""
    task = Task()
    jobs = {("commonest tag", ""): lambda: commonest_row(task)}
    for setting, (describe, joint) in FIELDS_OF_WORDS.items():
        jobs[setting, ""] = lambda d=describe, j=joint: field_row(task, d, j)
    for seed in SEEDS:
        for setting in ("words", "characters", "characters, no marks"):
            jobs[setting, seed] = lambda s=setting, k=seed: net_rows(task, s, k)
    building.fill_table(TABLE, FIELDS, jobs)


if __name__ == "__main__":
    main()
