"""Lesson 16's table: complete, one recipe for what is compared, and what its build.py computes is what it says."""

import numpy as np
import pytest
from programs import build_of

from course_utils.results import load_table

ROWS = load_table("classification/results.csv")


def rows(**where):
    return [row for row in ROWS if all(row[name] == value for name, value in where.items())]


@pytest.fixture(scope="module")
def program():
    with build_of("classification") as build:
        yield build


def test_the_table_holds_every_run_that_build_would_make_and_no_other(program):
    wanted = [tuple(str(part) for part in key) for key, _ in program.jobs()]
    stored = [tuple(row[name] for name in program.FIELDS[:5]) for row in ROWS]
    assert len(set(stored)) == len(stored) and sorted(stored) == sorted(wanted)


def test_nets_that_are_compared_have_five_seeds_and_the_untrained_one_ten():
    drawn = {}
    for row in ROWS:
        if row["seed"]:
            key = tuple(row[name] for name in ("experiment", "data", "setting", "size"))
            drawn.setdefault(key, []).append(int(row["seed"]))
    for key, seeds in drawn.items():
        assert sorted(seeds) == list(range(10 if "untrained net" in key else 5)), key


def test_the_four_corners_of_padding_are_one_net():
    for data in ("films", "vowels"):
        assert len({row["weights"] for row in rows(experiment="padding", data=data)}) == 1
        assert len({row["setting"] for row in rows(experiment="padding", data=data)}) == 4


def test_shares_are_percentages_and_sureness_of_two_classes_is_a_half_or_more():
    for row in ROWS:
        assert 0 < float(row["test"]) <= 100
        if row["confidence"]:
            assert 50 <= float(row["confidence"]) <= 100 and 0 <= float(row["calibration_error"]) <= 50


def test_padding_moves_to_the_front_and_nothing_is_lost(program):
    behind = np.array([[1, 2, 0, 0], [3, 4, 5, 6], [7, 0, 0, 0]])
    front = program.in_front(behind, np.array([2, 4, 1]))
    assert front.tolist() == [[0, 0, 1, 2], [3, 4, 5, 6], [0, 0, 0, 7]]


def test_the_calibration_error_is_what_the_exercise_asks_for(program):
    """Bins of the confidence from a half to 1 are the upper half of twice as many bins from 0 to 1."""
    from course_utils.checks.lesson_16.exercise_3_calibration_error import calibration_error

    rng = np.random.default_rng(0)
    probability = np.concatenate([rng.uniform(size=400), [0.0, 1.0]])
    label = (rng.uniform(size=402) < 0.3 + 0.5 * probability).astype(int)
    confidence = np.maximum(probability, 1 - probability)
    right = (probability > 0.5) == (label == 1)
    found = program.calibration_error(probability, label)
    assert found == pytest.approx(calibration_error(confidence, right, 20)) and found > 0.05


def test_an_echo_does_not_read_its_padding(program):
    values = np.random.default_rng(1).normal(size=(3, 8, 2))
    lengths = np.array([5, 8, 2])
    changed = values + 9 * (np.arange(8) >= lengths[:, None])[:, :, None]
    first, second = (program.echo_states(x, lengths, seed=0, units=20) for x in (values, changed))
    assert np.array_equal(first, second) and np.ptp(first) > 0.01


def test_a_rival_s_row_is_measured_again(program):
    found = program.films_by("naive Bayes", None)
    (row,) = rows(experiment="rivals", setting="naive Bayes")
    assert float(found["test"]) == pytest.approx(float(row["test"]), abs=0.2)
