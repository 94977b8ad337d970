"""Addresses with a tag at every word: sequences with a label at every step."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from course_utils._arguments import whole

from ._dividing import Divided, check_division, divide, without_marks
from .files import read_text


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
