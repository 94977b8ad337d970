"""A smart watch on the arms of ten people, split by person: which exercise?"""

from dataclasses import dataclass

import numpy as np

from .files import read_arrays
from .splits import Split, cut_and_pad, split_by_group


@dataclass(frozen=True)
class Watch:
    """A smart watch on ten people doing seven shoulder exercises; which exercise?

    Attributes:
        values: shape `(140, 523, 6)`, float32, at `rate` Hz, zeros behind the end; see `columns`.
        lengths: shape `(140,)`.
        exercise: shape `(140,)`, int64, an index into `exercise_names`.
        person: shape `(140,)`, 1 to 10.
        right: shape `(140,)`, whether the watch was on the right arm.
        columns: `ax ay az` (acceleration with gravity, g), `wx wy wz` (rotation, rad/s).
        exercise_names: seven short names, spelt out in the data's README.
        rate: 10 samples per second.
        split: row numbers; each person stands in one part only (6 train, 2 validate, 2 test).
    """

    values: np.ndarray
    lengths: np.ndarray
    exercise: np.ndarray
    person: np.ndarray
    right: np.ndarray
    columns: tuple
    exercise_names: tuple
    rate: int
    split: Split


def load_watch():
    """Return the `Watch` record; raises `DatasetError` if the file is not as it should be."""
    stored = read_arrays("watch/watch.npz")
    values, lengths = cut_and_pad((stored["values"] / np.float32(1000)).astype("float32"), stored["lengths"])
    person = stored["person"].astype("int64")
    names = (tuple(map(str, stored[key])) for key in ("columns", "exercise_names"))
    split = split_by_group(person, validation=0.2, test=0.2)
    exercise = stored["exercise"].astype("int64")
    return Watch(values, lengths, exercise, person, stored["right"].astype(bool), *names, 10, split)
