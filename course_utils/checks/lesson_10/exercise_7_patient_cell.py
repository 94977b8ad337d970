"""10.7 Bug hunt: `bias_initializer` leaves the forget gate alone as long as `unit_forget_bias` is on, as it is by default."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def patient_cell(x, units, forget):
    """Return the last cell of an untrained LSTM whose forget gates start at `forget`, and all other biases at 0."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.LSTM(units, return_state=True)
    layer.build(x.shape)
    W_x, W_h, bias = layer.get_weights()
    bias[units : 2 * units] = forget
    layer.set_weights([W_x, W_h, bias])
    return np.array(layer(x)[2])


def with_biases(x, units, biases, tensor=2):
    """Return one tensor of an untrained LSTM whose blocks i, f, c, o start with the four biases."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.LSTM(units, return_state=True)
    layer.build(x.shape)
    layer.set_weights([*layer.get_weights()[:2], np.repeat(np.float32(biases), units)])
    return np.array(layer(x)[tensor])


exercise = Exercise(
    "10.7",
    "a patient cell",
    patient_cell,
    cases=[
        (np.array([[[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]], "float32"), 2, 5.0),
        (normal(31, 2, 5, 3).astype("float32"), 4, 4.0),
        (normal(32, 3, 4, 1).astype("float32"), 2, 2.5),
    ],
    tolerance=1e-5,
    mutants=30,  # each builds layers
    misconceptions=[
        Misconception(
            "bias_initializer reaches every gate",
            lambda x, units, forget: with_biases(x, units, [forget, 1, forget, forget]),
            "That is her layer: while unit_forget_bias is on, Keras gives the forget gate a 1 and the initializer to all the others.",
        ),
        Misconception(
            "the start of Keras",
            lambda x, units, forget: with_biases(x, units, [0, 1, 0, 0]),
            "That is Keras's own start: the forget gates still have the bias 1.",
        ),
        Misconception(
            "every block starts there",
            lambda x, units, forget: with_biases(x, units, [forget] * 4),
            "Now every gate starts there, and the candidate too. Only the second of the four blocks may.",
        ),
        Misconception(
            "the forget gate comes first",
            lambda x, units, forget: with_biases(x, units, [forget, 1, 0, 0]),
            "You opened the input gate. The blocks lie in the order i, f, c, o, so the forget gate's is the second.",
        ),
        Misconception(
            "the first block is the forget gate's",
            lambda x, units, forget: with_biases(x, units, [forget, 0, 0, 0]),
            "You opened the input gate and took the forget gate's 1 away. The order is i, f, c, o: the second block is yours.",
        ),
        Misconception(
            "unit_forget_bias comes on top",
            lambda x, units, forget: with_biases(x, units, [0, forget + 1, 0, 0]),
            "Your forget gates start at 1 more than asked: the 1 of unit_forget_bias is not added to yours, it is replaced.",
        ),
        Misconception(
            "cell state = hidden state",
            lambda x, units, forget: with_biases(x, units, [0, forget, 0, 0], tensor=1),
            "The start is right, and you returned h. The layer returns output, h and c; asked is c.",
        ),
    ],
)
