"""Exercise 12.2: how often a run of one method beats a run of another."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def share_of_wins(a, b, higher_is_better):
    """Return the share of all pairs in which a is better; a tie counts one half."""
    points = 0.0
    for one in a:
        for other in b:
            if one == other:
                points += 0.5
            elif (one > other) == higher_is_better:
                points += 1
    return points / (len(a) * len(b))


def share_with_ties(a, b, higher_is_better, ties):
    """Return the share where a tie counts `ties`."""
    a, b = np.asarray(a, float)[:, None], np.asarray(b, float)
    wins = a > b if higher_is_better else a < b
    return np.mean(wins + ties * (a == b))


def higher_always(a, b, higher_is_better):
    """Forget that of errors the smaller one is better."""
    return share_with_ties(a, b, True, ties=0.5)


def ties_lose(a, b, higher_is_better):
    """Count a tie as nothing."""
    return share_with_ties(a, b, higher_is_better, ties=0.0)


def ties_win(a, b, higher_is_better):
    """Count a tie as a win."""
    return share_with_ties(a, b, higher_is_better, ties=1.0)


def ties_left_out(a, b, higher_is_better):
    """Divide by the pairs that are no ties."""
    drawn = np.sum(np.asarray(a)[:, None] == np.asarray(b))
    pairs = len(a) * len(b)
    return share_with_ties(a, b, higher_is_better, ties=0.0) * pairs / (pairs - drawn)


def means(a, b, higher_is_better):
    """Compare the two means."""
    return float((np.mean(a) > np.mean(b)) == higher_is_better)


def best_runs(a, b, higher_is_better):
    """Compare the two best runs."""
    return float(max(a) > max(b)) if higher_is_better else float(min(a) < min(b))


def wins(a, b, higher_is_better):
    """Count the wins and do not divide."""
    return share_with_ties(a, b, higher_is_better, ties=0.5) * len(a) * len(b)


def side_by_side(a, b, higher_is_better):
    """Compare the first with the first and the second with the second."""
    pairs = list(zip(a, b))
    points = [0.5 if one == other else float((one > other) == higher_is_better) for one, other in pairs]
    return sum(points) / len(pairs)


exercise = Exercise(
    "12.2",
    "How often does one beat the other?",
    share_of_wins,
    cases=[
        ([90.0, 92.0, 91.0], [89.0, 93.0, 88.5], True),
        ([0.2, 0.5, 0.3, 0.4], [0.35, 0.3, 0.1], False),
        ([1, 1], [1, 1, 2], True),
        ([3.0, 5.0], [4.0, 6.0, 5.0, 2.0, 1.0], False),
        ([7.0, 2.0, 6.0, 4.0, 8.0], [5.0, 1.0, 6.0], True),
        ([0.9, 0.7], [0.4, 0.5, 0.6], True),  # all of them
    ],
    misconceptions=[
        Misconception(
            "higher is always better",
            higher_always,
            "For an error the smaller one wins: use higher_is_better.",
        ),
        Misconception(
            "ties do not count",
            ties_lose,
            "A tie counts one half, or two equal methods would both lose.",
        ),
        Misconception(
            "ties are wins",
            ties_win,
            "A tie counts one half, or two equal methods would both win.",
        ),
        Misconception(
            "ties are left out",
            ties_left_out,
            "You divided by the pairs that are no ties. A tie is a pair too, and counts one half.",
        ),
        Misconception(
            "the mean decides",
            means,
            "You compared the two means. The share asks how often a run of one beats a run of the other.",
        ),
        Misconception(
            "the best run decides",
            best_runs,
            "You compared the two best runs. The best of several runs is luck as much as skill; take all pairs.",
        ),
        Misconception(
            "a number of wins is a share",
            wins,
            "You counted the pairs that were won. Divide by how many pairs there are.",
        ),
        Misconception(
            "run 1 meets run 1 only",
            side_by_side,
            "You compared first with first and second with second. The order of the runs means nothing: take every pair.",
        ),
    ],
    equivalent={
        "`one > other` -> `one >= other`": "equal scores were dealt with above",
        "the loop ran backwards: `for one in a:`": "a sum does not depend on the order",
        "the loop ran backwards: `for other in b:`": "a sum does not depend on the order",
    },
)
