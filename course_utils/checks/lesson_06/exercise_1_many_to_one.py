"""Exercise 6.1: read a whole sequence, answer once."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_06.common import read_outs, weights


def many_to_one_by_hand(x, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: the read-out of the last state. The step is written out, so that its terms can be told apart."""
    h = np.zeros((len(x), len(b_h)))
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
    return h @ W_hy + b_y


def every_step(x, *weights):
    """Wrong: the read-outs of all states."""
    return read_outs(list(x.swapaxes(0, 1)), *weights)


def average(x, *weights):
    """Wrong: all steps have the same say."""
    return every_step(x, *weights).mean(axis=1)


def first_state(x, *weights):
    """Wrong: the state that has seen one input only."""
    return every_step(x, *weights)[:, 0]


def last_input_alone(x, *weights):
    """Wrong: the last state does not know the one before."""
    return read_outs([x[:, -1]], *weights)[:, 0]


def squashed(x, *weights):
    """Wrong: the read-out is kept between -1 and 1."""
    return np.tanh(every_step(x, *weights)[:, -1])


exercise = Exercise(
    "6.1",
    "Many-to-one by hand",
    many_to_one_by_hand,
    cases=[
        (normal(1, 2, 5, 3), *weights(2, features=3, units=4, outputs=6)),
        (normal(3, 3, 7, 2), *weights(4, features=2, units=5, outputs=4)),
        (normal(5, 4, 2, 5), *weights(6, features=5, units=3, outputs=2)),
    ],
    misconceptions=[
        Misconception(
            "reads out every step",
            every_step,
            "You read out every state. Many-to-one reads one state only: the one that has seen the whole sequence.",
        ),
        Misconception(
            "averages the read-outs",
            average,
            "You averaged over the steps. The last state alone is read; what it should keep of earlier steps is its own job.",
        ),
        Misconception(
            "reads the first state",
            first_state,
            "You read the state after the first step. It has seen one input; which state has seen all of them?",
        ),
        Misconception(
            "starts again at every step",
            last_input_alone,
            "The last step does not know the ones before it: the answer depends on the last input alone. Carry h from step to step.",
        ),
        Misconception(
            "tanh on the read-out",
            squashed,
            "You put a tanh on the read-out. The state has its tanh already; y = h_T W_hy + b_y has none.",
        ),
    ],
    equivalent={
        "`b_h` -> `W_hh`": "only in len(b_h): W_hh has a row for each unit, too",
        "`b_h` -> `W_hy`": "only in len(b_h): W_hy has a row for each unit, too",
    },
)
