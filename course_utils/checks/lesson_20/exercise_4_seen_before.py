"""Exercise 20.4: how many test windows share samples with a training window."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def seen_before(series, start, size, train, test):
    """Return the share of the test windows that have a sample in common with a training window."""
    seen = 0
    for k in test:
        same_series = series[train] == series[k]
        near = np.abs(start[train] - start[k]) < size
        seen += np.any(same_series & near)
    return seen / len(test)


def share(series, start, size, train, test, rule):
    """Return the share of test windows for which the rule holds with any training window."""
    return float(np.mean([rule(series[train] == series[k], start[train] - start[k]).any() for k in test]))


def series_forgotten(series, start, size, train, test):
    """Compare starts of different series."""
    return share(series, start, size, train, test, lambda same, apart: np.abs(apart) < size)


def same_series_is_enough(series, start, size, train, test):
    """Count every window whose series is in the training part."""
    return share(series, start, size, train, test, lambda same, apart: same)


def touching(series, start, size, train, test):
    """Count windows that only touch."""
    return share(series, start, size, train, test, lambda same, apart: same & (np.abs(apart) <= size))


def earlier_only(series, start, size, train, test):
    """Look at training windows that begin before the test window alone."""
    return share(series, start, size, train, test, lambda same, apart: same & (apart <= 0) & (apart > -size))


def later_only(series, start, size, train, test):
    """Look at training windows that begin behind the test window alone."""
    return share(series, start, size, train, test, lambda same, apart: same & (apart >= 0) & (apart < size))


def no_absolute_value(series, start, size, train, test):
    """Forget the absolute value."""
    return share(series, start, size, train, test, lambda same, apart: same & (apart < size))


def half_a_window(series, start, size, train, test):
    """Ask for more than half a window in common."""
    return share(series, start, size, train, test, lambda same, apart: same & (np.abs(apart) < size / 2))


def of_the_training_part(series, start, size, train, test):
    """Ask how many training windows the test part touches."""
    return seen_before(series, start, size, test, train)


def unseen(series, start, size, train, test):
    """Return the other share."""
    return 1 - seen_before(series, start, size, train, test)


def pairs(series, start, size, train, test):
    """Return the share of all pairs."""
    apart = np.abs(start[train][None] - start[test][:, None]) < size
    return float(np.mean(apart & (series[train][None] == series[test][:, None])))


def number(series, start, size, train, test):
    """Return how many, not the share."""
    return round(seen_before(series, start, size, train, test) * len(test))


def percent(series, start, size, train, test):
    """Return percent."""
    return 100 * seen_before(series, start, size, train, test)


def drawn(seed, series, windows, size, hop, tested):
    """Return windows of a few series, drawn into the two parts at random; some of them in neither."""
    rng = np.random.default_rng(seed)
    mixed = rng.permutation(series * windows)  # windows of one series need not lie side by side
    of = np.repeat(np.arange(series), windows)[mixed]
    start = np.tile(np.arange(windows) * hop, series)[mixed]
    rows = rng.permutation(len(of))
    return of, start, size, np.sort(rows[tested : tested * 2 + 1]), np.sort(rows[:tested])


SMALL = (
    np.array([0, 0, 0, 1, 1, 1]),
    np.array([0, 2, 6, 0, 2, 4]),
    4,
    np.array([0, 3]),
    np.array([1, 2, 5]),
)

exercise = Exercise(
    "20.4",
    "Seen before",
    seen_before,
    cases=[
        SMALL,
        drawn(1, 3, 7, 4, 2, 6),
        drawn(2, 5, 6, 6, 3, 9),
        drawn(3, 4, 9, 7, 2, 8),
        drawn(4, 8, 5, 3, 3, 11),
        drawn(5, 6, 8, 10, 4, 13),
    ],
    misconceptions=[
        Misconception(
            "series forgotten",
            series_forgotten,
            "You compare starts of different series. Second 3 of one series is not second 3 of another.",
        ),
        Misconception(
            "same series",
            same_series_is_enough,
            "You count every window whose series is in training. That is a leak of another kind; here samples must be shared.",
        ),
        Misconception(
            "touching counts",
            touching,
            "Windows that begin exactly `size` apart touch and share nothing.",
        ),
        Misconception(
            "earlier only",
            earlier_only,
            "You look at training windows that begin before. One that begins behind can overlap as well.",
        ),
        Misconception(
            "later only",
            later_only,
            "You look at training windows that begin behind. One that begins before can overlap as well.",
        ),
        Misconception(
            "no absolute value",
            no_absolute_value,
            "A training window long before the test window counts for you. Take the absolute distance of the starts.",
        ),
        Misconception(
            "more than half",
            half_a_window,
            "You ask for more than half a window in common. One sample is enough.",
        ),
        Misconception(
            "parts exchanged",
            of_the_training_part,
            "That is the share of training windows that test windows touch. Exchange the two parts.",
        ),
        Misconception(
            "the unseen share", unseen, "That is the share that shares nothing. Asked is the other one."
        ),
        Misconception(
            "pairs", pairs, "That is a share of pairs. A test window counts once, however many overlap it."
        ),
        Misconception("a number", number, "That is how many. Divide by the number of test windows."),
        Misconception("percent", percent, "That is in percent. Give a share from 0 to 1."),
    ],
    equivalent={
        "`start[train] - start[k]` -> `start[k] - start[train]`": "its absolute value is taken",
        "the loop ran backwards: `for k in test:`": "a count knows no order",
        "`same_series = series[train] == series[k]` one line later": "the next line does not need it",
    },
)
