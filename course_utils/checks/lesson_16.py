"""Checks of lesson 16: the text generator."""

import numpy as np

from course_utils.checks import answers_16 as answers
from course_utils.checks.mechanism import Exercise, Misconception

exercise_1 = Exercise(
    "16.1",
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
    ],
)

exercise_2 = Exercise(
    "16.2",
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
    ],
)

exercise_3 = Exercise(
    "16.3",
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

exercise_4 = Exercise(
    "16.4",
    answers.nucleus,
    cases=[
        (np.array([0.1, 0.45, 0.15, 0.3]), 0.6),
        (np.array([0.05, 0.2, 0.3, 0.4, 0.05]), 0.85),
        (np.array([0.02, 0.97, 0.01]), 0.9),
        (np.array([0.25, 0.35, 0.4]), 1.0),
    ],
    misconceptions=[
        Misconception(
            "the nucleus stops before it is full",
            answers.nucleus_short,
            "Together your characters hold less than the mass. The one that crosses the mark belongs in.",
        ),
        Misconception(
            "the rest is not scaled up",
            answers.nucleus_unscaled,
            "The right characters are kept, but their probabilities must sum to 1 again.",
        ),
        Misconception(
            "first in the alphabet, first in the nucleus",
            answers.nucleus_in_order,
            "You summed in the order of the ids. Begin with the likeliest character: argsort of -p.",
        ),
        Misconception(
            "the least likely first",
            answers.nucleus_from_below,
            "You began with the least likely: argsort sorts upwards. Sort by -p.",
        ),
        Misconception(
            "a threshold for each character",
            answers.nucleus_by_height,
            "The mass is a bound on the sum of what is kept, not on each single probability.",
        ),
    ],
)

exercise_5 = Exercise(
    "16.5",
    answers.narrow,
    cases=[(0, 800, 3, 2, 8), (1000, 999, 5, 1, 7), (123456, 2**20 + 5, 90, 10, 101), (7, 64, 0, 4, 4)],
    misconceptions=[
        Misconception(
            "fractions in place of integers",
            answers.narrow_in_fractions,
            "These are fractions, which a computer rounds. Divide once, with //, and go on in whole numbers.",
        ),
        Misconception(
            "the interval is not scaled",
            answers.narrow_unscaled,
            "start and size count parts, not places. One part of the interval is width // total places wide.",
        ),
        Misconception(
            "the past is forgotten",
            answers.narrow_from_zero,
            "The new interval lies inside the old one: it begins at the old low plus what start asks for.",
        ),
        Misconception(
            "the stop for the width",
            answers.narrow_to_the_end,
            "That is where the interval ends, counted from low. Its width is size parts.",
        ),
        Misconception(
            "each edge rounded by itself",
            answers.narrow_rounding_late,
            "Neighbours must not overlap or leave the interval: fix the width of one part first, width // total.",
        ),
    ],
)

exercise_6 = Exercise(
    "16.6",
    answers.streams,
    cases=[(np.arange(24), 2, 3), (np.arange(53), 3, 4), (np.arange(40) % 7, 4, 5)],
    misconceptions=[
        Misconception(
            "neighbours in a batch are neighbours in time",
            answers.streams_in_reading_order,
            "Row 0 of the second batch must go on where row 0 of the first ended. Here it begins a whole batch later.",
        ),
        Misconception(
            "streams before batches",
            answers.streams_not_swapped,
            "Each stream is in one piece, but the first axis must count batches: swap the first two axes.",
        ),
        Misconception(
            "streams woven into each other",
            answers.streams_interleaved,
            "Inside a row the text jumps. A row must read as the text does, character after character.",
        ),
        Misconception(
            "batches in any order",
            answers.streams_shuffled,
            "These are the right batches in the wrong order: the state can only be carried forwards.",
        ),
        Misconception(
            "each row loses its end", answers.streams_cut_in_rows, "Cut the text at its end, not each row."
        ),
    ],
)
