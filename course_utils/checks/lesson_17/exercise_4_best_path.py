"""Exercise 17.4: Viterbi's algorithm: the best sequence of tags, not the sequence of best tags."""

import itertools

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def best_path(scores, transitions):
    """Return the tags whose scores and transitions have the largest sum, one number for each step."""
    best = scores[0]
    came_from = []
    for step in range(1, len(scores)):
        through = best[:, None] + transitions
        came_from.append(through.argmax(axis=0))
        best = through.max(axis=0) + scores[step]
    path = [int(best.argmax())]
    for before in came_from[::-1]:
        path.append(int(before[path[-1]]))
    return path[::-1]


def each_alone(scores, transitions):
    """Take the best tag at each step."""
    return [int(tag) for tag in scores.argmax(axis=1)]


def greedy(scores, transitions):
    """Decide step by step, and never look back."""
    path = [int(scores[0].argmax())]
    for score in scores[1:]:
        path.append(int((score + transitions[path[-1]]).argmax()))
    return path


def turned_table(scores, transitions):
    """Read the table as [to, from]."""
    return best_path(scores, transitions.T)


def backwards(scores, transitions):
    """Forget to turn the path round."""
    return best_path(scores, transitions)[::-1]


def last_score_only(scores, transitions):
    """Forget the score of the first step."""
    return best_path(np.vstack([np.zeros_like(scores[:1]), scores[1:]]), transitions)


def no_pointers(scores, transitions):
    """Keep the best sums, and take the best of each step instead of following the pointers."""
    best, path = scores[0], [int(scores[0].argmax())]
    for score in scores[1:]:
        best = (best[:, None] + transitions).max(axis=0) + score
        path.append(int(best.argmax()))
    return path


def way_back_forwards(scores, transitions):
    """Follow the pointers from the first to the last."""
    best, came_from = scores[0], []
    for score in scores[1:]:
        through = best[:, None] + transitions
        came_from.append(through.argmax(axis=0))
        best = through.max(axis=0) + score
    path = [int(best.argmax())]
    for before in came_from:
        path.append(int(before[path[-1]]))
    return path[::-1]


def over_the_next_tag(scores, transitions):
    """Take maximum and argmax over the tag that follows instead of the tag before."""
    best, came_from = scores[0], []
    for score in scores[1:]:
        through = best[:, None] + transitions
        came_from.append(through.argmax(axis=1))
        best = through.max(axis=1) + score
    path = [int(best.argmax())]
    for before in came_from[::-1]:
        path.append(int(before[path[-1]]))
    return path[::-1]


def transitions_only(scores, transitions):
    """Forget the scores of the steps after the first."""
    return best_path(np.vstack([scores[:1], np.zeros_like(scores[1:])]), transitions)


def smallest_sum(scores, transitions):
    """Look for the smallest sum."""
    return best_path(-scores, -transitions)


def of_all_paths(scores, transitions):
    """Try all paths: a second way to the right answer, for the tests."""

    def total(path):
        steps = sum(scores[i, tag] for i, tag in enumerate(path))
        return steps + sum(transitions[a, b] for a, b in zip(path, path[1:]))

    return list(max(itertools.product(range(scores.shape[1]), repeat=len(scores)), key=total))


SMALL = (
    np.array([[0.0, 1.0], [2.0, 1.0], [0.0, 3.0]]),
    np.array([[0.0, -4.0], [-2.0, 0.0]]),
)

exercise = Exercise(
    "17.4",
    "The best path",
    best_path,
    cases=[
        SMALL,
        (normal(1, 6, 3), normal(2, 3, 3)),
        (normal(3, 9, 4), normal(4, 4, 4, scale=1.5)),
        (normal(5, 12, 5), normal(6, 5, 5, scale=2)),
        (normal(7, 20, 3), normal(8, 3, 3, scale=1.2)),
        (normal(9, 2, 6), normal(10, 6, 6)),
    ],
    misconceptions=[
        Misconception(
            "each word alone",
            each_alone,
            "That is the best tag of each word on its own. The transitions make no difference to it.",
        ),
        Misconception(
            "greedy",
            greedy,
            "You decide word by word and never take back. Keep the best sum for every tag, and decide at the end.",
        ),
        Misconception(
            "table turned",
            turned_table,
            "You read the table as [to, from]. transitions[i, j] belongs to tag i followed by tag j.",
        ),
        Misconception(
            "backwards", backwards, "That is the best path from its end to its beginning. Turn it round."
        ),
        Misconception(
            "first score missing",
            last_score_only,
            "The scores of the first word are missing. The best sums start from scores[0].",
        ),
        Misconception(
            "no way back",
            no_pointers,
            "You took the best sum at every word. That tag need not lie on the path that wins: remember where each best sum came from, and walk back.",
        ),
        Misconception(
            "way back from the front",
            way_back_forwards,
            "You followed the way back in the order in which it was made. The last entry says where the last word came from: begin there.",
        ),
        Misconception(
            "over the next tag",
            over_the_next_tag,
            "You took the maximum over the tag that follows. For each tag j ask which tag i before it is best: the maximum over i.",
        ),
        Misconception(
            "scores left out",
            transitions_only,
            "You added scores[0] and then transitions alone. Each word adds its own score.",
        ),
        Misconception(
            "smallest sum",
            smallest_sum,
            "That is the path with the smallest sum. Scores are logarithms of probabilities: larger is better.",
        ),
    ],
    equivalent={
        "`int(best.argmax())` -> `best.argmax()`": "NumPy's whole number is as good",
        "`int(before[path[-1]])` -> `before[path[-1]]`": "NumPy's whole number is as good",
        "`best = scores[0]` one line later": "the next line does not need it",
        "`came_from.append(through.argmax(axis=0))` one line later": "the next line does not need it",
    },
)
