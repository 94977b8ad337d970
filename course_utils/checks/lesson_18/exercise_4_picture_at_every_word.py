"""Exercise 18.4, in Keras: the picture stands beside every word, and the recurrent layer starts from nothing."""

import numpy as np

from course_utils.checks.draws import normal, whole_numbers
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception

WORDS = 9


def probabilities(seen, words, units):
    """Return the distributions of the next words of a net that reads the picture again at each word."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4)
    recurrent = layers.GRU(units, return_sequences=True)
    read_out = layers.Dense(WORDS, activation="softmax")
    vectors = embedding(words)
    picture = keras.ops.repeat(seen[:, None], words.shape[1], axis=1)
    states = recurrent(keras.ops.concatenate([vectors, picture], axis=-1))
    return np.array(read_out(states))


def wired(seen, words, units, order=1, places=None, last=False, logits=False, as_state=False):
    """Return the distributions of the same net with one thing wired otherwise."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4)
    recurrent = layers.GRU(units, return_sequences=not last)
    read_out = layers.Dense(WORDS, activation=None if logits else "softmax")
    vectors = np.array(embedding(words))
    picture = np.repeat(seen[:, None], words.shape[1], axis=1)
    if places is not None:
        picture = picture * places(words.shape[1])[None, :, None]
    joined = np.concatenate([vectors, picture][::order], axis=-1).astype("float32")
    start = np.resize(seen, (len(seen), units)).astype("float32") if as_state else None
    return np.array(read_out(recurrent(joined, initial_state=start)))


def at_the_first_word(seen, words, units):
    """Show the picture at the first word alone."""
    return wired(seen, words, units, places=lambda steps: np.arange(steps) == 0)


def at_the_last_word(seen, words, units):
    """Show the picture at the last word alone."""
    return wired(seen, words, units, places=lambda steps: np.arange(steps) == steps - 1)


def blind(seen, words, units):
    """Forget the picture."""
    return wired(seen, words, units, places=lambda steps: np.zeros(steps))


def picture_first(seen, words, units):
    """Put the picture in front of the word."""
    return wired(seen, words, units, order=-1)


def last_state_only(seen, words, units):
    """Forget `return_sequences`."""
    return wired(seen, words, units, last=True)


def no_softmax(seen, words, units):
    """Return scores that are no distributions."""
    return wired(seen, words, units, logits=True)


def both_ways_in(seen, words, units):
    """Start from the picture as well."""
    return wired(seen, words, units, as_state=True)


def case(seed, batch, steps, features, units):
    """Return what was seen, word numbers and a size."""
    seen = normal(seed, batch, features).astype("float32")
    return seen, whole_numbers(seed + 1, batch, steps, low=1, high=WORDS).astype("int32"), units


exercise = Exercise(
    "18.4",
    "The picture at every word",
    probabilities,
    cases=[case(1, 2, 4, 3, 5), case(3, 3, 5, 2, 7), case(5, 4, 2, 6, 3)],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "at the first word",
            at_the_first_word,
            "The picture stands beside the first word only. Repeat it, once for each word.",
        ),
        Misconception("at the last word", at_the_last_word, "The picture stands beside the last word only."),
        Misconception("no picture", blind, "The picture makes no difference to your net."),
        Misconception(
            "picture first",
            picture_first,
            "You put the picture in front of the word's vector. The order asked for is word, then picture.",
        ),
        Misconception(
            "last state",
            last_state_only,
            "That is one distribution a caption. Each word needs one: return_sequences=True.",
        ),
        Misconception(
            "no softmax", no_softmax, "Your scores do not add up to 1. The read-out ends in a softmax."
        ),
        Misconception(
            "first state too",
            both_ways_in,
            "You also start from the picture. Here the layer starts from its zeros, so that one thing differs.",
        ),
    ],
    equivalent={
        "`read_out = layers.Dense(WORDS, activation='softmax')` one line later": "the layer draws its weights when it is called",
    },
)
