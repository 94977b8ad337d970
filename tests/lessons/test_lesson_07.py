"""Lesson 7: the stored scores hold five seeds of every experiment, and the table refuses what does not fit."""

import numpy as np
import pytest

from course_utils.results import beside_stored, load_table

FILE = "simple_rnn/results.csv"
ROWS = load_table(FILE)
SETTINGS = {"hidden_size": 4, "optimiser": 3, "loss": 3, "activation": 2, "cold": 4, "warm": 4}


def stored(experiment, seed):
    return {
        row["setting"]: float(row["score"])
        for row in ROWS
        if (row["experiment"], row["seed"]) == (experiment, str(seed))
    }


@pytest.mark.parametrize("experiment", SETTINGS)
def test_every_setting_was_run_with_five_seeds(experiment, capsys):
    assert list(ROWS[0]) == ["experiment", "setting", "seed", "score"]
    for seed in range(5):
        assert len(stored(experiment, seed)) == SETTINGS[experiment]
    table = beside_stored(FILE, experiment, stored(experiment, 0), seed=0, tolerance=0)
    assert all(scores.shape == (5,) and np.isfinite(scores).all() for scores in table.values())
    assert len(capsys.readouterr().out.splitlines()) == SETTINGS[experiment]


def test_scores_come_in_the_order_of_the_seeds():
    table = beside_stored(FILE, "warm", stored("warm", 3), seed=3, tolerance=0)
    for setting, scores in table.items():
        assert scores.tolist() == [stored("warm", seed)[setting] for seed in range(5)]


def test_a_run_that_left_the_stored_one_is_noticed():
    live = {setting: score + 0.2 for setting, score in stored("warm", 0).items()}
    with pytest.raises(AssertionError, match="warm, .*stored for seed 0"):
        beside_stored(FILE, "warm", live, seed=0, tolerance=0.1)


GOOD = {"file": FILE, "experiment": "activation", "live": stored("activation", 0), "seed": 0, "tolerance": 0}
BAD = {
    "live must be": {"live": {}},
    "live must": {"live": {**stored("activation", 0), "tanh": float("nan")}},
    "live has the settings": {"live": {"tanh": 0.5}},
    "for 'nothing'": {"experiment": "nothing"},
    "seed 9 is not stored": {"seed": 9},
    "tolerance must be 0 or more": {"tolerance": float("nan")},
}


@pytest.mark.parametrize("said", BAD)
def test_what_does_not_fit_is_named(said):
    with pytest.raises(ValueError, match=said):
        beside_stored(**{**GOOD, **BAD[said]})


def test_the_lesson_may_name_no_winner_of_tanh_and_relu():
    table = beside_stored(FILE, "activation", stored("activation", 0), seed=0, tolerance=0)
    apart = abs(table["relu"].mean() - table["tanh"].mean())
    assert apart < np.ptp(table["relu"]), "section 3.2 says the means differ by less than relu's spread"
