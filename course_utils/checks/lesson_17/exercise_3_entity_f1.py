"""Exercise 17.3: F1 of entities: one that is cut wrongly is no hit."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception
from course_utils.checks.lesson_17.exercise_2_entities import entities


def entity_f1(said, truth):
    """Return 2 * hits / (entities said + entities there), counted over all sequences."""
    hits = 0
    total = 0
    for guess, right in zip(said, truth):
        hits += len(set(guess) & set(right))
        total += len(guess) + len(right)
    return 2 * hits / total


def counts(said, truth):
    """Return hits, entities said and entities there, one each for every sequence."""
    hits = np.array([len(set(a) & set(b)) for a, b in zip(said, truth)])
    return hits, np.array([len(a) for a in said]), np.array([len(b) for b in truth])


def recall(said, truth):
    """Divide by the entities that are there."""
    hits, _, there = counts(said, truth)
    return hits.sum() / there.sum()


def precision(said, truth):
    """Divide by the entities said."""
    hits, guessed, _ = counts(said, truth)
    return hits.sum() / guessed.sum()


def mean_of_both(said, truth):
    """Take the plain mean of precision and recall."""
    return (precision(said, truth) + recall(said, truth)) / 2


def sequence_by_sequence(said, truth):
    """Average the F1 of the sequences."""
    hits, guessed, there = counts(said, truth)
    return (2 * hits / (guessed + there)).mean()


def without_the_two(said, truth):
    """Forget the 2."""
    return entity_f1(said, truth) / 2


def all_in_one_set(said, truth):
    """Put the entities of all sequences into one set, where equal ones of different sequences meet."""
    guessed, there = {e for row in said for e in row}, {e for row in truth for e in row}
    return 2 * len(guessed & there) / (len(guessed) + len(there))


def tags_only(said, truth):
    """Compare tags and forget the places."""
    hits = sum(len({e[0] for e in a} & {e[0] for e in b}) for a, b in zip(said, truth))
    return 2 * hits / sum(len(a) + len(b) for a, b in zip(said, truth))


def start_is_enough(said, truth):
    """Compare tag and start, and forget the end."""
    hits = sum(len({e[:2] for e in a} & {e[:2] for e in b}) for a, b in zip(said, truth))
    return 2 * hits / sum(len(a) + len(b) for a, b in zip(said, truth))


def place_by_place(said, truth):
    """Compare the first entity with the first, the second with the second."""
    hits = sum(one == other for a, b in zip(said, truth) for one, other in zip(a, b))
    return 2 * hits / sum(len(a) + len(b) for a, b in zip(said, truth))


def jaccard(said, truth):
    """Divide by the union."""
    hits, guessed, there = counts(said, truth)
    return hits.sum() / (guessed + there - hits).sum()


def whole_sequences(said, truth):
    """Count sequences that are right as a whole."""
    return float(np.mean([set(a) == set(b) for a, b in zip(said, truth)]))


def drawn(seed, sequences):
    """Return the entities of random tags and of the same tags with some changed."""
    rng = np.random.default_rng(seed)
    said, truth = [], []
    for length in rng.integers(3, 9, sequences):
        right = rng.choice(["Number", "Street", "City"], length)
        guess = np.where(rng.random(length) < 0.25, rng.choice(["Street", "City", "Zip"], length), right)
        said.append(entities(guess.tolist()))
        truth.append(entities(right.tolist()))
    return said, truth


SMALL = (
    [[("Number", 0, 1), ("Street", 1, 2), ("City", 2, 4)], [("City", 0, 1)]],
    [[("Number", 0, 1), ("Street", 1, 3), ("City", 3, 4)], [("City", 0, 1)]],
)
FEWER = ([[("Number", 0, 1), ("City", 1, 4)]], [[("Number", 0, 1), ("Street", 1, 3), ("City", 3, 4)]])

exercise = Exercise(
    "17.3",
    "Entity F1",
    entity_f1,
    cases=[SMALL, FEWER, drawn(1, 6), drawn(2, 9), drawn(3, 12)],
    misconceptions=[
        Misconception(
            "recall",
            recall,
            "That is recall: hits among the entities that are there. F1 counts those said, too.",
        ),
        Misconception(
            "precision",
            precision,
            "That is precision: hits among the entities said. F1 counts those that are there, too.",
        ),
        Misconception(
            "plain mean of both",
            mean_of_both,
            "That is the plain mean of precision and recall. F1 is the harmonic one: 2 hits / (said + there).",
        ),
        Misconception(
            "sequence by sequence",
            sequence_by_sequence,
            "You averaged the F1 of each address. Add hits and entities over all addresses, then divide once.",
        ),
        Misconception(
            "half",
            without_the_two,
            "A hit counts once among those said and once among those there. The 2 is missing.",
        ),
        Misconception(
            "one set for all",
            all_in_one_set,
            "You put all addresses into one set, where ('Number', 0, 1) of one meets that of another. Compare address by address.",
        ),
        Misconception(
            "tags without places",
            tags_only,
            "You compared tags alone. An entity is a hit only if tag, start and stop agree.",
        ),
        Misconception(
            "start is enough",
            start_is_enough,
            "You forgot where entities end. Cut short or too long is no hit.",
        ),
        Misconception(
            "place in the list",
            place_by_place,
            "You compared the first entity with the first, the second with the second. One too many, and all behind it miss: look each up among all of its address.",
        ),
        Misconception(
            "Jaccard",
            jaccard,
            "You divided by the union. F1 divides twice the hits by the sum of both counts.",
        ),
        Misconception(
            "whole addresses",
            whole_sequences,
            "That is the share of addresses without a fault. F1 counts entities.",
        ),
    ],
    equivalent={
        "`zip(said, truth)` -> `zip(truth, said)`": "F1 treats both sides alike",
        "`zip(said, truth)` -> `list(zip(said, truth))[::-1]`": "a sum knows no order",
        "`hits = 0` one line later": "the next line does not need it",
        "`hits += len(set(guess) & set(right))` one line later": "the next line does not need it",
    },
)
