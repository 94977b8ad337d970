"""22.1 A Keras model in which nobody hears one unit of the upper layer any more."""

import numpy as np

from course_utils.checks.draws import whole_numbers
from course_utils.checks.exercise import Exercise, Misconception


def new_model(seed):
    """Return the network of the stub: 9 ids, three embedded numbers, GRUs of 6 and 5 units, logits."""
    import keras

    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(9, 3),
            keras.layers.GRU(6, return_sequences=True),
            keras.layers.GRU(5, return_sequences=True, bias_initializer="random_normal"),
            keras.layers.Dense(9),
        ]
    )


def logits_without(ids, unit):
    """Right: the rows of the unit are 0 where its state is read, by its own layer and by the read-out."""
    model = new_model(3)
    W_x, W_h, b = model.layers[2].get_weights()
    W_hy, b_y = model.layers[3].get_weights()
    W_h[unit] = 0
    W_hy[unit] = 0
    model.layers[2].set_weights([W_x, W_h, b])
    model.layers[3].set_weights([W_hy, b_y])
    return np.array(model(ids))


def changed(ids, change, unit):
    """Return the logits after `change(weights of layer 2, of layer 3, unit)` has altered them."""
    model = new_model(3)
    upper, readout = model.layers[2].get_weights(), model.layers[3].get_weights()
    change(upper, readout, unit)
    model.layers[2].set_weights(upper)
    model.layers[3].set_weights(readout)
    return np.array(model(ids))


def readout_only(upper, readout, unit):
    """Silence the unit towards the read-out."""
    readout[0][unit] = 0


def recurrent_only(upper, readout, unit):
    """Silence the unit towards its own layer."""
    upper[1][unit] = 0


def columns(upper, readout, unit):
    """Zero what the unit's update gate hears, and what one character's logit reads."""
    upper[1][:, unit] = 0
    readout[0][:, unit] = 0


def column_of_the_layer(upper, readout, unit):
    """Zero the right row of the read-out, and a column in place of a row of the recurrent weights."""
    upper[1][:, unit] = 0
    readout[0][unit] = 0


def input_rows_too(upper, readout, unit):
    """Zero the two right rows, and a row of the input weights."""
    upper[0][unit] = 0
    upper[1][unit] = 0
    readout[0][unit] = 0


def input_rows(upper, readout, unit):
    """Zero a row of the input weights in place of the recurrent ones."""
    upper[0][unit] = 0
    readout[0][unit] = 0


exercise = Exercise(
    "22.1",
    "silence a unit",
    logits_without,
    cases=[
        (np.array([[1, 8, 2, 5]], "int32"), 2),
        (whole_numbers(4, 2, 7, high=9).astype("int32"), 0),
        (whole_numbers(5, 3, 5, high=9).astype("int32"), 4),
    ],
    tolerance=1e-5,
    mutants=20,  # each builds a model
    misconceptions=[
        Misconception(
            "only the read-out is deaf",
            lambda ids, unit: changed(ids, readout_only, unit),
            "The read-out does not hear the unit any more, but its own layer still does: at the next step its state goes through W_h.",
        ),
        Misconception(
            "only the layer is deaf",
            lambda ids, unit: changed(ids, recurrent_only, unit),
            "The layer's next step does not hear the unit any more, but the read-out still does.",
        ),
        Misconception(
            "columns for rows",
            lambda ids, unit: changed(ids, columns, unit),
            "You cleared columns. A row of a weight matrix is what one unit says, a column is what one unit hears.",
        ),
        Misconception(
            "a column of the recurrent weights",
            lambda ids, unit: changed(ids, column_of_the_layer, unit),
            "The read-out is right. In W_h you cleared a column, which is what one gate of the unit hears. What the unit says is its row.",
        ),
        Misconception(
            "the input weights too",
            lambda ids, unit: changed(ids, input_rows_too, unit),
            "The upper unit is silent, and so is one of the layer below: W_x reads that layer's units. Leave W_x as it is.",
        ),
        Misconception(
            "the input weights",
            lambda ids, unit: changed(ids, input_rows, unit),
            "W_x reads the layer below: you silenced a unit of the lower layer there. The upper layer hears its own units through W_h.",
        ),
        Misconception(
            "nothing changed",
            lambda ids, unit: changed(ids, lambda upper, readout, unit: None, unit),
            "These are the logits of the whole network. get_weights returns copies: what you change must go back with set_weights.",
        ),
    ],
    equivalent={
        "`model.layers[2].set_weights([W_x, W_h, b])` one line later": "the two layers get their weights in either order",
        "`keras.Input((None,), dtype='int32')` -> `keras.Input((None,))`": "whole numbers are read as such in either case",
    },
)
