"""What lesson 19 adds: a stored table that is complete and true to itself, and what its build.py computes is what it says."""

import itertools

import numpy as np
import pytest
from programs import build_of

from course_utils.checks.lesson_19.common import edit_distance
from course_utils.checks.lesson_19.exercise_1_attention import attend, case
from course_utils.checks.lesson_19.exercise_4_collapse import collapse
from course_utils.checks.lesson_19.exercise_5_spelling_loss import spelling_loss
from course_utils.results import column, curves, load_table

ROWS = load_table("translation/results.csv")


@pytest.fixture(scope="module")
def program():
    with build_of("translation") as build:
        yield build


@pytest.mark.parametrize(
    ("task", "pairs", "setting"),
    [
        ("dates", 1400, "one vector"),
        ("dates", 1400, "attention"),
        ("words", 8000, "one vector"),
        ("words", 8000, "attention"),
        ("words", 8000, "CTC"),
        ("words", 16000, "attention"),
    ],
)
def test_nets_whose_means_are_compared_have_the_same_five_seeds(task, pairs, setting):
    where = {"task": task, "setting": setting, "pairs": pairs}
    assert sorted(column(ROWS, "seed", **where)) == [0, 1, 2, 3, 4]
    if task == "words":  # of the dates attention gets all right, with every seed
        assert len(set(column(ROWS, "errors", **where))) == 5


def test_no_run_is_stored_twice_and_every_setting_begins_with_seed_0():
    keys = [(row["task"], row["setting"], row["pairs"], row["seed"]) for row in ROWS]
    assert len(set(keys)) == len(keys)
    for task, setting, pairs, seed in keys:
        assert not seed or (task, setting, pairs, "0") in keys


@pytest.mark.parametrize(("task", "pairs"), [("dates", 1400), ("words", 8000)])
def test_one_vector_and_attention_have_equally_many_weights(task, pairs):
    weights = [
        set(column(ROWS, "weights", task=task, setting=s, pairs=pairs)) for s in ("one vector", "attention")
    ]
    assert weights[0] == weights[1]


def test_both_nets_are_judged_by_real_signs_alone(program):
    words = {"train": ["cat", "a"]}
    task = program.Task(words, {"train": [("K", "AE", "T"), ("AH",)]})
    y = task.written("train")
    before, target = y[:, :-1], y[:, 1:]
    for context in ("one vector", "attention"):
        model = program.translator(task, 4, context)
        model.compile(loss=program.no_padding())
        p = model.predict([task.read("train"), before], verbose=0)[target > 0]
        by_hand = -np.log(p[np.arange(len(p)), target[target > 0]]).mean()
        loss = model.evaluate([task.read("train"), before], target, verbose=0)
        assert abs(loss - by_hand) < 1e-5, context


def test_a_sequence_is_harder_than_its_signs_and_the_lengths_are_those_of_the_task():
    for row in ROWS:
        assert float(row["errors"]) <= float(row["wrong"])
        points = {"dates": 11, "words": 6}[row["task"]]
        assert (
            curves([row], "wrong_by_length").shape == curves([row], "errors_by_length").shape == (1, points)
        )


def test_the_edit_distance_is_the_fewest_edits(program):
    def by_recursion(a, b):
        if not a or not b:
            return len(a) + len(b)
        across = by_recursion(a[1:], b[1:]) + (a[0] != b[0])
        return min(by_recursion(a[1:], b) + 1, by_recursion(a, b[1:]) + 1, across)

    words = ["", "a", "ab", "ba", "aab", "bab", "abba"]
    for a, b in itertools.product(words, words):
        assert edit_distance(a, b) == program.edit_distance(a, b) == by_recursion(a, b)


def test_a_word_that_was_learned_is_its_own_nearest_spelling(program):
    task = program.Task(
        {"train": ["cat", "cart", "dog"], "test": ["cart", "dot"]},
        {"train": [("K",), ("K", "R"), ("D",)], "test": [("K", "R"), ("D",)]},
    )
    assert program.nearest_row(task)["wrong"] == "0.00"


def test_alignment_shares_all_phonemes_out_in_order(program):
    pairs = [
        ("box", ("B", "AA", "K", "S")),
        ("ox", ("AA", "K", "S")),
        ("though", ("DH", "OW")),
        ("bob", ("B", "AA", "B")),
    ]
    found = program.alignments(pairs)
    assert [word for word, _ in found] == [word for word, _ in pairs]
    for (_, chunks), (word, said) in zip(found, pairs):
        assert len(chunks) == len(word) and tuple(p for chunk in chunks for p in chunk) == said
    assert dict(found)["box"][2] == ("K", "S")


def test_the_rule_by_neighbours_reads_the_words_it_learned(program):
    words = ["cat", "city", "coat", "cell"]
    said = [("K", "AE", "T"), ("S", "IH", "T", "IY"), ("K", "OW", "T"), ("S", "EH", "L")]
    task = program.Task({"train": words, "test": words}, {"train": said, "test": said})
    assert program.letters_row(task, program.WINDOWS)["wrong"] == "0.00"
    assert program.letters_row(task, [(0, 0)])["wrong"] != "0.00"


def test_attention_is_that_of_keras():
    import keras

    h, states, real = case(7, [3, 5, 1], 6, 4)
    look = keras.layers.Attention()
    asked = [h[:, None].astype("float32"), states.astype("float32")]
    context, weights = look(asked, mask=[None, real], return_attention_scores=True)
    ours = attend(h, states, real)
    np.testing.assert_allclose(np.array(weights)[:, 0], ours[0], atol=1e-5)
    np.testing.assert_allclose(np.array(context)[:, 0], ours[1], atol=1e-4)


def test_ctc_is_the_sum_over_all_paths_that_collapse_to_the_word():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(1, 4, 3)).astype("float32")
    chances = np.exp(logits[0]) / np.exp(logits[0]).sum(axis=1, keepdims=True)
    for word in ([0], [1, 0], [1, 1]):
        paths = [path for path in itertools.product(range(3), repeat=4) if collapse(list(path), 2) == word]
        whole = sum(np.prod([chances[t, sign] for t, sign in enumerate(path)]) for path in paths)
        loss = spelling_loss(np.array([word], "int32"), logits, np.array([4], "int32"))
        assert abs(loss[0] + np.log(whole)) < 1e-4
