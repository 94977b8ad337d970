"""Checks of lesson 9: vanishing and exploding gradients."""

import numpy as np

from course_utils.checks import answers_09 as answers
from course_utils.checks.mechanism import Exercise, Misconception
from course_utils.checks.memory_09 import exercise_4, exercise_5, exercise_6

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]

# 9.1 The bound


exercise_1 = Exercise(
    "9.1",
    answers.largest_possible,
    cases=[
        (np.array([[0.0, 0.6]]), np.eye(2)),
        (answers.states(1, 5, 4), answers.numbers(2, 4, 4)),
        (answers.states(3, 8, 3), 0.6 * answers.numbers(4, 3, 3)),
    ],
    misconceptions=[
        Misconception(
            "spectral radius = spectral norm",
            lambda states, W: answers.largest_possible(states, W, size=answers.radius_of),
            "You used the spectral radius. It bounds nothing in a single step: a matrix can stretch far more than its largest eigenvalue.",
        ),
        Misconception(
            "the matrix alone decides",
            lambda states, W: float(np.linalg.norm(W, 2) ** len(states)),
            "That is the bound on the right, without the slopes. Multiply by the largest slope of each step as well.",
        ),
        Misconception(
            "the norm of a list of numbers",
            lambda states, W: answers.largest_possible(states, W, size=np.linalg.norm),
            "Without the argument 2, np.linalg.norm gives the root of the sum of squares of all entries. The spectral norm is np.linalg.norm(W, 2).",
        ),
        Misconception(
            "the mean slope",
            lambda states, W: answers.largest_possible(states, W, steepest=np.mean),
            "With the mean slope some vector can still be stretched more. A bound needs the largest slope among the units.",
        ),
        Misconception(
            "slope 1 - h",
            lambda states, W: float(np.prod([(1 - h).max() * np.linalg.norm(W, 2) for h in states])),
            "The slope of tanh, from its own value h, is 1 - h**2. Yours misses the square.",
        ),
        Misconception(
            "the spectral norm only once",
            lambda states, W: (
                answers.largest_possible(states, W / np.linalg.norm(W, 2)) * np.linalg.norm(W, 2)
            ),
            "Every step stretches by W_hh anew: the spectral norm belongs inside the product, once for each step.",
        ),
        Misconception(
            "the product's own norm",
            lambda states, W: float(np.linalg.norm(answers.tanh_product(states, W), 2)),
            "That is the norm of the product itself, what stands on the left. The bound multiplies two numbers for each step and needs no product of matrices.",
        ),
        Misconception(
            "one slope for all steps",
            lambda states, W: float(((1 - states**2).max() * np.linalg.norm(W, 2)) ** len(states)),
            "You took the largest slope of the whole table. Each step has its own largest slope: the maximum over the units.",
        ),
        Misconception(
            "the maximum over time",
            lambda states, W: answers.largest_possible(states.T, W),
            "You took the maximum over the steps. states is (steps, units): take it over the units, axis=1, and keep one number per step.",
        ),
    ],
)

# 9.2 A given spectral radius


exercise_2 = Exercise(
    "9.2",
    answers.with_radius,
    cases=[
        (np.array([[2.0, 0.0], [0.0, -4.0]]), 1.0),
        (answers.numbers(5, 6, 6), 0.9),
        (np.array([[0.5, 3.0], [-2.0, 0.5]]), 1.5),
        (answers.numbers(6, 4, 4), 2.0),
    ],
    misconceptions=[
        Misconception(
            "spectral radius = spectral norm",
            lambda W, radius: answers.with_radius(W, radius, lambda W: np.linalg.norm(W, 2)),
            "You divided by the spectral norm, the stretch of a single step. The radius is the largest size of an eigenvalue.",
        ),
        Misconception(
            "the largest eigenvalue with its sign",
            lambda W, radius: answers.with_radius(W, radius, lambda W: np.linalg.eigvals(W).real.max()),
            "You took the largest real part. An eigenvalue can be negative or complex; its size is np.abs of it.",
        ),
        Misconception(
            "the factor without the division",
            lambda W, radius: W * radius,
            "That multiplies the radius it has by the one you want. Divide by the present radius first.",
        ),
        Misconception(
            "the largest entry",
            lambda W, radius: answers.with_radius(W, radius, lambda W: np.abs(W).max()),
            "You divided by the largest entry. The radius is about the matrix as a whole: use np.linalg.eigvals(W).",
        ),
        Misconception(
            "radius 1, whatever was asked",
            lambda W, radius: answers.with_radius(W, 1.0),
            "Now the radius is 1. Multiply by the one that was asked for.",
        ),
        Misconception(
            "the real part alone",
            lambda W, radius: answers.with_radius(
                W, radius, lambda W: np.abs(np.linalg.eigvals(W).real).max()
            ),
            "You dropped the imaginary part. The size of a complex eigenvalue is np.abs of the whole number.",
        ),
    ],
)

# 9.3 The Jacobian product of a relu cell


exercise_3 = Exercise(
    "9.3",
    answers.relu_product,
    cases=[
        (np.array([[2.0, 0.0]]), np.array([[1.0, 5.0], [3.0, 1.0]])),
        (answers.on_and_off(7, 4, 3), answers.numbers(8, 3, 3)),
        (answers.on_and_off(9, 6, 4), answers.numbers(10, 4, 4)),
    ],
    misconceptions=[
        Misconception(
            "the slope of tanh",
            lambda states, W: answers.relu_product(states, W, slope=lambda h: 1 - h**2),
            "1 - h**2 belongs to tanh. The slope of relu is 1 where the unit is on, else 0.",
        ),
        Misconception(
            "the state is the slope",
            lambda states, W: answers.relu_product(states, W, slope=lambda h: h),
            "You multiplied by the states themselves. The slope of relu is 1 where h > 0, however large h is.",
        ),
        Misconception(
            "W_hh not transposed",
            lambda states, W: answers.relu_product(states, W, transpose=False),
            "Entry (i, j) must tell how new unit i answers to old unit j, and W_hh[j, i] leads from j to i: transpose it.",
        ),
        Misconception(
            "the first step leftmost",
            lambda states, W: answers.relu_product(states, W, first_leftmost=True),
            "The order is turned round. The last step stands leftmost: multiply each new Jacobian from the left.",
        ),
        Misconception(
            "h_1 is the start",
            lambda states, W: answers.relu_product(states, W, skip=1),
            "One factor is missing. states begins with h_1, and the way from h_0 to h_1 passes the slope at h_1.",
        ),
        Misconception(
            "slope 1 at 0",
            lambda states, W: answers.relu_product(states, W, slope=lambda h: (h >= 0) * 1.0),
            "A state of 0 means that the unit is off: its slope is 0. Compare with > 0.",
        ),
        Misconception(
            "the slopes on the columns",
            lambda states, W: answers.relu_product(states, W, on_columns=True),
            "Your slopes multiply the columns. diag(v) from the left multiplies row i by v_i: write slope[:, None] * W_hh.T.",
        ),
    ],
)
