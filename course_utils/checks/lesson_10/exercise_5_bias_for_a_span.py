"""10.5 A forget bias with which half of the cell is left after a span of steps."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def bias_for(span):
    """Return the forget-gate bias with which half of c is left after `span` steps."""
    f = 0.5 ** (1 / span)
    return np.log(f / (1 - f))


exercise = Exercise(
    "10.5",
    "a forget bias for a span",
    bias_for,
    cases=[(100.0,), (1.0,), (7.0,), (1000.0,)],
    misconceptions=[
        Misconception(
            "the gate is the bias",
            lambda span: 0.5 ** (1.0 / span),
            "That is the gate f itself. The bias is the number whose sigmoid is f: solve sigmoid(b) = f for b.",
        ),
        Misconception(
            "the span is the bias",
            lambda span: span,
            "A bias as large as the span would keep for far longer. First find f with f ** span = 1/2, then the b with sigmoid(b) = f.",
        ),
        Misconception(
            "the rule of the chrono start",
            lambda span: np.log(span),
            "The log of the span leaves about a third, not half: the gate is then span / (span + 1). Solve f ** span = 1/2 for f, then sigmoid(b) = f for b.",
        ),
        Misconception(
            "half is lost in every step",
            lambda span: 0.0,
            "With b = 0 the gate is 1/2 at every step. Half must be left after span steps: f ** span = 1/2.",
        ),
        Misconception(
            "the losses add up",
            lambda span: np.log((1 - 0.5 / span) / (0.5 / span)),
            "You let each step take the same amount. Each step takes the same share of what is left: f ** span = 1/2.",
        ),
        Misconception(
            "1/e for 1/2",
            lambda span: -np.log(np.expm1(1.0 / span)),
            "With your bias 1/e is left after span steps. Asked is half: f ** span = 1/2.",
        ),
        Misconception(
            "the sign is turned",
            lambda span: np.log(np.expm1(np.log(2.0) / span)),
            "The size is right, the sign is not: a gate near 1 needs a bias above 0.",
        ),
    ],
)
