"""22.4 How much to trust each of two predictors."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception

WEIGHTS = np.linspace(0.01, 0.99, 99)


def best_weight(p, q):
    """Return the weight w, of 0.01 to 0.99, at which w p + (1 - w) q has the least mean surprise."""
    weights = np.linspace(0.01, 0.99, 99)
    bits = [-np.log2(w * p + (1 - w) * q).mean() for w in weights]
    return weights[np.argmin(bits)]


def by(score, choose=np.argmin):
    """Return a function that takes the weight with the best score."""

    def chosen(p, q):
        return WEIGHTS[choose([score(w, p, q) for w in WEIGHTS])]

    return chosen


exercise = Exercise(
    "22.4",
    "the best weight",
    best_weight,
    cases=[
        (np.array([0.9, 0.1, 0.5]), np.array([0.2, 0.6, 0.3])),
        (uniform(1, 400, low=0.01, high=0.9), uniform(2, 400, low=0.05, high=0.5)),
        # the first has the larger mean, the second the larger mean logarithm
        (uniform(3, 300, low=0.001, high=0.95), uniform(4, 300, low=0.22, high=0.6)),
        (np.array([0.7, 0.6, 0.9, 0.8]), np.array([0.1, 0.3, 0.2, 0.4])),  # the first is better everywhere
    ],
    misconceptions=[
        Misconception(
            "the other one's weight",
            lambda p, q: 1 - best_weight(p, q),
            "That is the weight of `q`. Asked is the weight of `p`.",
        ),
        Misconception(
            "logarithms mixed",
            by(lambda w, p, q: -(w * np.log2(p) + (1 - w) * np.log2(q)).mean()),
            "You mixed surprises, not probabilities. Such a mixture is never better than the better of the two: the weight ends at the rim.",
        ),
        Misconception(
            "the mean probability",
            by(lambda w, p, q: (w * p + (1 - w) * q).mean(), np.argmax),
            "You looked for the largest mean probability. One character at 0.001 must hurt: take the logarithm of each, then the mean.",
        ),
        Misconception(
            "the worst weight",
            by(lambda w, p, q: -np.log2(w * p + (1 - w) * q).mean(), np.argmax),
            "That weight has the largest surprise. A minus is missing, or argmin should stand for argmax.",
        ),
        Misconception(
            "by how often each is right",
            lambda p, q: (p > q).mean(),
            "That is how often `p` gives more. How much more matters too: try the weights, and take the one with the least bits.",
        ),
        Misconception(
            "the bits for the weight",
            lambda p, q: min(-np.log2(w * p + (1 - w) * q).mean() for w in WEIGHTS),
            "That is the least surprise. Asked is the weight at which it is reached.",
        ),
        Misconception(
            "the place for the weight",
            lambda p, q: int(np.argmin([-np.log2(w * p + (1 - w) * q).mean() for w in WEIGHTS])),
            "That is the weight's place in the list. Asked is the weight itself.",
        ),
        Misconception(
            "half and half",
            lambda p, q: 0.5,
            "Half and half is a fair start. Is it the best for these?",
        ),
    ],
    equivalent={
        "`np.linspace(0.01, 0.99, 99)` -> `np.linspace(0.99, 0.01, 99)`": "the same weights, tried from the other end",
        "`np.log2(w * p + (1 - w) * q).mean()` -> `np.log2(w * p + (1 - w) * q).sum()`": "least in sum is least in mean",
        "`np.log2(w * p + (1 - w) * q)` -> `np.log(w * p + (1 - w) * q)`": "least in nats is least in bits",
    },
)
