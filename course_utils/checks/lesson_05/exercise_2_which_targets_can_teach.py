"""5.2: which share of the targets in a window can teach a lag."""

from course_utils.checks.exercise import Exercise, Misconception


def _share_in_reach(window, lag):
    return max(0, window - lag) / window


def _one_too_many(window, lag):
    return min(window, max(0, window - lag + 1)) / window


def _one_too_many_also_at_no_lag(window, lag):
    return max(0, window - lag + 1) / window


def _all_or_nothing(window, lag):
    return float(window > lag)


def _number(window, lag):
    return max(0, window - lag)


def _negative(window, lag):
    return (window - lag) / window


def _lost(window, lag):
    return min(lag, window) / window


def _of_the_lag(window, lag):
    return max(0, window - lag) / max(lag, 1)


exercise = Exercise(
    "5.2",
    "which targets can teach",
    _share_in_reach,
    cases=[(10, 4), (4, 6), (6, 6), (7, 6), (30, 12), (5, 0)],
    misconceptions=[
        Misconception(
            "one target too many",
            _one_too_many,
            "Number the steps of the window from 0. The first target whose cause is inside stands at position lag: count from there to window - 1.",
        ),
        Misconception(
            "one target too many, also without a lag",
            _one_too_many_also_at_no_lag,
            "You count one target too many: with lag 0 your share is above 1. From position lag to position window - 1, how many are there?",
        ),
        Misconception(
            "all or nothing",
            _all_or_nothing,
            "The first steps of every window have lost their cause, however long the window is. Count target by target.",
        ),
        Misconception(
            "a number, not a share",
            _number,
            "You counted right and returned the count. A share divides it by all targets of the window.",
        ),
        Misconception(
            "negative share",
            _negative,
            "A window shorter than the lag gives a negative number. What is the smallest share there can be?",
        ),
        Misconception(
            "the share that is lost",
            _lost,
            "That is the share of targets whose cause lies before the window. Asked is the other part.",
        ),
        Misconception(
            "divided by the lag",
            _of_the_lag,
            "You counted right and divided by the lag. Asked is a share of the window's targets: how many are there?",
        ),
    ],
)
