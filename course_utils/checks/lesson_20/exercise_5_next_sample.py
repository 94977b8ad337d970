"""Exercise 20.5: a bug hunt. The last convolution of a forecaster sees the sample that it should forecast."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def next_samples(x, units):
    """Return a forecast of the next sample at every step, made of nothing later than that step."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    gru = layers.GRU(units, return_sequences=True)
    smooth = layers.Conv1D(x.shape[-1], 3, padding="causal")
    return np.array(smooth(gru(x)))


def forecast(x, units, padding="same", width=3, backwards=False, shift=0, inputs=lambda x: x):
    """Return the forecasts with something changed; `shift` moves the outputs to later steps."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    gru = layers.GRU(units, return_sequences=True, go_backwards=backwards)
    smooth = layers.Conv1D(x.shape[-1], width, padding=padding)
    said = np.array(smooth(gru(inputs(x))))
    if shift:
        said = np.concatenate([np.zeros_like(said[:, :shift]), said[:, :-shift]], axis=1)
    return said


def same(x, units):
    """Do what the colleague does."""
    return forecast(x, units)


def valid(x, units):
    """Leave the edges out."""
    return forecast(x, units, padding="valid")


def valid_and_filled_up(x, units):
    """Leave the edges out, and put zeros before the outputs."""
    said = forecast(x, units, padding="valid")
    return np.concatenate([np.zeros_like(x[:, :2]), said], axis=1)


def one_wide(x, units):
    """Let the convolution see one step."""
    return forecast(x, units, width=1)


def moved(x, units):
    """Move her outputs one step on."""
    return forecast(x, units, shift=1)


def moved_twice(x, units):
    """Move her outputs two steps on."""
    return forecast(x, units, shift=2)


def causal_and_moved(x, units):
    """Mend the convolution and move the outputs as well."""
    return forecast(x, units, padding="causal", shift=1)


def read_backwards(x, units):
    """Turn the recurrent layer round."""
    return forecast(x, units, backwards=True)


def both_ways(x, units):
    """Mend the convolution and let the recurrent layer read both ways."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    gru = layers.Bidirectional(layers.GRU(units, return_sequences=True))
    smooth = layers.Conv1D(x.shape[-1], 3, padding="causal")
    return np.array(smooth(gru(x)))


def last_hidden(x, units):
    """Hide the harm at the end alone: blank the last input."""

    def blank(values):
        values = values.copy()
        values[:, -1] = 0
        return values

    return forecast(x, units, inputs=blank)


def inputs_late(x, units):
    """Move the inputs, so that the forecast of step t knows nothing of step t."""
    return forecast(
        x, units, inputs=lambda values: np.concatenate([values[:, :1] * 0, values[:, :-1]], axis=1)
    )


def convolution_first(x, units):
    """Exchange the two layers, with a causal convolution."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    smooth = layers.Conv1D(x.shape[-1], 3, padding="causal")
    gru = layers.GRU(units, return_sequences=True)
    return np.array(gru(smooth(x)))


exercise = Exercise(
    "20.5",
    "Bug hunt: the next sample",
    next_samples,
    cases=[
        (normal(1, 1, 4, 2).astype("float32"), 3),
        (normal(2, 3, 7, 4).astype("float32"), 5),
        (normal(3, 2, 9, 3).astype("float32"), 6),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "unmended",
            same,
            "That is the colleague's net. Which states does its last layer read at step t, and what has the last of them read?",
        ),
        Misconception(
            "edges left out",
            valid,
            "The steps have moved: with padding='valid' output t reads the states t to t + 2, and two steps are missing.",
        ),
        Misconception(
            "edges left out and filled up",
            valid_and_filled_up,
            "Nothing leaks, but your first two forecasts are blank. Put the zeros before the states, not before the outputs.",
        ),
        Misconception(
            "width 1",
            one_wide,
            "Nothing leaks now, and the smoothing is gone. Keep the width of 3, all three on the side of the past.",
        ),
        Misconception(
            "outputs moved",
            moved,
            "You moved her outputs by one step. Nothing leaks, but the first forecast is blank: pad in front of the convolution.",
        ),
        Misconception(
            "outputs moved by two",
            moved_twice,
            "You moved her outputs by two steps: blank at first, and too late by one. Pad in front of the convolution.",
        ),
        Misconception(
            "mended and moved",
            causal_and_moved,
            "The convolution is right. The outputs need no moving: that of step t may read step t.",
        ),
        Misconception(
            "backwards",
            read_backwards,
            "Your recurrent layer reads from the end, so every state knows the future. Leave it as it was.",
        ),
        Misconception(
            "both ways",
            both_ways,
            "A bidirectional layer has read the end before it answers the first step. Take her GRU as it is.",
        ),
        Misconception(
            "last input blanked",
            last_hidden,
            "You blanked the last input. All the earlier steps still see their target.",
        ),
        Misconception(
            "inputs moved",
            inputs_late,
            "You moved the inputs or the states by one step. Now step t no longer leaks, but the net forecasts two steps ahead of what it has read.",
        ),
        Misconception(
            "layers exchanged",
            convolution_first,
            "You exchanged the two layers. Keep their order; the padding is what matters.",
        ),
    ],
)
