"""What lesson 18 adds: a stored table true to itself, a beam that finds the best there is, a BLEU that is one."""

import itertools

import numpy as np
import pytest
from programs import build_of

from course_utils.checks.lesson_18.exercise_1_matches import matches
from course_utils.checks.lesson_18.exercise_2_bleu import bleu
from course_utils.data import load_emoji
from course_utils.results import column, load_table

ROWS = load_table("captioning/results.csv")
SEEDS = {"normalised": 5, "French": 5, "not normalised": 5}
RIVALS = ["commonest words", "nearest picture", "three linear classifiers"]


@pytest.fixture(scope="module")
def build():
    with build_of("captioning") as module:
        yield module


@pytest.mark.parametrize(("setting", "seeds"), SEEDS.items())
def test_every_net_was_trained_with_the_seeds_that_are_named(setting, seeds):
    assert column(ROWS, "seed", setting=setting).tolist() == list(range(seeds))
    assert len(set(column(ROWS, "loss", setting=setting))) == seeds


def test_each_rival_has_one_row_and_so_has_the_blind_net():
    assert [row["setting"] for row in ROWS if not row["seed"]] == RIVALS
    assert column(ROWS, "different", setting="not normalised").tolist() == [1] * 5
    assert len(ROWS) == sum(SEEDS.values()) + len(RIVALS)


def test_a_caption_is_harder_than_a_word_and_no_look_up_is_ever_right():
    parts = load_emoji()
    assert not set(parts.test.caption) & set(parts.train.caption)
    assert column(ROWS, "greedy_exact", setting="nearest picture").tolist() == [0]
    for setting in SEEDS:
        words, captions = (column(ROWS, name, setting=setting) for name in ("words_free", "greedy_exact"))
        assert (words > captions).all()


def test_a_caption_cannot_be_right_more_often_than_its_weakest_part():
    for row in ROWS:
        if row["tone"]:
            assert float(row["greedy_exact"]) <= min(
                float(row[part]) for part in ("activity", "gender", "tone")
            )


class Chain:
    """A net that says words by a table of what follows what; its state counts the words."""

    def __init__(self, table):
        self.table = table

    def predict_on_batch(self, inputs):
        last, state = inputs
        return self.table[last[:, 0]], state + 1


def chain(seed, words=6):
    """Return a chain of random tables, in which the start and padding are never said."""
    table = np.random.default_rng(seed).uniform(0.02, 1, (words, words))
    table[:, [0, 1]] = 0
    return Chain(table / table.sum(axis=1, keepdims=True))


def rank(net, words, power):
    """Return the sum of log p of a caption, divided by its length to this power."""
    pairs = zip([1, *words], words)
    return sum(np.log(net.table[a, b]) for a, b in pairs) / len(words) ** power


@pytest.mark.parametrize(("seed", "power"), list(itertools.product(range(4), (0, 1))))
def test_a_beam_as_wide_as_all_captions_finds_the_best_of_all(build, seed, power):
    net, steps, said = chain(seed), 4, range(3, 6)
    ended = [[*words, 2] for n in range(steps) for words in itertools.product(said, repeat=n)]
    cut_off = [list(words) for words in itertools.product(said, repeat=steps)]
    best = max(ended + cut_off, key=lambda words: rank(net, words, power))
    found = build.decode(net, np.zeros((2, 3)), steps, 400, power)
    assert found[0].tolist() == found[1].tolist() == best + [0] * (steps - len(best))


def test_a_beam_of_one_takes_the_best_word_each_time(build):
    net = chain(7)
    word, greedy = 1, []
    while len(greedy) < 5 and word != 2:
        word = int(net.table[word].argmax())
        greedy.append(word)
    found = build.decode(net, np.zeros((1, 3)), 5, 1, 0)[0]
    assert found.tolist() == greedy + [0] * (5 - len(greedy))


def test_the_table_s_bleu_is_that_of_the_exercises(build):
    rng = np.random.default_rng(0)
    truth = [rng.choice(list("abcd"), length).tolist() for length in (6, 8, 5, 9)]
    said = [[*words[:4], "a", *words[5:-1]] for words in truth]
    hits = np.array([[matches(a, b, n) for n in range(1, 5)] for a, b in zip(said, truth)])
    runs = np.array([[len(words) - n + 1 for n in range(1, 5)] for words in said])
    by_exercise = bleu(hits, runs, sum(map(len, said)), sum(map(len, truth)))
    assert 0 < by_exercise < 1
    assert np.isclose(build.bleu(said, truth), 100 * by_exercise)
    assert np.isclose(build.bleu(truth, truth), 100)


def test_what_is_read_stops_before_the_end_and_what_is_said_does_not(build):
    task = build.Task()
    x, y = task.x["test"], task.y["test"]
    assert (x[:, 0] == build.START).all() and not (x == build.END).any()
    assert ((x > 0) == (y > 0)).all() and (y == build.END).sum(axis=1).tolist() == [1] * len(y)
    assert [" ".join(task.read(row)) for row in y] == task.parts.test.caption.tolist()
