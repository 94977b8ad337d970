"""21.3 The softmax of logits at a temperature."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def with_temperature(logits, temperature):
    """Return the softmax of `logits / temperature`."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max())
    return powers / powers.sum()


def not_normalised(logits, temperature):
    """Return powers that do not sum to 1 yet."""
    scaled = logits / temperature
    return np.exp(scaled - scaled.max())


def power_of_probabilities(logits, temperature):
    """Return the probabilities to the power 1 / temperature, which do not sum to 1."""
    return with_temperature(logits, 1.0) ** (1 / temperature)


def without_shift(logits, temperature):
    """Return what the formula gives as it stands: NaN where exp is infinite, or 0 everywhere."""
    with np.errstate(all="ignore"):
        powers = np.exp(logits / temperature)
        return powers / powers.sum()


def largest_not_divided(logits, temperature):
    """Return a softmax whose largest logit is subtracted after the division, and is not divided itself."""
    with np.errstate(all="ignore"):
        powers = np.exp(logits / temperature - logits.max())
        return powers / powers.sum()


def clipped(logits, temperature, limit=500):
    """Return a softmax of logits that are cut at `limit`."""
    powers = np.exp(np.clip(logits / temperature, -limit, limit))
    return powers / powers.sum()


exercise = Exercise(
    "21.3",
    "temperature",
    with_temperature,
    cases=[
        (np.array([2.0, 1.0, 0.0]), 0.5),
        (np.array([900.0, 899.0, 898.5]), 0.8),
        (np.array([-1200.0, -1201.5, -1199.0, -1210.0]), 1.5),
        (np.array([40.0, -30.0, 39.99, 10.0, 39.98]), 0.01),
        (normal(1, 6, scale=2.0), 1.7),
    ],
    misconceptions=[
        Misconception(
            "a high temperature sharpens",
            lambda logits, temperature: with_temperature(logits, 1 / temperature),
            "You multiplied by the temperature. Dividing by a large one brings the logits together: flatter.",
        ),
        Misconception(
            "the temperature is not used",
            lambda logits, temperature: with_temperature(logits, 1.0),
            "That is the softmax at temperature 1, whatever the temperature is. Dividing the probabilities and scaling them back comes to the same: divide the logits.",
        ),
        Misconception(
            "softmax of a softmax",
            lambda logits, temperature: with_temperature(with_temperature(logits, 1.0), temperature),
            "Your softmax is applied to probabilities. It wants the logits, divided by the temperature.",
        ),
        Misconception(
            "the sum is not 1",
            not_normalised,
            "Your numbers stand in the right ratio, but do not sum to 1 yet: divide them by their sum.",
        ),
        Misconception(
            "powers that are not scaled again",
            power_of_probabilities,
            "The power 1 / temperature of the probabilities is right but for its sum. Divide by the sum after the power, not only before.",
        ),
        Misconception(
            "exp of a large number",
            without_shift,
            "Right for small logits. exp(900) is too large for a computer, and exp(-900) is 0. Subtract the largest number first: the probabilities stay the same.",
        ),
        Misconception(
            "the largest logit is not divided",
            largest_not_divided,
            "You subtract the largest logit from logits that are divided already, so exp may still overflow. Subtract it before you divide, or subtract the largest of the divided ones.",
        ),
        Misconception(
            "cut instead of shifted",
            clipped,
            "You cut large numbers at 500, which makes different logits equal. Subtract the largest instead: their distances stay.",
        ),
    ],
)
