"""9.2 A matrix with a given spectral radius."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def with_radius(W, radius):
    """Return W scaled so that its spectral radius is `radius`."""
    return W * radius / np.abs(np.linalg.eigvals(W)).max()


def divided_by(W, radius, measure=lambda W: np.abs(np.linalg.eigvals(W)).max()):
    """Right as it stands; another measure of a matrix's size is a way to get it wrong."""
    return W * radius / measure(W)


exercise = Exercise(
    "9.2",
    "a matrix with a given spectral radius",
    with_radius,
    cases=[
        (np.array([[2.0, 0.0], [0.0, -4.0]]), 1.0),
        (normal(5, 6, 6), 0.9),
        (np.array([[0.5, 3.0], [-2.0, 0.5]]), 1.5),
        (normal(6, 4, 4), 2.0),
    ],
    misconceptions=[
        Misconception(
            "spectral radius = spectral norm",
            lambda W, radius: divided_by(W, radius, lambda W: np.linalg.norm(W, 2)),
            "You divided by the spectral norm, the stretch of a single step. The radius is the largest size of an eigenvalue.",
        ),
        Misconception(
            "the largest eigenvalue with its sign",
            lambda W, radius: divided_by(W, radius, lambda W: np.linalg.eigvals(W).real.max()),
            "You took the largest real part. An eigenvalue can be negative or complex; its size is np.abs of it.",
        ),
        Misconception(
            "the largest of the eigenvalues as they are",
            lambda W, radius: divided_by(W, radius, lambda W: np.linalg.eigvals(W).max()),
            "You took the maximum of the eigenvalues as they are. They can be negative or complex: np.abs first, then the maximum.",
        ),
        Misconception(
            "the size of the largest",
            lambda W, radius: divided_by(W, radius, lambda W: np.abs(np.linalg.eigvals(W).max())),
            "First the maximum, then np.abs: so a large negative eigenvalue is overlooked. Take np.abs first, then the maximum.",
        ),
        Misconception(
            "all entries squared",
            lambda W, radius: divided_by(W, radius, np.linalg.norm),
            "You divided by np.linalg.norm(W), the root of the sum of all squares. The radius is the largest size of an eigenvalue.",
        ),
        Misconception(
            "the factor without the division",
            lambda W, radius: W * radius,
            "That multiplies the radius it has by the one you want. Divide by the present radius first.",
        ),
        Misconception(
            "the largest entry",
            lambda W, radius: divided_by(W, radius, lambda W: np.abs(W).max()),
            "You divided by the largest entry. The radius is about the matrix as a whole: use np.linalg.eigvals(W).",
        ),
        Misconception(
            "radius 1, whatever was asked",
            lambda W, radius: divided_by(W, 1.0),
            "Now the radius is 1. Multiply by the one that was asked for.",
        ),
        Misconception(
            "the real part alone",
            lambda W, radius: divided_by(W, radius, lambda W: np.abs(np.linalg.eigvals(W).real).max()),
            "You dropped the imaginary part. The size of a complex eigenvalue is np.abs of the whole number.",
        ),
    ],
)
