"""Exercise 11.6: the gradient's way back through one step of the paper's GRU."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_11.common import sigmoid


def back_to_h(dh, h_prev, z, r, candidate, W_h):
    """Return the gradient with respect to h_prev, shape (batch, units): the four ways it comes back."""
    W_z, W_r, W_c = np.split(W_h, 3, axis=1)
    da_z = dh * (h_prev - candidate) * z * (1 - z)
    da_c = dh * (1 - z) * (1 - candidate**2)
    dp = da_c @ W_c.T  # p = r * h_prev
    da_r = dp * h_prev * r * (1 - r)
    return dh * z + da_z @ W_z.T + da_r @ W_r.T + dp * r


def back_wrongly(dh, h_prev, z, r, candidate, W_h, *, by_z=1, by_r=1, by_candidate=True, after=False):
    """Return the gradient with a way left out or wrong.

    Args:
        dh, h_prev, z, r, candidate, W_h: as in the exercise.
        by_z, by_r: factors of the ways through the gates: 0 leaves one out, -1 turns its sign.
        by_candidate: whether the candidate depends on h_prev; `"without r"` forgets the factor r on its way.
        after: whether r acts after the product.
    """
    W_z, W_r, W_c = np.split(W_h, 3, axis=1)
    da_z = dh * (h_prev - candidate) * z * (1 - z)
    da_c = dh * (1 - z) * (1 - candidate**2)
    dp = da_c @ W_c.T
    da_r = da_c * (h_prev @ W_c) * r * (1 - r) if after else dp * h_prev * r * (1 - r)
    way = (da_c * r) @ W_c.T if after else dp * r
    way = dp if by_candidate == "without r" else way * bool(by_candidate)
    return dh * z + by_z * da_z @ W_z.T + by_r * da_r @ W_r.T + way


def straight_only(dh, h_prev, z, r, candidate, W_h):
    """Count the essential term only."""
    return dh * z


def gates_are_constants(dh, h_prev, z, r, candidate, W_h):
    """Leave out both gates."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, by_z=0, by_r=0)


def reset_after(dh, h_prev, z, r, candidate, W_h):
    """Derive the other form."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, after=True)


def r_forgotten(dh, h_prev, z, r, candidate, W_h):
    """Take the gradient of r * h_prev for that of h_prev."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, by_candidate="without r")


def sign_of_z(dh, h_prev, z, r, candidate, W_h):
    """Give the wrong term of the mixing line the minus."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, by_z=-1)


def same_matrices(dh, h_prev, z, r, candidate, W_h):
    """Go back through the matrices themselves."""
    turned = np.concatenate([block.T for block in np.split(W_h, 3, axis=1)], axis=1)
    return back_to_h(dh, h_prev, z, r, candidate, turned)


def not_through_r(dh, h_prev, z, r, candidate, W_h):
    """Leave out the reset gate."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, by_r=0)


def not_through_z(dh, h_prev, z, r, candidate, W_h):
    """Leave out the update gate."""
    return back_wrongly(dh, h_prev, z, r, candidate, W_h, by_z=0)


def arguments(batch, units, seed):
    """Return random arguments: gates between 0 and 1, states and candidates between -1 and 1."""
    shape = batch, units
    dh, h_prev, z, r, candidate, W_h = draws.normals(seed, *[shape] * 5, (units, 3 * units))
    return dh, np.tanh(h_prev), sigmoid(z), sigmoid(r), np.tanh(candidate), W_h


ROUND = (  # one sequence, two units: small enough to be worked out on paper
    np.array([[1.0, 2.0]]),
    np.array([[0.5, -0.5]]),
    np.array([[0.5, 0.25]]),
    np.array([[0.25, 0.5]]),
    np.array([[0.0, 0.5]]),
    np.array([[1.0, 2.0, 0.0, 1.0, -1.0, 3.0], [3.0, 1.0, 2.0, -1.0, 1.0, 2.0]]),
)

exercise = Exercise(
    "11.6",
    "The way back, reset before",
    back_to_h,
    cases=[ROUND, arguments(batch=2, units=3, seed=41), arguments(batch=5, units=4, seed=51)],
    misconceptions=[
        Misconception(
            "only the straight way counts",
            straight_only,
            "dh * z is the essential term and only one of four. h_prev also stands in both gates and in the candidate.",
        ),
        Misconception(
            "gates are constants",
            gates_are_constants,
            "You treated z and r as given numbers. Both were computed from h_prev, so the gradient returns through W_z and W_r as well.",
        ),
        Misconception(
            "where r acts does not matter",
            reset_after,
            "These are the terms of the form that resets after the product. Here r multiplies h_prev before W_c: go back through W_c first.",
        ),
        Misconception(
            "r * h is h",
            r_forgotten,
            "The product rule on r * h_prev: the gradient of h_prev is what arrives there, times r.",
        ),
        Misconception(
            "the sign of the update gate",
            sign_of_z,
            "Differentiate z * h_prev + (1 - z) * candidate with respect to z: which of the two carries the minus?",
        ),
        Misconception(
            "the way back uses the same matrix",
            same_matrices,
            "Forwards the state is multiplied by W; a gradient goes back through its transpose: W_z.T, W_r.T, W_c.T.",
        ),
        Misconception(
            "r does not look at the past",
            not_through_r,
            "One of the four terms is missing: r was computed from h_prev too, so the gradient also returns through W_r.",
        ),
        Misconception(
            "z does not look at the past",
            not_through_z,
            "The term through the update gate is missing: z was computed from h_prev, so the gradient returns through W_z.",
        ),
    ],
    equivalent={
        "`np.split(W_h, 3, axis=1)` -> `np.split(W_h, 3, axis=-1)`": "the last axis of two is axis 1",
        "`W_z, W_r, W_c = np.split(W_h, 3, axis=1)` one line later": "the two lines do not depend on each other",
        "`da_z = dh * (h_prev - candidate) * z * (1 - z)` one line later": "the two lines do not depend on each other",
    },
)
