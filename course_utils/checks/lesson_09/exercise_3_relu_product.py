"""9.3 The Jacobian product of a relu cell."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def relu_product(states, W_hh):
    """Return the derivative of h_T with respect to h_0."""
    product = np.eye(len(W_hh))
    for h in states:
        product = (h > 0)[:, None] * W_hh.T @ product
    return product


def varied(
    states,
    W_hh,
    slope=lambda h: (h > 0) * 1.0,
    transpose=True,
    first_leftmost=False,
    skip=0,
    on_columns=False,
):
    """Right as it stands; each option is a way to get it wrong."""
    product = np.eye(len(W_hh))
    for h in states[skip:]:
        slopes = slope(h) if on_columns else slope(h)[:, None]
        step = slopes * (W_hh.T if transpose else W_hh)
        product = product @ step if first_leftmost else step @ product
    return product


def on_and_off(seed, steps, units):
    """Return states of a relu cell: unit 0 always on, the others now and then off."""
    values = np.maximum(normal(seed, steps, units) + 0.8, 0)
    values[:, 0] += 0.5
    return values


exercise = Exercise(
    "9.3",
    "the Jacobian product of a relu cell",
    relu_product,
    cases=[
        (np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 5.0], [3.0, 1.0]])),
        (on_and_off(7, 4, 3), normal(8, 3, 3)),
        (on_and_off(9, 6, 4), normal(10, 4, 4)),
    ],
    misconceptions=[
        Misconception(
            "the slope of tanh",
            lambda states, W: varied(states, W, slope=lambda h: 1 - h**2),
            "1 - h**2 belongs to tanh. The slope of relu is 1 where the unit is on, else 0.",
        ),
        Misconception(
            "the state is the slope",
            lambda states, W: varied(states, W, slope=lambda h: h),
            "You multiplied by the states themselves. The slope of relu is 1 where h > 0, however large h is.",
        ),
        Misconception(
            "W_hh not transposed",
            lambda states, W: varied(states, W, transpose=False),
            "Entry (i, j) must tell how new unit i answers to old unit j, and W_hh[j, i] leads from j to i: transpose it.",
        ),
        Misconception(
            "the first step leftmost",
            lambda states, W: varied(states, W, first_leftmost=True),
            "The order is turned round. The last step stands leftmost: multiply each new Jacobian from the left.",
        ),
        Misconception(
            "h_1 is the start",
            lambda states, W: varied(states, W, skip=1),
            "One factor is missing. states begins with h_1, and the way from h_0 to h_1 passes the slope at h_1.",
        ),
        Misconception(
            "slope 1 at 0",
            lambda states, W: varied(states, W, slope=lambda h: (h >= 0) * 1.0),
            "A state of 0 means that the unit is off: its slope is 0. Compare with > 0.",
        ),
        Misconception(
            "the slopes on the columns",
            lambda states, W: varied(states, W, on_columns=True),
            "Your slopes multiply the columns. diag(v) from the left multiplies row i by v_i: write slope[:, None] * W_hh.T.",
        ),
    ],
)
