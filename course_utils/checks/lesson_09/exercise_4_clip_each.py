"""9.4 Clipping as `clipnorm` in Keras does it: each array by its own norm."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def clip_each(gradients, threshold):
    """Return each array, shortened to the norm `threshold` if it is longer."""
    clipped = []
    for gradient in gradients:
        norm = np.sqrt((gradient**2).sum())
        factor = threshold / norm if norm > threshold else 1.0
        clipped.append(gradient * factor)
    return clipped


def joint_norm(gradients):
    """Return the root of the sum of all squared entries."""
    return np.sqrt(sum((g**2).sum() for g in gradients))


def each(gradients, threshold, norm=lambda g: np.sqrt((g**2).sum()), lengthen=False):
    """Right as it stands; each option is a way to get it wrong."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = [np.float64(threshold) / norm(g) for g in gradients]
        return [g * (f if lengthen else min(1.0, f)) for g, f in zip(gradients, factors)]


def jointly(gradients, threshold):
    """Scale all arrays by one factor, as `global_clipnorm` does."""
    return each(gradients, threshold, norm=lambda g: joint_norm(gradients))


exercise = Exercise(
    "9.4",
    "what clipnorm does",
    clip_each,
    cases=[
        ([np.array([3.0, 4.0]), np.array([[0.3], [0.4]])], 1.0),
        (list(normals(1, (3, 2), (4,), (2, 3))), 0.7),
        ([np.array([0.03, 0.04]), np.array([2.0, 1.0, 0.5])], 0.5),
        ([np.zeros(2), np.ones((3, 1))], 1.0),
    ],
    misconceptions=[
        Misconception(
            "one factor for all",
            jointly,
            "You took one joint norm and one factor: that is `global_clipnorm`. `clipnorm` looks at each array alone.",
        ),
        Misconception(
            "clipping by value",
            lambda gradients, threshold: [np.clip(g, -threshold, threshold) for g in gradients],
            "You cut every entry for itself: that is `clipvalue`. Here an array keeps its direction.",
        ),
        Misconception(
            "always to the threshold",
            lambda gradients, threshold: each(gradients, threshold, lengthen=True),
            "Right for an array that is too long, and it also lengthens a short one. Below the threshold nothing may change.",
        ),
        Misconception(
            "the square of the norm",
            lambda gradients, threshold: each(gradients, threshold, norm=lambda g: (g**2).sum()),
            "You divided by the sum of squares. The norm is its square root.",
        ),
        Misconception(
            "the spectral norm",
            lambda gradients, threshold: each(gradients, threshold, norm=lambda g: np.linalg.norm(g, 2)),
            "np.linalg.norm(g, 2) of a matrix is its spectral norm. Clipping means the root of the sum of all squares: np.linalg.norm(g).",
        ),
        Misconception(
            "the sum of sizes",
            lambda gradients, threshold: each(gradients, threshold, norm=lambda g: np.abs(g).sum()),
            "You added the sizes of the entries. The norm squares them, adds up and takes one root.",
        ),
        Misconception(
            "the largest entry",
            lambda gradients, threshold: each(gradients, threshold, norm=lambda g: np.abs(g).max()),
            "You compared the largest entry with the threshold. The norm is the length of the whole array.",
        ),
        Misconception(
            "the longest decides",
            lambda gradients, threshold: each(
                gradients, threshold, norm=lambda g: max(np.sqrt((h**2).sum()) for h in gradients)
            ),
            "You scaled all arrays by the factor of the longest one. Each has a factor of its own.",
        ),
    ],
    equivalent={"`norm > threshold` -> `norm >= threshold`": "where they are equal the factor is 1"},
)
