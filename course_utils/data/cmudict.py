"""English words and how they are said: a sequence whose answer is another sequence."""

import re
from dataclasses import dataclass

import numpy as np

from course_utils._arguments import whole

from ._dividing import Divided, check_division, divide
from .files import read_text

# The 39 phonemes of CMUdict; vowels carry a stress digit (0 none, 1 primary, 2 secondary).
VOWELS = tuple("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
CONSONANTS = tuple("B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split())


@dataclass(frozen=True)
class Lexicon:
    """Words and how they are said.

    Attributes:
        word: unicode array, shape `(n,)`, letters a-z.
        phonemes: tuple of n tuples of str, such as `("AH0", "JH", "AH1", "S", "T", "ER0")`.
    """

    word: np.ndarray
    phonemes: tuple


@dataclass(frozen=True)
class Cmudict(Divided):
    """The three parts of the dictionary, each a `Lexicon`, and the phonemes that occur.

    Attributes:
        phoneme_names: unicode array, the phonemes of all parts, sorted.
    """

    train: Lexicon
    validation: Lexicon
    test: Lexicon
    phoneme_names: np.ndarray


def load_cmudict(shortest=2, longest=12, stress=True, seed=7, validation=0.05, test=0.1):
    """Return English words and their pronunciation as a `Cmudict`.

    Every word occurs once, with its first pronunciation. The division does not depend on the lengths.

    Args:
        shortest: letters, 2 to 12; shorter words are left out.
        longest: letters, `shortest` to 12; longer words are left out.
        stress: whether vowels keep their stress digit (`AH0`) or lose it (`AH`).
        seed: whole number, chooses the division.
        validation: share of all words.
        test: share of all words.

    Raises:
        ValueError: if an argument is out of range; the message names it.
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        The Carnegie Mellon University Pronouncing Dictionary; see `datasets/cmudict/README.md`.
    """
    whole("shortest", shortest, 2)
    whole("longest", longest, shortest)
    if longest > 12:
        raise ValueError(f"longest must be at most 12, the longest words in the file, not {longest}")
    if not isinstance(stress, bool):
        raise ValueError(f"stress must be True or False, not {stress!r}")
    check_division(seed, validation, test)
    text = read_text("cmudict/cmudict.tsv.gz")
    entries = [line.split("\t") for line in (text if stress else re.sub("[012]", "", text)).splitlines()]
    words = [word for word, _ in entries]
    parts, seen = {}, set()
    for part, rows in divide(words, seed, validation, test).items():
        chosen = [entries[row] for row in rows if shortest <= len(words[row]) <= longest]
        phonemes = tuple(tuple(said.split()) for _, said in chosen)
        seen.update(*phonemes)
        parts[part] = Lexicon(np.array([word for word, _ in chosen], dtype=str), phonemes)
    return Cmudict(**parts, phoneme_names=np.array(sorted(seen)))
