"""4.1: one unit, the gradient of (h_T - target)**2 with respect to the input weight."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _gradient_w_xh(x, h, target, w_hh):
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
    return _gradient_w_xh(x, h, target, 1.0)


def _never_passed_on(x, h, target, w_hh):
    d_h = 2 * (h[-1] - target)
    return sum(d_h * (1 - h[t + 1] ** 2) * x[t] for t in range(len(x)))


def _walked_forwards(x, h, target, w_hh):
    d_h, total = 2 * (h[-1] - target), 0.0
    for t in range(len(x)):
        d_a = d_h * (1 - h[t + 1] ** 2)
        total += d_a * x[t]
        d_h = d_a * w_hh
    return total


def _one_unit(x, w_xh, w_hh, h_0, target):
    h = [h_0]
    for x_t in x:
        h.append(np.tanh(w_xh * x_t + w_hh * h[-1]))
    return np.array(x), np.array(h), target, w_hh


exercise = Exercise(
    "4.1",
    "the gradient of the input weight",
    _gradient_w_xh,
    cases=[
        (np.array([1.0, 2.0]), np.array([0.0, 0.5, 0.5]), 0.0, 2.0),
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
        Misconception(
            "walked forwards",
            _walked_forwards,
            "You walked from the first step to the last. The loss looks at the last state, so the walk begins there.",
        ),
    ],
    equivalent={"`total += d_a * x[t]` one line later": "the two lines do not use each other"},
)
