"""Split first, then window, then scale by the training part: in this order nothing of the test leaks."""

import hashlib
from typing import NamedTuple

import numpy as np

from course_utils._arguments import lengths_of, numbers, whole


class Split(NamedTuple):
    """The three parts of a data set, each a slice or an array of row numbers: `values[split.train]`."""

    train: object
    validation: object
    test: object


class Windows(NamedTuple):
    """What `windows` cuts: `inputs (n, past, features)`, `targets (n, future, ...)`, `starts (n,)`."""

    inputs: np.ndarray
    targets: np.ndarray
    starts: np.ndarray


def split_by_time(times, validation_from, test_from):
    """Split an ordered series at two moments: the past trains, the future tests.

    Args:
        times: shape `(steps,)`, strictly rising: dates, or plain numbers such as `np.arange(steps)`.
        validation_from: the first moment of the validation part.
        test_from: the first moment of the test part.

    Returns:
        A `Split` of three slices that follow one another.

    Raises:
        ValueError: if the times are empty, not rising, or leave a part without a step.
    """
    times = np.asarray(times)
    if times.ndim != 1 or len(times) == 0:
        raise ValueError(f"times must be one row of at least one moment, but its shape is {times.shape}")
    if not (times[1:] > times[:-1]).all():
        raise ValueError("times must rise from step to step; NaN, NaT and repeated moments are refused")
    first, second = np.searchsorted(
        times, [np.asarray(at, times.dtype) for at in (validation_from, test_from)]
    )
    if not 0 < first < second < len(times):
        raise ValueError(
            f"validation_from={validation_from} and test_from={test_from} leave a part empty: "
            f"the times reach from {times[0]} to {times[-1]}"
        )
    return Split(slice(0, int(first)), slice(int(first), int(second)), slice(int(second), len(times)))


def split_by_group(groups, validation=0.15, test=0.15, seed=0):
    """Split rows so that no group (person, prompt, picture) stands in two parts.

    The groups are put in the order of the SHA-256 of `"seed:group"`: as good as chance, and the same on every
    machine.

    Args:
        groups: shape `(rows,)`, the group of each row: names or whole numbers.
        validation, test: the share of the **groups** that goes there, each at least one group.
        seed: another number gives another split.

    Returns:
        A `Split` of three rising arrays of row numbers.

    Raises:
        ValueError: if there are fewer than three groups, or the shares leave nothing to train on.
    """
    groups = np.asarray(groups)
    if groups.ndim != 1 or groups.dtype.kind not in "iuU":
        raise ValueError(
            f"groups must be one row of names or whole numbers, not {groups.dtype} {groups.shape}"
        )
    names = [str(name) for name in np.unique(groups)]
    if not (0 < validation < 1 and 0 < test < 1 and validation + test < 1):
        raise ValueError(
            f"validation={validation} and test={test} must be shares above 0 that leave a training part"
        )
    tested, validated = (max(1, round(share * len(names))) for share in (test, validation))
    if tested + validated >= len(names):
        raise ValueError(f"groups holds only {len(names)} different ones: too few for three parts")
    names.sort(key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).hexdigest())
    parts = names[tested + validated :], names[tested : tested + validated], names[:tested]
    return Split(*(np.flatnonzero(np.isin(groups.astype(str), part)) for part in parts))


def windows(series, past, future, target=None, stride=1):
    """Cut a series into pairs of what is known and what is to be forecast.

    Window i holds the steps `starts[i]` to `starts[i] + past - 1`; its target the `future` steps that follow.
    Cut each part of a split **on its own**: windows cut first and split afterwards overlap, and the test is
    seen in training.

    Args:
        series: shape `(steps,)` or `(steps, features)`.
        past: steps per input.
        future: steps per target.
        target: the column to forecast; by default all of them.
        stride: steps from one window's start to the next.

    Returns:
        `Windows(inputs, targets, starts)`. The inputs have shape `(n, past, features)`, with one feature for
        a one-dimensional series. The targets have shape `(n, future)` for a one-dimensional series or a
        chosen column, else `(n, future, features)`. All are copies in the series's own type.

    Raises:
        ValueError: if the series is empty, holds NaN, is shorter than `past + future`, or has no such column.
    """
    series = numbers("series", series, (1, 2))
    past, future, stride = whole("past", past), whole("future", future), whole("stride", stride)
    flat = series.ndim == 1
    table = series[:, None] if flat else series
    steps, features = table.shape
    if steps < past + future:
        raise ValueError(f"series has {steps} steps, fewer than past + future = {past + future}")
    if target is not None and not 0 <= whole("target", target, -features) + features < 2 * features:
        raise ValueError(f"target={target} is no column of a series with {features} features")
    starts = np.arange(0, steps - past - future + 1, stride)
    inputs = table[starts[:, None] + np.arange(past)]
    targets = table[starts[:, None] + np.arange(past, past + future)]
    if flat or target is not None:
        targets = targets[:, :, 0 if flat else target]
    return Windows(inputs, np.ascontiguousarray(targets), starts)


def pad(sequences, steps=None):
    """Stack sequences of different length; zeros fill up **behind** each (Keras: `padding="post"`).

    Args:
        sequences: a list of arrays of shape `(length, features)`.
        steps: length of the result; by default the longest sequence's.

    Returns:
        `(values, lengths)`: shape `(samples, steps, features)` and `(samples,)`. `pad` never cuts a sequence.

    Raises:
        ValueError: if there is no sequence, one is empty, too long, or has other features than the first.
    """
    arrays = [numbers(f"sequences[{i}]", one, (2,)) for i, one in enumerate(sequences)]
    if not arrays:
        raise ValueError("sequences is empty")
    lengths = np.array([len(one) for one in arrays])
    steps = int(lengths.max()) if steps is None else whole("steps", steps, int(lengths.max()))
    features = arrays[0].shape[1]
    for i, one in enumerate(arrays):
        if one.shape[1] != features:
            raise ValueError(f"sequences[{i}] has {one.shape[1]} features, sequences[0] has {features}")
    values = np.zeros((len(arrays), steps, features), dtype=np.result_type(*arrays))
    for row, one in zip(values, arrays):
        row[: len(one)] = one
    return values, lengths


def cut_and_pad(frames, lengths):
    """Return `pad` of the sequences that a file holds joined end to end.

    Args:
        frames: shape `(sum of lengths, features)`.
        lengths: shape `(samples,)`, whole numbers in the order of the sequences.
    """
    frames = numbers("frames", frames, (2,))
    return pad(np.split(frames.astype("float32"), np.cumsum(lengths.astype("int64"))[:-1]))


def mask_of(lengths, steps):
    """Return which steps are real and not padding: shape `(samples, steps)`, boolean."""
    steps = whole("steps", steps)
    return np.arange(steps) < lengths_of(lengths, len(np.atleast_1d(lengths)), steps)[:, None]


def centre_each(values, lengths):
    """Subtract from each padded sequence its own mean over time; the padding stays zero.

    In speech this is cepstral mean normalisation: it removes what microphone and room add to every frame.

    Args:
        values: shape `(samples, steps, features)`, padded behind.
        lengths: shape `(samples,)`.
    """
    values = numbers("values", values, (3,))
    mask = mask_of(lengths_of(lengths, *values.shape[:2]), values.shape[1])[:, :, None]
    mean = (values * mask).sum(axis=1, keepdims=True) / mask.sum(axis=1, keepdims=True)
    return ((values - mean) * mask).astype(values.dtype)
