"""Exercise 13.5: a bug hunt. A running mean centred on its step has read the steps behind it."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def trailing_mean(x, width):
    """Return the mean of each step and the `width - 1` steps before it, as far as there are so many."""
    out = np.zeros(x.shape)
    for t in range(x.shape[1]):
        first = max(0, t - width + 1)
        out[:, t] = x[:, first : t + 1].mean(axis=1)
    return out


def mean_over(x, window):
    """Return for each step t the mean of the steps that `window(t)` names, as far as they exist."""
    steps = x.shape[1]
    chosen = [[s for s in window(t) if 0 <= s < steps] for t in range(steps)]
    return np.stack([x[:, rows].mean(axis=1) if rows else 0 * x[:, 0] for rows in chosen], axis=1)


def centred(x, width):
    """Take as many steps behind as before."""
    return mean_over(x, lambda t: range(t - width // 2, t - width // 2 + width))


def centred_with_zeros(x, width):
    """Do what `np.convolve` with mode "same" does: beyond the ends stand zeros."""
    counted = mean_over(x, lambda t: range(t - width // 2, t - width // 2 + width))
    steps = x.shape[1]
    inside = [
        len([s for s in range(t - width // 2, t - width // 2 + width) if 0 <= s < steps])
        for t in range(steps)
    ]
    return counted * np.array(inside)[None, :, None] / width


def zeros_before_the_start(x, width):
    """Divide by the width where fewer steps exist."""
    inside = np.minimum(np.arange(x.shape[1]) + 1, width)
    return trailing_mean(x, width) * inside[None, :, None] / width


def looks_ahead(x, width):
    """Take the steps that follow."""
    return mean_over(x, lambda t: range(t, t + width))


def without_the_present(x, width):
    """Take the steps before, and not the step itself."""
    return mean_over(x, lambda t: range(t - width, t))


def one_too_many(x, width):
    """Begin one step too early."""
    return mean_over(x, lambda t: range(t - width, t + 1))


def whole_past(x, width):
    """Take everything so far."""
    return mean_over(x, lambda t: range(t + 1))


def summed(x, width):
    """Add up and do not divide."""
    inside = np.minimum(np.arange(x.shape[1]) + 1, width)
    return trailing_mean(x, width) * inside[None, :, None]


def over_the_features(x, width):
    """Average over the features as well."""
    return trailing_mean(x, width).mean(axis=2, keepdims=True) + 0 * x


def over_the_batch(x, width):
    """Run along the batch."""
    return trailing_mean(x.swapaxes(0, 1), width).swapaxes(0, 1)


exercise = Exercise(
    "13.5",
    "Bug hunt: a smooth input",
    trailing_mean,
    cases=[
        (np.array([[[3.0], [6.0], [0.0], [9.0], [3.0]], [[0.0], [2.0], [4.0], [0.0], [8.0]]]), 3),
        (draws.normal(1, 3, 7, 2), 4),
        (draws.normal(2, 5, 6, 3), 2),
        (draws.normal(3, 2, 4, 3), 1),
        (draws.normal(4, 3, 5, 2), 9),
    ],
    misconceptions=[
        Misconception(
            "a window around the step",
            centred,
            "Your window stands around its step, so half of it lies in the future. It has to end at the step.",
        ),
        Misconception(
            "np.convolve, mode same",
            centred_with_zeros,
            'That is the colleague\'s: `mode="same"` centres the window on its step, and half of it lies in the future.',
        ),
        Misconception(
            "zeros before the start",
            zeros_before_the_start,
            "Right in the middle, too small at the beginning: where fewer than `width` steps exist, divide by as many as there are.",
        ),
        Misconception(
            "the steps that follow",
            looks_ahead,
            "Your window begins at its step and looks ahead. It has to end there.",
        ),
        Misconception(
            "the present left out",
            without_the_present,
            "Your window ends one step too early. The present is known, so it counts.",
        ),
        Misconception(
            "one step too many",
            one_too_many,
            "Your window holds width + 1 steps. With the present counted, it begins width - 1 steps before.",
        ),
        Misconception(
            "the whole past",
            whole_past,
            "You averaged everything so far. Only the last `width` steps count.",
        ),
        Misconception(
            "a sum",
            summed,
            "You added up and did not divide by the number of steps.",
        ),
        Misconception(
            "features mixed",
            over_the_features,
            "You averaged over the features too. Each keeps a mean of its own: axis 1 alone is time.",
        ),
        Misconception(
            "along the batch",
            over_the_batch,
            "Your window runs over the sequences of the batch. Time is axis 1.",
        ),
    ],
    equivalent={
        "`np.zeros(x.shape)` -> `np.ones(x.shape)`": "every step is written over",
        "`range(x.shape[1])` -> `list(range(x.shape[1]))[::-1]`": "no step depends on the mean of another",
    },
)
