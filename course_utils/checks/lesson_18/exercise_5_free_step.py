"""Exercise 18.5: a bug hunt. The mask is made of what is read and laid on what is to be said: one free step a caption."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def accuracy(captions, p):
    """Return the share of words and ends that are right, padding left out."""
    said = p.argmax(axis=-1)
    true = captions[:, 1:]
    real = true != 0
    return (said == true)[real].mean()


def shares(captions, p, mask):
    """Return the share of right numbers where a mask of `(captions, steps)` is True."""
    right = p.argmax(axis=-1) == captions[:, 1:]
    return right[mask].mean()


def free_step(captions, p):
    """Do what the tutorial does."""
    return shares(captions, p, captions[:, :-1] != 0)


def everything(captions, p):
    """Count padding too."""
    return shares(captions, p, np.ones_like(captions[:, 1:], bool))


def ends_left_out(captions, p):
    """Leave out the end together with padding."""
    return shares(captions, p, captions[:, 1:] > 2)


def neither_first_nor_padding(captions, p):
    """Compare with what was read instead of what is to be said."""
    read = captions[:, :-1]
    return (p.argmax(axis=-1) == read)[read != 0].mean()


def caption_by_caption(captions, p):
    """Average each caption, then the captions."""
    right, real = p.argmax(axis=-1) == captions[:, 1:], captions[:, 1:] != 0
    return ((right & real).sum(axis=1) / real.sum(axis=1)).mean()


def said_padding_left_out(captions, p):
    """Leave out the places where padding was said."""
    return shares(captions, p, p.argmax(axis=-1) != 0)


def divided_by_all(captions, p):
    """Count right words, and divide by all places."""
    real = captions[:, 1:] != 0
    return ((p.argmax(axis=-1) == captions[:, 1:]) & real).mean()


def case(seed, lengths, steps, vocabulary):
    """Return captions with start 1, end 2 and padding 0, and probabilities that are right more often than not."""
    rng = np.random.default_rng(seed)
    captions = np.zeros((len(lengths), steps + 1), "int32")
    for row, length in zip(captions, lengths):
        row[: length + 2] = [1, *rng.integers(3, vocabulary, length), 2]
    p = uniform(seed + 1, len(lengths), steps, vocabulary, high=0.3)
    rows, places = np.indices((len(lengths), steps))
    p[rows, places, captions[:, 1:]] += 0.7 * (rng.random((len(lengths), steps)) < 0.6)
    p[rng.random((len(lengths), steps)) < 0.15, 0] += 1  # padding said too early, or rightly
    return captions, p / p.sum(axis=-1, keepdims=True)


SMALL = (
    np.array([[1, 3, 2, 0, 0], [1, 4, 3, 2, 0]]),
    np.array(
        [
            [[0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]],
            [[0, 0, 0, 0, 1], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]],
        ],
        float,
    ),
)

exercise = Exercise(
    "18.5",
    "Bug hunt: the free step",
    accuracy,
    cases=[SMALL, case(1, [2, 5, 3], 7, 8), case(2, [4, 1, 6, 2], 9, 6), case(3, [3, 7], 8, 11)],
    misconceptions=[
        Misconception(
            "the free step",
            free_step,
            "That is the tutorial's number. At which step is the last thing that was read a word, and what is to be said there?",
        ),
        Misconception("padding counted", everything, "You count padding as well. Nobody reads it."),
        Misconception(
            "ends left out",
            ends_left_out,
            "You left out the ends. When to stop is something the net has to know: count it.",
        ),
        Misconception(
            "compared with what was read",
            neither_first_nor_padding,
            "You compare with the word that was just read. The net is to say the one behind it: captions[:, 1:].",
        ),
        Misconception(
            "caption by caption",
            caption_by_caption,
            "You averaged captions. Here every word counts the same: one share over all.",
        ),
        Misconception(
            "what was said decides",
            said_padding_left_out,
            "You left out places where the net said padding. Then silence is never wrong: the true caption decides what counts.",
        ),
        Misconception(
            "divided by all places",
            divided_by_all,
            "You count real words that are right, and divide by all places. Divide by the real ones.",
        ),
    ],
    equivalent={"`said = p.argmax(axis=-1)` one line later": "the next line does not need it"},
)
