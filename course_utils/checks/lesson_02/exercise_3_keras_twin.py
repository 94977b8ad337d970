"""Exercise 2.3: the same cell, built in Keras from arrays."""

import numpy as np

from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def keras_twin(x, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: the answers of the Keras model, shape `(batch, outputs)`."""
    import keras

    features, units = W_xh.shape
    model = keras.Sequential(
        [
            keras.Input((None, features)),
            keras.layers.SimpleRNN(units),
            keras.layers.Dense(len(b_y)),
        ]
    )
    model.set_weights([W_xh, W_hh, b_h, W_hy, b_y])
    return np.array(model(x.astype("float32")))


def by_hand(x, W_xh, W_hh, b_h, W_hy, b_y, squash=np.tanh, every=False):
    """The same in NumPy, which the wrong answers are made of: it takes no time."""
    h = np.zeros((len(x), len(b_h)))
    answers = []
    for t in range(x.shape[1]):
        h = squash(x[:, t] @ W_xh + h @ W_hh + b_h)
        answers.append(h @ W_hy + b_y)
    return np.stack(answers, axis=1) if every else answers[-1]


def last_state(x, W_xh, W_hh, b_h, W_hy, b_y):
    return by_hand(x, W_xh, W_hh, b_h, np.eye(len(b_h)), np.zeros(len(b_h)))


def weights(features, units, outputs, seed):
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return normals(seed, *shapes, scale=0.7)


exercise = Exercise(
    "2.3",
    "the twin in Keras",
    keras_twin,
    cases=[
        (normal(41, 5, 7, 3), *weights(3, 4, 2, 42)),
        (normal(43, 2, 3, 4), *weights(4, 6, 1, 44)),
        (normal(45, 3, 1, 2), *weights(2, 5, 4, 46)),
    ],
    misconceptions=[
        Misconception(
            "no read-out",
            last_state,
            "These are states. SimpleRNN has no read-out: put a Dense layer behind it and give it W_hy and b_y.",
        ),
        Misconception(
            "an answer for every step",
            lambda *arguments: by_hand(*arguments, every=True),
            "Your model answers after every step. Asked is one answer, after the last: leave return_sequences away.",
        ),
        Misconception(
            "a squashed read-out",
            lambda *arguments: np.tanh(by_hand(*arguments)),
            "The tanh belongs to the cell. The read-out is linear: a Dense layer without activation.",
        ),
        Misconception(
            "a probability",
            lambda *arguments: 1 / (1 + np.exp(-by_hand(*arguments))),
            "A sigmoid stands behind your read-out. Here it is linear: a Dense layer without activation.",
        ),
        Misconception(
            "another activation in the cell",
            lambda *arguments: by_hand(*arguments, squash=lambda z: np.maximum(z, 0)),
            "Your cell uses relu. The equation has tanh, which is what SimpleRNN uses unless told otherwise.",
        ),
        Misconception(
            "no activation in the cell",
            lambda *arguments: by_hand(*arguments, squash=lambda z: z),
            "Your cell has no activation. The equation has tanh, which is what SimpleRNN uses unless told otherwise.",
        ),
        Misconception(
            "the recurrent weights transposed",
            lambda x, W_xh, W_hh, *rest: by_hand(x, W_xh, W_hh.T, *rest),
            "W_hh came in transposed. Keras stores rows as we do: hand it over as it is.",
        ),
        Misconception(
            "the read-out without its bias",
            lambda *arguments: by_hand(*arguments[:-1], 0.0),
            "b_y never reached your model. The list for set_weights has five arrays, b_y last.",
        ),
        Misconception(
            "the cell without its bias",
            lambda x, W_xh, W_hh, b_h, *rest: by_hand(x, W_xh, W_hh, 0 * b_h, *rest),
            "b_h never reached your model. The list for set_weights has five arrays, b_h in the middle.",
        ),
    ],
    tolerance=1e-5,
    mutants=12,
)
