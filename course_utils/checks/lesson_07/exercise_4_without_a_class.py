"""Exercise 7.4: answers at every step and the last state, from two Keras layers."""

import numpy as np

from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception
from course_utils.checks.lesson_07.common import call, states_of


def answers_and_state(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: a layer that hands out all states and the last one, and a read-out of all states."""
    import keras

    rnn = keras.layers.SimpleRNN(W_hh.shape[0], return_sequences=True, return_state=True)
    read_out = keras.layers.Dense(W_hy.shape[1])
    rnn.build(x.shape)
    read_out.build((None, W_hh.shape[0]))
    rnn.set_weights([W_xh, W_hh, b_h])
    read_out.set_weights([W_hy, b_y])
    states, last = rnn(x, initial_state=h)
    return np.array(read_out(states)), np.array(last)


def from_zero(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the first state is not handed over."""
    states = states_of(x, np.zeros_like(h), W_xh, W_hh, b_h)
    return states @ W_hy + b_y, states[:, -1]


def last_answer_alone(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: no `return_sequences`."""
    last = states_of(x, h, W_xh, W_hh, b_h)[:, -1]
    return last @ W_hy + b_y, last


def all_states(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the first of the layer's two tensors is taken for the last state."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return states @ W_hy + b_y, states


def first_step_s_state(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the state after the first step."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return states @ W_hy + b_y, states[:, 0]


def no_read_out(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the states stand for the answers."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return states, states[:, -1]


def squashed(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: a read-out with tanh."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return np.tanh(states @ W_hy + b_y), states[:, -1]


def state_first(x, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Wrong: the state, then the answers."""
    states = states_of(x, h, W_xh, W_hh, b_h)
    return states[:, -1], states @ W_hy + b_y


def float32_call(seed, **sizes):
    """Return the arguments of one call in float32, as Keras computes."""
    return tuple(array.astype("float32") for array in call(seed, **sizes))


exercise = Exercise(
    "7.4",
    "BasicRNN without a class",
    answers_and_state,
    cases=[
        float32_call(21, batch=2, steps=4, features=3, units=5, outputs=6),
        float32_call(22, batch=3, steps=6, features=2, units=4, outputs=5),
        float32_call(23, batch=4, steps=3, features=5, units=6, outputs=2),
    ],
    misconceptions=[
        Misconception(
            "the first state is not handed over",
            from_zero,
            "Your layer begins at zero. Hand the first state over in the call: `rnn(x, initial_state=h)`.",
        ),
        Misconception(
            "one answer per sequence",
            last_answer_alone,
            "The state is right, and there is one answer for each sequence. Which option makes a layer hand out every state?",
        ),
        Misconception(
            "the first tensor for the second",
            all_states,
            "A layer with return_state=True hands out two tensors: all states, then the last one. You returned the first as the state.",
        ),
        Misconception(
            "the state after the first step",
            first_step_s_state,
            "The answers are right. The state you return is the one after the first step; the layer itself hands out the last.",
        ),
        Misconception(
            "no read-out",
            no_read_out,
            "Those are states. The answers are what Dense, with W_hy and b_y, makes of them.",
        ),
        Misconception(
            "the read-out is squashed",
            squashed,
            "The state is right. The read-out is linear: Dense without an activation.",
        ),
        Misconception(
            "the state comes first",
            state_first,
            "Both arrays are right and they stand in the wrong order: the answers first, then the state.",
        ),
    ],
    parts=("answers", "state"),
    equivalent={
        "`W_hh.shape[0]` -> `W_hh.shape[-1]`": "the recurrent matrix is square",
        "`W_hh.shape[0]` -> `W_hh.shape[1]`": "the recurrent matrix is square",
        "`rnn.set_weights([W_xh, W_hh, b_h])` one line later": "the two layers are filled in any order",
    },
    **BUILDS_LAYERS,
)
