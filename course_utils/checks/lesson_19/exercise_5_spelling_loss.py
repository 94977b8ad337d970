"""Exercise 19.5: a bug hunt. CTC with a blank of its own, and lengths for labels and frames."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def spelling_loss(phonemes, logits, frames):
    """Return the CTC loss of each word, with both lengths and the blank in the last column."""
    import keras

    spoken = (phonemes >= 0).sum(axis=1)
    labels = np.maximum(phonemes, 0)
    blank = logits.shape[-1] - 1
    return np.array(keras.ops.ctc_loss(labels, logits, spoken, frames, mask_index=blank))


def loss_of(phonemes, logits, frames, spoken=None, blank=None):
    """Return the loss with other lengths or another blank."""
    import keras

    spoken = (phonemes >= 0).sum(axis=1) if spoken is None else spoken
    blank = logits.shape[-1] - 1 if blank is None else blank
    return np.array(keras.ops.ctc_loss(np.maximum(phonemes, 0), logits, spoken, frames, mask_index=blank))


def as_the_colleague(phonemes, logits, frames):
    """Leave it all to the class."""
    import keras

    return np.array(keras.losses.CTC(reduction=None)(np.maximum(phonemes, 0), logits))


def all_frames(phonemes, logits, frames):
    """Count padded frames as well."""
    return loss_of(phonemes, logits, np.full(len(logits), logits.shape[1]))


def zero_left_out(phonemes, logits, frames):
    """Count labels above 0 only."""
    return loss_of(phonemes, logits, frames, spoken=(phonemes > 0).sum(axis=1))


def padding_spoken(phonemes, logits, frames):
    """Take padded labels for phoneme 0, as far as there are frames."""
    spoken = np.minimum(np.full(len(phonemes), phonemes.shape[1]), frames)
    return loss_of(phonemes, logits, frames, spoken=spoken)


def blank_is_zero(phonemes, logits, frames):
    """Take column 0 for the blank."""
    return loss_of(phonemes, logits, frames, blank=0)


def shifted_labels(phonemes, logits, frames):
    """Shift the labels by one for a blank 0, and leave the columns where they are."""
    return loss_of(np.where(phonemes >= 0, phonemes + 1, -1), logits, frames, blank=0)


def mean_of_words(phonemes, logits, frames):
    """Return one number."""
    return loss_of(phonemes, logits, frames).mean()


def probabilities(phonemes, logits, frames):
    """Hand over probabilities in the place of logits."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return loss_of(phonemes, powers / powers.sum(axis=-1, keepdims=True), frames)


def by_length(phonemes, logits, frames):
    """Divide by the phonemes of each word."""
    return loss_of(phonemes, logits, frames) / (phonemes >= 0).sum(axis=1)


def case(seed, words, steps, signs, frames):
    """Return words padded with -1, logits that are not 0 at padded frames, and how many frames are real."""
    most = max(map(len, words))
    phonemes = np.array([[*word, *[-1] * (most - len(word))] for word in words], "int32")
    logits = normal(seed, len(words), steps, signs + 1, scale=2.0).astype("float32")
    return phonemes, logits, np.array(frames, "int32")


exercise = Exercise(
    "19.5",
    "Bug hunt: CTC with lengths",
    spelling_loss,
    cases=[
        case(1, [[2, 1, 0], [1]], 6, 4, [5, 3]),
        case(2, [[0], [3, 0, 2], [1, 1]], 9, 5, [4, 7, 8]),
        case(3, [[4, 2, 0, 3], [0, 5], [1, 3, 1]], 11, 6, [10, 6, 9]),
    ],
    tolerance=1e-4,
    seconds=120,  # the first call may have to import TensorFlow
    mutants=30,  # each calls TensorFlow
    misconceptions=[
        Misconception(
            "the colleague's",
            as_the_colleague,
            "That is the colleague's loss: 0 is blank and padding, and every step counts. keras.ops.ctc_loss lets you say all three.",
        ),
        Misconception(
            "all steps counted",
            all_frames,
            "Padded steps are scored. The length of the output is frames, a number for each word.",
        ),
        Misconception(
            "phoneme 0 left out",
            zero_left_out,
            "You counted labels above 0. Phoneme 0 is a phoneme; padding is -1.",
        ),
        Misconception(
            "padding spoken",
            padding_spoken,
            "Padded labels are taken for phonemes. The length of a word is how many of its numbers are not -1.",
        ),
        Misconception(
            "blank 0",
            blank_is_zero,
            "You took column 0 for the blank. That is phoneme 0: here the blank is the last column.",
        ),
        Misconception(
            "labels shifted",
            shifted_labels,
            "Each phoneme is scored by its neighbour's column. Either you shifted the labels and left the columns in place, or your blank lies beyond the last column, logits.shape[-1] - 1.",
        ),
        Misconception(
            "one number", mean_of_words, "You returned the mean. One loss for each word is asked for."
        ),
        Misconception(
            "probabilities",
            probabilities,
            "You took the softmax yourself. ctc_loss wants logits and takes it again.",
        ),
        Misconception(
            "divided by the length",
            by_length,
            "You divided by the phonemes of each word. CTC's loss is -log of the whole word's probability.",
        ),
    ],
    equivalent={
        "`(phonemes >= 0).sum(axis=1)` -> `(phonemes >= 0).sum(axis=-1)`": "the last axis is axis 1",
        "`np.maximum(phonemes, 0)` -> `phonemes`": "labels behind a word's length are not looked at",
        "`0` -> `-1`": "labels behind a word's length are not looked at",
    },
)
