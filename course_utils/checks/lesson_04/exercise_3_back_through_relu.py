"""4.3: one step back through a cell with relu."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _relu_step_backward(d_h, x, h_prev, h, W_hh):
    d_a = d_h * (h > 0)
    return d_a @ W_hh.T, x.T @ d_a, h_prev.T @ d_a, d_a.sum(axis=0)


def _wrong(slope=lambda d_h, h: h > 0, turn=np.transpose, entered=None):
    """Return the step back with another slope, another turn of W_hh, or another state than the one that went in."""

    def step(d_h, x, h_prev, h, W_hh):
        d_a = d_h * slope(d_h, h)
        went_in = h if entered == "h" else h_prev
        return d_a @ turn(W_hh), x.T @ d_a, went_in.T @ d_a, d_a.sum(axis=0)

    return step


def _mean_of_batch(d_h, x, h_prev, h, W_hh):
    d_h_prev, *weights = _relu_step_backward(d_h, x, h_prev, h, W_hh)
    return d_h_prev, *(gradient / len(x) for gradient in weights)


def _slope_not_on_weights(d_h, x, h_prev, h, W_hh):
    return (d_h * (h > 0)) @ W_hh.T, x.T @ d_h, h_prev.T @ d_h, d_h.sum(axis=0)


def _case(seed, batch, features, units):
    rng = np.random.default_rng(seed)
    x, h_prev = rng.normal(size=(batch, features)), np.maximum(0, rng.normal(size=(batch, units)))
    W_hh = rng.normal(size=(units, units))
    h = np.maximum(0, x @ rng.normal(size=(features, units)) + h_prev @ W_hh)
    return rng.normal(size=(batch, units)), x, h_prev, h, W_hh


exercise = Exercise(
    "4.3",
    "one step back through a cell with relu",
    _relu_step_backward,
    cases=[
        (
            np.array([[1.0, 2.0]]),
            np.array([[1.0, 0.0, 3.0]]),
            np.array([[0.5, 0.25]]),
            np.array([[2.0, 0.0]]),
            np.array([[1.0, 2.0], [3.0, 4.0]]),
        ),
        _case(4, 3, 2, 4),
        _case(5, 2, 3, 5),
        _case(6, 4, 1, 2),
    ],
    parts=("d_h_prev", "d_W_xh", "d_W_hh", "d_b_h"),
    misconceptions=[
        Misconception(
            "slope of tanh",
            _wrong(slope=lambda d_h, h: 1 - h**2),
            "1 - h**2 is the slope of tanh. Draw relu: which two values can its slope take, and what tells you which?",
        ),
        Misconception(
            "sign of the gradient",
            _wrong(slope=lambda d_h, h: d_h > 0),
            "You let through the positive gradients. What decides is whether the unit itself was on in the forward pass.",
        ),
        Misconception(
            "always on",
            _wrong(slope=lambda d_h, h: h >= 0),
            "You let every gradient through: a relu's output is never below 0, so `h >= 0` is true everywhere. Where is the unit off?",
        ),
        Misconception(
            "the state itself for its slope",
            _wrong(slope=lambda d_h, h: h),
            "You multiplied by h, the value of relu. Its slope says how much h answers to a: how much is that where h is 5?",
        ),
        Misconception(
            "matrix not transposed",
            _wrong(turn=np.asarray),
            "The way back to h_prev needs the matrix turned: unit i collects along row i, as section 2 shows.",
        ),
        Misconception(
            "mean over the batch",
            _mean_of_batch,
            "You divided by the batch size. The loss has done that already if it is a mean; the backward pass only adds up.",
        ),
        Misconception(
            "state that came out",
            _wrong(entered="h"),
            "Look at what W_hh multiplied in the forward step: the state that went in, not the one that came out.",
        ),
        Misconception(
            "weights before the slope",
            _slope_not_on_weights,
            "The weights work inside the sum, before relu. What reaches them has passed relu's slope as well.",
        ),
    ],
)
