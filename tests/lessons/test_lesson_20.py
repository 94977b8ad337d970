"""What lesson 20 adds: a stored table that is complete and true to itself, features that are those of the data."""

import numpy as np
import pytest
from programs import build_of

from course_utils.checks.lesson_20.exercise_3_in_pieces import in_pieces
from course_utils.checks.lesson_20.exercise_4_seen_before import seen_before
from course_utils.checks.lesson_20.exercise_5_next_sample import next_samples, same
from course_utils.data import load_speech
from course_utils.results import column, curves, load_table

ROWS = load_table("speech_and_motion/results.csv")
LANGUAGE = ["centred, at every frame", "centred, at the end", "as recorded, at every frame"]
WATCH = [
    *(f"{name}, {apart}" for name in ("forest", "logistic") for apart in ("windows", "series", "people")),
    *(f"GRU, {apart}" for apart in ("windows", "people")),
]
OTHERS = ["centred, order-blind"]


@pytest.fixture(scope="module")
def program():
    with build_of("speech_and_motion") as build:
        yield build


@pytest.mark.parametrize("setting", [*LANGUAGE, *WATCH, *OTHERS])
def test_every_setting_has_the_same_five_seeds(setting):
    assert column(ROWS, "seed", setting=setting).tolist() == [0, 1, 2, 3, 4]


def test_no_other_setting_is_stored():
    assert {row["setting"] for row in ROWS} == {*LANGUAGE, *WATCH, *OTHERS}


@pytest.mark.parametrize("setting", LANGUAGE)
def test_a_curve_ends_at_the_score_of_whole_clips(setting):
    by_time = curves(ROWS, "by_time", setting=setting)
    assert by_time.shape == (5, 100)
    np.testing.assert_allclose(by_time[:, -1], column(ROWS, "test", setting=setting), atol=0.06)


def test_language_nets_are_equally_large():
    assert len({row["weights"] for row in ROWS if row["setting"] in LANGUAGE}) == 1


def test_centred_frames_use_the_past_alone(program):
    speech = load_speech()
    x, lengths, mask = program.heard("centred")
    recorded, _, _ = program.heard("as recorded")
    assert x.shape == recorded.shape == (len(speech.spanish), program.STEPS, 13)
    assert not x[~mask[..., 0]].any()
    first = x[:, 0]  # less its own mean, it is the same for every clip
    np.testing.assert_allclose(first, np.broadcast_to(first[0], first.shape), atol=1e-5)
    assert np.ptp(recorded[:, 0], axis=0).min() > 0.1
    assert (lengths <= program.STEPS).all()


@pytest.mark.parametrize("apart, shared", [("windows", True), ("series", False), ("people", False)])
def test_folds_hold_out_what_they_say(program, apart, shared):
    _, _, series, person = program.watch_windows()
    tested = np.concatenate([test for _, test in program.folds_of(apart)])
    assert np.array_equal(np.sort(tested), np.arange(len(series)))
    for train, test in program.folds_of(apart):
        assert bool(set(series[train]) & set(series[test])) is shared
        if apart == "people":
            assert not set(person[train]) & set(person[test])


def test_random_windows_have_nearly_all_been_seen_before(program):
    _, _, series, _ = program.watch_windows()
    _, first = np.unique(series, return_index=True)
    start = (np.arange(len(series)) - first[series]) * program.HOP
    for apart, low, high in (("windows", 0.9, 1.0), ("series", 0.0, 0.0)):
        train, test = program.folds_of(apart)[0]
        assert low <= seen_before(series, start, program.WINDOW, train, test) <= high


def test_pieces_say_what_the_whole_clip_says():
    clip = np.random.default_rng(0).normal(size=(11, 4)).astype("float32")
    whole = in_pieces([clip], 5)
    np.testing.assert_allclose(in_pieces([clip[:3], clip[3:4], clip[4:]], 5), whole, atol=1e-5)


def test_the_bug_sees_the_next_step_and_the_cure_does_not():
    x = np.random.default_rng(1).normal(size=(2, 8, 3)).astype("float32")
    other = x.copy()
    other[:, 5] += 1
    assert np.abs(same(x, 4) - same(other, 4))[:, 4].max() > 1e-4
    np.testing.assert_allclose(next_samples(x, 4)[:, :5], next_samples(other, 4)[:, :5], atol=1e-6)
    assert np.abs(next_samples(x, 4) - next_samples(other, 4))[:, 5].max() > 1e-4
