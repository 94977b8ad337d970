"""Exercise 16.1: what naive Bayes adds up, one weight a word."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def word_weights(counts, label):
    """Return log P(word | class 1) - log P(word | class 0) of each word, every count raised by 1."""
    yes = counts[label == 1].sum(axis=0) + 1
    no = counts[label == 0].sum(axis=0) + 1
    return np.log(yes / yes.sum()) - np.log(no / no.sum())


def weights_from(counts, label, more=1, divide=lambda table, sentences: table.sum(), log=np.log):
    """Return the weights with another smoothing, another divisor or another logarithm."""
    found = []
    for k in (1, 0):
        chosen = counts[label == k]
        table = chosen.sum(axis=0) + more
        with np.errstate(all="ignore"):
            found.append(log(table / divide(table, len(chosen))))
    with np.errstate(all="ignore"):
        return found[0] - found[1]


def raised_in_every_sentence(counts, label):
    """Raise the table of the sentences by 1 before it is added up."""
    return weights_from(counts + 1, label, more=0)


def sentences_that_hold_it(counts, label):
    """Count a word once a sentence, however often it stands there."""
    return word_weights((counts > 0).astype(int), label)


def not_raised(counts, label):
    """Leave the counts as they are, so that an unseen word gives minus infinity."""
    return weights_from(counts, label, more=0)


def raised_above_only(counts, label):
    """Divide by the sum of the counts before they were raised."""
    words = counts.shape[1]
    return weights_from(counts, label, divide=lambda table, sentences: table.sum() - words)


def raised_below_by_one(counts, label):
    """Raise the sum by 1 instead of 1 for each word."""
    words = counts.shape[1]
    return weights_from(counts, label, divide=lambda table, sentences: table.sum() - words + 1)


def share_of_sentences(counts, label):
    """Divide by the number of sentences."""
    return weights_from(counts, label, divide=lambda table, sentences: sentences)


def smoothed_sentences(counts, label):
    """Take the share of sentences, one raised by 1 and the other by 2."""
    return weights_from(counts, label, divide=lambda table, sentences: sentences + 2)


def no_divisor(counts, label):
    """Compare the counts themselves."""
    return weights_from(counts, label, divide=lambda table, sentences: 1)


def other_way_round(counts, label):
    """Subtract the pleased from the displeased."""
    return -word_weights(counts, label)


def ratio(counts, label):
    """Leave out the logarithm."""
    return np.exp(word_weights(counts, label))


def only_yes(counts, label):
    """Take the logarithm of one class's shares."""
    yes = counts[label == 1].sum(axis=0) + 1
    return np.log(yes / yes.sum())


def with_prior(counts, label):
    """Add the log ratio of the classes to every word."""
    return word_weights(counts, label) + np.log(np.mean(label == 1) / np.mean(label == 0))


def case(seed, sentences, words):
    """Return counts with rare words and labels of unequal classes."""
    rate = draws.uniform(seed, words, low=0.05, high=1.5)
    counts = np.random.default_rng(seed + 100).poisson(rate, (sentences, words))
    label = (np.arange(sentences) % 3 == 0).astype(int)
    return counts, label


exercise = Exercise(
    "16.1",
    "The weight of a word",
    word_weights,
    cases=[
        (np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]]), np.array([1, 1, 0])),
        case(1, 7, 5),
        case(2, 10, 4),
        case(3, 8, 6),
    ],
    misconceptions=[
        Misconception(
            "raised in every sentence",
            raised_in_every_sentence,
            "You added 1 in every sentence, so a class with more sentences was raised more. Add up first, then raise the sum of each word by 1.",
        ),
        Misconception(
            "once a sentence",
            sentences_that_hold_it,
            "You counted the sentences that hold a word. A word that stands there twice counts twice.",
        ),
        Misconception(
            "counts not raised",
            not_raised,
            "A word that one class never held gets an infinite weight: one such word would decide alone. Add 1 to every count.",
        ),
        Misconception(
            "raised above only",
            raised_above_only,
            "You added 1 to each count and divided by the old sum, so the shares of a class do not add up to 1. Sum after adding.",
        ),
        Misconception(
            "the sum raised by 1",
            raised_below_by_one,
            "You added 1 to the sum. Every word was given 1 more, so the sum grows by the number of words.",
        ),
        Misconception(
            "share of sentences",
            share_of_sentences,
            "You divided by the number of sentences. Divide by the number of words that class holds, all of them together.",
        ),
        Misconception(
            "share of sentences, raised",
            smoothed_sentences,
            "You compared shares of sentences, as another naive Bayes does. Here the share is that of the words a class holds.",
        ),
        Misconception(
            "counts compared",
            no_divisor,
            "You compared counts. A class with more text has more of every word: divide by its sum first.",
        ),
        Misconception(
            "the other way round",
            other_way_round,
            "Right, with the wrong sign: a word of class 1 should get a positive weight.",
        ),
        Misconception(
            "a ratio",
            ratio,
            "That is the ratio itself. Weights are to be added up, so take its logarithm.",
        ),
        Misconception(
            "one class only",
            only_yes,
            "That is the logarithm of the share in class 1. A frequent word has a large one in both: subtract that of class 0.",
        ),
        Misconception(
            "the classes counted in every word",
            with_prior,
            "You added the ratio of the classes to each word. It counts once a sentence, not once a word.",
        ),
    ],
    equivalent={
        "`yes = counts[label == 1].sum(axis=0) + 1` one line later": "the two lines do not depend on each other",
    },
)
