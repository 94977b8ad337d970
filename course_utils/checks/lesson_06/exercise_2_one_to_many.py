"""Exercise 6.2: show the same input at every step and read out every step."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def one_to_many_by_hand(x, steps, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: same x, another h. The step is written out, so that its terms can be told apart."""
    h = np.zeros((len(x), len(b_h)))
    outputs = []
    for _ in range(steps):
        h = np.tanh(x @ W_xh + h @ W_hh + b_h)
        outputs.append(h @ W_hy + b_y)
    return np.stack(outputs, axis=1)


def weights(seed, features, units, outputs):
    """Return W_xh, W_hh, b_h, W_hy and b_y of a small cell with its read-out."""
    shapes = (features, units), (units, units), (units,), (units, outputs), (outputs,)
    return normals(seed, *shapes, scale=0.7)


def read_outs(inputs, W_xh, W_hh, b_h, W_hy, b_y):
    """Read out every state of a walk from zero.

    Args:
        inputs: list of arrays `(batch, features)`, one a step.

    Returns:
        The read-outs, an array `(batch, steps, outputs)`.
    """
    h = np.zeros((len(inputs[0]), len(b_h)))
    states = []
    for x in inputs:
        h = rnn_step(x, h, W_xh, W_hh, b_h)
        states.append(h)
    return np.stack(states, axis=1) @ W_hy + b_y


def input_once(x, steps, *weights):
    """Wrong: zeros after the first step."""
    return read_outs([x] + [np.zeros_like(x)] * (steps - 1), *weights)


def state_not_carried(x, steps, *weights):
    """Wrong: every step is the first one."""
    return np.repeat(read_outs([x], *weights), steps, axis=1)


def steps_first(x, steps, *weights):
    """Wrong: shape `(steps, batch, outputs)`."""
    return read_outs([x] * steps, *weights).swapaxes(0, 1)


def last_step_only(x, steps, *weights):
    """Wrong: many-to-one."""
    return read_outs([x] * steps, *weights)[:, -1]


def last_answer_copied(x, steps, *weights):
    """Wrong: the last answer stands at every step."""
    return np.repeat(read_outs([x] * steps, *weights)[:, -1:], steps, axis=1)


def state_at_zero_first(x, steps, *weights):
    """Wrong: the state is read out before the step is taken."""
    *_, W_hy, b_y = weights
    start = np.broadcast_to(b_y, (len(x), 1, len(b_y)))
    return np.concatenate([start, read_outs([x] * steps, *weights)[:, :-1]], axis=1)


exercise = Exercise(
    "6.2",
    "One-to-many by hand",
    one_to_many_by_hand,
    cases=[
        (normal(7, 2, 3), 5, *weights(8, features=3, units=4, outputs=6)),
        (normal(9, 3, 2), 6, *weights(10, features=2, units=5, outputs=4)),
    ],
    misconceptions=[
        Misconception(
            "input at the first step only",
            input_once,
            "You gave the input at the first step and zeros after it. That is a wiring too, but RepeatVector gives the same x at every step.",
        ),
        Misconception(
            "state not carried",
            state_not_carried,
            "All your steps are equal: the state starts from zero each time. Same x, but a different h, is what makes step 2 differ from step 1.",
        ),
        Misconception(
            "steps before batch",
            steps_first,
            "Your first two axes are exchanged. The course's order is (batch, steps, outputs): stack along axis 1.",
        ),
        Misconception(
            "last step only",
            last_step_only,
            "You returned the last step alone. One-to-many reads out every step.",
        ),
        Misconception(
            "last answer copied",
            last_answer_copied,
            "All your steps are equal: each has the answer of the last. Read out inside the loop, after every step.",
        ),
        Misconception(
            "reads out before the step",
            state_at_zero_first,
            "Your outputs come one step late: the first is read from the zero state, which has not seen x. Take the step, then read out.",
        ),
    ],
    equivalent={
        "`b_h` -> `W_hh`": "only in len(b_h): W_hh has a row for each unit, too",
        "`b_h` -> `W_hy`": "only in len(b_h): W_hy has a row for each unit, too",
        "`h = np.zeros((len(x), len(b_h)))` one line later": "neither start needs the other",
        "`range(steps)` -> `list(range(steps))[::-1]`": "all steps are alike: none looks at its number",
    },
)
