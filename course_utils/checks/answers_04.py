"""Checks of lesson 4, second part: one step, windows, and the whole walk backwards."""

import numpy as np

from course_utils.checks.mechanism import Exercise, Misconception


def walked_states(seed, batch, steps, units):
    """Return a gradient of the last state, all states `(batch, steps + 1, units)` and the matrix they came from."""
    rng = np.random.default_rng(seed)
    W_hh = rng.normal(0, 0.9, (units, units))
    states = [rng.uniform(-0.5, 0.5, (batch, units))]
    for _ in range(steps):
        states.append(np.tanh(rng.normal(size=(batch, units)) + states[-1] @ W_hh))
    return rng.normal(size=(batch, units)), np.stack(states, axis=1), W_hh


# 4.3: one step of a cell with relu


def _relu_step(d_h, x, h_prev, h, W_hh, slope=lambda d_h, h: h > 0, turn=np.transpose, entered=None):
    d_a = d_h * slope(d_h, h)
    entered = h_prev if entered is None else entered
    return d_a @ turn(W_hh), x.T @ d_a, entered.T @ d_a, d_a.sum(axis=0)


def _relu_mean_of_batch(d_h, x, h_prev, h, W_hh):
    d_h_prev, *weights = _relu_step(d_h, x, h_prev, h, W_hh)
    return d_h_prev, *(gradient / len(x) for gradient in weights)


def _relu_case(seed, batch, features, units):
    rng = np.random.default_rng(seed)
    x, h_prev = rng.normal(size=(batch, features)), np.maximum(0, rng.normal(size=(batch, units)))
    W_hh = rng.normal(size=(units, units))
    h = np.maximum(0, x @ rng.normal(size=(features, units)) + h_prev @ W_hh)
    return rng.normal(size=(batch, units)), x, h_prev, h, W_hh


exercise_3 = Exercise(
    "4.3",
    _relu_step,
    cases=[_relu_case(4, 3, 2, 4), _relu_case(5, 2, 3, 5), _relu_case(6, 4, 1, 2)],
    misconceptions=[
        Misconception(
            "slope of tanh",
            lambda *a: _relu_step(*a, slope=lambda d_h, h: 1 - h**2),
            "1 - h**2 is the slope of tanh. Draw relu: which two values can its slope take, and what tells you which?",
        ),
        Misconception(
            "sign of the gradient",
            lambda *a: _relu_step(*a, slope=lambda d_h, h: d_h > 0),
            "You let through the positive gradients. What decides is whether the unit itself was on in the forward pass.",
        ),
        Misconception(
            "always on",
            lambda *a: _relu_step(*a, slope=lambda d_h, h: h >= 0),
            "You let every gradient through: a relu's output is never below 0, so `h >= 0` is true everywhere. Where is the unit off?",
        ),
        Misconception(
            "matrix not transposed",
            lambda *a: _relu_step(*a, turn=np.asarray),
            "The way back to h_prev needs the matrix turned: unit i collects along row i, as section 2 shows.",
        ),
        Misconception(
            "mean over the batch",
            _relu_mean_of_batch,
            "You divided by the batch size. The loss has done that already if it is a mean; the backward pass only adds up.",
        ),
        Misconception(
            "state that came out",
            lambda d_h, x, h_prev, h, W_hh: _relu_step(d_h, x, h_prev, h, W_hh, entered=h),
            "Look at what W_hh multiplied in the forward step: the state that went in, not the one that came out.",
        ),
    ],
)

# 4.4: which share of the targets in a window can teach a lag


def _share_in_reach(window, lag):
    return max(0, window - lag) / window


exercise_4 = Exercise(
    "4.4",
    _share_in_reach,
    cases=[(8, 6), (4, 6), (6, 6), (30, 12), (5, 0)],
    misconceptions=[
        Misconception(
            "one target too many",
            lambda window, lag: max(0, window - lag + 1) / window,
            "Number the steps of the window from 0. The first target whose cause is inside stands at position lag: count from there to window - 1.",
        ),
        Misconception(
            "all or nothing",
            lambda window, lag: float(window > lag),
            "The first steps of every window have lost their cause, however long the window is. Count target by target.",
        ),
        Misconception(
            "a number, not a share",
            lambda window, lag: max(0, window - lag),
            "You counted right and returned the count. A share divides it by all targets of the window.",
        ),
        Misconception(
            "negative share",
            lambda window, lag: (window - lag) / window,
            "A window shorter than the lag gives a negative number. What is the smallest share there can be?",
        ),
        Misconception(
            "the share that is lost",
            lambda window, lag: min(lag, window) / window,
            "That is the share of targets whose cause lies before the window. Asked is the other part.",
        ),
    ],
)

# 4.5: the bug hunt, all steps of the backward pass


def _sums(d_y, states, W_hh, W_hy, turn=np.transpose, order=reversed, slope=True):
    d_a, d_next = np.zeros_like(states[:, 1:]), 0.0
    for t in order(range(d_a.shape[1])):
        d_h = d_y[:, t] @ W_hy.T + d_next
        d_a[:, t] = d_h * (1 - states[:, t + 1] ** 2)
        d_next = (d_a[:, t] if slope else d_h) @ turn(W_hh)
    return d_a


def _sums_without_later_steps(d_y, states, W_hh, W_hy):
    return (d_y @ W_hy.T) * (1 - states[:, 1:] ** 2)


def _sums_of_last_output(d_y, states, W_hh, W_hy):
    last = np.zeros_like(d_y)
    last[:, -1] = d_y[:, -1]
    return _sums(last, states, W_hh, W_hy)


def _read_out_case(seed, batch, steps, units, outputs):
    _, states, W_hh = walked_states(seed, batch, steps, units)
    rng = np.random.default_rng(seed + 100)
    return rng.normal(size=(batch, steps, outputs)), states, W_hh, rng.normal(size=(units, outputs))


exercise_5 = Exercise(
    "4.5",
    _sums,
    cases=[_read_out_case(7, 2, 4, 3, 2), _read_out_case(8, 3, 6, 4, 1), _read_out_case(9, 1, 5, 2, 3)],
    misconceptions=[
        Misconception(
            "the bug itself",
            lambda *a: _sums(*a, turn=np.asarray),
            "The bug is still in. It cannot show at T = 1: look at the line whose result is first used at the second step walked.",
        ),
        Misconception(
            "no gradient from later steps",
            _sums_without_later_steps,
            "Every state has two ways out: to its own output and to the next state. You followed only the first.",
        ),
        Misconception(
            "walked forwards",
            lambda *a: _sums(*a, order=iter),
            "You walked from the first step to the last. What arrives at step t comes from step t + 1, so that one must be done before.",
        ),
        Misconception(
            "slope not passed on",
            lambda *a: _sums(*a, slope=False),
            "What goes on to the step before has passed the tanh already: send d_a back through the matrix, not d_h.",
        ),
        Misconception(
            "last output only",
            _sums_of_last_output,
            "Here every step has an output and an error of its own, not the last one alone.",
        ),
        Misconception(
            "states one step early",
            lambda d_y, states, *weights: _sums(d_y, np.roll(states, 1, axis=1), *weights),
            "states[:, 0] is h_0, so the state that step t gave is states[:, t + 1], not states[:, t].",
        ),
    ],
)
