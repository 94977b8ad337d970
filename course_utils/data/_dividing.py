"""Divide examples into train, validation and test so that what belongs together stays on one side."""

import re
from numbers import Real

import numpy as np

from course_utils._arguments import whole

PARTS = ("train", "validation", "test")


class Divided:
    """What the divided records share: `held_out` is another name of `test`, the one `Shakespeare` uses."""

    @property
    def held_out(self):
        """The test part."""
        return self.test


def check_share(name, value, lowest=0.0, highest=1.0):
    """Raise `ValueError` naming the argument unless `lowest <= value < highest`."""
    if isinstance(value, bool) or not isinstance(value, Real) or not lowest <= value < highest:
        raise ValueError(f"{name} must be at least {lowest} and below {highest}, not {value!r}")


def check_choice(name, value, choices):
    """Raise `ValueError` naming the argument unless `value` is one of `choices`."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")


def check_division(seed, validation, test):
    """Raise `ValueError` naming the argument that no division can be made with."""
    whole("seed", seed, 0)
    check_share("validation", validation)
    check_share("test", test)
    if validation + test >= 1:
        raise ValueError(f"validation and test leave nothing to train on: {validation} + {test} >= 1")


def without_marks(text):
    """Return a text in small letters without punctuation: spellings that differ in nothing else become one key."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def divide(keys, seed, validation, test, strata=None):
    """Return `{"train": rows, "validation": rows, "test": rows}`, three sorted index arrays.

    Rows with the same key land in the same part; each part gets about the same share of every stratum.

    Args:
        keys: one hashable per row, such as a normalised text.
        seed: whole number; the same seed gives the same division.
        validation: share of the keys, 0 to 1.
        test: share of the keys, 0 to 1.
        strata: one label per row (a key counts to the stratum of its first row), or None for one stratum.

    Raises:
        ValueError: if a share or the seed makes no sense, or strata are fewer or more than the keys; the message
            names the argument.
    """
    check_division(seed, validation, test)
    if strata is not None and len(strata) != len(keys):
        raise ValueError(f"strata holds {len(strata)} labels for {len(keys)} keys")
    rows, stratum = {}, {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
        stratum.setdefault(key, None if strata is None else strata[row])
    members = {}
    for key in rows:
        members.setdefault(stratum[key], []).append(key)
    random, parts = np.random.default_rng(seed), {part: [] for part in PARTS}
    for label in sorted(members, key=str):
        group = members[label]
        order = random.permutation(len(group))
        first = round(test * len(group))
        second = first + round(validation * len(group))
        for part, places in zip(("test", "validation", "train"), np.split(order, [first, second])):
            parts[part] += [row for place in places for row in rows[group[place]]]
    return {part: np.sort(np.array(parts[part], dtype=np.int64)) for part in PARTS}
