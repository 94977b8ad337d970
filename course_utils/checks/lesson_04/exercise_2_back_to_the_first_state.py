"""4.2: the gradient of the first state, through all transitions."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _gradient_h0(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh.T
    return d_h


def _not_transposed(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh
    return d_h


def _linear(d_h, states, W_hh):
    for _ in range(1, states.shape[1]):
        d_h = d_h @ W_hh.T
    return d_h


def _slope_of_step_before(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h * (1 - states[:, t - 1] ** 2)) @ W_hh.T
    return d_h


def _one_short(d_h, states, W_hh):
    for t in reversed(range(2, states.shape[1])):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh.T
    return d_h


def _too_far(d_h, states, W_hh):
    return (_gradient_h0(d_h, states, W_hh) * (1 - states[:, 0] ** 2)) @ W_hh.T


def _slope_last(d_h, states, W_hh):
    for t in reversed(range(1, states.shape[1])):
        d_h = (d_h @ W_hh.T) * (1 - states[:, t] ** 2)
    return d_h


def _walked_forwards(d_h, states, W_hh):
    for t in range(1, states.shape[1]):
        d_h = (d_h * (1 - states[:, t] ** 2)) @ W_hh.T
    return d_h


def _last_transition_only(d_h, states, W_hh):
    return (d_h * (1 - states[:, -1] ** 2)) @ W_hh.T


def walked_states(seed, batch, steps, units):
    """Return a gradient of the last state, all states `(batch, steps + 1, units)` and the matrix they came from."""
    rng = np.random.default_rng(seed)
    W_hh = rng.normal(0, 0.9, (units, units))
    states = [rng.uniform(-0.5, 0.5, (batch, units))]
    for _ in range(steps):
        states.append(np.tanh(rng.normal(size=(batch, units)) + states[-1] @ W_hh))
    return rng.normal(size=(batch, units)), np.stack(states, axis=1), W_hh


exercise = Exercise(
    "4.2",
    "back to the first state",
    _gradient_h0,
    cases=[
        (
            np.array([[1.0, 0.0]]),
            np.array([[[0.9, 0.9], [0.0, 0.5], [0.5, 0.0], [0.5, 0.5]]]),
            np.array([[1.0, 2.0], [0.0, 1.0]]),
        ),
        walked_states(1, 2, 4, 3),
        walked_states(2, 5, 1, 2),
        walked_states(3, 1, 7, 4),
    ],
    misconceptions=[
        Misconception(
            "matrix not transposed",
            _not_transposed,
            "Forwards, row i of W_hh spreads unit i over all units. Backwards, unit i collects along that same row: which turn of the matrix does that?",
        ),
        Misconception(
            "slope of tanh left out",
            _linear,
            "Between h_t and h_{t-1} lie two things, a matrix and a tanh. You passed only the matrix.",
        ),
        Misconception(
            "slope taken one step too early",
            _slope_of_step_before,
            "The slope of the tanh at step t is written with the state that this tanh gave, not with the one that went in.",
        ),
        Misconception(
            "slope after the matrix",
            _slope_last,
            "You passed the matrix first and the tanh after it. Forwards the tanh came last, so the way back meets it first.",
        ),
        Misconception(
            "one step too far",
            _too_far,
            "You walked past h_0: there are T transitions for T + 1 states. No tanh of yours made h_0, so its slope does not belong here.",
        ),
        Misconception(
            "stopped at h_1",
            _one_short,
            "You stopped at h_1. With T steps there are T transitions, and states[:, 0] is h_0.",
        ),
        Misconception(
            "walked forwards",
            _walked_forwards,
            "You passed the transitions from the first to the last. The gradient starts at h_T, so it meets the last transition first.",
        ),
        Misconception(
            "last transition only",
            _last_transition_only,
            "That is what arrives at the state before the last. From there the walk goes on, transition by transition, to h_0.",
        ),
    ],
)
