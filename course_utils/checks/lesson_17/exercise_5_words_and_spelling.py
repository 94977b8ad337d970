"""Exercise 17.5: a bug hunt. The mask of the words is lost where a second encoder is joined to them."""

import numpy as np

from course_utils.checks.draws import normal, whole_numbers
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception

WORDS, TAGS = 20, 5


def tag_scores(words, spelling, units):
    """Return the tag probabilities, with a mask of the words handed to the recurrent layer."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4, mask_zero=True)
    both_ways = layers.Bidirectional(layers.GRU(units, return_sequences=True))
    read_out = layers.Dense(TAGS, activation="softmax")
    joined = keras.ops.concatenate([embedding(words), spelling], axis=-1)
    states = both_ways(joined, mask=embedding.compute_mask(words))
    return np.array(read_out(states))


def tagged(
    words, spelling, units, mask=lambda words: words != 0, with_spelling=1.0, one_way=False, zeroed=False
):
    """Return the probabilities with another mask, or with one of the inputs or directions changed."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4, mask_zero=True)
    both_ways = layers.Bidirectional(layers.GRU(units, return_sequences=True))
    layer = layers.GRU(units, return_sequences=True) if one_way else both_ways
    read_out = layers.Dense(TAGS, activation="softmax")
    joined = np.concatenate([np.array(embedding(words)), with_spelling * spelling], axis=-1)
    if zeroed:
        joined = joined * (words != 0)[..., None]
    states = layer(joined.astype("float32"), mask=None if mask is None else mask(words))
    return np.array(read_out(states))


def mask_lost(words, spelling, units):
    """Do what the colleague does."""
    return tagged(words, spelling, units, mask=None)


def padding_set_to_zero(words, spelling, units):
    """Set the vectors of padding to 0 and read them as steps."""
    return tagged(words, spelling, units, mask=None, zeroed=True)


def mask_turned(words, spelling, units):
    """Keep padding and skip the words."""
    return tagged(words, spelling, units, mask=lambda words: words == 0)


def unknown_masked_too(words, spelling, units):
    """Take number 1, the unknown word, for padding as well."""
    return tagged(words, spelling, units, mask=lambda words: words > 1)


def without_spelling(words, spelling, units):
    """Blank out the second encoder instead of mending the mask."""
    return tagged(words, spelling, units, with_spelling=0.0)


def one_way(words, spelling, units):
    """Read from the left only, where padding behind does no harm."""
    return tagged(words, spelling, units, one_way=True)


def scores_zeroed(words, spelling, units):
    """Hide the harm: set the answers at padding to 0."""
    return mask_lost(words, spelling, units) * (words != 0)[..., None]


def padded(seed, lengths, steps):
    """Return word numbers with 0 behind each sequence, and vectors of spelling that are not 0 there."""
    words = whole_numbers(seed, len(lengths), steps, low=1, high=WORDS).astype("int32")
    words[:, 0] = 1  # an unknown word is a word
    for row, length in zip(words, lengths):
        row[length:] = 0
    return words, normal(seed + 1, len(lengths), steps, 3).astype("float32")


exercise = Exercise(
    "17.5",
    "Bug hunt: words and spelling",
    tag_scores,
    cases=[(*padded(1, [2, 4], 4), 3), (*padded(2, [5, 3, 2], 6), 4), (*padded(3, [1, 7, 4], 8), 5)],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "the mask is lost",
            mask_lost,
            "That is the colleague's net. Padding still reaches the layer that reads backwards: what tells it which steps are real?",
        ),
        Misconception(
            "padding set to 0",
            padding_set_to_zero,
            "A step of zeros is still a step: the state changes. The recurrent layer must be told to skip it.",
        ),
        Misconception(
            "mask turned",
            mask_turned,
            "Your mask is True at padding. In Keras True means: this step is real.",
        ),
        Misconception(
            "unknown words skipped",
            unknown_masked_too,
            "You skip number 1 as well. It stands for an unknown word, which is a word; padding is 0.",
        ),
        Misconception(
            "spelling left out",
            without_spelling,
            "The mask is right and the spelling is gone. Keep both, and hand the mask on.",
        ),
        Misconception(
            "one way",
            one_way,
            "Read from the left, padding behind does no harm, but what lies to the right is lost. Keep Bidirectional.",
        ),
        Misconception(
            "answers hidden",
            scores_zeroed,
            "You blanked the answers at padding. Those at real words are still wrong: they were read through padding.",
        ),
    ],
    equivalent={
        "`read_out = layers.Dense(TAGS, activation='softmax')` one line later": "the layer draws its weights when it is called",
    },
)
