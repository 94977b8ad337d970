"""Lesson 9's stored runs: five seeds of each setting, what `build.py` trains, and the same talks as the lesson's."""

import numpy as np
import pytest
from programs import build_of

from course_utils.results import column, curves, load_table

ROWS = load_table("who_opened/results.csv")


@pytest.fixture(scope="module")
def program():
    with build_of("who_opened") as build:
        yield build


def test_every_setting_of_the_program_has_five_seeds(program):
    kinds = list(dict.fromkeys((row["experiment"], row["setting"]) for row in ROWS))
    assert kinds == list(program.experiments())
    for experiment, setting in kinds:
        picked = {"experiment": experiment, "setting": setting}
        assert column(ROWS, "seed", **picked).tolist() == [0, 1, 2, 3, 4], picked
        scores = column(ROWS, "score", **picked)
        assert (0 <= scores).all() and (scores <= 1).all(), picked
        epochs = 24 if "24 epochs" in setting else 8
        assert curves(ROWS, "curve", **picked).shape == (5, epochs), picked


def test_what_follows_the_opening_tells_nothing(program):
    heard, opener = program.conversations(program.vowels.split.train, 300, 40, seed=5)
    assert heard.shape == (300, 47, 12) and set(opener) == set(range(9))
    openings = {k: [] for k in range(9)}
    for row in program.vowels.split.train:
        openings[program.vowels.speaker[row]].append(program.x[row, : program.OPENING])
    for talk, who in zip(heard[:50], opener):
        assert any(np.allclose(talk[:7], opening, atol=1e-5) for opening in openings[who])
    other, _ = program.conversations(program.vowels.split.train, 300, 40, seed=6)
    assert not np.array_equal(heard, other)
