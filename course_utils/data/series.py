"""Loaders of the real-valued data sets: each gives a frozen record of NumPy arrays, with its split in it.

Sequences of different length are padded with zeros **behind** and come with their lengths. Where each set is
from,
its units and its faults: `datasets/<name>/README.md`.
"""

import io
import wave
from dataclasses import dataclass

import numpy as np

from course_utils._arguments import numbers

from .files import datasets_folder, expected_sums, read_arrays, read_text, verified
from .splits import Split, pad, split_by_group, split_by_time


@dataclass(frozen=True)
class Beijing:
    """Hourly weather and fine dust in Beijing, 2010 to 2014.

    Attributes:
        time: shape `(43824,)`, datetime64 in hours; no hour is missing.
        values: shape `(43824, 7)`, float32, one column per name in `columns`; only `pm2.5` has NaN (2,067
            hours).
        columns: `pm2.5` (ug/m3), `DEWP`, `TEMP` (dew point, temperature in whole degrees C), `PRES` (hPa),
            `Iws` (wind run since the direction last changed, m/s summed up), `Is`, `Ir` (hours of snow, rain
            so far).
        wind: shape `(43824,)`, int8: an index into `wind_names`.
        wind_names: `NE`, `NW`, `SE`, `cv` (calm or variable).
        split: slices of hours: 2010 to 2012 train, 2013 validates, 2014 tests. Cut windows inside each.
    """

    time: np.ndarray
    values: np.ndarray
    columns: tuple
    wind: np.ndarray
    wind_names: tuple
    split: Split

    def column(self, *names):
        """Return the named columns: shape `(43824,)` for one name, `(43824, names)` for several."""
        unknown = [name for name in names if name not in self.columns]
        if unknown or not names:
            raise ValueError(f"names {unknown} are no columns: choose from {', '.join(self.columns)}")
        chosen = self.values[:, [self.columns.index(name) for name in names]]
        return chosen[:, 0] if len(names) == 1 else chosen


def load_beijing():
    """Return the `Beijing` record; raises `DatasetError` if the file is not as it should be."""
    header, *rows = read_text("beijing/beijing.csv.gz").splitlines()
    names = header.split(",")
    table = dict(zip(names, zip(*(row.split(",") for row in rows))))
    stamps = (
        f"{y}-{int(m):02}-{int(d):02}T{int(h):02}" for y, m, d, h in zip(*(table[n] for n in names[:4]))
    )
    time = np.array(list(stamps), dtype="datetime64[h]")
    columns = tuple(name for name in names[4:] if name != "cbwd")
    values = [np.array([x or "nan" for x in table[name]], dtype="float32") for name in columns]
    wind_names, wind = np.unique(table["cbwd"], return_inverse=True)
    split = split_by_time(time, "2013-01-01", "2014-01-01")
    return Beijing(
        time, np.stack(values, axis=1), columns, wind.astype("int8"), tuple(map(str, wind_names)), split
    )


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
    values, lengths = _unpacked(stored["frames"], stored["lengths"])
    official = np.arange(int(stored["train_count"]))
    late = official % 30 >= 24  # speakers follow one another, 30 utterances each
    split = Split(official[~late], official[late], np.arange(len(official), len(lengths)))
    return Vowels(values, lengths, stored["speakers"].astype("int64") - 1, split, official)


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
    values, lengths = _unpacked((stored["values"] / np.float32(1000)).astype("float32"), stored["lengths"])
    person = stored["person"].astype("int64")
    names = (tuple(map(str, stored[key])) for key in ("columns", "exercise_names"))
    split = split_by_group(person, validation=0.2, test=0.2)
    exercise = stored["exercise"].astype("int64")
    return Watch(values, lengths, exercise, person, stored["right"].astype(bool), *names, 10, split)


@dataclass(frozen=True)
class Speech:
    """Telephone prompts by one voice; English or Spanish?

    Attributes:
        values: shape `(970, 298, 13)`, float32: 13 MFCC every 20 ms as `mfcc` computes them, stored in 7
            bits; zeros behind the end.
        lengths: shape `(970,)`, 14 to 298 frames.
        spanish: shape `(970,)`, int64: 0 English, 1 Spanish.
        prompt: shape `(970,)`, the prompt's name: the same name in both languages says the same thing.
        rate: 8,000, samples per second of the sound the features come from.
        split: row numbers; a prompt's two languages always stand in the same part.
    """

    values: np.ndarray
    lengths: np.ndarray
    spanish: np.ndarray
    prompt: np.ndarray
    rate: int
    split: Split


def load_speech():
    """Return the `Speech` record; raises `DatasetError` if the file is not as it should be."""
    stored = read_arrays("speech/speech.npz")
    values, lengths = _unpacked(stored["low"] + stored["frames"] * stored["step"], stored["lengths"])
    spanish = (stored["languages"] == "es").astype("int64")
    return Speech(values, lengths, spanish, stored["prompts"], 8000, split_by_group(stored["prompts"]))


def load_speech_clips():
    """Return a few original clips of the speech set's test part to listen to.

    Returns:
        `{(language, prompt): samples}`: language `"en"` or `"es"`, float32 samples in -1...1 at 8,000 a
        second.

    Raises:
        DatasetError: if a clip is missing or altered.
    """
    clips = {}
    for name in expected_sums(datasets_folder()):
        if name.startswith("speech/clips/"):
            with wave.open(io.BytesIO(verified(name).read_bytes())) as sound:
                samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
            language, prompt = name.removeprefix("speech/clips/").removesuffix(".wav").split("/", 1)
            clips[language, prompt] = samples.astype("float32") / 32768
    return clips


def _unpacked(frames, lengths):
    """Cut joined frames into their sequences and pad them."""
    numbers("frames", frames, (2,))
    return pad(np.split(frames.astype("float32"), np.cumsum(lengths.astype("int64"))[:-1]))
