"""Checks of lesson 21, second half: the nucleus, the arithmetic coder, batches."""

import numpy as np

from course_utils.checks import answers_21 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 21.4 The nucleus

exercise_4 = Exercise(
    "21.4",
    answers.nucleus,
    cases=[
        (np.array([0.1, 0.45, 0.15, 0.3]), 0.6),
        (np.array([0.05, 0.2, 0.3, 0.4, 0.05]), 0.5),
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
        Misconception(
            "nothing is left out",
            lambda p, mass: np.array(p),
            "You kept every character. Keep the likeliest until they hold the mass, and set the others to 0.",
        ),
        Misconception(
            "one too many",
            lambda p, mass: answers.nucleus(p, mass, extra=2),
            "The mass was reached one character earlier. The one that crosses the mark is the last that is kept.",
        ),
    ],
)

# 21.5 One step of the arithmetic coder

exercise_5 = Exercise(
    "21.5",
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

# 21.6 Batches whose rows read on

exercise_6 = Exercise(
    "21.6",
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
            lambda *a: answers.streams(*a).swapaxes(0, 1),
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
        Misconception(
            "the text always fits",
            lambda ids, batch, steps: np.asarray(ids).reshape(batch, -1, steps).swapaxes(0, 1),
            "A text need not fill whole batches: cut off what is left over before you reshape.",
        ),
    ],
)
