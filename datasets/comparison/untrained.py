"""The rival that nobody trained: a random recurrent net with a ridge read-out (an echo state net), large or small.

Only the read-out is fitted, in one solve. How fast the units forget (`leak`), how strongly they are driven (`scale`) and
the ridge are chosen by 5-fold cross-validation inside the training part; the test part is never looked at.

Source:
    Jaeger (2001), The "echo state" approach to analysing and training recurrent neural networks, GMD Report 148.
"""

from itertools import product

import numpy as np

UNITS, RADIUS, FOLDS = 500, 0.9, 5
LEAKS, SCALES = (0.1, 0.5, 1.0), (0.1, 0.3, 1.0)
RIDGES = 10.0 ** np.arange(-6, 4)
FIRST = 1000  # training sequences that leak and scale are chosen on
EMBEDDING = 16  # of a word number, as in the nets, but random


class Untrained:
    """A random recurrent net for one task.

    Args:
        task: as `tasks.py` makes it.
        seed: of the random weights.
        leak: the share of a new state that is taken over at a step, above 0 to 1.
        scale: the largest input weight.
        units: how many.
    """

    def __init__(self, task, seed, leak, scale, units=UNITS):
        rng = np.random.default_rng(seed)
        W_h = rng.normal(0, 1, (units, units))
        self.W_h = W_h * RADIUS / np.abs(np.linalg.eigvals(W_h)).max()
        features = EMBEDDING if task.vocabulary else task.parts["train"][0].shape[2]
        self.W_x = rng.uniform(-scale, scale, (features, units))
        self.words = rng.normal(0, 1, (task.vocabulary, EMBEDDING)) if task.vocabulary else None
        self.task, self.leak = task, leak

    def states(self, x):
        """Return what the read-out sees, 1 in front for the bias: the last state of each row, or that of each step.

        Args:
            x: inputs, `(rows, steps, features)` or word numbers `(rows, steps)`.

        Returns:
            `(rows, units + 1)`, or `(rows, steps, units + 1)` where every step has an answer; a padded step keeps the old state.
        """
        padding = self.task.masked or self.task.vocabulary
        real = (x != 0).reshape(*x.shape[:2], -1).any(axis=2) | (not padding)
        inputs = self.words[x] if self.words is not None else x
        h, kept = np.zeros((len(x), len(self.W_h))), []
        for t in range(x.shape[1]):
            new = (1 - self.leak) * h + self.leak * np.tanh(inputs[:, t] @ self.W_x + h @ self.W_h)
            h = np.where(real[:, t, None], new, h)
            if self.task.each_step:
                kept.append(h)
        found = np.stack(kept, axis=1) if self.task.each_step else h
        return np.concatenate([np.ones((*found.shape[:-1], 1)), found], axis=-1)


def fitted(states, targets, ridge):
    """Return the read-out `(units + 1, outputs)` that solves the ridge regression; the bias is not held down."""
    return _solved(states.T @ states, states.T @ targets, ridge)


def _solved(gram, moments, ridge):
    held = ridge * np.eye(len(gram))
    held[0, 0] = 0
    return np.linalg.solve(gram + held + 1e-10 * np.eye(len(gram)), moments)


def loss_by_ridge(states, targets, rows):
    """Return the mean squared error of each ridge in `RIDGES`, by cross-validation over whole rows.

    Args:
        states: `(places, units + 1)`.
        targets: `(places, outputs)`.
        rows: `(places,)`, the sequence each place belongs to; a sequence is held out as a whole.
    """
    fold = np.random.default_rng(0).permutation(rows.max() + 1)[rows] % FOLDS
    grams = [states[fold == k].T @ states[fold == k] for k in range(FOLDS)]
    moments = [states[fold == k].T @ targets[fold == k] for k in range(FOLDS)]
    losses = []
    for ridge in RIDGES:
        errors = 0.0
        for k in range(FOLDS):
            gram, moment = sum(grams) - grams[k], sum(moments) - moments[k]
            said = states[fold == k] @ _solved(gram, moment, ridge)
            errors += np.sum((said - targets[fold == k]) ** 2)
        losses.append(errors / targets.size)
    return np.array(losses)


def places(task, states, x, y):
    """Return states, targets and row numbers of all steps that count: numbers as they are, classes one-hot."""
    rows = np.arange(len(y))
    if not task.each_step:
        return states, (y if task.measure == "error" else np.eye(task.outputs)[y]), rows
    real = x != 0 if task.vocabulary else np.ones(y.shape, bool)
    rows = np.broadcast_to(rows[:, None], y.shape)
    return states[real], np.eye(task.outputs)[y[real]], rows[real]


def chosen(task, units=UNITS):
    """Return the `(leak, scale)` whose best ridge has the smallest cross-validated error, with the weights of seed 0.

    Tried on the first thousand training sequences: the choice needs no more, and the largest tasks would take long.
    """
    x, y = (part[:FIRST] for part in task.parts["train"])
    tried = {
        pair: loss_by_ridge(*places(task, Untrained(task, 0, *pair, units).states(x), x, y)).min()
        for pair in product(LEAKS, SCALES)
    }
    return min(tried, key=tried.get)


def answer(task, seed, leak, scale, units=UNITS):
    """Fit one net's read-out; return the function from inputs to outputs `(..., outputs)`, and the ridge."""
    net = Untrained(task, seed, leak, scale, units)
    x, y = task.parts["train"]
    states, targets, rows = places(task, net.states(x), x, y)
    ridge = RIDGES[loss_by_ridge(states, targets, rows).argmin()]
    W = fitted(states, targets, ridge)
    return (lambda x: net.states(x) @ W), ridge
