"""Exercise 23.4: two steps of a linear recurrence with matrices, joined to one."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def two_in_one(first, second):
    """Return (A, b) of the one step that does what first and then second do to a row h: h @ A + b."""
    A_1, b_1 = first
    A_2, b_2 = second
    return A_1 @ A_2, b_1 @ A_2 + b_2


def other_order(first, second):
    """Join them as if second came first."""
    return two_in_one(second, first)


def elementwise(first, second):
    """Multiply number by number, as shares are."""
    return first[0] * second[0], first[1] @ second[0] + second[1]


def gift_not_carried(first, second):
    """Add the gifts as they are."""
    return first[0] @ second[0], first[1] + second[1]


def first_gift_lost(first, second):
    """Keep the second gift alone."""
    return first[0] @ second[0], second[1]


def gift_through_its_own(first, second):
    """Carry the first gift through its own matrix."""
    return first[0] @ second[0], first[1] @ first[0] + second[1]


def columns(first, second):
    """Take h for a column: A @ h + b."""
    return second[0] @ first[0], second[0] @ first[1] + second[1]


def matrices_turned(first, second):
    """Multiply the matrices in the other order, and the gift rightly."""
    return second[0] @ first[0], first[1] @ second[0] + second[1]


def added(first, second):
    """Add the matrices."""
    return first[0] + second[0], first[1] @ second[0] + second[1]


def case(seed, units):
    A_1, b_1, A_2, b_2 = normals(seed, (units, units), units, (units, units), units)
    return (A_1, b_1), (A_2, b_2)


SMALL = (
    (np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([1.0, 0.0])),
    (np.array([[2.0, 0.0], [0.0, 3.0]]), np.array([0.0, 5.0])),
)

exercise = Exercise(
    "23.4",
    "Two steps in one",
    two_in_one,
    cases=[SMALL, case(1, 3), case(2, 4), case(3, 6)],
    parts=("A", "b"),
    misconceptions=[
        Misconception(
            "second before first",
            other_order,
            "That is second, then first. For shares the order of the product did not matter; for matrices it does.",
        ),
        Misconception(
            "number by number",
            elementwise,
            "You multiplied the matrices number by number. h @ A_1 @ A_2 asks for their matrix product.",
        ),
        Misconception(
            "gift not carried",
            gift_not_carried,
            "You added both gifts as they are. The first one is there when the second step begins, so it passes A_2.",
        ),
        Misconception(
            "first gift lost",
            first_gift_lost,
            "The first gift is gone. What the first step added goes through the second step as h does.",
        ),
        Misconception(
            "through its own matrix",
            gift_through_its_own,
            "You sent the first gift through A_1. It was added after A_1; what still comes is A_2.",
        ),
        Misconception(
            "columns",
            columns,
            "That is right for columns, A @ h + b. Here h is a row and stands on the left: h @ A + b.",
        ),
        Misconception(
            "matrices turned",
            matrices_turned,
            "The gift is right, and the matrices stand in the other order. Write out (h @ A_1) @ A_2.",
        ),
        Misconception(
            "matrices added",
            added,
            "You added the matrices. Two steps in a row multiply: try it with b = 0.",
        ),
    ],
    equivalent={
        "`b_1 @ A_2` -> `b_1.T @ A_2`": "one row is no matrix",
        "`A_1, b_1 = first` one line later": "the next line does not need it",
    },
)
