"""5.1: the way back through the states, cut at the border of every window."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _sums_in_windows(d_states, states, W_hh, window):
    d_a, d_next = [], 0.0
    for t in reversed(range(d_states.shape[1])):
        d_a_t = (d_states[:, t] + d_next) * (1 - states[:, t + 1] ** 2)
        d_next = 0.0 if t % window == 0 else d_a_t @ W_hh.T
        d_a.append(d_a_t)
    return np.stack(d_a[::-1], axis=1)


def _walk(d_states, states, is_cut, turned, slopes_of=None):
    """Return the walk in which step t sends nothing back where `is_cut(t)`, and else passes the matrix `turned`."""
    slopes_of = states[:, 1:] if slopes_of is None else slopes_of
    d_a, d_next = np.zeros_like(d_states), 0.0
    for t in reversed(range(d_states.shape[1])):
        d_a[:, t] = (d_states[:, t] + d_next) * (1 - slopes_of[:, t] ** 2)
        d_next = 0.0 if is_cut(t) else d_a[:, t] @ turned
    return d_a


def _never_cut(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: False, W_hh.T)


def _cut_at_every_step(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: True, W_hh.T)


def _cut_one_step_late(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: (t + 1) % window == 0, W_hh.T)


def _cut_one_step_early(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: (t - 1) % window == 0, W_hh.T)


def _counted_from_the_end(d_states, states, W_hh, window):
    steps = d_states.shape[1]
    return _walk(d_states, states, lambda t: (steps - t) % window == 0, W_hh.T)


def _last_window_only(d_states, states, W_hh, window):
    d_a = _sums_in_windows(d_states, states, W_hh, window)
    d_a[:, : (d_states.shape[1] - 1) // window * window] = 0
    return d_a


def _short_window_left_out(d_states, states, W_hh, window):
    d_a = _sums_in_windows(d_states, states, W_hh, window)
    d_a[:, d_states.shape[1] // window * window :] = 0
    return d_a


def _a_window_for_each_error(d_states, states, W_hh, window):
    d_a = np.zeros_like(d_states)
    for late in range(d_states.shape[1]):
        arrives = d_states[:, late]
        for t in range(late, max(-1, late - window), -1):
            d_a_t = arrives * (1 - states[:, t + 1] ** 2)
            d_a[:, t] += d_a_t
            arrives = d_a_t @ W_hh.T
    return d_a


def _states_forgotten_too(d_states, states, W_hh, window):
    states = states.copy()
    states[:, window::window] = 0
    return _sums_in_windows(d_states, states, W_hh, window)


def _not_transposed(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: t % window == 0, W_hh)


def _slope_one_step_early(d_states, states, W_hh, window):
    return _walk(d_states, states, lambda t: t % window == 0, W_hh.T, slopes_of=states[:, :-1])


def _case(seed, batch, steps, units, window):
    rng = np.random.default_rng(seed)
    states = np.tanh(rng.normal(size=(batch, steps + 1, units)))
    return rng.normal(size=(batch, steps, units)), states, rng.normal(size=(units, units)), window


exercise = Exercise(
    "5.1",
    "cut the walk",
    _sums_in_windows,
    cases=[
        (np.ones((1, 5, 1)), np.array([[[0.5], [0.0], [0.0], [0.0], [0.0], [0.0]]]), np.array([[2.0]]), 3),
        _case(1, 2, 7, 3, 3),
        _case(2, 3, 6, 2, 2),
        _case(3, 1, 5, 4, 4),
        _case(4, 2, 4, 3, 9),
    ],
    misconceptions=[
        Misconception(
            "never cut",
            _never_cut,
            "That is the full gradient: your walk goes on over every border. Which steps must send nothing back?",
        ),
        Misconception(
            "cut at every step",
            _cut_at_every_step,
            "Nothing is sent back at all, as with windows of one step. Inside a window the walk goes on as in lesson 4.",
        ),
        Misconception(
            "cut one step late",
            _cut_one_step_late,
            "You cut behind the last step of a window. That one may still hear nothing from later, but it does send back: number the steps from 0 and mark where a window begins.",
        ),
        Misconception(
            "cut one step early",
            _cut_one_step_early,
            "The second step of each window sends nothing back to the first. Which step has the border before it?",
        ),
        Misconception(
            "windows counted from the end",
            _counted_from_the_end,
            "Your windows are counted from the last step. The text is read from its first step, so there the first window begins, and the last may be short.",
        ),
        Misconception(
            "last window only",
            _last_window_only,
            "The steps before the last window got zeros. Each window has errors of its own and a walk of its own.",
        ),
        Misconception(
            "short window left out",
            _short_window_left_out,
            "The last window is shorter, and its steps got zeros. Their outputs have errors all the same.",
        ),
        Misconception(
            "a window for each error",
            _a_window_for_each_error,
            "Every error of yours goes `window` steps back. The windows stand still: an error goes back to the first step of "
            "the window it lies in, and no further.",
        ),
        Misconception(
            "states forgotten too",
            _states_forgotten_too,
            "You set states at the borders to 0. The state is carried: only what goes back is cut.",
        ),
        Misconception(
            "matrix not transposed",
            _not_transposed,
            "The cuts are right. On the way back unit i collects along row i of W_hh: which turn of the matrix does that?",
        ),
        Misconception(
            "slope taken one step too early",
            _slope_one_step_early,
            "states[:, 0] is h_0, so the tanh of step t gave states[:, t + 1]. Its slope is written with that one.",
        ),
    ],
    equivalent={
        "`d_next = 0.0 if t % window == 0 else d_a_t @ W_hh.T` one line later": "the next line does not use it"
    },
)
