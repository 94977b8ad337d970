"""Sentences of film reviews with human ratings: is the writer pleased or not?"""

import csv
from dataclasses import dataclass

import numpy as np

from ._dividing import Divided, check_division, check_share, divide, without_marks
from .files import read_text


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
