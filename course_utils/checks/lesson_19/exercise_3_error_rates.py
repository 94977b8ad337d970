"""Exercise 19.3: word and phoneme error rates, where a word may be said in several ways."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_19.common import edit_distance


def error_rates(said, accepted):
    """Return the word error rate and the phoneme error rate, in percent, by the nearest variant of each word."""
    wrong, edits, phonemes = 0, 0, 0
    for guess, variants in zip(said, accepted):
        nearest = min(variants, key=lambda variant: edit_distance(guess, variant))
        distance = edit_distance(guess, nearest)
        wrong += distance > 0
        edits += distance
        phonemes += len(nearest)
    return 100 * wrong / len(said), 100 * edits / phonemes


def judged(said, accepted, choose=min):
    """Return for each word its edits and the length of the variant chosen."""
    found = [
        [(edit_distance(guess, variant), len(variant)) for variant in variants]
        for guess, variants in zip(said, accepted)
    ]
    chosen = [choose(rows, key=lambda row: row[0]) for rows in found]
    return np.array(chosen, dtype=float).T


def rates(edits, lengths):
    """Return both rates in percent."""
    return 100 * (edits > 0).mean(), 100 * edits.sum() / lengths.sum()


def first_variant(said, accepted):
    """Judge by the first variant."""
    return rates(*judged(said, [variants[:1] for variants in accepted]))


def farthest_variant(said, accepted):
    """Judge by the farthest variant."""
    return rates(*judged(said, accepted, choose=max))


def mean_over_words(said, accepted):
    """Average the words' own rates."""
    edits, lengths = judged(said, accepted)
    return 100 * (edits > 0).mean(), 100 * (edits / lengths).mean()


def by_what_was_said(said, accepted):
    """Divide by the phonemes said."""
    edits, _ = judged(said, accepted)
    return 100 * (edits > 0).mean(), 100 * edits.sum() / sum(map(len, said))


def by_all_variants(said, accepted):
    """Divide by the phonemes of all variants."""
    edits, _ = judged(said, accepted)
    return 100 * (edits > 0).mean(), 100 * edits.sum() / sum(
        len(v) for variants in accepted for v in variants
    )


def place_by_place(said, accepted):
    """Compare the first phoneme with the first, the second with the second."""

    def distance(a, b):
        return sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))

    found = [min((distance(a, v), len(v)) for v in variants) for a, variants in zip(said, accepted)]
    return rates(*np.array(found, dtype=float).T)


def as_shares(said, accepted):
    """Return shares, not percent."""
    words, phonemes = rates(*judged(said, accepted))
    return words / 100, phonemes / 100


def words_right(said, accepted):
    """Return the percent of words that are right."""
    words, phonemes = rates(*judged(said, accepted))
    return 100 - words, phonemes


def exchanged(said, accepted):
    """Return the phoneme error rate first."""
    return rates(*judged(said, accepted))[::-1]


def wrong_words_only(said, accepted):
    """Divide by the phonemes of the words that are wrong."""
    edits, lengths = judged(said, accepted)
    return 100 * (edits > 0).mean(), 100 * edits.sum() / lengths[edits > 0].sum()


def shortest_of_equals(said, accepted):
    """Of variants that are equally near, take the shortest."""
    return rates(*judged(said, [sorted(variants, key=len) for variants in accepted]))


def last_of_equals(said, accepted):
    """Of variants that are equally near, take the last."""
    return rates(*judged(said, [variants[::-1] for variants in accepted]))


def by_words(said, accepted):
    """Divide the edits by the words."""
    edits, _ = judged(said, accepted)
    return 100 * (edits > 0).mean(), 100 * edits.mean()


def joined(said, accepted):
    """Make text of the phonemes, and compare letters."""
    return error_rates(["".join(guess) for guess in said], [["".join(v) for v in row] for row in accepted])


