"""Sequences with a label at every step, or another sequence as the answer: addresses and pronunciations."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from course_utils._arguments import whole

from .dividing import Divided, check_division, divide, without_marks
from .files import read_text

# The 39 phonemes of CMUdict; vowels carry a stress digit (0 none, 1 primary, 2 secondary).
VOWELS = tuple("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
CONSONANTS = tuple("B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split())


@dataclass(frozen=True)
class AddressList:
    """Tagged addresses; `tokens[i]` and `tags[i]` have the same length, different from address to address.

    Attributes:
        tokens: tuple of n tuples of str: the words as written, punctuation attached.
        tags: tuple of n tuples of str: what each word is, such as `"ZipCode"`.
    """

    tokens: tuple
    tags: tuple


@dataclass(frozen=True)
class Addresses(Divided):
    """The three parts of the addresses, each an `AddressList`, and the tags that occur.

    Attributes:
        tag_names: unicode array, the tags of all parts, sorted.
    """

    train: AddressList
    validation: AddressList
    test: AddressList
    tag_names: np.ndarray


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


def load_addresses(minimum=1, seed=7, validation=0.1, test=0.2):
    """Return 1,407 US addresses tagged by hand as an `Addresses`.

    Addresses that differ only in capitals and punctuation stay on one side.

    Args:
        minimum: tags that occur fewer times than this become `"Other"`; 1 keeps all 28 tags.
        seed: whole number, chooses the division.
        validation: share of all addresses.
        test: share of all addresses.

    Raises:
        ValueError: if an argument is out of range; the message names it.
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        usaddress, Atlanta Journal Constitution (2014); see `datasets/addresses/README.md`.
    """
    whole("minimum", minimum, 1)
    check_division(seed, validation, test)
    blocks = read_text("addresses/addresses.tsv").strip("\n").split("\n\n")[1:]
    pairs = [[line.split("\t") for line in block.splitlines()] for block in blocks]
    counts = Counter(tag for address in pairs for _, tag in address)
    tokens = [tuple(token for token, _ in address) for address in pairs]
    tags = [tuple(tag if counts[tag] >= minimum else "Other" for _, tag in address) for address in pairs]
    keys = [without_marks(" ".join(words)) for words in tokens]
    parts = {
        part: AddressList(tuple(tokens[row] for row in rows), tuple(tags[row] for row in rows))
        for part, rows in divide(keys, seed, validation, test).items()
    }
    return Addresses(**parts, tag_names=np.array(sorted(set().union(*tags))))


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
