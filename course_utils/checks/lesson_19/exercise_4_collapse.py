"""Exercise 19.4: what a CTC path says."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def collapse(path, blank):
    """Return the numbers of a path, equal neighbours once, then blanks left out."""
    said = []
    before = blank
    for number in path:
        if number != before and number != blank:
            said.append(number)
        before = number
    return said


def blanks_first(path, blank):
    """Leave out blanks, then merge neighbours."""
    kept = [number for number in path if number != blank]
    return [a for i, a in enumerate(kept) if i == 0 or a != kept[i - 1]]


def blanks_only(path, blank):
    """Leave out blanks and merge nothing."""
    return [number for number in path if number != blank]


def neighbours_only(path, blank):
    """Merge neighbours and keep the blanks."""
    return [a for i, a in enumerate(path) if i == 0 or a != path[i - 1]]


def each_once(path, blank):
    """Say each number once, wherever it stands."""
    return list(dict.fromkeys(number for number in path if number != blank))


def zero_is_blank(path, blank):
    """Take 0 for the blank, whatever is said."""
    return collapse(path, 0)


def first_step_lost(path, blank):
    """Begin to compare at the second step."""
    return [b for a, b in zip(path, path[1:]) if a != b and b != blank]


def wraps_round(path, blank):
    """Compare the first step with `path[-1]`, the last."""
    return [number for i, number in enumerate(path) if number != path[i - 1] and number != blank]


def begins_with_zero(path, blank):
    """Begin with 0 as the number before, and lose a 0 at the first step."""
    said, before = [], 0
    for number in path:
        if number != before and number != blank:
            said.append(number)
        before = number
    return said


def last_of_a_run_lost(path, blank):
    """Compare with the next step, and lose the last run."""
    return [a for a, b in zip(path, path[1:]) if a != b and a != blank]


def until_the_blank(path, blank):
    """Stop at the first blank."""
    path = path[: path.index(blank)] if blank in path else path
    return collapse(path, blank)


def drawn(seed, steps, blank, signs):
    """Return a path with runs, blanks in them and between equal ones."""
    rng = np.random.default_rng(seed)
    numbers = np.repeat(rng.integers(0, signs, steps), rng.integers(1, 4, steps))
    numbers[rng.random(len(numbers)) < 0.35] = blank
    return numbers.tolist(), blank


exercise = Exercise(
    "19.4",
    "Read CTC",
    collapse,
    cases=[
        ([3, 3, 0, 5, 0, 5, 5], 0),
        ([2, 2, 4, 4, 2, 1, 1], 4),
        ([1, 0, 0, 1], 3),
        ([2, 2, 2], 2),
        ([0, 0, 2, 1], 2),
        drawn(1, 9, 0, 4),
        drawn(2, 14, 5, 6),
        drawn(3, 20, 2, 4),
    ],
    misconceptions=[
        Misconception(
            "blanks first",
            blanks_first,
            "Two equal phonemes with a blank between them melt into one. They are two: merge neighbours first, then leave out the blanks.",
        ),
        Misconception(
            "nothing merged",
            blanks_only,
            "Equal neighbours are one phoneme that lasts. Merge them before the blanks go.",
        ),
        Misconception(
            "blanks kept", neighbours_only, "The blanks are still there. They say nothing: leave them out."
        ),
        Misconception(
            "each once",
            each_once,
            "You say each number once in the whole word. Only equal neighbours melt; it may come again later.",
        ),
        Misconception(
            "0 taken for the blank",
            zero_is_blank,
            "You took 0 for the blank. Which number it is, the argument blank says.",
        ),
        Misconception(
            "first step lost",
            first_step_lost,
            "The first step is lost: there is nothing before it, so it always counts, unless it is a blank.",
        ),
        Misconception(
            "first compared with last",
            wraps_round,
            "You compared the first step with the last: path[-1] is the last number. Nothing comes before the first step.",
        ),
        Misconception(
            "begins with 0",
            begins_with_zero,
            "A 0 at the first step is lost, as if a 0 came before it. 0 may be a phoneme: nothing comes before the first step.",
        ),
        Misconception(
            "last run lost",
            last_of_a_run_lost,
            "The last run is lost: nothing comes behind it. Compare each step with the one before.",
        ),
        Misconception(
            "stopped at a blank",
            until_the_blank,
            "You stopped at the first blank. It says nothing at its step; the word goes on.",
        ),
    ],
    equivalent={
        "`blank` -> `path`": "no number equals the path, so the first step always counts; a blank is left out anyway",
        "`said = []` one line later": "the next line does not need it",
    },
)
