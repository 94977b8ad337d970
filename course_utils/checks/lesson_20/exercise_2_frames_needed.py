"""Exercise 20.2: how many frames must be heard until the answer is right for good."""

import numpy as np

from course_utils.checks.draws import uniform
from course_utils.checks.exercise import Exercise, Misconception


def frames_needed(p, truth):
    """Return how many frames must be heard until the answer is right and stays right to the end."""
    right = (p > 0.5) == (truth == 1)
    wrong = np.flatnonzero(~right)
    if len(wrong) == 0:
        return 1
    return int(wrong[-1]) + 2


def answers(p, truth):
    """Return at which frames the answer is right."""
    return (p > 0.5) == (truth == 1)


def first_right(p, truth):
    """Stop at the first right answer."""
    right = answers(p, truth)
    return int(right.argmax()) + 1 if right.any() else len(p) + 1


def from_zero(p, truth):
    """Give the index of the frame."""
    return frames_needed(p, truth) - 1


def wrong_frames(p, truth):
    """Count the wrong answers, wherever they stand."""
    return int((~answers(p, truth)).sum()) + 1


def right_frames(p, truth):
    """Count the right answers."""
    return int(answers(p, truth).sum())


def truth_forgotten(p, truth):
    """Take every clip for Spanish."""
    return frames_needed(p, 1)


def other_language(p, truth):
    """Exchange the two languages."""
    return frames_needed(p, 1 - truth)


def last_change(p, truth):
    """Look where the answer last changes, right or wrong."""
    said = p > 0.5
    changes = np.flatnonzero(said[1:] != said[:-1])
    return int(changes[-1]) + 2 if len(changes) else 1


def wrong_end_is_the_length(p, truth):
    """Give the length where the answer is wrong at the end."""
    return min(frames_needed(p, truth), len(p))


def cases():
    """Return walks of a probability that change sides a few times."""
    found = []
    for seed, steps in enumerate((9, 14, 21, 30, 26, 17)):
        walk = np.cumsum(uniform(seed, steps, low=-1, high=1))
        found.append((1 / (1 + np.exp(-(walk - np.median(walk) + 0.01))), seed % 2))
    return found


exercise = Exercise(
    "20.2",
    "Frames needed",
    frames_needed,
    cases=[
        (np.array([0.4, 0.7, 0.3, 0.8, 0.9]), 1),
        (np.array([0.4, 0.7, 0.3, 0.8, 0.9]), 0),
        (np.array([0.9, 0.7, 0.6]), 1),
        (np.array([0.5, 0.2, 0.6, 0.5]), 0),
        *cases(),
    ],
    misconceptions=[
        Misconception(
            "first right answer",
            first_right,
            "You stop at the first right answer. It may turn wrong again: look for the last wrong one.",
        ),
        Misconception(
            "counted from 0",
            from_zero,
            "That is the index of the frame. Asked is how many frames were heard: frame 0 is the first.",
        ),
        Misconception(
            "wrong answers counted",
            wrong_frames,
            "You counted all wrong answers. What matters is where the last of them stands.",
        ),
        Misconception(
            "right answers counted",
            right_frames,
            "You counted right answers. Asked is how many frames pass before it is right for good.",
        ),
        Misconception(
            "always Spanish",
            truth_forgotten,
            "You took every clip for Spanish. With truth 0 an answer is right when p is at most 0.5.",
        ),
        Misconception(
            "languages exchanged",
            other_language,
            "You exchanged the languages: p above 0.5 says Spanish, which is truth 1.",
        ),
        Misconception(
            "last change",
            last_change,
            "You look where the answer last changes. If it changes to the wrong side, it is never right for good.",
        ),
        Misconception(
            "wrong to the end",
            wrong_end_is_the_length,
            "Wrong at the end means that all the frames were not enough: that is len(p) + 1.",
        ),
    ],
    equivalent={
        "`int(wrong[-1])` -> `wrong[-1]`": "NumPy's whole number is as good",
    },
)
