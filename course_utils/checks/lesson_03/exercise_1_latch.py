"""Exercise 3.1: three numbers that make a unit remember one pulse."""

import numpy as np

from course_utils.checks.compare import describe
from course_utils.checks.exercise import Exercise, Misconception


def latch(pulse):
    """Return (w_xh, w_hh, b_h)."""
    return 3 / pulse, 2.0, 0.0


def states_after(first, weights, steps=100):
    """Return the states after a first input of size `first` and silence after it."""
    w_xh, w_hh, b_h = (float(weight) for weight in weights)
    h = np.tanh(w_xh * first + b_h)
    states = [h]
    for _ in range(steps):
        h = np.tanh(w_hh * h + b_h)
        states.append(h)
    return np.array(states)


def judge(weights, pulse):
    """Say what is wrong with a unit that should remember a pulse, or return None; all steps count, not the last alone."""
    if np.shape(weights) != (3,) or np.asarray(weights).dtype.kind not in "iuf":
        return f"Three numbers are asked for, found {describe(weights)}."
    if not np.isfinite(weights).all():
        return "One of the three numbers is NaN or infinite."
    resting, held = states_after(0.0, weights), states_after(pulse, weights)
    if not resting.max() < 0.1:
        return f"Without any pulse the state goes up to {resting.max():.2f}. What pushes it up when the input is 0?"
    if not held[-1] > 0.9:
        said = f"100 steps after a pulse of {pulse:g} the state is {held[-1]:.2f}; it must be above 0.9."
        if held[-1] < 0 and weights[1] > 1:
            return f"{said} The switch holds, but on the lower branch. Which w_xh turns this pulse into a push upwards?"
        if 0.01 < held[-1] or 0.5 < weights[1] <= 1:
            return f"{said} Which w_hh has its upper branch that high? Look at the figure 'Where one unit settles'."
        return said
    if not held[10:].min() > 0.9:
        return f"The state falls to {held[10:].min():.2f} on the way. It must stay up from 10 steps after the pulse on, at every step."
    return None


exercise = Exercise(
    "3.1",
    "a unit that remembers",
    latch,
    cases=[(1.0,), (4.0,), (-0.5,), (0.2,)],
    misconceptions=[
        Misconception(
            "w_hh = 1 keeps everything",
            lambda pulse: (3 / pulse, 1.0, 0.0),
            "At 1 the fixed points above and below have not opened yet: the state still leaks away, slowly.",
        ),
        Misconception(
            "the pulse is always positive",
            lambda pulse: (3 / abs(pulse), 2.0, 0.0),
            "Your w_xh has the same sign for every pulse, so a negative pulse pushes the unit down. Let its sign follow the pulse's.",
        ),
        Misconception(
            "a bias keeps it up",
            lambda pulse: (3 / pulse, 2.0, 1.0),
            "The bias alone switches the unit on, pulse or not. A memory must tell the two apart.",
        ),
        Misconception(
            "w_hh = -2 holds",
            lambda pulse: (3 / pulse, -2.0, 0.0),
            "A negative w_hh turns the state round at every step, so it cannot stay above 0.9.",
        ),
    ],
    judge=judge,
    equivalent={
        "`3` -> `4`": "any push that is strong enough will do",
        "`3` -> `2`": "any push that is strong enough will do",
        "`3` -> `6`": "any push that is strong enough will do",
        "`3 / pulse` -> `pulse`": "its product with the pulse is a push upwards, and the switch makes it large",
        "`3 / pulse` -> `3 * pulse`": "its product with the pulse is a push upwards, and the switch makes it large",
        "`3 / pulse` -> `pulse / 3`": "its product with the pulse is a push upwards, and the switch makes it large",
        "`2.0` -> `3.0`": "any w_hh well above 1 holds that high",
    },
)
