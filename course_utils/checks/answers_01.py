"""Right and wrong answers to the exercises of lesson 1; `lesson_01` says which wrong answer gets which hint."""

import numpy as np

from course_utils.checks.compare import describe


def window_table(series, past, target=0, kept=0, order=1, by_feature=False):
    """The right table by default; the keywords make the wrong ones."""
    count = len(series) - past - kept
    rows = [series[i : i + past][::order] for i in range(count)]
    rows = np.array([(row.T if by_feature else row).ravel() for row in rows])
    return rows, np.array([series[i + past + target, 0] for i in range(count)])


def every_third_window(series, past):
    """Wrong: starts a window at every third step."""
    rows, targets = window_table(series, past)
    return rows[::3], targets[::3]


def windows_not_flat(series, past):
    """Wrong: leaves each window a table of steps and features."""
    rows, targets = window_table(series, past)
    return rows.reshape(len(rows), past, -1), targets


def table(seed, *shape):
    """Whole numbers of the given shape, as floats."""
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(float)


def bag(words, vocabulary):
    """Right: how often each word of the vocabulary occurs."""
    return np.array([words.count(word) for word in vocabulary])


def raises_on_unknown(words, vocabulary):
    """Wrong: stops at a word that the vocabulary does not hold."""
    counts = np.zeros(len(vocabulary), dtype=int)
    for word in words:
        counts[vocabulary.index(word)] += 1
    return counts


def counts(features, units, steps):
    """Right: weights of a window, of one layer per step, of a shared cell."""
    cell = features * units + units * units + units
    return steps * features * units + units, steps * cell, cell


def without_biases(features, units, steps):
    """Wrong: counts the matrices only."""
    cell = features * units + units * units
    return steps * features * units, steps * cell, cell


def counted(window=None, each=None, shared=None):
    """Replace one of the three right counts by a wrong one."""

    def wrong(features, units, steps):
        right = counts(features, units, steps)
        given = [part and part(features, units, steps) for part in (window, each, shared)]
        return tuple(good if bad is None else bad for good, bad in zip(right, given))

    return wrong


def shuffle_each(windows, seed):
    """Right: a new order for each window."""
    rng = np.random.default_rng(seed)
    return np.array([window[rng.permutation(len(window))] for window in windows])


def judge_shuffle(value, windows, seed):
    """Return a hint if `value` is not `windows` with the steps of each window in a random order of its own."""
    if np.asarray(value).dtype.kind not in "biuf":
        return f"numbers are asked for, found {describe(value)}."
    if not np.isfinite(value).all():
        return "the answer holds NaN or infinity, and the windows hold neither."
    value = np.asarray(value)
    if value.shape != windows.shape:
        return f"the shape must stay {windows.shape}, found {value.shape}."
    orders = []
    for i, (found, window) in enumerate(zip(value, windows)):
        order = [
            next((k for k, step in enumerate(window) if np.array_equal(step, row)), None) for row in found
        ]
        if None in order or sorted(order) != list(range(len(window))):
            return f"window {i} no longer holds its own steps, each once and with its features together."
        orders.append(order)
    if all(order == orders[0] for order in orders):
        return "all windows got one and the same order."
    return None


def labelled(windows, steps, features):
    """Windows in which no number occurs twice, so that every step can be recognised."""
    return np.arange(windows * steps * features, dtype=float).reshape(windows, steps, features)
