"""22.2 One step of the arithmetic coder, in whole numbers."""

from course_utils.checks.exercise import Exercise, Misconception


def narrow(low, width, start, size, total):
    """Return (low, width) of `size` parts out of `total`, beginning with number `start`."""
    part = width // total
    return low + part * start, part * size


def narrow_to_the_end(low, width, start, size, total):
    """Return where the interval ends instead of how wide it is."""
    new_low, new_width = narrow(low, width, start, size, total)
    return new_low, new_low + new_width


def narrow_to_the_end_from_low(low, width, start, size, total):
    """Return how far the end lies from the old low."""
    new_low, new_width = narrow(low, width, start, size, total)
    return new_low, new_low + new_width - low


def with_part(part, low, start, size):
    """Return the interval for a given width of one part."""
    return low + part * start, part * size


exercise = Exercise(
    "22.2",
    "narrow an interval",
    narrow,
    parts=("low", "width"),
    tolerance=0,  # whole numbers are right or wrong, however large they are
    cases=[
        (0, 800, 3, 2, 8),
        (1000, 999, 5, 1, 7),
        (7, 64, 0, 4, 4),
        (50, 1000, 9, 6, 16),
        (123456, 2**20 + 5, 90, 10, 101),
        (2**40 + 3, 2**32 - 1, 30011, 173, 65521),
    ],
    misconceptions=[
        Misconception(
            "fractions in place of integers",
            lambda low, width, start, size, total: (low + width * start / total, width * size / total),
            "These are fractions, which a computer rounds. Divide once, with //, and go on in whole numbers.",
        ),
        Misconception(
            "the interval is not scaled",
            lambda low, width, start, size, total: (low + start, size),
            "start and size count parts, not places. One part of the interval is width // total places wide.",
        ),
        Misconception(
            "the past is forgotten",
            lambda low, width, start, size, total: narrow(0, width, start, size, total),
            "The new interval lies inside the old one: it begins at the old low plus what start asks for.",
        ),
        Misconception(
            "the stop for the width",
            narrow_to_the_end,
            "Your second number is where the interval ends. Asked is its width: size parts.",
        ),
        Misconception(
            "the stop counted from low",
            narrow_to_the_end_from_low,
            "Your second number is where the interval ends, counted from the old low. Its width is size parts.",
        ),
        Misconception(
            "each edge rounded by itself",
            lambda low, width, start, size, total: (low + width * start // total, width * size // total),
            "Neighbours must not overlap or leave the interval: fix the width of one part first, width // total.",
        ),
        Misconception(
            "the part rounded to the nearest",
            lambda low, width, start, size, total: with_part(round(width / total), low, start, size),
            "You round the width of a part to the nearest whole number. Where that is up, `total` parts do not fit any more: round down.",
        ),
        Misconception(
            "the part rounded up",
            lambda low, width, start, size, total: with_part(-(-width // total), low, start, size),
            "You round the width of a part up, so that `total` parts do not fit into the interval. Round down.",
        ),
        Misconception(
            "parts counted from 1",
            lambda low, width, start, size, total: narrow(low, width, start - 1, size, total),
            "You begin one part too early. Parts are counted from 0: before number `start` there are `start` others.",
        ),
        Misconception(
            "the width is left as it was",
            lambda low, width, start, size, total: (narrow(low, width, start, size, total)[0], width),
            "The new low is right, the width is the old one. What is kept is size parts wide.",
        ),
        Misconception(
            "one part only",
            lambda low, width, start, size, total: narrow(low, width, start, 1, total),
            "Your interval is one part wide. A likely character gets more room: size parts.",
        ),
    ],
)
