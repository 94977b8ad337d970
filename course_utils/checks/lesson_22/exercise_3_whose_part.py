"""22.3 One step of the decoder: in whose part does the number lie?"""

import numpy as np

from course_utils.checks.draws import whole_numbers
from course_utils.checks.exercise import Exercise, Misconception


def whose_part(place, sizes):
    """Return the number of the symbol whose part holds `place`, and where that part starts."""
    start = 0
    for symbol, size in enumerate(sizes):
        if place < start + size:
            return symbol, start
        start = start + size


def first_end(place, sizes):
    """Return the symbol whose part ends at or before the place."""
    ends = np.cumsum(sizes)
    symbol = int(np.sum(ends < place))
    return symbol, int(ends[symbol] - sizes[symbol])


def end_for_start(place, sizes):
    """Return where the part ends."""
    symbol, start = whose_part(place, sizes)
    return symbol, start + int(sizes[symbol])


def largest(place, sizes):
    """Return the likeliest symbol."""
    symbol = int(np.argmax(sizes))
    return symbol, int(np.sum(sizes[:symbol]))


exercise = Exercise(
    "22.3",
    "whose part",
    whose_part,
    parts=("symbol", "start"),
    tolerance=0,
    cases=[
        (5, np.array([4, 2, 1, 1])),
        (6, np.array([4, 2, 1, 1])),  # the first place of a part
        (0, np.array([3, 1, 7])),
        (10, np.array([3, 1, 7])),  # the last place of all
        (3, np.array([1, 2, 6, 2, 9])),
        (317, whole_numbers(3, 12, low=1, high=99)),
        (100, np.array([60, 15, 30, 7, 2, 200, 1])),
    ],
    misconceptions=[
        Misconception(
            "the last place belongs to the next",
            first_end,
            "Right inside a part. Parts begin with number `start` and end before `start + size`: the first place of a part belongs to that part already.",
        ),
        Misconception(
            "the end for the start",
            end_for_start,
            "The symbol is right. Your second number is where its part ends; asked is where it starts.",
        ),
        Misconception(
            "the distance for the start",
            lambda place, sizes: (whose_part(place, sizes)[0], place - whose_part(place, sizes)[1]),
            "The symbol is right. Your second number is how far inside its part the place lies; asked is where the part starts.",
        ),
        Misconception(
            "symbols from 1",
            lambda place, sizes: (whose_part(place, sizes)[0] + 1, whose_part(place, sizes)[1]),
            "Your symbols are numbered from 1. Here they are numbered from 0, as arrays are.",
        ),
        Misconception(
            "the likeliest",
            largest,
            "That is the widest part, wherever the number lies. The decoder does not guess: the number tells it.",
        ),
        Misconception(
            "the place itself",
            lambda place, sizes: (whose_part(place, sizes)[0], place),
            "The symbol is right. Your second number is the place itself; asked is where the symbol's part starts.",
        ),
    ],
)
