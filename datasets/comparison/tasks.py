"""The six tasks of the comparison: for each the three parts, the shape of the answer and two baselines."""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from course_utils import data

ADDING_STEPS, COPY_WAIT, COPY_LENGTH, COPY_SYMBOLS = 40, 12, 4, 4


@dataclass(frozen=True)
class Task:
    """One task: `parts` holds (inputs, targets) of train, validation and test."""

    name: str
    measure: str  # "accuracy" in percent, "error" otherwise
    unit: str
    parts: dict
    epochs: int
    batch: int
    outputs: int
    vocabulary: int = 0  # above 0: the inputs are word numbers, 0 is padding
    masked: bool = False  # whether padded steps of the input are to be skipped
    each_step: bool = False  # whether every step has an answer
    last: int = 0  # how many steps at the end the score counts; 0 for all

    def __post_init__(self):
        """Refuse parts that are empty, do not fit, hold NaN, or have a row that the mask would hide altogether."""
        for part, (x, y) in self.parts.items():
            if len(x) != len(y) or not len(x):
                raise ValueError(
                    f"parts[{part!r}]: inputs {x.shape} and targets {y.shape} need as many rows, 1 or more"
                )
            if not (np.isfinite(x).all() and np.isfinite(y).all()):
                raise ValueError(f"parts[{part!r}] holds NaN or infinity: fill or leave it out first")
            hidden = (x == 0).reshape(len(x), -1).all(axis=1)
            if (self.vocabulary or self.masked) and hidden.any():
                raise ValueError(f"parts[{part!r}]: row {int(hidden.argmax())} is padding only; leave it out")

    @property
    def scored(self):
        """The steps that the score counts, if every step has an answer."""
        return slice(-self.last if self.last else None, None)


def _one_hot(numbers, size):
    return np.eye(size, dtype="float32")[numbers]


def vowels():
    """Who speaks? Nine men, 7 to 29 frames of 12 numbers."""
    record = data.load_vowels()
    scaler = data.fit_scaler(record.values[record.split.train], record.lengths[record.split.train])
    x = scaler.scale(record.values, record.lengths)
    parts = {part: (x[rows], record.speaker[rows]) for part, rows in record.split._asdict().items()}
    return Task("Japanese Vowels", "accuracy", "%", parts, 30, 27, 9, masked=True)


def names():
    """Which sex is recorded more often with this given name? One-hot letters."""
    record, parts = data.load_names(), {}
    for part in ("train", "validation", "test"):
        chosen = getattr(record, part)
        x = np.zeros((len(chosen.name), 15, 26), "float32")
        for row, name in zip(x, chosen.name):
            for t, letter in enumerate(name.lower()[:15]):
                row[t, ord(letter) - 97] = 1
        parts[part] = (x, chosen.label)
    return Task("names to sex", "accuracy", "%", parts, 8, 128, 2, masked=True)


def beijing():
    """By how many degrees will the temperature have changed in 24 hours? 24 hours of 6 measurements."""
    record, parts = data.load_beijing(), {}
    columns = ["TEMP", "DEWP", "PRES", "Iws"]
    values = record.column(*columns)
    hour = (record.time.astype("int64") % 24)[:, None] * 2 * np.pi / 24
    values = np.concatenate([values, np.sin(hour), np.cos(hour)], axis=1).astype("float32")
    scaler = data.fit_scaler(values[record.split.train])
    for part, rows in record.split._asdict().items():
        cut = data.windows(values[rows], past=24, future=24, target=0, stride=7)
        change = cut.targets[:, -1:] - cut.inputs[:, -1, :1]
        parts[part] = (scaler.scale(cut.inputs), change.astype("float32"))
    return Task("Beijing, 24 h ahead", "error", "°C, mean absolute", parts, 8, 128, 1)


def addresses():
    """Tag each word of an address, reading from left to right only."""
    record, parts = data.load_addresses(), {}
    tags = {tag: i for i, tag in enumerate(record.tag_names)}

    def key(word):
        return re.sub(r"[0-9]", "0", word.lower())

    counts = Counter(key(word) for address in record.train.tokens for word in address)
    number = {word: i + 2 for i, word in enumerate(sorted(w for w, n in counts.items() if n > 1))}
    for part in ("train", "validation", "test"):
        chosen = getattr(record, part)
        x = np.zeros((len(chosen.tokens), 19), "int32")
        y = np.zeros_like(x)
        for i, (tokens, tagged) in enumerate(zip(chosen.tokens, chosen.tags)):
            x[i, : len(tokens)] = [number.get(key(word), 1) for word in tokens]
            y[i, : len(tokens)] = [tags[tag] for tag in tagged]
        parts[part] = (x, y)
    size = len(number) + 2
    return Task("address tags", "accuracy", "%", parts, 12, 32, len(tags), size, True, True)


def adding():
    """Two of 40 numbers are marked: what is their sum?"""
    seeds = {"train": (5000, 1), "validation": (1000, 2), "test": (2000, 3)}
    parts = {part: data.adding_problem(n, ADDING_STEPS, seed) for part, (n, seed) in seeds.items()}
    return Task("adding, 40 steps", "error", "mean squared", parts, 12, 64, 1)


def copying():
    """Read four symbols out of four kinds, wait 12 steps, say them again."""
    seeds, parts = {"train": (5000, 1), "validation": (500, 2), "test": (1000, 3)}, {}
    for part, (n, seed) in seeds.items():
        x, y = data.copy_memory(n, COPY_WAIT, seed, COPY_SYMBOLS, COPY_LENGTH)
        parts[part] = (_one_hot(x, COPY_SYMBOLS + 2), y)
    return Task(
        "copying, 20 steps", "accuracy", "%", parts, 12, 64, COPY_SYMBOLS + 1, 0, False, True, COPY_LENGTH
    )


TASKS = {
    "vowels": vowels,
    "names": names,
    "beijing": beijing,
    "addresses": addresses,
    "copying": copying,
    "adding": adding,
}
