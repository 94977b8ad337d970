"""Refuse a wrong argument at the door, by name: a silent NaN or an empty array costs an afternoon later."""

import operator

import numpy as np


def whole(name, value, least=1):
    """Return `value` as an int of at least `least`.

    Raises:
        ValueError: if it is no whole number or too small; the message names the argument.
    """
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None
    if number < least:
        raise ValueError(f"{name} must be at least {least}, not {number}")
    return number


def numbers(name, value, dims):
    """Return `value` as an array of finite numbers with one of the allowed numbers of dimensions.

    Args:
        name: what the caller calls this argument.
        value: anything `np.asarray` takes.
        dims: the allowed numbers of dimensions, such as `(1, 2)`.

    Raises:
        ValueError: if it is empty, not numeric, of another shape, or holds NaN or infinity.
    """
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be an array of numbers, not of {array.dtype}")
    if array.ndim not in dims:
        wanted = " or ".join(str(n) for n in dims)
        raise ValueError(f"{name} must have {wanted} dimensions, but its shape is {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise ValueError(f"{name} holds {bad:,} NaN or infinite values: fill or leave them out first")
    return array


def same_shape(name, found, wanted):
    """Refuse an array that has not the shape of another: it would be broadcast, and nobody would notice.

    Args:
        name: what the caller calls this argument.
        found: the argument.
        wanted: the array whose shape it must have.

    Raises:
        ValueError: if the shapes differ; the message names the argument and both shapes.
    """
    if np.shape(found) != np.shape(wanted):
        raise ValueError(f"{name} has shape {np.shape(found)}, expected {np.shape(wanted)}")


def lengths_of(lengths, samples, steps):
    """Return the lengths of padded sequences, shape `(samples,)`, each from 1 to `steps`.

    Raises:
        ValueError: if there are more or fewer of them than samples, or one is impossible.
    """
    array = numbers("lengths", lengths, (1,))
    if array.dtype.kind == "f" or array.shape != (samples,):
        raise ValueError(f"lengths must be {samples} whole numbers, not {array.dtype} of shape {array.shape}")
    if array.min() < 1 or array.max() > steps:
        raise ValueError(f"lengths must lie in 1 to {steps}, but reach from {array.min()} to {array.max()}")
    return array


def scores_of(name, values):
    """Return one number for each of some choices, shape `(..., size)`, as float64; infinite ones are allowed.

    Raises:
        ValueError: if there is no choice or a number is NaN; the message names the argument.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"{name} must have shape (..., size), but its shape is {values.shape}")
    if np.isnan(values).any():
        raise ValueError(f"{name} holds NaN: look at the loss, the training broke off")
    return values


def ids_below(name, ids, size):
    """Return ids as one row of whole numbers from 0 to `size - 1`, shape `(length,)`; it may be empty.

    Raises:
        ValueError: if they are anything else; the message names the argument.
    """
    ids = np.asarray(ids)
    whole_numbers = ids.dtype.kind in "iu" or not ids.size
    if ids.ndim != 1 or not whole_numbers or (ids.size and not 0 <= ids.min() <= ids.max() < size):
        raise ValueError(f"{name} must be one row of whole numbers from 0 to {size - 1}, found {ids!r:.80}")
    return ids.astype(np.int64)
