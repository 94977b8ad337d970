"""Checks of lesson 21: the text generator."""

import numpy as np

from course_utils.checks import answers_21 as answers
from course_utils.checks.mechanism import Exercise, Misconception
from course_utils.checks.more_21 import exercise_4, exercise_5, exercise_6

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]

# 21.1 Windows and their targets


exercise_1 = Exercise(
    "21.1",
    answers.windows,
    cases=[("the cat", 3), ("abracadabra", 1), ("to be or not to be", 5)],
    misconceptions=[
        Misconception(
            "the last window is lost",
            answers.windows_short,
            "The last character of the text is a target too. How many windows have a character after them?",
        ),
        Misconception(
            "windows must not overlap",
            answers.windows_apart,
            "Move on by one character each time: every character but the first few is a target once.",
        ),
        Misconception(
            "the target lies inside the window",
            answers.windows_inside,
            "Your target is the window's own last character, which the net can read off. It must be the one after.",
        ),
        Misconception(
            "one window too many",
            answers.windows_too_many,
            "Your last window ends with the text, so there is no character after it. Stop one window earlier.",
        ),
        Misconception(
            "the target is a window",
            answers.windows_to_windows,
            "Your target is a whole window, moved on by one. Asked is one character: the one after the window's last.",
        ),
    ],
)

# 21.2 Bits per character

exercise_2 = Exercise(
    "21.2",
    answers.bits,
    cases=[(np.array([0.5, 0.25, 0.25]),), (np.array([1.0, 0.01, 0.3, 0.7]),), (np.full(9, 1 / 65),)],
    misconceptions=[
        Misconception(
            "nats for bits", answers.nats, "That is the mean in nats. Bits take the logarithm to base 2."
        ),
        Misconception(
            "perplexity for bits",
            answers.perplexity,
            "That is the perplexity, 2 to the power of the bits. Leave the power away.",
        ),
        Misconception(
            "the sum for the mean",
            answers.bits_in_all,
            "These are the bits of all characters together. Divide by how many there are: take the mean.",
        ),
        Misconception(
            "the minus is missing",
            answers.bits_unsigned,
            "Logarithms of probabilities are negative. Surprise is their opposite: put the minus back.",
        ),
        Misconception(
            "averaging before the logarithm",
            answers.mean_first,
            "Take the logarithm of each probability, then the mean. One character at 0.0001 must hurt.",
        ),
        Misconception(
            "entropy of the list",
            answers.weighed,
            "You weighed each surprise by its own probability. These characters did come: each of them counts once.",
        ),
    ],
)

# 21.3 Softmax with a temperature

exercise_3 = Exercise(
    "21.3",
    answers.with_temperature,
    cases=[
        (np.array([2.0, 1.0, 0.0]), 0.5),
        (np.array([0.3, -1.2, 4.0, 1.1]), 1.7),
        (np.array([900.0, 899.0]), 0.8),
    ],
    misconceptions=[
        Misconception(
            "a high temperature sharpens",
            answers.multiplied,
            "You multiplied by the temperature. Dividing by a large one brings the logits together: flatter.",
        ),
        Misconception(
            "dividing the probabilities",
            answers.probabilities_divided,
            "Dividing all probabilities by one number and scaling them back changes nothing. Divide the logits.",
        ),
        Misconception(
            "softmax of a softmax",
            answers.softmax_twice,
            "Your softmax is applied to probabilities. It wants the logits, divided by the temperature.",
        ),
        Misconception(
            "the sum is not 1",
            answers.not_normalised,
            "Your numbers stand in the right ratio, but do not sum to 1 yet: divide them by their sum.",
        ),
        Misconception(
            "exp of a large number",
            answers.no_shift,
            "exp(900) overflows. Subtract the largest logit first: the probabilities stay the same.",
        ),
    ],
)
