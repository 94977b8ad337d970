"""Exercise 19.1: Luong's dot attention, padding shut out before the softmax."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.data import mask_of


def attend(h, states, real):
    """Return the attention weights and the weighted mean of the states."""
    scores = np.einsum("bu,btu->bt", h, states)
    scores = np.where(real, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights, np.einsum("bt,btu->bu", weights, states)


def of_scores(scores, states, real):
    """Return weights and context of given scores, done right, for the wrong answers below."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)) * real
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights, np.einsum("bt,btu->bu", weights, states)


def dots(h, states):
    """Return the scores."""
    return np.einsum("bu,btu->bt", h, states)


def no_mask(h, states, real):
    """Let padding take part."""
    return of_scores(dots(h, states), states, np.ones_like(real))


def masked_to_zero(h, states, real):
    """Give padding the score 0."""
    return of_scores(np.where(real, dots(h, states), 0), states, np.ones_like(real))


def states_zeroed(h, states, real):
    """Set padded states to zeros and let them take part."""
    states = states * real[:, :, None]
    return of_scores(dots(h, states), states, np.ones_like(real))


def masked_after(h, states, real):
    """Set weights at padding to 0 after the softmax, so that the rest no longer sums to 1."""
    weights = no_mask(h, states, real)[0] * real
    return weights, np.einsum("bt,btu->bu", weights, states)


def turned_mask(h, states, real):
    """Take the mask the other way round."""
    return of_scores(dots(h, states), states, ~real)


def over_the_batch(h, states, real):
    """Take the softmax over the batch."""
    powers = np.where(real, np.exp(dots(h, states)), 0)
    weights = powers / powers.sum(axis=0, keepdims=True)
    return weights, np.einsum("bt,btu->bu", weights, states)


def overflowing(h, states, real):
    """Do not subtract the largest score."""
    powers = np.where(real, np.exp(dots(h, states)), 0)
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights, np.einsum("bt,btu->bu", weights, states)


def no_softmax(h, states, real):
    """Divide the scores by their sum."""
    scores = np.where(real, dots(h, states), 0)
    weights = scores / scores.sum(axis=1, keepdims=True)
    return weights, np.einsum("bt,btu->bu", weights, states)


def scaled(h, states, real):
    """Divide the scores by the root of the units, as Transformers do."""
    return of_scores(dots(h, states) / np.sqrt(h.shape[1]), states, real)


def hardest(h, states, real):
    """Take the state with the largest score alone."""
    weights = np.eye(real.shape[1])[np.where(real, dots(h, states), -np.inf).argmax(axis=1)]
    return weights, np.einsum("bt,btu->bu", weights, states)


def sum_of_questions(h, states, real):
    """Mix the decoder's state in place of the encoder's."""
    weights = of_scores(dots(h, states), states, real)[0]
    return weights, weights.sum(axis=1, keepdims=True) * h


def mean_of_weighted(h, states, real):
    """Take the mean of the weighted states, not their sum."""
    weights, context = attend(h, states, real)
    return weights, context / real.shape[1]


def scores_returned(h, states, real):
    """Return the masked scores in place of the weights."""
    return np.where(real, dots(h, states), -np.inf), attend(h, states, real)[1]


def case(seed, lengths, steps, units, scale=1.0):
    """Return a question for each row, states that are not zero at padding, and which steps are real."""
    return (
        normal(seed, len(lengths), units),
        normal(seed + 1, len(lengths), steps, units, scale=scale),
        mask_of(lengths, steps),
    )


SMALL = (
    np.array([[1.0, 0.0], [0.0, 2.0]]),
    np.array([[[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]], [[0.0, 1.0], [3.0, 3.0], [5.0, 5.0]]]),
    np.array([[True, True, False], [True, False, False]]),
)

exercise = Exercise(
    "19.1",
    "Attention",
    attend,
    cases=[SMALL, case(1, [4, 2, 5], 5, 3), case(3, [1, 6, 3, 4], 7, 5), case(5, [3, 5], 6, 4, scale=600)],
    parts=("weights", "context"),
    misconceptions=[
        Misconception(
            "no mask",
            no_mask,
            "Padding takes part in the softmax. Set its score to -inf before np.exp, so that its weight is 0.",
        ),
        Misconception(
            "score 0 at padding",
            masked_to_zero,
            "You gave padding the score 0. exp(0) is 1, so it still takes weight. Its score must be -inf.",
        ),
        Misconception(
            "states of zeros",
            states_zeroed,
            "You set padded states to zeros. Their score is then 0, and exp(0) is 1: they still take weight.",
        ),
        Misconception(
            "masked after the softmax",
            masked_after,
            "You took the weights of padding away after the softmax, so the rest no longer sums to 1. Mask the scores.",
        ),
        Misconception(
            "mask turned", turned_mask, "You shut out the real steps. real is True where a step counts."
        ),
        Misconception(
            "softmax over the batch",
            over_the_batch,
            "Your weights sum to 1 over the batch. Each row's weights sum to 1 over its steps: axis 1.",
        ),
        Misconception(
            "overflow",
            overflowing,
            "Right for small scores. With large ones np.exp gives inf, or 0 at every real step. Subtract first the largest score among the row's real steps, which changes no weight.",
        ),
        Misconception(
            "no softmax",
            no_softmax,
            "You divided the scores by their sum. Scores may be negative: take np.exp first.",
        ),
        Misconception(
            "scaled",
            scaled,
            "You divided the scores by the root of the units. That is the Transformer's attention; Luong's takes the plain dot product.",
        ),
        Misconception(
            "the best state alone",
            hardest,
            "You took the state with the largest score alone. Attention takes a weighted mean of all real ones.",
        ),
        Misconception(
            "mean of the weighted states",
            mean_of_weighted,
            "Your context is too small by the number of steps. The weights sum to 1 already: add the weighted states, take no mean.",
        ),
        Misconception(
            "scores returned",
            scores_returned,
            "You returned the masked scores. The weights are what the softmax makes of them.",
        ),
        Misconception(
            "the question mixed",
            sum_of_questions,
            "You mixed the decoder's state h. The context is the weighted mean of the encoder's states.",
        ),
    ],
    equivalent={
        "`scores.max(axis=1, keepdims=True)` -> `scores.max(keepdims=True, axis=1)`": "the same call",
        "`scores.max(axis=1, keepdims=True)` -> `scores.max(keepdims=True, axis=-1)`": "the last axis is axis 1",
        "`powers.sum(axis=1, keepdims=True)` -> `powers.sum(keepdims=True, axis=1)`": "the same call",
        "`powers.sum(axis=1, keepdims=True)` -> `powers.sum(keepdims=True, axis=-1)`": "the last axis is axis 1",
    },
)
