"""Exercise 14.4: layer normalisation."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def layer_norm(a, gain, shift, epsilon=1e-3):
    """Return the values of each step with mean 0 and deviation 1 over the units, scaled and shifted."""
    mean = a.mean(axis=2, keepdims=True)
    variance = a.var(axis=2, keepdims=True)
    return gain * (a - mean) / np.sqrt(variance + epsilon) + shift


def normed_over(a, gain, shift, epsilon, axis):
    """Return the values normalised over other axes."""
    mean, variance = a.mean(axis=axis, keepdims=True), a.var(axis=axis, keepdims=True)
    return gain * (a - mean) / np.sqrt(variance + epsilon) + shift


def over_time(a, gain, shift, epsilon=1e-3):
    """Average over the steps."""
    return normed_over(a, gain, shift, epsilon, axis=1)


def over_batch(a, gain, shift, epsilon=1e-3):
    """Average over the sequences."""
    return normed_over(a, gain, shift, epsilon, axis=0)


def over_sequence(a, gain, shift, epsilon=1e-3):
    """Average over a whole sequence."""
    return normed_over(a, gain, shift, epsilon, axis=(1, 2))


def over_everything(a, gain, shift, epsilon=1e-3):
    """Average over everything."""
    return normed_over(a, gain, shift, epsilon, axis=None)


def divided_by_variance(a, gain, shift, epsilon=1e-3):
    """Take no square root."""
    centred = a - a.mean(axis=2, keepdims=True)
    return gain * centred / (a.var(axis=2, keepdims=True) + epsilon) + shift


def no_scale_no_shift(a, gain, shift, epsilon=1e-3):
    """Normalise and stop."""
    return layer_norm(a, 1.0, 0.0, epsilon)


def no_shift(a, gain, shift, epsilon=1e-3):
    """Normalise and scale."""
    return layer_norm(a, gain, 0.0, epsilon)


def epsilon_outside(a, gain, shift, epsilon=1e-3):
    """Add epsilon to the deviation."""
    centred = a - a.mean(axis=2, keepdims=True)
    return gain * centred / (a.std(axis=2, keepdims=True) + epsilon) + shift


def one_less(a, gain, shift, epsilon=1e-3):
    """Divide by units - 1 in the variance."""
    centred = a - a.mean(axis=2, keepdims=True)
    return gain * centred / np.sqrt(a.var(axis=2, keepdims=True, ddof=1) + epsilon) + shift


def axis_lost(a, gain, shift, epsilon=1e-3):
    """Let the axis go."""
    return a - a.mean(axis=-1)


def epsilon_ignored(a, gain, shift, epsilon=1e-3):
    """Use the default, whatever is asked for."""
    return layer_norm(a, gain, shift)


def shifted_before_scaling(a, gain, shift, epsilon=1e-3):
    """Add the shift first."""
    return gain * (layer_norm(a, 1.0, 0.0, epsilon) + shift)


def divided_before_centring(a, gain, shift, epsilon=1e-3):
    """Divide first, then subtract the mean of what was there before."""
    deviation = np.sqrt(a.var(axis=2, keepdims=True) + epsilon)
    return gain * (a / deviation - a.mean(axis=2, keepdims=True)) + shift


exercise = Exercise(
    "14.4",
    "Layer normalisation",
    layer_norm,
    cases=[
        (draws.whole_numbers(1, 2, 3, 4), np.array([1, 2, 1, 3]), np.array([0, 1, -1, 2])),
        (5 + 2 * draws.normal(4, 4, 5, 3), *draws.normals(5, (3,), (3,))),
        (draws.normal(7, 3, 2, 6), *draws.normals(8, (6,), (6,)), 0.5),
    ],
    misconceptions=[
        Misconception(
            "mean over time",
            over_time,
            "You averaged over the steps. Then a step would know of later steps, and padding would count: average over the units of one step.",
        ),
        Misconception(
            "mean over the batch",
            over_batch,
            "You averaged over the batch: that is batch normalisation. Layer normalisation looks at one sequence at a time.",
        ),
        Misconception(
            "one mean for each sequence",
            over_sequence,
            "You took one mean for a whole sequence. Each step has a mean and a deviation of its own.",
        ),
        Misconception(
            "one mean for everything",
            over_everything,
            "You took one mean over the whole array. Name the axis: the last one, the units.",
        ),
        Misconception(
            "divided by the variance",
            divided_by_variance,
            "You divided by the variance. Divide by its square root, the standard deviation.",
        ),
        Misconception(
            "no scale, no shift",
            no_scale_no_shift,
            "The normalisation is right; gain and shift, the learned weights, are missing.",
        ),
        Misconception(
            "no shift",
            no_shift,
            "Normalised and scaled, but not shifted: the learned shift is added at the end.",
        ),
        Misconception(
            "the shift before the scale",
            shifted_before_scaling,
            "You added the shift before the scale, so it is scaled too. Scale first, then shift.",
        ),
        Misconception(
            "divided before centring",
            divided_before_centring,
            "You divided before the mean was subtracted. First subtract it, then divide the difference: mind the brackets.",
        ),
        Misconception(
            "epsilon outside the root",
            epsilon_outside,
            "You added epsilon to the deviation. In the formula it stands under the root, beside the variance.",
        ),
        Misconception(
            "divided by n - 1",
            one_less,
            "Your variance divides by units - 1. Here it is the plain mean of the squared distances (no ddof).",
        ),
        Misconception(
            "the axis is lost",
            axis_lost,
            "The mean over the last axis has shape (batch, steps). With `keepdims=True` it keeps an axis of 1 and fits.",
        ),
        Misconception(
            "epsilon is always 0.001",
            epsilon_ignored,
            "You used 0.001 where another epsilon was given. It is an argument; 0.001 is only its default.",
        ),
    ],
    equivalent={
        "`a.mean(axis=2, keepdims=True)` -> `a.mean(keepdims=True, axis=-1)`": "the last axis is this one",
        "`a.var(axis=2, keepdims=True)` -> `a.var(keepdims=True, axis=-1)`": "the last axis is this one",
        "`mean = a.mean(axis=2, keepdims=True)` one line later": "the two lines do not depend on each other",
    },
)
