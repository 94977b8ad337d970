"""Japanese Vowels: nine men say /ae/, and the official test part stays the test part."""

from dataclasses import dataclass

import numpy as np

from .files import read_arrays
from .splits import Split, cut_and_pad


@dataclass(frozen=True)
class Vowels:
    """Japanese Vowels: nine men say /ae/; who speaks?

    Attributes:
        values: shape `(640, 29, 12)`, float32, LPC cepstra, no unit; zeros behind the last frame (6.4 ms a
            frame).
        lengths: shape `(640,)`, 7 to 29 frames.
        speaker: shape `(640,)`, 0 to 8 (the source counts from 1).
        split: row numbers. The test part is the official one (370). Of the official 270 for training, the
            last 6 of each speaker's 30 validate; `official_train` holds all 270, for a figure to set beside a
            published one.
        official_train: shape `(270,)`, row numbers.
    """

    values: np.ndarray
    lengths: np.ndarray
    speaker: np.ndarray
    split: Split
    official_train: np.ndarray


def load_vowels():
    """Return the `Vowels` record; raises `DatasetError` if the file is not as it should be."""
    stored = read_arrays("vowels/vowels.npz")
    values, lengths = cut_and_pad(stored["frames"], stored["lengths"])
    official = np.arange(int(stored["train_count"]))
    late = official % 30 >= 24  # speakers follow one another, 30 utterances each
    split = Split(official[~late], official[late], np.arange(len(official), len(lengths)))
    return Vowels(values, lengths, stored["speakers"].astype("int64") - 1, split, official)
