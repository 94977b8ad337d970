"""Exercise 17.1: the cross-entropy of the real words alone, as a loss for Keras."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def masked_loss(y, p):
    """Return the mean of -log p at the right tag, over the words whose tag is not -1."""
    import keras

    real = keras.ops.cast(y >= 0, p.dtype)
    tag = keras.ops.maximum(y, 0)
    loss = keras.losses.sparse_categorical_crossentropy(tag, p)
    return keras.ops.sum(loss * real) / keras.ops.sum(real)


def surprise(y, p):
    """Return -log p at the right tag, 0 taken where there is none, and which words are real."""
    y, p = np.asarray(y), np.asarray(p)
    tag = np.maximum(y, 0)
    return -np.log(np.take_along_axis(p, tag[..., None], axis=-1)[..., 0]), y >= 0


def padding_counted(y, p):
    """Take padding for tag 0 and average over everything."""
    loss, _ = surprise(y, p)
    return loss.mean()


def divided_by_everything(y, p):
    """Add the losses of real words and divide by all places."""
    loss, real = surprise(y, p)
    return (loss * real).mean()


def added(y, p):
    """Add and do not divide."""
    loss, real = surprise(y, p)
    return (loss * real).sum()


def by_sequence(y, p):
    """Average each sequence first, then the sequences."""
    loss, real = surprise(y, p)
    return ((loss * real).sum(axis=1) / real.sum(axis=1)).mean()


def by_batch(y, p):
    """Add and divide by the number of sequences."""
    loss, real = surprise(y, p)
    return (loss * real).sum() / len(real)


def first_tag_left_out(y, p):
    """Leave out tag 0 together with padding."""
    loss, _ = surprise(y, p)
    real = np.asarray(y) > 0
    return (loss * real).sum() / real.sum()


def sign_forgotten(y, p):
    """Return the mean of log p."""
    return -masked(y, p)


def masked(y, p):
    """Do it right, in NumPy."""
    loss, real = surprise(y, p)
    return (loss * real).sum() / real.sum()


def one_loss_a_word(y, p):
    """Return the loss of each word."""
    loss, real = surprise(y, p)
    return loss * real


def probability(y, p):
    """Average the probabilities, without the logarithm."""
    loss, real = surprise(y, p)
    return (np.exp(-loss) * real).sum() / real.sum()


def minus_one_handed_over(y, p):
    """Give Keras the tags with -1 at padding."""
    import keras

    return keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y, p))


def batch_of(seed, lengths, steps, tags):
    """Return right tags with -1 behind each sequence, and random distributions."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, tags, (len(lengths), steps)).astype("int32")
    for row, length in zip(y, lengths):
        row[length:] = -1
    y[0, 0] = 0  # the tag whose number is 0 is a tag
    p = uniform(seed + 1, len(lengths), steps, tags, low=0.1, high=1)
    return y, (p / p.sum(axis=-1, keepdims=True)).astype("float32")


SMALL = (
    np.array([[1, 0, -1], [0, -1, -1]], "int32"),
    np.array(
        [[[0.5, 0.5], [0.25, 0.75], [0.1, 0.9]], [[0.8, 0.2], [0.3, 0.7], [0.6, 0.4]]],
        "float32",
    ),
)

exercise = Exercise(
    "17.1",
    "Masked loss",
    masked_loss,
    cases=[SMALL, batch_of(1, [5, 2, 3], 6, 4), batch_of(2, [1, 7], 7, 3), batch_of(3, [2, 4, 4, 1], 5, 6)],
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
    misconceptions=[
        Misconception(
            "minus one handed over",
            minus_one_handed_over,
            "Keras was given the -1 of padding, which is no tag. Put any real tag there, and count that place with 0.",
        ),
        Misconception(
            "padding counted",
            padding_counted,
            "You took every place into the mean, padding as tag 0. Multiply the loss by 1 at real words and 0 at padding, and divide by how many are real.",
        ),
        Misconception(
            "divided by all places",
            divided_by_everything,
            "Padding adds no loss, yet you divide by all places. Divide by the number of real words, or longer padding makes the loss smaller.",
        ),
        Misconception("a sum", added, "You added up and did not divide by the number of real words."),
        Misconception(
            "sequence by sequence",
            by_sequence,
            "You averaged each sequence and then the sequences. Here every word counts the same: one sum over all, one count.",
        ),
        Misconception(
            "divided by the sequences",
            by_batch,
            "You divided by the number of sequences. Divide by the number of real words.",
        ),
        Misconception(
            "tag 0 taken for padding",
            first_tag_left_out,
            "You left out tag 0. It is a tag like any other; padding is -1.",
        ),
        Misconception(
            "sign",
            sign_forgotten,
            "That is the mean of log p. A loss is its negative: small when p is near 1.",
        ),
        Misconception(
            "one loss a word",
            one_loss_a_word,
            "You returned the losses of the words. Return one number: their mean over real words.",
        ),
        Misconception(
            "no logarithm",
            probability,
            "That is the mean probability of the right tag. Cross-entropy takes -log of each before the mean.",
        ),
    ],
    equivalent={
        "`real = keras.ops.cast(y >= 0, p.dtype)` one line later": "the next line does not need it",
    },
)
