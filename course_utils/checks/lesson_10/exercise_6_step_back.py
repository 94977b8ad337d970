"""10.6 The step back: what reaches the old cell and the candidate."""

import numpy as np

from course_utils.cells import sigmoid
from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def step_back(dh, dc, c, i, f, candidate, o):
    """Return (dc_prev, d_candidate)."""
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    return dc * f, dc * i


def varied(dh, dc, c, i, f, candidate, o, through_h=1.0, slope=lambda s: 1 - s**2, without_o=False):
    """Right as it stands; each option is a way to get it wrong."""
    dc = dc + through_h * dh * (1.0 if without_o else o) * slope(np.tanh(c))
    return dc * f, dc * i


def back_to_the_sum(dh, dc, c, i, f, candidate, o):
    """Go back through the candidate's tanh as well."""
    dc_prev, d_candidate = step_back(dh, dc, c, i, f, candidate, o)
    return dc_prev, d_candidate * (1 - candidate**2)


def case(seed, *shape):
    """Return dh, dc, c and the four blocks, in their ranges."""
    dh, dc, c, i, f, candidate, o = normals(seed, *[shape] * 7)
    return dh, dc, c, sigmoid(i), sigmoid(f), np.tanh(candidate), sigmoid(o)


def small():
    """Return round numbers for one row and two units."""
    rows = [[1.0, 2.0], [0.5, -1.0], [0.0, 1.0], [0.2, 0.4], [0.9, 0.5], [-0.5, 0.5], [1.0, 0.1]]
    return tuple(np.array([row]) for row in rows)


exercise = Exercise(
    "10.6",
    "the step back",
    step_back,
    cases=[small(), case(15, 1, 3), case(17, 4, 2)],
    parts=("dc_prev", "d_candidate"),
    misconceptions=[
        Misconception(
            "h is no path to c",
            lambda *a: varied(*a, through_h=0.0),
            "You used the dc that later steps sent and nothing else. c also acts through h = o * tanh(c): add dh * o * (1 - tanh(c)**2).",
        ),
        Misconception(
            "the slope of tanh is forgotten",
            lambda *a: varied(*a, slope=lambda squashed: 1.0),
            "On the way from h to c there is a tanh. Multiply that part by its slope, 1 - tanh(c)**2.",
        ),
        Misconception(
            "the old cell without h",
            lambda *a: (a[1] * a[4], step_back(*a)[1]),
            "Your candidate has both parts of dc, your old cell only what later steps sent. First collect at c, then share out.",
        ),
        Misconception(
            "h = c",
            lambda *a: varied(*a, without_o=True),
            "The output gate stands between c and h. What comes back through h is multiplied by o.",
        ),
        Misconception(
            "the input gate carries the cell back",
            lambda dh, dc, c, i, f, candidate, o: step_back(dh, dc, c, f, i, candidate, o),
            "i and f are exchanged. c_prev was multiplied by f, the candidate by i; so are their gradients.",
        ),
        Misconception(
            "c is squashed already",
            lambda *a: varied(*a, slope=lambda s: 1 - np.arctanh(s) ** 2),
            "You wrote the slope as 1 - c**2. c has not passed the tanh: the slope is 1 - tanh(c)**2.",
        ),
        Misconception(
            "later steps send nothing",
            lambda dh, dc, *blocks: step_back(dh, 0 * dc, *blocks),
            "You dropped dc, what the next step sent back along the cell. Both parts add up.",
        ),
        Misconception(
            "one tanh too far",
            back_to_the_sum,
            "dc_prev is right. You went on through the candidate's own tanh; asked is the gradient of the candidate itself.",
        ),
    ],
)
