"""9.6 Bug hunt: a talk in which the first voice must not be heard again."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def mended_talk(opening, answer, behind):
    """Return the opening once, then the answer again and again, `behind` frames of it."""
    frames = [answer[k % len(answer)] for k in range(behind)]
    return np.concatenate([opening, frames])


def filled(opening, answer, behind, fill):
    """Put the answer once, and what `fill(frames)` makes of the rest."""
    rest = behind - len(answer)
    return np.concatenate([opening, answer, fill(rest)])[: len(opening) + behind]


def answers(answer, behind):
    """Return more than enough frames of the answer."""
    return np.tile(answer, (behind + 1, 1))


def cut_in_front(opening, answer, behind):
    """Let the answer end with its last frame."""
    times = int(np.ceil(behind / len(answer)))
    return np.concatenate([opening, np.tile(answer, (times, 1))[-behind:]])


def slowed(opening, answer, behind):
    """Hold every frame for as long as it takes."""
    times = int(np.ceil(behind / len(answer)))
    return np.concatenate([opening, np.repeat(answer, times, axis=0)[:behind]])


exercise = Exercise(
    "9.6",
    "a talk without an echo",
    mended_talk,
    cases=[
        (np.array([[1.0], [2.0]]), np.array([[5.0], [6.0], [7.0]]), 7),
        (normal(31, 4, 2), normal(32, 5, 2), 23),
        (normal(33, 7, 3), normal(34, 9, 3), 31),
        (normal(35, 3, 2), normal(36, 6, 2), 16),
    ],
    misconceptions=[
        Misconception(
            "both voices again and again",
            lambda opening, answer, behind: np.resize(
                np.concatenate([opening, answer]), (len(opening) + behind, opening.shape[1])
            ),
            "The opening is heard again in yours. Where the frames run out, which ones come next?",
        ),
        Misconception(
            "silence behind the answer",
            lambda o, a, n: filled(o, a, n, lambda rest: np.zeros((rest, o.shape[1]))),
            "Behind the answer you put zeros. The other man goes on: his recording begins again.",
        ),
        Misconception(
            "the last frame is held",
            lambda o, a, n: filled(o, a, n, lambda rest: np.repeat(a[-1:], rest, axis=0)),
            "You hold the answer's last frame. His recording begins again, with its first frame.",
        ),
        Misconception(
            "the answer once",
            lambda o, a, n: np.concatenate([o, a])[: len(o) + n],
            "The answer is heard once, and then your talk is over. The other man goes on, from his first frame, until `behind` frames are full.",
        ),
        Misconception(
            "the opening left out",
            lambda o, a, n: answers(a, n)[:n],
            "The opening is missing: the talk begins with it, and `behind` frames follow.",
        ),
        Misconception(
            "the opening counts",
            lambda o, a, n: np.concatenate([o, answers(a, n)])[:n],
            "`behind` counts the frames behind the opening. Yours counts the opening as well.",
        ),
        Misconception(
            "cut in front",
            cut_in_front,
            "You cut the answer at its front. It begins with its first frame, directly behind the opening.",
        ),
        Misconception(
            "each frame repeated",
            slowed,
            "You hold each frame before the next comes (np.repeat). The recording as a whole is repeated (np.tile).",
        ),
        Misconception(
            "backwards at every turn",
            lambda o, a, n: np.concatenate([o, answers(np.concatenate([a, a[::-1]]), n)[:n]]),
            "In yours the recording runs back when it has ended. It begins again with its first frame.",
        ),
        Misconception(
            "whole answers only",
            lambda o, a, n: np.concatenate([o, np.tile(a, (n // len(a), 1))]),
            "You repeat whole recordings only, so the talk is too short. Repeat once more than fits, then cut.",
        ),
        Misconception(
            "not cut",
            lambda o, a, n: np.concatenate([o, np.tile(a, (-(-n // len(a)), 1))]),
            "The talk is too long: cut the last repetition, so that `behind` frames follow the opening.",
        ),
    ],
)
