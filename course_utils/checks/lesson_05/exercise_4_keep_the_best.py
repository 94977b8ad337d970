"""5.4: the bug hunt, a loop that keeps the weights of its best pass."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _keep_best(make, train_once, score, passes):
    weights, best, best_score = make(), None, np.inf
    for _ in range(passes):
        train_once(weights)
        now = score(weights)
        if now < best_score:
            best, best_score = [weight.copy() for weight in weights], now
    return best, best_score


def _loop(make, train_once, score, passes, keep, better=np.less, first=np.inf):
    weights, best, best_score = make(), None, first
    for _ in range(passes):
        train_once(weights)
        now = score(weights)
        if better(now, best_score):
            best, best_score = keep(weights), now
    return best, best_score


def _copies(weights):
    return [weight.copy() for weight in weights]


def _the_arrays_themselves(make, train_once, score, passes):
    return _loop(make, train_once, score, passes, lambda weights: weights)


def _a_tie_replaces(make, train_once, score, passes):
    return _loop(make, train_once, score, passes, _copies, better=np.less_equal)


def _highest(make, train_once, score, passes):
    return _loop(make, train_once, score, passes, _copies, better=np.greater, first=-np.inf)


def _last(make, train_once, score, passes):
    return _loop(make, train_once, score, passes, _copies, better=lambda now, best: True)


def _first_only(make, train_once, score, passes):
    return _keep_best(make, train_once, score, 1)


def _kept_before_the_pass(make, train_once, score, passes):
    weights, best, best_score = make(), None, np.inf
    for _ in range(passes):
        before = _copies(weights)
        train_once(weights)
        now = score(weights)
        if now < best_score:
            best, best_score = before, now
    return best, best_score


def _untrained_counts(make, train_once, score, passes):
    weights = make()
    best, best_score = _copies(weights), score(weights)
    for _ in range(passes):
        train_once(weights)
        now = score(weights)
        if now < best_score:
            best, best_score = _copies(weights), now
    return best, best_score


# Trainings small enough for paper: what a pass adds, and how far the weights then are from where they should be.


def start_at_zero():
    """Return a list of one array, a single 0."""
    return [np.array([0.0])]


def add_one(weights):
    """Add 1 to every weight, in place."""
    for weight in weights:
        weight += 1.0


def distance_from_three(weights):
    """Return how far the first weight is from 3."""
    return abs(float(weights[0].flat[0]) - 3.0)


def start_at_two():
    """Return two arrays of different shape."""
    return [np.full((2, 3), 2.0), np.array([1.0, -1.0])]


def overshoot(weights):
    """Turn every weight round and make it a little larger, in place."""
    for weight in weights:
        weight *= -1.25


def distance_from_minus_three(weights):
    """Return the squared distance of all weights from -3."""
    return float(sum(((weight + 3.0) ** 2).sum() for weight in weights))


def swing(weights):
    """Turn every sign, in place: after two passes all is as before."""
    for weight in weights:
        np.negative(weight, out=weight)


def first_weight(weights):
    """Return the first weight."""
    return float(weights[0].flat[0])


def always_one(weights):
    """Return 1, whatever the weights are."""
    return 1.0


exercise = Exercise(
    "5.4",
    "keep the best",
    _keep_best,
    cases=[
        (start_at_zero, add_one, distance_from_three, 5),
        (start_at_zero, add_one, distance_from_three, 3),
        (start_at_two, overshoot, distance_from_minus_three, 6),
        (start_at_two, swing, first_weight, 4),
        (start_at_two, add_one, always_one, 3),
        (start_at_two, add_one, first_weight, 4),
    ],
    parts=("weights", "score"),
    misconceptions=[
        Misconception(
            "the bug itself",
            _the_arrays_themselves,
            "The score is right, the weights are those of the last pass. `best` and `weights` hold the same arrays, and train_once goes on writing into them. A new list around the same arrays would not help either.",
        ),
        Misconception(
            "a tie replaces the best",
            _a_tie_replaces,
            "Of equal scores the first was asked for; you keep the last of them.",
        ),
        Misconception(
            "highest score",
            _highest,
            "You kept the highest score. Lower is better here.",
        ),
        Misconception(
            "last pass",
            _last,
            "You return the weights and the score of the last pass, whatever the scores before were.",
        ),
        Misconception(
            "first pass only",
            _first_only,
            "That is the result of the first pass. Does a return line stand inside your loop, or does every pass begin with new weights?",
        ),
        Misconception(
            "copied before the pass",
            _kept_before_the_pass,
            "You copied the weights before the pass and scored them after it. Both must be of the same moment.",
        ),
        Misconception(
            "untrained weights in the race",
            _untrained_counts,
            "You let the untrained weights compete. Asked is the best of the passes that were run.",
        ),
    ],
    equivalent={"`range(passes)` -> `list(range(passes))[::-1]`": "the number of the pass is not used"},
)
