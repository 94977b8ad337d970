"""Say in words how a learner's value differs from the right one."""

import re

import numpy as np


def difference(found, expected, tolerance, parts=()):
    """Return in words how `found` differs from `expected`, or None if it does not.

    Tuples, lists and dicts are compared part by part, numbers and arrays by kind, shape and value. An array is as good
    as a list or tuple of the same length.

    Args:
        found, expected: the learner's value and the right one.
        tolerance: largest allowed difference, relative to the size of the right values (at least 1).
        parts: what the parts of a tuple or list are called; without names they are counted.
    """
    if isinstance(expected, dict):
        if not isinstance(found, dict) or set(found) != set(expected):
            return f"the answer must be a dict with the keys {sorted(map(str, expected))}, found {describe(found)}."
        pairs = [(f"under {key!r}, ", found[key], expected[key]) for key in expected]
    elif isinstance(expected, (tuple, list)):
        if isinstance(found, np.ndarray) and found.ndim:
            found = list(found)
        if not isinstance(found, (tuple, list)) or len(found) != len(expected):
            called = f" ({', '.join(parts)})" if parts else ""
            count = f"{len(expected)} part" + "s" * (len(expected) != 1)
            return f"the answer must have {count}{called}, found {describe(found)}."
        names = [f"in `{name}`, " for name in parts] or [f"in part {i + 1}, " for i in range(len(expected))]
        pairs = list(zip(names, found, expected))
    elif isinstance(expected, (str, bytes, bool, type(None))) or callable(expected):
        found = found.item() if isinstance(found, (np.bool_, np.str_)) or is_single(found) else found
        same = type(found) is type(expected) and found == expected
        return None if same else f"expected {shown(expected)}, found {describe(found)}."
    else:
        return _number_difference(found, expected, tolerance)
    for where, a, b in pairs:
        problem = difference(a, b, tolerance)
        if problem:
            return where + problem
    return None


def _number_difference(found, expected, tolerance):
    try:
        array, wanted = np.asarray(found), np.asarray(expected)
    except Exception:
        return f"expected numbers, found {describe(found)}."
    if wanted.dtype.kind in "OUS":
        same = (
            array.dtype.kind == wanted.dtype.kind
            and array.shape == wanted.shape
            and bool(np.all(array == wanted))
        )
        return None if same else f"expected {wanted.tolist()!r:.80}, found {describe(found)}."
    if array.dtype.kind not in "biufc":
        return f"expected numbers, found {describe(found)}."
    holds = "the answer holds NaN or infinity. Look for a division by zero, a log of 0 or an exp of a large number."
    if np.all(np.isfinite(wanted)) and not np.all(np.isfinite(array)):
        return holds
    if array.shape != wanted.shape and wanted.shape == ():
        return f"expected a single number, found {describe(found)}."
    if array.shape != wanted.shape:
        return f"the shape must be {wanted.shape}, found {array.shape}."
    if not np.all(np.isfinite(array) | ~np.isfinite(wanted)):
        return holds
    if wanted.dtype.kind in "iub" and array.dtype.kind not in "iub" and np.any(array != np.round(array)):
        return f"expected whole numbers, found {describe(found)}."
    kind = complex if array.dtype.kind == "c" else float
    if wanted.dtype.kind == "f":  # where NaN or infinity is right, the same must stand there
        odd = ~np.isfinite(wanted)
        if not np.array_equal(array[odd].astype(kind), wanted[odd], equal_nan=True):
            return "a value that is not a number is expected where yours is one."
        array, wanted = np.where(odd, 0, array), np.where(odd, 0, wanted)
    gaps = np.abs(array.astype(kind) - wanted)
    if gaps.size and gaps.max() > tolerance * max(1.0, float(np.abs(wanted).max())):
        at = np.unravel_index(int(gaps.argmax()), gaps.shape)
        where = f" at index {tuple(int(i) for i in at)}" if at else ""
        return f"expected {_number(wanted[at])}{where}, found {_number(array[at])}."
    return None


def _number(value):
    return f"{value.item():.6g}" if np.asarray(value).dtype.kind == "f" else f"{value}"


def is_single(value):
    """Whether this is an array without axes, which stands for one value."""
    return isinstance(value, np.ndarray) and value.ndim == 0


def shown(value, longest=60):
    """Write a value on one line: numbers to four digits, what is long cut short, nothing that differs from run to run."""
    if isinstance(value, np.ndarray) and value.ndim:
        if value.size <= 8 and value.dtype.kind in "biufc":
            return np.array2string(value, precision=4, separator=", ", suppress_small=True).replace("\n", "")
        return f"an array of shape {value.shape}"
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}"
    if isinstance(value, (tuple, list)) and value:
        inside = ", ".join(shown(part, longest) for part in value[:4])
        inside += ", ..." if len(value) > 4 else "," if len(value) == 1 and isinstance(value, tuple) else ""
        return f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    if callable(value) and hasattr(value, "__name__"):
        return f"`{value.__name__}`" if value.__name__ != "<lambda>" else "a function"
    try:
        said = repr(value.item() if isinstance(value, np.generic) or is_single(value) else value)
    except Exception:  # a learner's object may not even be printed
        return f"an object of type {type(value).__name__}"
    said = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(said.split()))  # an address differs in every run
    return said if len(said) < longest else said[: longest - 3] + "..."


def describe(value):
    """Name a value's type and show it, shortened."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape} and type {value.dtype}"
    return f"{type(value).__name__} {shown(value)}"


def describe_kind(value):
    """Name what sort of value this is without showing what it holds."""
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)} parts"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of numbers of shape {value.shape}"
    return "a single number" if np.asarray(value).dtype.kind in "iufc" else f"of type {type(value).__name__}"
