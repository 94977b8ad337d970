"""9.4 Clipping by the joint norm of all gradients."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def clip_by_norm(gradients, threshold):
    """Return all gradients times one factor, so that their joint norm is `threshold` at most."""
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    factor = threshold / norm if norm > threshold else 1.0
    return [g * factor for g in gradients]


def joint_norm(gradients):
    """Return the root of the sum of all squared entries."""
    return np.sqrt(sum((g**2).sum() for g in gradients))


def scaled(gradients, threshold, norm=joint_norm, lengthen=False):
    """Right as it stands; each option is a way to get it wrong."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.float64(threshold) / norm(gradients)
        return [g * (factor if lengthen else min(1.0, factor)) for g in gradients]


exercise = Exercise(
    "9.4",
    "clip by norm",
    clip_by_norm,
    cases=[
        ([np.array([3.0, 0.0]), np.array([[4.0]])], 1.0),
        (list(normals(1, (3, 2), (4,), (2, 3))), 0.7),
        ([np.array([0.03, 0.04]), np.array([0.01])], 0.5),
        ([np.zeros(2), np.zeros((3, 1))], 1.0),
    ],
    misconceptions=[
        Misconception(
            "each array for itself",
            lambda gradients, threshold: [scaled([g], threshold)[0] for g in gradients],
            "You clipped each array by its own norm, as `clipnorm` in Keras does. One joint norm, one common factor.",
        ),
        Misconception(
            "clipping by value",
            lambda gradients, threshold: [np.clip(g, -threshold, threshold) for g in gradients],
            "You cut every entry for itself, which turns the direction. Scale all of them by one factor.",
        ),
        Misconception(
            "always to the threshold",
            lambda gradients, threshold: scaled(gradients, threshold, lengthen=True),
            "Right for a gradient that is too long, and it also lengthens a short one. Below the threshold nothing may change.",
        ),
        Misconception(
            "the square of the norm",
            lambda gradients, threshold: scaled(gradients, threshold, norm=lambda g: joint_norm(g) ** 2),
            "You divided by the sum of squares. The norm is its square root.",
        ),
        Misconception(
            "norms added up",
            lambda gradients, threshold: scaled(
                gradients, threshold, norm=lambda gs: sum(np.linalg.norm(g) for g in gs)
            ),
            "You added the norms of the arrays. The joint norm squares every entry, adds them all and takes one root.",
        ),
    ],
    equivalent={
        "`((g ** 2).sum() for g in gradients)` -> `((g ** 2).sum() for g in list(gradients)[::-1])`": "a sum has no order",
        "`norm > threshold` -> `norm >= threshold`": "where they are equal the factor is 1",
    },
)
