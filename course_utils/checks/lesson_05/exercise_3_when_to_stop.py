"""5.3: after which pass a loop with patience stops, and which pass was the best."""

from course_utils.checks.exercise import Exercise, Misconception


def _stops_at(scores, patience):
    best = 1
    for done in range(2, len(scores) + 1):
        if scores[done - 1] < scores[best - 1]:
            best = done
        if done - best == patience:
            return done, best
    return len(scores), best


def _ties_count(scores, patience):
    best = 1
    for done in range(2, len(scores) + 1):
        if scores[done - 1] <= scores[best - 1]:
            best = done
        if done - best == patience:
            return done, best
    return len(scores), best


def _one_pass_too_long(scores, patience):
    return _stops_at(scores, patience + 1)


def _one_pass_too_short(scores, patience):
    return _stops_at(scores, patience - 1) if patience > 1 else (min(2, len(scores)), 1)


def _not_in_a_row(scores, patience):
    best, without = 1, 0
    for done in range(2, len(scores) + 1):
        if scores[done - 1] < scores[best - 1]:
            best = done
        else:
            without += 1
        if without == patience:
            return done, best
    return len(scores), best


def _against_the_pass_before(scores, patience):
    best, without = 1, 0
    for done in range(2, len(scores) + 1):
        without = 0 if scores[done - 1] < scores[done - 2] else without + 1
        if scores[done - 1] < scores[best - 1]:
            best = done
        if without == patience:
            return done, best
    return len(scores), best


def _best_is_the_last(scores, patience):
    run, _ = _stops_at(scores, patience)
    return run, run


def _best_of_all(scores, patience):
    run, _ = _stops_at(scores, patience)
    return run, scores.index(min(scores)) + 1


def _counts_from_zero(scores, patience):
    run, best = _stops_at(scores, patience)
    return run - 1, best - 1


def _higher_is_better(scores, patience):
    return _stops_at([-score for score in scores], patience)


def _never_stops(scores, patience):
    return len(scores), scores.index(min(scores)) + 1


exercise = Exercise(
    "5.3",
    "when to stop",
    _stops_at,
    cases=[
        ([5.0, 4.0, 6.0, 7.0, 3.0], 2),
        ([5.0, 4.0, 4.0, 4.0, 3.0, 2.0], 2),
        ([5.0, 6.0, 4.0, 6.0, 3.0, 6.0, 5.5, 5.0, 1.0], 3),
        ([3.4, 3.2, 3.1, 3.05], 2),
        ([2.0, 3.0, 2.5, 2.4, 2.3], 4),
        ([3.0, 3.5, 4.0, 1.0, 0.5], 1),
        ([3.0], 1),
        ([4.0, 3.0, 3.5, 3.4, 2.9, 3.0, 3.1], 3),
    ],
    parts=("passes run", "best pass"),
    misconceptions=[
        Misconception(
            "a tie counts as a new best",
            _ties_count,
            "A score that only equals the best is no new best. Look at your comparison.",
        ),
        Misconception(
            "one pass too long",
            _one_pass_too_long,
            "You waited one pass too long. With patience 2, two passes without a new best are enough: the second of them is the last.",
        ),
        Misconception(
            "one pass too short",
            _one_pass_too_short,
            "You stopped one pass too soon. Count the passes after the best one: there must be `patience` of them.",
        ),
        Misconception(
            "not in a row",
            _not_in_a_row,
            "You counted all passes without a new best. They must come in a row: what happens to the count at a new best?",
        ),
        Misconception(
            "compared with the pass before",
            _against_the_pass_before,
            "You compared each score with the one before it. A score may fall and still not be as low as the best.",
        ),
        Misconception(
            "last pass for the best",
            _best_is_the_last,
            "You named the pass at which the loop stopped. The best one lies before it.",
        ),
        Misconception(
            "the best of passes that were never run",
            _best_of_all,
            "Your best pass comes after the stop. Then it was never run, and nobody knows its score.",
        ),
        Misconception(
            "counting from zero",
            _counts_from_zero,
            "Your passes count from 0. The first pass is number 1 here.",
        ),
        Misconception(
            "higher is better",
            _higher_is_better,
            "You looked for the highest score. Bits are a cost: the lowest is the best.",
        ),
        Misconception(
            "never stops",
            _never_stops,
            "All passes ran, whatever the scores were. Where does your loop ask how long the best one is past?",
        ),
    ],
    equivalent={"`2` -> `1`": "the first pass compared with itself is no new best, and no pass is past it"},
)
