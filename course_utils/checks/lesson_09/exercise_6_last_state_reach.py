"""9.6 Bug hunt: the gradient must start at the last state alone."""

import numpy as np

from course_utils import cells
from course_utils.cells.gradients import gradient_norm_by_lag
from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def last_state_reach(x, W_xh, W_hh, b_h):
    """Return the gradient norm by lag of the sum of the last state, lag 0 = 1."""
    h0 = np.zeros((len(x), len(W_hh)))
    states = cells.rnn_forward(x, h0, W_xh, W_hh, b_h)
    d_states = np.zeros_like(states)
    d_states[:, -1] = 1.0
    norms = gradient_norm_by_lag(cells.rnn_backward(d_states, x, h0, states, W_xh, W_hh)[0])
    return norms / norms[0]


def varied(x, W_xh, W_hh, b_h, loss_on="last", turned=False, divide=True, units=None):
    """Right as it stands; each option is a way to get it wrong."""
    zero = np.zeros((len(x), len(W_hh)))
    states = cells.rnn_forward(x, zero, W_xh, W_hh, b_h)
    d_states = np.ones_like(states)
    if loss_on == "last":
        d_states[:, :-1] = 0
    if units is not None:
        d_states[:, :, units:] = 0
    norms = gradient_norm_by_lag(cells.rnn_backward(d_states, x, zero, states, W_xh, W_hh)[0])
    if turned:
        norms = norms[::-1]
    return norms / norms[0] if divide else norms


def case(seed, batch, steps, features, units):
    """Return an input and the weights of a simple cell."""
    return normals(seed, (batch, steps, features), (features, units), (units, units), (units,), scale=0.5)


exercise = Exercise(
    "9.6",
    "how far back does the last state listen?",
    last_state_reach,
    cases=[case(1, 2, 6, 1, 3), case(2, 4, 30, 2, 5), case(3, 3, 12, 3, 4)],
    misconceptions=[
        Misconception(
            "a loss at every step",
            lambda *a: varied(*a, loss_on="all"),
            "Every state still sends a gradient back, so each input hears from a state close by. Only the last state may send one.",
        ),
        Misconception(
            "made to add up to 1",
            lambda *a: varied(*a) / varied(*a).sum(),
            "You divided by the sum over all lags. Divide by the norm at lag 0, so that the curve starts at 1.",
        ),
        Misconception(
            "oldest first",
            lambda *a: varied(*a, turned=True),
            "The order is turned round. gradient_norm_by_lag puts lag 0, the last step, first already.",
        ),
        Misconception(
            "not divided by lag 0",
            lambda *a: varied(*a, divide=False),
            "Right but for the scale: the first entry must be 1, so divide all of them by it.",
        ),
        Misconception(
            "divided by the largest",
            lambda *a: varied(*a) / varied(*a).max(),
            "You divided by the largest norm, which need not stand at lag 0. Divide by the first entry.",
        ),
        Misconception(
            "reversed after dividing",
            lambda *a: varied(*a)[::-1],
            "Your curve runs from the oldest input to the newest. It must start at lag 0, as gradient_norm_by_lag gives it.",
        ),
        Misconception(
            "one unit of the last state",
            lambda *a: varied(*a, units=1),
            "Only one unit of the last state sends a gradient. The sum of the last state answers with slope 1 to each of its units: d_states[:, -1] = 1.",
        ),
    ],
    equivalent={
        "`W_hh` -> `b_h`": "only the length is asked for, the number of units",
        "`1.0` -> `2.0`": "a common factor is divided out by lag 0",
        "`x` -> `0 * x`": "only the number of rows of x is asked for, or x is not used for its own gradient",
    },
)
