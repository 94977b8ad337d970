"""Exercise 2.1: the loop with its read-out."""

import numpy as np

from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def outputs(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: the output of every step, shape `(steps, outputs)`."""
    ys = []
    for x in xs:
        h = np.tanh(x @ W_xh + h @ W_hh + b_h)
        y = h @ W_hy + b_y
        ys.append(y)
    return np.array(ys)


def states_only(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    states = []
    for x in xs:
        h = np.tanh(x @ W_xh + h @ W_hh + b_h)
        states.append(h)
    return np.array(states)


def always_from_h_0(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    return np.array([np.tanh(x @ W_xh + h @ W_hh + b_h) @ W_hy + b_y for x in xs])


def read_before(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    ys = []
    for x in xs:
        ys.append(h @ W_hy + b_y)
        h = np.tanh(x @ W_xh + h @ W_hh + b_h)
    return np.array(ys)


def linear_state(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    ys = []
    for x in xs:
        h = x @ W_xh + h @ W_hh + b_h
        ys.append(h @ W_hy + b_y)
    return np.array(ys)


def bias_outside(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    ys = []
    for x in xs:
        h = np.tanh(x @ W_xh + h @ W_hh) + b_h
        ys.append(h @ W_hy + b_y)
    return np.array(ys)


def weights(features, units, seed, outputs):
    """W_xh, W_hh, b_h, W_hy and b_y, drawn at random."""
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return normals(seed, *shapes, scale=0.7)


SMALL = (
    np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
    np.zeros(2),
    np.array([[0.5, -0.5], [0.25, 1.0], [0.0, 0.75]]),
    np.array([[1.0, 0.5], [-0.25, 0.5]]),
    np.array([0.1, -0.2]),
    np.array([[2.0], [-1.0]]),
    np.array([0.5]),
)

exercise = Exercise(
    "2.1",
    "the loop with its read-out",
    outputs,
    cases=[
        SMALL,
        (normal(3, 6, 2), normal(4, 5), *weights(2, 5, 5, outputs=3)),
        (normal(6, 1, 4), normal(7, 3), *weights(4, 3, 8, outputs=2)),
    ],
    misconceptions=[
        Misconception(
            "the hidden state is the output",
            states_only,
            "These are the states. The output is a read-out of the state: multiply by W_hy and add b_y.",
        ),
        Misconception(
            "every step starts from h_0",
            always_from_h_0,
            "Each step began from the first state again. Keep the new state under the name h for the next step.",
        ),
        Misconception(
            "the read-out is squashed too",
            lambda *arguments: np.tanh(outputs(*arguments)),
            "The tanh belongs to the state. The read-out is linear here, or it could never exceed 1.",
        ),
        Misconception(
            "the bias is added after the tanh",
            bias_outside,
            "Look where b_h stands in the equation: inside the brackets of tanh.",
        ),
        Misconception(
            "no bias of the state",
            lambda xs, h, W_xh, W_hh, b_h, *rest: outputs(xs, h, W_xh, W_hh, 0 * b_h, *rest),
            "Three terms stand inside the tanh: input, old state, and the bias b_h. Yours lacks the bias.",
        ),
        Misconception(
            "column form of the state",
            lambda xs, h, W_xh, W_hh, *rest: outputs(xs, h, W_xh, W_hh.T, *rest),
            "h is a row here, so it stands on the left: h @ W_hh. W_hh @ h belongs to books that write columns.",
        ),
        Misconception(
            "no bias of the read-out",
            lambda *arguments: outputs(*arguments[:-1], 0.0),
            "The product with W_hy is right. The read-out has a bias as well: add b_y.",
        ),
        Misconception(
            "the state handed in is thrown away",
            lambda xs, h, *rest: outputs(xs, 0 * h, *rest),
            "Your loop begins from zeros. It must begin from the h that was handed in; only in the example is that zero.",
        ),
        Misconception(
            "the output comes before the step",
            read_before,
            "You read out the state that each step found. Update h first: an output belongs to the state after its own input.",
        ),
        Misconception(
            "the last output is all",
            lambda *arguments: outputs(*arguments)[-1],
            "That is the output of the last step alone. Every step has one: collect them in ys.",
        ),
        Misconception(
            "no tanh",
            linear_state,
            "The sum inside the brackets is right. The new state is the tanh of it.",
        ),
    ],
    equivalent={
        "`x @ W_xh` -> `x.T @ W_xh`": "x has one axis, and turning that changes nothing",
        "`h @ W_hh` -> `h.T @ W_hh`": "h has one axis, and turning that changes nothing",
        "`h @ W_hy` -> `h.T @ W_hy`": "h has one axis, and turning that changes nothing",
    },
)
