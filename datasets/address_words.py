"""How the address taggers of lessons 13, 14 and 17 look up and number words: what their two `build.py` share."""

import re
from collections import Counter

STEPS = 17  # words of the longest address


def key(word):
    """Return how a word is looked up: small letters, every digit a 0."""
    return re.sub(r"[0-9]", "0", word.lower())


def numbered(tokens):
    """Return `{word: number}` of the words that stand in `tokens` twice or more, from 2 on in alphabetical order.

    0 is padding, 1 a word that is not in the dict.
    """
    counts = Counter(key(word) for words in tokens for word in words)
    return {word: i for i, word in enumerate(sorted(w for w, times in counts.items() if times > 1), start=2)}
