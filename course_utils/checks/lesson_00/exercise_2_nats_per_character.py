"""Exercise 0.2: nats per character."""

import math

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def nats_per_character(p):
    """Return the mean penalty, the mean of `-ln(p)`."""
    return np.mean(-np.log(p))


exercise = Exercise(
    "0.2",
    "Nats per character",
    nats_per_character,
    cases=[
        (np.array([1.0, 0.5]),),
        (np.array([0.5, 0.25, 0.001]),),  # sure and wrong once: a large penalty
        (np.array([0.9, 0.05, 0.4, 0.6, 0.2]),),
        (np.full(40, 1 / 27),),
        (uniform(1, 200, low=0.01),),
    ],
    misconceptions=[
        Misconception(
            "the sign is forgotten",
            lambda p: np.mean(np.log(p)),
            "The logarithm of a probability is negative. A penalty is not: mind the minus in front of ln(p).",
        ),
        Misconception(
            "a sum is a mean",
            lambda p: np.sum(-np.log(p)),
            "This grows with every character. Nats per character are the mean of the penalties.",
        ),
        Misconception(
            "the penalties are not averaged",
            lambda p: -np.log(p),
            "These are the right penalties, one for each character. Their mean is asked for.",
        ),
        Misconception(
            "a logarithm for one number",
            lambda p: math.log(p),
            "math.log takes one number. np.log takes a whole array and gives a logarithm for each entry.",
        ),
        Misconception(
            "bits are nats",
            lambda p: np.mean(-np.log2(p)),
            "These are bits: you took the logarithm to the base 2. Nats are natural, and NumPy calls that one np.log.",
        ),
        Misconception(
            "the logarithm of the mean",
            lambda p: -np.log(np.mean(p)),
            "You averaged first and took the logarithm then. Each character has a penalty of its own; average those.",
        ),
        Misconception(
            "each penalty weighed by its p",
            lambda p: np.sum(-p * np.log(p)),
            "You weighed each penalty by its own p, as an entropy does. Here each character counts once: take the plain mean.",
        ),
        Misconception(
            "the mean of the penalties, each weighed by its p",
            lambda p: np.mean(-p * np.log(p)),
            "You multiplied each penalty by its own p, so the worst surprises hardly count. The penalty is -ln(p) alone.",
        ),
        Misconception(
            "the probability is the penalty",
            lambda p: np.mean(1 - p),
            "One minus p never exceeds 1. With -ln(p) a rule that was sure and wrong pays far more than that.",
        ),
        Misconception(
            "perplexity",
            lambda p: np.exp(np.mean(-np.log(p))),
            "You raised e to the mean at the end. That is called the perplexity; the mean of the penalties itself is asked for.",
        ),
    ],
)
