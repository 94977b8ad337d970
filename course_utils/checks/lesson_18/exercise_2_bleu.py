"""Exercise 18.2: BLEU-4 of many captions, from counts of matches."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def bleu(hits, said, said_words, true_words):
    """Return BLEU-4, from 0 to 1: the geometric mean of four precisions, times the penalty of what is too short."""
    precision = hits.sum(axis=0) / said.sum(axis=0)
    score = np.prod(precision) ** (1 / 4)
    if said_words < true_words:
        score = score * np.exp(1 - true_words / said_words)
    return score


def arithmetic_mean(hits, said, said_words, true_words):
    """Take the plain mean of the four precisions."""
    precision = hits.sum(axis=0) / said.sum(axis=0)
    return precision.mean() * np.exp(min(0, 1 - true_words / said_words))


def no_penalty(hits, said, said_words, true_words):
    """Forget what is too short."""
    return np.prod(hits.sum(axis=0) / said.sum(axis=0)) ** (1 / 4)


def caption_by_caption(hits, said, said_words, true_words):
    """Average the precisions of captions."""
    precision = (hits / said).mean(axis=0)
    return np.prod(precision) ** (1 / 4) * np.exp(min(0, 1 - true_words / said_words))


def long_punished(hits, said, said_words, true_words):
    """Punish captions that are too long."""
    return no_penalty(hits, said, said_words, true_words) * np.exp(min(0, 1 - said_words / true_words))


def always_weighted(hits, said, said_words, true_words):
    """Apply the factor on both sides, so that long captions gain."""
    return no_penalty(hits, said, said_words, true_words) * np.exp(1 - true_words / said_words)


def ratio(hits, said, said_words, true_words):
    """Multiply by the ratio of lengths instead of its exponential."""
    return no_penalty(hits, said, said_words, true_words) * min(1, said_words / true_words)


def four_words_only(hits, said, said_words, true_words):
    """Take the precision of runs of four alone."""
    precision = hits.sum(axis=0)[3] / said.sum(axis=0)[3]
    return precision * np.exp(min(0, 1 - true_words / said_words))


def product(hits, said, said_words, true_words):
    """Multiply the precisions and forget the fourth root."""
    precision = hits.sum(axis=0) / said.sum(axis=0)
    return np.prod(precision) * np.exp(min(0, 1 - true_words / said_words))


def all_in_one(hits, said, said_words, true_words):
    """Put runs of all lengths into one fraction."""
    return hits.sum() / said.sum() * np.exp(min(0, 1 - true_words / said_words))


def mean_of_captions(hits, said, said_words, true_words):
    """Score each caption and average the scores."""
    scores = np.prod(hits / said, axis=1) ** (1 / 4)
    return scores.mean() * np.exp(min(0, 1 - true_words / said_words))


def root_of_all(hits, said, said_words, true_words):
    """Take the fourth root of the penalty, too."""
    return no_penalty(hits, said, said_words, true_words) * np.exp(min(0, 1 - true_words / said_words) / 4)


def larger_of_two(hits, said, said_words, true_words):
    """Take the maximum of 1 and the factor."""
    return no_penalty(hits, said, said_words, true_words) * max(1, np.exp(1 - true_words / said_words))


def zeros_left_out(hits, said, said_words, true_words):
    """Take the mean logarithm of those precisions alone that have one."""
    precision = hits.sum(axis=0) / said.sum(axis=0)
    score = np.exp(np.log(precision[precision > 0]).mean())
    return score * np.exp(min(0, 1 - true_words / said_words))


def quarter(hits, said, said_words, true_words):
    """Write `** 1 / 4`, which divides by four."""
    return product(hits, said, said_words, true_words) / 4


def drawn(seed, captions, longer):
    """Return counts of captions of 5 to 9 words; the truth is `longer` words longer in all."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(5, 10, captions)
    said = lengths[:, None] - np.arange(4)
    hits = np.minimum(said, np.sort(rng.integers(1, 9, (captions, 4)), axis=1)[:, ::-1])
    return hits, said, int(lengths.sum()), int(lengths.sum() + longer)


exercise = Exercise(
    "18.2",
    "BLEU-4",
    bleu,
    cases=[
        (np.array([[4, 2, 1, 1], [4, 4, 3, 1]]), np.array([[5, 4, 3, 2], [6, 5, 4, 3]]), 11, 12),
        drawn(1, 5, 0),
        drawn(2, 7, 6),
        drawn(3, 4, -5),
        drawn(4, 9, 11),
        (np.array([[3, 1, 0, 0], [4, 2, 1, 0]]), np.array([[5, 4, 3, 2], [6, 5, 4, 3]]), 11, 12),
    ],
    misconceptions=[
        Misconception(
            "arithmetic mean",
            arithmetic_mean,
            "You took the plain mean of the four precisions. BLEU takes the geometric one: the fourth root of their product.",
        ),
        Misconception(
            "no penalty",
            no_penalty,
            "Too short a text goes unpunished. If fewer words were said than are true, multiply by exp(1 - true / said).",
        ),
        Misconception(
            "caption by caption",
            caption_by_caption,
            "You divided caption by caption and averaged. Add matches and runs over all captions first, then divide.",
        ),
        Misconception(
            "long punished",
            long_punished,
            "You punish what is too long. Precision does that already; the penalty is for too short.",
        ),
        Misconception(
            "long rewarded",
            always_weighted,
            "A text that is too long gains by your factor. It is never above 1: leave it out where enough was said.",
        ),
        Misconception("ratio", ratio, "You multiplied by said / true. The penalty is exp(1 - true / said)."),
        Misconception(
            "runs of four only",
            four_words_only,
            "You used runs of four words alone. All four lengths count, one quarter each.",
        ),
        Misconception("fourth root", product, "You multiplied the four precisions and took no fourth root."),
        Misconception(
            "mean of captions",
            mean_of_captions,
            "You scored each caption and averaged. BLEU adds matches and runs over all captions first.",
        ),
        Misconception(
            "root of all",
            root_of_all,
            "You took the fourth root of the penalty, too. It stands before the root, as it is.",
        ),
        Misconception(
            "larger of two",
            larger_of_two,
            "You took the larger of 1 and the factor. A penalty never lifts a score: take the smaller.",
        ),
        Misconception(
            "zeros left out",
            zeros_left_out,
            "You left a precision of 0 out. The mean is geometric: one 0 makes the whole score 0.",
        ),
        Misconception(
            "a quarter",
            quarter,
            "You divided by 4: `** 1 / 4` takes the power 1 first. Write `** (1 / 4)`.",
        ),
        Misconception(
            "one fraction",
            all_in_one,
            "You put runs of all lengths into one fraction. Each length has a precision of its own.",
        ),
    ],
    equivalent={
        "`said_words < true_words` -> `said_words <= true_words`": "at equal lengths the factor is 1",
    },
)
