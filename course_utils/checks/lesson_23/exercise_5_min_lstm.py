"""Exercise 23.5: a minLSTM in Keras, by scan or by loop."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def min_lstm(x, units):
    """Return the states, with shares that the input alone decides and that add up to 1."""
    import keras

    keras.utils.set_random_seed(0)
    forget = keras.layers.Dense(units, activation="sigmoid")
    let_in = keras.layers.Dense(units, activation="sigmoid")
    candidate = keras.layers.Dense(units)
    f, i, c = np.array(forget(x)), np.array(let_in(x)), np.array(candidate(x))
    keep, add = f / (f + i), i / (f + i)
    h, states = np.zeros_like(c[:, 0]), []
    for t in range(x.shape[1]):
        h = keep[:, t] * h + add[:, t] * c[:, t]
        states.append(h)
    return np.stack(states, axis=1)


def walked(x, units, shares=lambda f, i: (f / (f + i), i / (f + i)), squash=lambda c: c, reads=lambda x: x):
    """Return the states with other shares, a squashed candidate or another input."""
    import keras

    keras.utils.set_random_seed(0)
    forget = keras.layers.Dense(units, activation="sigmoid")
    let_in = keras.layers.Dense(units, activation="sigmoid")
    candidate = keras.layers.Dense(units)
    f, i, c = (np.array(layer(reads(x))) for layer in (forget, let_in, candidate))
    (keep, add), c = shares(f, i), squash(c)
    h, states = 0 * c[:, 0], []
    for t in range(c.shape[1]):
        h = keep[:, t] * h + add[:, t] * c[:, t]
        states.append(h)
    return np.stack(states, axis=1)


def not_normalised(x, units):
    """Use both gates as they are, as an LSTM does."""
    return walked(x, units, shares=lambda f, i: (f, i))


def exchanged(x, units):
    """Keep by the input gate and add by the forget gate."""
    return walked(x, units, shares=lambda f, i: (i / (f + i), f / (f + i)))


def as_min_gru(x, units):
    """Use one gate alone: keep f, add 1 - f."""
    return walked(x, units, shares=lambda f, i: (f, 1 - f))


def half_normalised(x, units):
    """Normalise what is kept and not what is added."""
    return walked(x, units, shares=lambda f, i: (f / (f + i), i))


def squashed(x, units):
    """Put a tanh around the candidate."""
    return walked(x, units, squash=np.tanh)


def nothing_carried(x, units):
    """Give what each step adds, with no state."""
    return walked(x, units, shares=lambda f, i: (0 * f, i / (f + i)))


def last_only(x, units):
    """Give the last state alone."""
    return min_lstm(x, units)[:, -1]


def backwards(x, units):
    """Read from the end."""
    return walked(x, units, reads=lambda x: x[:, ::-1])[:, ::-1]


def case(seed, batch, steps, features, units):
    return normal(seed, batch, steps, features).astype("float32"), units


exercise = Exercise(
    "23.5",
    "minLSTM",
    min_lstm,
    cases=[case(1, 2, 3, 4, 2), case(2, 3, 7, 2, 5), case(3, 1, 12, 5, 4)],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "shares do not add up to 1",
            not_normalised,
            "You used f and i as they are. In a minLSTM both are divided by f + i.",
        ),
        Misconception(
            "gates exchanged",
            exchanged,
            "What you keep is i / (f + i). f is the forget gate: the share that is kept.",
        ),
        Misconception(
            "one gate",
            as_min_gru,
            "That is a minGRU whose keeping share is f. The input gate has no say in it.",
        ),
        Misconception(
            "half divided",
            half_normalised,
            "You divided f by the sum, and i not. Then the two shares do not add up to 1.",
        ),
        Misconception(
            "tanh added",
            squashed,
            "There is a tanh around your candidate. This cell has none: it is a plain Dense.",
        ),
        Misconception(
            "no state",
            nothing_carried,
            "That is what each step adds, with nothing kept of the steps before.",
        ),
        Misconception(
            "last state only",
            last_only,
            "That is the last state. All of them are asked for: (batch, steps, units).",
        ),
        Misconception(
            "read from the end",
            backwards,
            "Your state carries from right to left. Each step builds on the one before it.",
        ),
    ],
    equivalent={"`c[:, 0]` -> `c[:, -1]`": "only its shape is used"},
)
