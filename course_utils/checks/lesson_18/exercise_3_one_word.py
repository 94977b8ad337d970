"""Exercise 18.3, in Keras: one word and a state in, the next distribution and the next state out."""

import numpy as np

from course_utils.checks.draws import normal, whole_numbers
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception

WORDS = 9


def say_one(word, state):
    """Return the distributions of the words behind `word`, and the states after it."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4)
    recurrent = layers.GRU(state.shape[1], return_state=True)
    read_out = layers.Dense(WORDS, activation="softmax")
    vector = embedding(word[:, None])
    output, new_state = recurrent(vector, initial_state=keras.ops.convert_to_tensor(state))
    return np.array(read_out(output)), np.array(new_state)


def wired(word, state, start=1.0, returned="new", read="new"):
    """Return the same with another first state, or with the old state in the place of the new one."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    embedding = layers.Embedding(WORDS, 4)
    recurrent = layers.GRU(state.shape[1], return_sequences=True)
    read_out = layers.Dense(WORDS, activation="softmax")
    vector = embedding(word[:, None])
    states = {"old": state, "new": np.array(recurrent(vector, initial_state=start * state))[:, -1]}
    return np.array(read_out(states[read])), states[returned]


def start_forgotten(word, state):
    """Forget the state that came in."""
    return wired(word, state, start=np.float32(0))


def old_state_returned(word, state):
    """Hand on the state that came in."""
    return wired(word, state, returned="old")


def said_too_early(word, state):
    """Read the word off the state that came in."""
    return wired(word, state, read="old")


def best_word(word, state):
    """Return the likeliest word instead of the distribution."""
    p, new_state = wired(word, state)
    return p.argmax(axis=-1), new_state


def with_a_step(word, state):
    """Leave the axis of the single step in place."""
    p, new_state = wired(word, state)
    return p[:, None], new_state


def state_added(word, state):
    """Add the old state to the new one."""
    p, new_state = wired(word, state)
    return p, state + new_state


def case(seed, batch, units):
    """Return words and states; the sizes differ."""
    word = whole_numbers(seed, batch, low=1, high=WORDS).astype("int32")
    return word, normal(seed + 1, batch, units, scale=0.7).astype("float32")


exercise = Exercise(
    "18.3",
    "One word at a time",
    say_one,
    cases=[case(1, 2, 3), case(3, 4, 6), case(5, 1, 5)],
    parts=("p", "state"),
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "start forgotten",
            start_forgotten,
            "Your layer starts from zeros: what was seen and said is lost. Hand it initial_state.",
        ),
        Misconception(
            "old state handed on",
            old_state_returned,
            "You hand on the state that came in, so the second word would be read as if it were the first.",
        ),
        Misconception(
            "read too early",
            said_too_early,
            "The distribution is read off the old state. It has not read this word yet.",
        ),
        Misconception(
            "the best word",
            best_word,
            "You return the likeliest word. A beam needs the whole distribution.",
        ),
        Misconception(
            "an axis too many",
            with_a_step,
            "An axis of length 1 is left, the single step. Return (batch, 9).",
        ),
        Misconception("states added", state_added, "You added the old state. The layer has used it already."),
    ],
    equivalent={
        "`read_out = layers.Dense(WORDS, activation='softmax')` one line later": "the layer draws its weights when it is called",
    },
)
