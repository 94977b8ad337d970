"""9.1 The largest that a Jacobian product can be: at every step the largest slope times the spectral norm."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def largest_possible(states, W_hh):
    """Return the bound: all steps' largest slopes times spectral norms, multiplied."""
    sigma = np.linalg.norm(W_hh, 2)
    slopes = 1 - states**2
    return np.prod(slopes.max(axis=1) * sigma)


def bound(states, W_hh, size=lambda W: np.linalg.norm(W, 2), steepest=np.max):
    """Right as it stands; each option is a way to get it wrong."""
    return float(np.prod([steepest(1 - h**2) * size(W_hh) for h in states]))


def radius_of(W):
    """Return the largest size of an eigenvalue."""
    return np.abs(np.linalg.eigvals(W)).max()


def tanh_product(states, W_hh):
    """Return the Jacobian product itself, last step leftmost."""
    product = np.eye(len(W_hh))
    for h in states:
        product = (1 - h**2)[:, None] * W_hh.T @ product
    return product


exercise = Exercise(
    "9.1",
    "the largest it can be",
    largest_possible,
    cases=[
        (np.array([[0.6, 0.8], [0.0, 0.6], [0.6, 0.6]]), np.array([[2.0, 0.0], [0.0, -1.0]])),
        (np.tanh(normal(1, 5, 4, scale=0.7)), normal(2, 4, 4)),
        (np.tanh(normal(3, 8, 3, scale=0.7)), normal(4, 3, 3, scale=0.6)),
    ],
    misconceptions=[
        Misconception(
            "spectral radius = spectral norm",
            lambda states, W: bound(states, W, size=radius_of),
            "You used the spectral radius. It bounds nothing in a single step: a matrix can stretch far more than its largest eigenvalue.",
        ),
        Misconception(
            "the matrix alone decides",
            lambda states, W: float(np.linalg.norm(W, 2) ** len(states)),
            "That is the bound on the right, without the slopes. Multiply by the largest slope of each step as well.",
        ),
        Misconception(
            "the norm of a list of numbers",
            lambda states, W: bound(states, W, size=np.linalg.norm),
            "Without the argument 2, np.linalg.norm gives the root of the sum of squares of all entries. The spectral norm is np.linalg.norm(W, 2).",
        ),
        Misconception(
            "the mean slope",
            lambda states, W: bound(states, W, steepest=np.mean),
            "With the mean slope some vector can still be stretched more. A bound needs the largest slope among the units.",
        ),
        Misconception(
            "the smallest slope",
            lambda states, W: bound(states, W, steepest=np.min),
            "You took the smallest slope of each step, that of the largest state. The largest slope belongs to the state nearest to 0.",
        ),
        Misconception(
            "the norm of each Jacobian",
            lambda states, W: float(np.prod([np.linalg.norm((1 - h**2)[:, None] * W.T, 2) for h in states])),
            "You multiplied the norms of the Jacobians: a bound as well, and a sharper one. Asked is the largest slope times the norm of W_hh.",
        ),
        Misconception(
            "slope 1 - h",
            lambda states, W: float(np.prod([(1 - h).max() * np.linalg.norm(W, 2) for h in states])),
            "The slope of tanh, from its own value h, is 1 - h**2. Yours misses the square.",
        ),
        Misconception(
            "the spectral norm only once",
            lambda states, W: bound(states, W / np.linalg.norm(W, 2)) * np.linalg.norm(W, 2),
            "Every step stretches by W_hh anew: the spectral norm belongs inside the product, once for each step.",
        ),
        Misconception(
            "the product's own norm",
            lambda states, W: float(np.linalg.norm(tanh_product(states, W), 2)),
            "That is the norm of the product itself, what stands on the left. The bound multiplies two numbers for each step and needs no product of matrices.",
        ),
        Misconception(
            "one slope for all steps",
            lambda states, W: float(((1 - states**2).max() * np.linalg.norm(W, 2)) ** len(states)),
            "You took the largest slope of the whole table. Each step has its own largest slope: the maximum over the units.",
        ),
        Misconception(
            "the first step alone",
            lambda states, W: bound(states[:1], W),
            "That is the factor of the first step. Multiply those of all steps: in a loop, `return` belongs behind it.",
        ),
        Misconception(
            "the maximum over time",
            lambda states, W: bound(states.T, W),
            "You took the maximum over the steps. states is (steps, units): take it over the units, axis=1, and keep one number per step.",
        ),
    ],
    equivalent={
        "`slopes.max(axis=1)` -> `slopes.max(axis=-1)`": "the last axis of two is axis 1",
        "`sigma = np.linalg.norm(W_hh, 2)` one line later": "the slopes do not need sigma",
    },
)
