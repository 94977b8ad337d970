"""Checks of lesson 4: every exercise walks backwards through time."""

import numpy as np

from course_utils.checks.answers_04 import exercise_3, exercise_4, exercise_5, walked_states
from course_utils.checks.mechanism import Exercise, Misconception

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]

# 4.1: one unit, the gradient of (h_T - target)**2 with respect to the input weight


def _input_weight(x, h, target, w_hh):
    d_h, total = 2 * (h[-1] - target), 0.0
    for t in reversed(range(len(x))):
        d_a = d_h * (1 - h[t + 1] ** 2)
        total += d_a * x[t]
        d_h = d_a * w_hh
    return total


def _last_use_only(x, h, target, w_hh):
    return 2 * (h[-1] - target) * (1 - h[-1] ** 2) * x[-1]


def _recurrent_weight(x, h, target, w_hh):
    d_h, total = 2 * (h[-1] - target), 0.0
    for t in reversed(range(len(x))):
        d_a = d_h * (1 - h[t + 1] ** 2)
        total += d_a * h[t]
        d_h = d_a * w_hh
    return total


def _without_slope(x, h, target, w_hh):
    d_h, total = 2 * (h[-1] - target), 0.0
    for t in reversed(range(len(x))):
        total += d_h * x[t]
        d_h = d_h * w_hh
    return total


def _slope_of_state_before(x, h, target, w_hh):
    d_h, total = 2 * (h[-1] - target), 0.0
    for t in reversed(range(len(x))):
        d_a = d_h * (1 - h[t] ** 2)
        total += d_a * x[t]
        d_h = d_a * w_hh
    return total


def _without_weight(x, h, target, w_hh):
    return _input_weight(x, h, target, 1.0)


def _never_passed_on(x, h, target, w_hh):
    d_h = 2 * (h[-1] - target)
    return sum(d_h * (1 - h[t + 1] ** 2) * x[t] for t in range(len(x)))


def _one_unit(x, w_xh, w_hh, h_0, target):
    h = [h_0]
    for x_t in x:
        h.append(np.tanh(w_xh * x_t + w_hh * h[-1]))
    return np.array(x), np.array(h), target, w_hh


exercise_1 = Exercise(
    "4.1",
    _input_weight,
    cases=[
        _one_unit([1.0, 0.4, -0.6], 0.8, 0.9, 0.5, 0.2),
        _one_unit([0.3, -1.2, 0.7, 0.9, -0.2], -0.5, 1.3, 0.1, -0.6),
    ],
    misconceptions=[
        Misconception(
            "last step only",
            _last_use_only,
            "That is the contribution of the last step alone. The same weight also worked at every earlier step: go back and add those up.",
        ),
        Misconception(
            "recurrent weight's gradient",
            _recurrent_weight,
            "That is the gradient of w_hh. Ask what w_xh multiplied in the sum at step t.",
        ),
        Misconception(
            "tanh without its slope",
            _without_slope,
            "The gradient must also pass the tanh at each step, whose slope is written with the state it gave.",
        ),
        Misconception(
            "weight not passed",
            _without_weight,
            "Your walk passes every tanh and no weight. From h[t + 1] to h[t] the gradient passes both: what did h[t] meet in the sum?",
        ),
        Misconception(
            "nothing passed back",
            _never_passed_on,
            "Every step received the gradient of the last state unchanged. What does d_h become on its way from h[t + 1] to h[t]?",
        ),
        Misconception(
            "counting from the wrong end of a step",
            _slope_of_state_before,
            "The step that reads x[t] gives h[t + 1]. The slope of its tanh is written with the state that came out.",
        ),
    ],
)

# 4.2: the gradient of the first state


def _first_state(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh.T
    return d_h


def _first_state_not_transposed(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh
    return d_h


def _first_state_linear(d_h, states, W_hh):
    for _ in range(1, states.shape[1]):
        d_h = d_h @ W_hh.T
    return d_h


def _first_state_slope_of_step_before(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t - 1] ** 2)) @ W_hh.T
    return d_h


def _first_state_one_short(d_h, states, W_hh):
    for t in reversed(range(2, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh.T
    return d_h


def _first_state_too_far(d_h, states, W_hh):
    return (_first_state(d_h, states, W_hh) * (1 - states[:, 0] ** 2)) @ W_hh.T


def _first_state_slope_last(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h @ W_hh.T) * (1 - states[:, t] ** 2)
    return d_h


exercise_2 = Exercise(
    "4.2",
    _first_state,
    cases=[walked_states(1, 2, 4, 3), walked_states(2, 5, 1, 2), walked_states(3, 1, 7, 4)],
    misconceptions=[
        Misconception(
            "matrix not transposed",
            _first_state_not_transposed,
            "Forwards, row i of W_hh spreads unit i over all units. Backwards, unit i collects along that same row: which turn of the matrix does that?",
        ),
        Misconception(
            "slope of tanh left out",
            _first_state_linear,
            "Between h_t and h_{t-1} lie two things, a matrix and a tanh. You passed only the matrix.",
        ),
        Misconception(
            "slope taken one step too early",
            _first_state_slope_of_step_before,
            "The slope of the tanh at step t is written with the state that this tanh gave, not with the one that went in.",
        ),
        Misconception(
            "slope after the matrix",
            _first_state_slope_last,
            "You passed the matrix first and the tanh after it. Forwards the tanh came last, so the way back meets it first.",
        ),
        Misconception(
            "one step too far",
            _first_state_too_far,
            "You walked past h_0: there are T transitions for T + 1 states. No tanh of yours made h_0, so its slope does not belong here.",
        ),
        Misconception(
            "stopped at h_1",
            _first_state_one_short,
            "You stopped at h_1. With T steps there are T transitions, and states[:, 0] is h_0.",
        ),
    ],
)
