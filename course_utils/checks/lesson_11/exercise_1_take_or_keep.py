"""Exercise 11.1: a fader z that is moved by hand takes a candidate over, or keeps the state."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def take_or_keep(candidate, take):
    """Return the states (steps,): at each step the share `take` of the candidate, the rest of the old state."""
    h = 0.0
    states = []
    for new, share in zip(candidate, take):
        h = (1 - share) * h + share * new
        states.append(h)
    return np.array(states)


def replaced(candidate, take):
    """Take z for the share that is replaced."""
    return take_or_keep(candidate, 1 - take)


def thrown_away(candidate, take):
    """Keep nothing where nothing is taken over."""
    return candidate * take


def added(candidate, take):
    """Add the new to all of the old."""
    return np.cumsum(candidate * take)


def last_candidate(candidate, take):
    """Keep the candidate of the step before, not the state."""
    return (1 - take) * np.append(0.0, candidate[:-1]) + take * candidate


def yes_or_no(candidate, take):
    """Take all of the candidate over wherever `take` is not 0."""
    return take_or_keep(candidate, take > 0)


def cut(candidate, take):
    """Write the states into an array of the type of the input."""
    states = np.zeros_like(candidate)
    states[:] = take_or_keep(candidate, take)
    return states


def starts_with_candidate(candidate, take):
    """Take the first candidate as the state before the first step."""
    return take_or_keep(candidate, np.append(1.0, take[1:]))


exercise = Exercise(
    "11.1",
    "Take over, or keep",
    take_or_keep,
    cases=[
        (np.array([4.0, 7.0, 8.0]), np.array([1.0, 0.0, 0.5])),
        (np.array([3, 8, 6]), np.array([1.0, 0.5, 0.25])),  # whole numbers, whose mixtures are not
        (np.array([5, 2, 9, 4]), np.array([0, 1, 0, 1])),
        (np.array([-2.0, 6.0, 1.0, -4.0, 3.0]), np.array([0.25, 0.0, 1.0, 0.0, 0.5])),
        (np.array([0.3, -1.2, 0.8, 2.1, -0.4, 1.7]), np.array([0.2, 0.9, 0.0, 0.4, 0.0, 0.7])),
    ],
    misconceptions=[
        Misconception(
            "z is the share that is replaced",
            replaced,
            "Here z is the share that is kept. Where take is 1 nothing of the old state stays: which z is that?",
        ),
        Misconception(
            "what is not taken is nothing",
            thrown_away,
            "Where take is 0 your state is 0: it was thrown away. It has to stay what it was the step before.",
        ),
        Misconception(
            "new is added to old",
            added,
            "You added the new to all of the old. The two shares z and 1 - z always add up to 1.",
        ),
        Misconception(
            "the past is the last candidate",
            last_candidate,
            "You mixed with the candidate of the step before. What is kept is the state, and that may be much older.",
        ),
        Misconception(
            "take is yes or no",
            yes_or_no,
            "You took all of the candidate wherever take is above 0. A take of 0.5 asks for half of it.",
        ),
        Misconception(
            "results have the type of the input",
            cut,
            "The states were cut to whole numbers. An array made with `zeros_like` from whole numbers holds only "
            "whole numbers; `np.zeros` holds the others too.",
        ),
        Misconception(
            "the first candidate is always taken",
            starts_with_candidate,
            "Your first state is the first candidate. The state before the first step is 0, and take decides here too.",
        ),
    ],
    equivalent={
        "`h = 0.0` one line later": "the two starts do not depend on each other",
    },
)
