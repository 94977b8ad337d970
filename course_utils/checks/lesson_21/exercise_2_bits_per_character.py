"""21.2 The mean surprise in bits."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def bits_per_character(p):
    """Return the mean of -log2 of the probabilities."""
    return -np.log2(p).mean()


def product_first(p):
    """Return the bits of the product, which a computer rounds to 0 when the text is long."""
    with np.errstate(divide="ignore"):
        return -np.log2(np.prod(p)) / len(p)


exercise = Exercise(
    "21.2",
    "bits per character",
    bits_per_character,
    cases=[
        (np.array([0.5, 0.25, 0.25]),),
        (np.array([1.0, 0.01, 0.3, 0.7]),),
        (np.full(9, 1 / 65),),
        (uniform(1, 5000, low=0.001, high=0.4),),  # the product of so many is 0
    ],
    misconceptions=[
        Misconception(
            "nats for bits",
            lambda p: -np.log(p).mean(),
            "That is the mean in nats. Bits take the logarithm to base 2.",
        ),
        Misconception(
            "base 10",
            lambda p: -np.log10(p).mean(),
            "You took the logarithm to base 10. Bits take it to base 2.",
        ),
        Misconception(
            "perplexity for bits",
            lambda p: 2 ** -np.log2(p).mean(),
            "That is the perplexity, 2 to the power of the bits. Leave the power away.",
        ),
        Misconception(
            "the sum for the mean",
            lambda p: -np.log2(p).sum(),
            "These are the bits of all characters together. Divide by how many there are: take the mean.",
        ),
        Misconception(
            "the minus is missing",
            lambda p: np.log2(p).mean(),
            "Logarithms of probabilities are negative. Surprise is their opposite: put the minus back.",
        ),
        Misconception(
            "averaging before the logarithm",
            lambda p: -np.log2(p.mean()),
            "Take the logarithm of each probability, then the mean. One character at 0.0001 must hurt.",
        ),
        Misconception(
            "entropy of the list",
            lambda p: -(p * np.log2(p)).sum(),
            "You weighed each surprise by its own probability. These characters did come: each of them counts once.",
        ),
        Misconception(
            "the product first",
            product_first,
            "Right for a short text. The product of thousands of probabilities is too small for a computer, which takes it for 0. Take the logarithm of each one, then add.",
        ),
        Misconception(
            "whole bits",
            lambda p: np.ceil(-np.log2(p)).mean(),
            "You rounded each surprise up to whole bits, as a code with a word for each character must. Surprise is not rounded.",
        ),
    ],
)