def drawn(seed, words):
    """Return words of one to three variants of different length, and what a speaker makes of one of them."""
    rng = np.random.default_rng(seed)
    names = ["AH", "B", "EH", "K", "T"]
    said, accepted = [], []
    for k in range(words):
        variants = [rng.choice(names, rng.integers(2, 7)).tolist() for _ in range(rng.integers(1, 4))]
        guess = list(variants[rng.integers(len(variants))])
        if k % 3:
            guess.pop(rng.integers(len(guess)))
        if k % 2:
            guess.insert(rng.integers(len(guess) + 1), "S")
        said.append(guess)
        accepted.append(variants)
    return said, accepted


SMALL = (
    [["T", "AH", "M", "EY", "T", "OW"], ["K", "AE"], ["AH", "B", "K", "D"]],
    [
        [["T", "AH", "M", "AA", "T", "OW"], ["T", "AH", "M", "EY", "T", "OW"]],
        [["K", "AE", "T"]],
        [["B", "K", "D"], ["AH", "K"]],
    ],
)
# Two variants are equally far: the first of them counts.
TIE = ([["K", "T", "AH"], ["B", "AH"]], [[["K", "T"], ["K", "T", "AH", "S"]], [["B", "AH"], ["B"]]])

exercise = Exercise(
    "19.3",
    "Error rates with variants",
    error_rates,
    cases=[SMALL, TIE, drawn(1, 8), drawn(2, 13), drawn(3, 21)],
    parts=("WER", "PER"),
    misconceptions=[
        Misconception(
            "first variant",
            first_variant,
            "You judged each word by its first variant. Here the nearest of all accepted ones counts.",
        ),
        Misconception(
            "farthest variant",
            farthest_variant,
            "You judged each word by its farthest variant. Take the nearest.",
        ),
        Misconception(
            "mean over words",
            mean_over_words,
            "You averaged the words' own rates, so a short word weighs as much as a long one. Add all edits, add all phonemes, divide once.",
        ),
        Misconception(
            "divided by what was said",
            by_what_was_said,
            "You divided by the phonemes said. Divide by those of the variants chosen, or a babbler looks better.",
        ),
        Misconception(
            "divided by all variants",
            by_all_variants,
            "You divided by the phonemes of all variants. Only the one chosen for each word counts.",
        ),
        Misconception(
            "place by place",
            place_by_place,
            "You compared place by place. One phoneme too many, and all behind it miss: use the edit distance.",
        ),
        Misconception(
            "shortest of equals",
            shortest_of_equals,
            "Of variants that are equally near you took the shortest. The first in the list counts.",
        ),
        Misconception(
            "last of equals",
            last_of_equals,
            "Of variants that are equally near you took the last. The first in the list counts.",
        ),
        Misconception(
            "divided by words",
            by_words,
            "You divided the edits by the words. The PER divides by the phonemes of the variants chosen.",
        ),
        Misconception(
            "letters compared",
            joined,
            "You compared letters. A phoneme such as AH is one sign: leave the lists as they are.",
        ),
        Misconception("shares", as_shares, "You returned shares. Both rates are asked for in percent."),
        Misconception(
            "words right",
            words_right,
            "Your first number is the percent of words that are right. Errors are asked for.",
        ),
        Misconception("exchanged", exchanged, "The two rates are exchanged: WER first, then PER."),
        Misconception(
            "wrong words alone",
            wrong_words_only,
            "You divided by the phonemes of the wrong words alone. Right words count in the PER, with no edits.",
        ),
    ],
    equivalent={
        "`edit_distance(guess, variant)` -> `edit_distance(variant, guess)`": "the edit distance is the same both ways",
        "`edit_distance(guess, nearest)` -> `edit_distance(nearest, guess)`": "the edit distance is the same both ways",
        "`zip(said, accepted)` -> `list(zip(said, accepted))[::-1]`": "a sum knows no order",
        "`said` -> `accepted`": "both lists are equally long",
        "`wrong += distance > 0` one line later": "the next line does not need it",
        "`edits += distance` one line later": "the next line does not need it",
    },
)
