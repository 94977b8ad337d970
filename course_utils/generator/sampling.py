"""What a sampler draws from: the next character's distribution, by temperature, top-k and nucleus, and the draw."""

import numpy as np

from course_utils._arguments import scores_of, whole

ROUNDING = (
    1e-12  # sums that miss the nucleus's mass by less hold it: 0.4 + 0.3 + 0.1 is not quite 0.8 in floats
)


def softmax(logits, temperature=1.0):
    """Turn logits into probabilities along the last axis: `exp(logits / T) / sum(exp(logits / T))`.

    Args:
        logits: shape `(..., size)`.
        temperature: above 1 flattens, below 1 sharpens; 0 is its limit, all on the largest logit.

    Raises:
        ValueError: if a logit is missing or NaN, or the temperature is negative.
    """
    logits = scores_of("logits", logits)
    if not temperature >= 0:
        raise ValueError(
            f"temperature must not be negative, got {temperature}: 1 leaves the model's own distribution"
        )
    if temperature == 0:
        return greedy(logits)
    scaled = (logits - logits.max(axis=-1, keepdims=True)) / temperature
    powers = np.exp(scaled)
    return powers / powers.sum(axis=-1, keepdims=True)


def greedy(scores):
    """Put all probability on the largest score, the first of equals; shape `(..., size)`."""
    scores = scores_of("scores", scores)
    return np.eye(scores.shape[-1])[scores.argmax(axis=-1)]


def top_k(probabilities, k):
    """Keep the `k` likeliest characters and scale them to sum 1; shape `(..., size)`.

    Source:
        Fan, Lewis and Dauphin (2018), arXiv 1805.04833.
    """
    p, k = scores_of("probabilities", probabilities), whole("k", k)
    order = np.argsort(-p, axis=-1, kind="stable")
    kept = np.zeros_like(p)
    np.put_along_axis(kept, order[..., :k], np.take_along_axis(p, order[..., :k], -1), -1)
    return kept / kept.sum(axis=-1, keepdims=True)


def nucleus(probabilities, mass):
    """Keep the fewest likeliest characters that hold at least `mass` together, and scale them; shape `(..., size)`.

    Source:
        Holtzman et al. (2020), "The curious case of neural text degeneration", arXiv 1904.09751.
    """
    p = scores_of("probabilities", probabilities)
    if not 0 < mass <= 1:
        raise ValueError(f"the nucleus must hold more than 0 and at most 1 of the probability, got {mass}")
    order = np.argsort(-p, axis=-1, kind="stable")
    ranked = np.take_along_axis(p, order, -1)
    before = np.zeros_like(ranked)  # what the likelier ones already hold
    before[..., 1:] = np.cumsum(ranked[..., :-1], axis=-1)
    kept = np.zeros_like(p)
    missing = before < mass - ROUNDING
    np.put_along_axis(kept, order, np.where(missing, ranked, 0.0), -1)
    return kept / kept.sum(axis=-1, keepdims=True)


def next_distribution(logits, temperature=1.0, k=None, mass=None):
    """Return the distribution a sampler draws from: temperature first, then top-k, then the nucleus."""
    p = softmax(logits, temperature)
    if k is not None:
        p = top_k(p, k)
    return p if mass is None else nucleus(p, mass)


def draw(probabilities, rng):
    """Draw one id per row from `(..., size)` probabilities by inverting their running sum; returns shape `(...)`."""
    running = np.cumsum(scores_of("probabilities", probabilities), axis=-1)
    if not (running[..., -1] > 0).all():
        raise ValueError("probabilities of a row sum to 0: nothing can be drawn")
    u = rng.random(running.shape[:-1] + (1,)) * running[..., -1:]
    return (running <= u).sum(axis=-1)
