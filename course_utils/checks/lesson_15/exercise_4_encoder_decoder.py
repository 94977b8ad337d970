"""Exercise 15.4: an encoder reads the past, a decoder starts from its state, in Keras."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def encoder_decoder(past, clock, units):
    """Return the read-out of every state of the decoder, shape (batch, hours, 1)."""
    import keras

    keras.utils.set_random_seed(0)
    encoder = keras.layers.GRU(units)
    decoder = keras.layers.GRU(units, return_sequences=True)
    read_out = keras.layers.Dense(1)
    return np.array(read_out(decoder(clock, initial_state=encoder(past))))


def three_layers(units):
    """Return encoder, decoder and read-out with the weights that the check expects; the encoder hands on all states."""
    import keras

    keras.utils.set_random_seed(0)
    encoder = keras.layers.GRU(units, return_sequences=True)
    return encoder, keras.layers.GRU(units, return_sequences=True), keras.layers.Dense(1)


def decoder_from_zero(past, clock, units):
    """Let the decoder start from zero."""
    _, decoder, read_out = three_layers(units)
    return np.array(read_out(decoder(clock)))


def first_state(past, clock, units):
    """Hand over the encoder's state after its first hour."""
    encoder, decoder, read_out = three_layers(units)
    return np.array(read_out(decoder(clock, initial_state=encoder(past)[:, 0])))


def mean_state(past, clock, units):
    """Hand over the mean of the encoder's states."""
    encoder, decoder, read_out = three_layers(units)
    return np.array(read_out(decoder(clock, initial_state=np.array(encoder(past)).mean(axis=1))))


def state_repeated(past, clock, units):
    """Let the decoder read the encoder's state at every hour, and no clock."""
    encoder, decoder, read_out = three_layers(units)
    repeated = np.repeat(np.array(encoder(past))[:, -1:], clock.shape[1], axis=1)
    return np.array(read_out(decoder(repeated)))


def state_repeated_as_start_too(past, clock, units):
    """Start from the state, and read it at every hour instead of the clock."""
    encoder, decoder, read_out = three_layers(units)
    last = np.array(encoder(past))[:, -1]
    return np.array(read_out(decoder(np.repeat(last[:, None], clock.shape[1], axis=1), initial_state=last)))


def clock_backwards(past, clock, units):
    """Read the clock from the end."""
    encoder, decoder, read_out = three_layers(units)
    return np.array(read_out(decoder(clock[:, ::-1], initial_state=encoder(past)[:, -1])))


def last_hour_only(past, clock, units):
    """Read the decoder's last state alone."""
    return encoder_decoder(past, clock, units)[:, -1]


def states_without_read_out(past, clock, units):
    """Return the decoder's states."""
    encoder, decoder, _ = three_layers(units)
    return np.array(decoder(clock, initial_state=encoder(past)[:, -1]))


def read_from_the_encoder(past, clock, units):
    """Read the encoder's states and leave the decoder out."""
    encoder, _, read_out = three_layers(units)
    return np.array(read_out(encoder(past)))


def decoder_made_first(past, clock, units):
    """Make the decoder before the encoder."""
    decoder, encoder, read_out = three_layers(units)
    return np.array(read_out(decoder(clock, initial_state=encoder(past)[:, -1])))


exercise = Exercise(
    "15.4",
    "Encoder and decoder",
    encoder_decoder,
    cases=[
        (normal(1, 2, 4, 3).astype("float32"), normal(2, 2, 3, 2).astype("float32"), 5),
        (normal(3, 3, 6, 4).astype("float32"), normal(4, 3, 5, 2).astype("float32"), 7),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "the decoder starts from zero",
            decoder_from_zero,
            "Your decoder starts from zero and knows nothing of the past. Hand it the encoder's last state as `initial_state`.",
        ),
        Misconception(
            "the first state is handed over",
            first_state,
            "You handed over the state after the encoder's first hour. Its last one has read everything.",
        ),
        Misconception(
            "the mean of the states",
            mean_state,
            "You handed over the mean of the encoder's states. Its last one is enough: it has read everything.",
        ),
        Misconception(
            "the state is read as input",
            state_repeated,
            "Your decoder reads the encoder's state at every hour. Here it reads the clock, and the state is where it starts.",
        ),
        Misconception(
            "the state twice, no clock",
            state_repeated_as_start_too,
            "Your decoder starts rightly and then reads the state again at every hour. What it should read is the clock.",
        ),
        Misconception(
            "the clock backwards",
            clock_backwards,
            "Your decoder reads the clock from the end. The day to come is walked through in order of time.",
        ),
        Misconception(
            "one answer for the day",
            last_hour_only,
            "There is one answer for each batch row. An answer for every hour needs the decoder's states of all hours.",
        ),
        Misconception(
            "states for answers",
            states_without_read_out,
            "You returned the decoder's states. A Dense(1) reads each of them.",
        ),
        Misconception(
            "read from the encoder",
            read_from_the_encoder,
            "Your read-out reads the encoder: one answer for each hour of the past. The decoder walks through the hours to come.",
        ),
        Misconception(
            "decoder made first",
            decoder_made_first,
            "Wired as it should be, but made in another order: encoder, decoder, read-out, or the first weights differ from the check's.",
        ),
    ],
)
