"""Exercise 0.3: draw a character by its probability."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def draw(p, u):
    """Return the position of the first stretch that ends beyond `u`."""
    return (np.cumsum(p) > u).argmax()


def spread(seed, characters):
    """Return random probabilities that add up to 1."""
    p = uniform(seed, characters)
    return p / p.sum()


exercise = Exercise(
    "0.3",
    "Draw a character",
    draw,
    cases=[
        (np.array([0.5, 0.3, 0.2]), 0.7),
        (np.array([0.5, 0.3, 0.2]), 0.1),
        (np.array([0.5, 0.25, 0.25]), 0.5),  # the end of a stretch, and exact in binary
        (np.array([0.0, 0.25, 0.75]), 0.0),  # what has probability 0 is never drawn
        (np.array([0.25, 0.0, 0.25, 0.5]), 0.25),
        (np.array([0.1, 0.2, 0.7]), 0.25),
        (np.array([0.0, 0.3, 0.0, 0.7]), 0.2),
        (np.array([0.2, 0.2, 0.2, 0.2, 0.2]), 0.95),
        (spread(1, 7), 0.15),
        (spread(2, 27), 0.45),
        (spread(3, 27), 0.85),
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
            "single probabilities, in a loop",
            lambda p, u: next((i for i, part in enumerate(p) if part > u), None),
            "Your loop compares u with one probability after the other, and where none is larger it returns nothing. "
            "Add the probabilities up as you go, and compare u with the sum.",
        ),
        Misconception(
            "the probabilities themselves are searched",
            lambda p, u: int(np.searchsorted(p, u)),
            "You search u among the probabilities. Stretches end at their running sum: search in np.cumsum(p).",
        ),
        Misconception(
            "how many stretches end beyond u",
            lambda p, u: int((np.cumsum(p) > u).sum()),
            "You count the stretches that end beyond u. The position is how many of them ended before it.",
        ),
        Misconception(
            "the closest probability",
            lambda p, u: int(np.abs(p - u).argmin()),
            "You look for the probability closest to u. But u is a place on the line: find the stretch it falls on.",
        ),
        Misconception(
            "the closest end",
            lambda p, u: int(np.abs(np.cumsum(p) - u).argmin()),
            "You look for the end closest to u, and that may be the end of the stretch before. Take the first end beyond u.",
        ),
        Misconception(
            "a stretch holds its end",
            lambda p, u: int((np.cumsum(p) >= u).argmax()),
            "Right inside the stretches. Where u is exactly the end of one, the next is drawn: u may be 0 but never 1, "
            "so a stretch holds its beginning and not its end. Else u = 0 could draw a character of probability 0.",
        ),
        Misconception(
            "one stretch too early",
            lambda p, u: int((np.cumsum(p) <= u).sum()) - 1,
            "You are one stretch too early: the last one that ended before u. Take the first that ends beyond u.",
        ),
        Misconception(
            "one stretch too far",
            lambda p, u: int((np.cumsum(p) <= u).sum()) + 1,
            "You are one stretch too far. Positions begin at 0: the first stretch reaches from 0 to p[0].",
        ),
        Misconception(
            "the sum is looked at before it grows",
            lambda p, u: next((i for i in range(len(p)) if p[:i].sum() > u), len(p) - 1),
            "Your sum lacks the character at hand when you compare it with u, so each stretch is found one position late. "
            "Add first, then compare.",
        ),
        Misconception(
            "the probability of the drawn one",
            lambda p, u: p[(np.cumsum(p) > u).argmax()],
            "That is the probability of the character drawn. Its position is asked for.",
        ),
    ],
)
