"""Check the arguments of a cell before it computes, so that the cell's code is nothing but its equations."""

import contextvars
import functools
import inspect

import numpy as np

INSIDE = contextvars.ContextVar("inside a checked function", default=False)


def shapes(**specs):
    """Decorate a function so that its arrays are checked first.

    A spec is a line of axis names, one name one size in all arguments: `"batch features"`. `"4*units"` is
    four times `units`, a digit is itself, a leading `...` is any axes before. A spec that depends on
    `reset_after` is a dictionary `{True: spec, False: spec}`. What a checked function calls is not checked
    again: a sequence of a thousand steps looks at its weights once.

    Args:
        specs: argument name = spec, for each argument that is an array.

    Returns:
        A decorator. The decorated function raises `ValueError` that names the argument, the shape it has and
        the shape expected; also for empty arrays, for what is not a number, and for NaN or infinity.
    """

    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def checked(*args, **kwargs):
            if INSIDE.get():
                return function(*args, **kwargs)
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            bound.arguments.update(checked_arrays(function.__name__, specs, bound.arguments))
            token = INSIDE.set(True)
            try:
                return function(*bound.args, **bound.kwargs)
            finally:
                INSIDE.reset(token)

        return checked

    return decorate


def checked_arrays(where, specs, given):
    """Return `{name: array}` of the arguments with a spec, or raise the `ValueError` of `shapes`."""
    specs = {
        name: spec[bool(given["reset_after"])] if isinstance(spec, dict) else spec
        for name, spec in specs.items()
    }
    arrays = {name: as_numbers(where, name, given[name]) for name in specs}
    check_shapes(where, tuple(specs.items()), tuple(array.shape for array in arrays.values()))
    for name, array in arrays.items():
        bad = ~np.isfinite(array)
        if bad.any():
            place = tuple(int(axis[0]) for axis in np.nonzero(bad))
            raise ValueError(
                f"{where}: {name} holds {array[place]} at index {place}; fill or drop such values first"
            )
    return arrays


def as_numbers(where, name, value):
    """Return `value` as an array of real numbers, or raise a `ValueError` that names it."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{where}: {name} has rows of different lengths; pad them to one length") from None
    if array.dtype.kind not in "fiub":
        raise ValueError(
            f"{where}: {name} must hold real numbers, found {array.dtype}; convert it to float32"
        )
    return array


@functools.lru_cache(maxsize=1024)  # what fitted once fits again: a step in a loop is hardly slowed down
def check_shapes(where, specs, found):
    """Raise a `ValueError` for the argument that does not fit the others.

    That is the argument without which the rest agree: a transposed weight matrix is named although every
    other array disagrees with it. Where either of two could be wrong, both are named.
    """
    specs = dict(specs)
    found = dict(zip(specs, found))
    for name, shape in found.items():
        if 0 in shape:
            wanted = describe(specs[name], {})
            raise ValueError(
                f"{where}: {name} is empty: it has shape {shape}, expected {wanted}, all at least 1"
            )
    if sizes_of(specs, found) is not None:
        return
    complaints = []
    for name, shape in found.items():
        sizes = sizes_of(specs, {other: found[other] for other in found if other != name})
        if sizes is not None:
            complaints.append(f"{name} has shape {shape}, expected {describe(specs[name], sizes)}")
    if not complaints:  # two or more are wrong: what each should look like is all that can be said
        complaints = [
            f"{name} {shape}, expected {describe(specs[name], {})}" for name, shape in found.items()
        ]
        raise ValueError(f"{where}: several shapes do not fit: {'; '.join(complaints)}")
    beside = ", ".join(f"{name} {shape}" for name, shape in found.items())
    raise ValueError(f"{where}: {', or '.join(complaints)}. All shapes given: {beside}")


def sizes_of(specs, found):
    """Return `{axis name: size}` if all shapes in `found` fit their specs and each other, else None."""
    sizes = {}
    for name, shape in found.items():
        axes = specs[name].split()
        if axes[0] == "...":
            cut = len(shape) - (len(axes) - 1)
            if cut < 0 or sizes.setdefault("...", shape[:cut]) != shape[:cut]:
                return None
            axes, shape = axes[1:], shape[cut:]
        if len(axes) != len(shape):
            return None
        for axis, size in zip(axes, shape):
            times, symbol = split_axis(axis)
            if (
                size % times
                or sizes.setdefault(symbol, 1 if symbol == "" else size // times) != size // times
            ):
                return None
    return sizes


def split_axis(axis):
    """Return `(4, "units")` for `"4*units"`, `(1, "units")` for `"units"` and `(2, "")` for `"2"`."""
    if axis.isdigit():
        return int(axis), ""
    times, _, symbol = axis.rpartition("*")
    return int(times or 1), symbol


def describe(spec, sizes):
    """Return the shape expected, such as `(2, 12) = (batch, 4*units)`, with names where no size is known."""
    names, numbers = spec.split(), []
    for axis in names:
        times, symbol = split_axis(axis)
        if axis == "...":
            numbers.extend(sizes.get("...", ["..."]))
        elif symbol == "":
            numbers.append(times)
        else:
            numbers.append(times * sizes[symbol] if symbol in sizes else axis)
    named = str(tuple(names)).replace("'", "")
    numbered = str(tuple(numbers)).replace("'", "")
    return named if named == numbered else f"{numbered} = {named}"
