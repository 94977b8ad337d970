"""Checks of lesson 0: start here."""

import numpy as np

from course_utils.checks.mechanism import Exercise, Misconception

# The example of the lesson: what a check says

worked_example = Exercise(
    "0.0",
    lambda inputs, outputs: inputs * outputs + outputs,
    cases=[(64, 27), (3, 8), (1, 1)],
    misconceptions=[
        Misconception(
            "no biases",
            lambda inputs, outputs: inputs * outputs,
            "The matrix is counted. Each output also adds a number of its own, its bias.",
        ),
        Misconception(
            "a bias per input",
            lambda inputs, outputs: inputs * outputs + inputs,
            "There is one bias for each number that comes out, not for each that goes in.",
        ),
        Misconception(
            "one weight per input",
            lambda inputs, outputs: inputs + outputs,
            "Every output weighs every input, so the matrix has inputs times outputs numbers.",
        ),
    ],
)

# 0.1 What the network reads, and what it must answer
exercise_1 = Exercise(
    "0.1",
    lambda name: ("." + name, name + "."),
    cases=[("anna",), ("al",), ("maximiliana",)],
    misconceptions=[
        Misconception(
            "the answer is what was read",
            lambda name: (name, name),
            "Both strings are the name itself, so the network would only repeat. The answer must be one character ahead, "
            "and a dot must open the one string and close the other.",
        ),
        Misconception(
            "the answer is what was read, dots included",
            lambda name: ("." + name + ".", "." + name + "."),
            "The answer at each step is the character that comes next, not the one that was read.",
        ),
        Misconception(
            "a name has no beginning and no end",
            lambda name: (name[:-1], name[1:]),
            "The answer is one ahead, as it should be. But nobody asks for the first letter, and nothing tells where a name ends: "
            "that is what the dots are for.",
        ),
        Misconception(
            "the last dot is read",
            lambda name: ("." + name + ".", name + "."),
            "The closing dot is an answer. After it nothing is asked, so the network need not read it.",
        ),
        Misconception(
            "looking backwards",
            lambda name: (name + ".", "." + name),
            "Read and answer have changed places: this network would have to guess the character before.",
        ),
        Misconception(
            "no end",
            lambda name: ("." + name[:-1], name),
            "The beginning is right. After the last letter the network must answer a dot, or it will never stop.",
        ),
    ],
)

# 0.2 Nats per character
exercise_2 = Exercise(
    "0.2",
    lambda p: np.mean(-np.log(p)),
    cases=[
        (np.array([1.0, 0.5]),),
        (np.array([0.9, 0.05, 0.4, 0.6, 0.2]),),
        (np.array([0.001]),),
        (np.full(40, 1 / 27),),
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
            "the probability is the penalty",
            lambda p: np.mean(1 - p),
            "One minus p never exceeds 1. With -ln(p) a rule that was sure and wrong pays far more than that.",
        ),
    ],
)

# 0.3 Draw a character by its probability
exercise_3 = Exercise(
    "0.3",
    lambda p, u: int((np.cumsum(p) > u).argmax()),
    cases=[
        (np.array([0.5, 0.3, 0.2]), 0.7),
        (np.array([0.5, 0.3, 0.2]), 0.1),
        (np.array([0.1, 0.2, 0.7]), 0.25),
        (np.array([0.0, 0.3, 0.0, 0.7]), 0.2),
        (np.array([0.2, 0.2, 0.2, 0.2, 0.2]), 0.95),
    ],
    misconceptions=[
        Misconception(
            "the most likely is always drawn",
            lambda p, u: int(p.argmax()),
            "This takes the most likely character, whatever u is: every name would be the same. Let u decide.",
        ),
        Misconception(
            "all stretches are equally long",
            lambda p, u: int(u * len(p)),
            "You cut the line into equal parts, so every character would be equally likely. Part i must be p[i] long.",
        ),
        Misconception(
            "each probability by itself against u",
            lambda p, u: int((p > u).argmax()),
            "You compare u with single probabilities. A stretch begins where those before it end: use the running sum.",
        ),
        Misconception(
            "one stretch too far",
            lambda p, u: int((np.cumsum(p) <= u).sum()) + 1,
            "You are one stretch too far. Positions begin at 0: the first stretch reaches from 0 to p[0].",
        ),
        Misconception(
            "the probability of the drawn one",
            lambda p, u: p[(np.cumsum(p) > u).argmax()],
            "That is the probability of the character drawn. Its position is asked for.",
        ),
    ],
)

# 0.4 Bug hunt: (n, 1) against (n,)
exercise_4 = Exercise(
    "0.4",
    lambda predicted, targets: np.mean((predicted[:, 0] - targets) ** 2),
    cases=[
        (np.array([[2.0], [4.0]]), np.array([2.0, 6.0])),
        (np.array([[2.0], [4.0], [4.0], [8.0]]), np.array([2.0, 4.0, 4.0, 8.0])),
        (np.array([[1.5], [-3.0], [0.5]]), np.array([2.5, 1.0, 5.0])),
    ],
    misconceptions=[
        Misconception(
            "shapes that broadcast are shapes that fit",
            lambda predicted, targets: np.mean((predicted - targets) ** 2),
            "Every prediction is still compared with every target: (n, 1) minus (n,) is (n, n). Give both the same shape first.",
        ),
        Misconception(
            "the first row is the first column",
            lambda predicted, targets: np.mean((predicted[0] - targets) ** 2),
            "You compared one prediction, that of the first name, with all targets. Each name has a row of its own; you need all rows.",
        ),
        Misconception(
            "the error of the means",
            lambda predicted, targets: (predicted.mean() - targets.mean()) ** 2,
            "You compared two averages, so errors up and errors down cancel. Square each difference, then average.",
        ),
        Misconception(
            "absolute error",
            lambda predicted, targets: np.mean(np.abs(predicted[:, 0] - targets)),
            "The shapes are mended. The error asked for is squared; this one takes the absolute value.",
        ),
        Misconception(
            "a sum is a mean",
            lambda predicted, targets: np.sum((predicted[:, 0] - targets) ** 2),
            "The shapes are mended and each difference is squared. You added them up; the mean is asked for.",
        ),
        Misconception(
            "the root of the mean square",
            lambda predicted, targets: np.sqrt(np.mean((predicted[:, 0] - targets) ** 2)),
            "The shapes are mended. You took the square root at the end; the mean of the squares is asked for.",
        ),
    ],
)
