"""Stored tables: read as CSV is written, columns picked by what stands beside them, a live run set beside the stored ones."""

import numpy as np
import pytest
from refusals import refuses, wrong_calls

from course_utils import results
from course_utils.data import files

TABLE = 'task,method,seed,test\n"Beijing, 24 h ahead",LSTM,0,2.4\n"Beijing, 24 h ahead",LSTM,1,2.5\nnames,GRU,0,88\nnames,GRU,1,\n'


@pytest.fixture
def rows(monkeypatch):
    monkeypatch.setattr(results, "read_text", lambda file: TABLE)
    return results.load_table("made_up/results.csv")


def test_a_quoted_comma_is_no_end_of_a_field(rows):
    assert [row["task"] for row in rows] == ["Beijing, 24 h ahead"] * 2 + ["names"] * 2
    assert results.column(rows, "test", task="Beijing, 24 h ahead").tolist() == [2.4, 2.5]


def test_a_column_is_picked_by_text_and_by_number(rows):
    assert results.column(rows, "seed").tolist() == [0, 1, 0, 1]
    assert results.column(rows, "test", seed=0, method="GRU").tolist() == [88]


def test_what_a_table_lacks_is_named(rows):
    refuses(
        lambda: results.column(rows, "tset"),
        "no column 'tset' .* there are .'task', 'method', 'seed', 'test'",
    )
    refuses(lambda: results.column(rows, "test", cell="GRU"), "no column 'cell'")
    refuses(lambda: results.column(rows, "test", method="RNN"), "no row of this table has .'method': 'RNN'")
    refuses(lambda: results.column(rows, "test", task="names"), "'test' holds something else than numbers")
    refuses(lambda: results.column([], "test"), "no column 'test'")


def test_curves_are_one_row_a_run(monkeypatch):
    table = "net,seed,curve\nLSTM,0,0.5 0.25 0.125\nLSTM,1,1 2 3\nGRU,0,1 2\nGRU,1,1\nRNN,0,high low\n"
    monkeypatch.setattr(results, "read_text", lambda file: table)
    rows = results.load_table("made_up/results.csv")
    assert results.curves(rows, "curve", net="LSTM").tolist() == [[0.5, 0.25, 0.125], [1, 2, 3]]
    refuses(lambda: results.curves(rows, "curve", net="GRU"), "does not hold equally many numbers")
    refuses(lambda: results.curves(rows, "curve", net="RNN"), "does not hold equally many numbers")
    refuses(lambda: results.curves(rows, "loss"), "no column 'loss'")
    refuses(lambda: results.curves(rows, "curve", net="TCN"), "no row of this table")


def test_a_quoted_comma_may_stand_in_a_table_that_a_run_is_set_beside(monkeypatch, capsys):
    table = 'experiment,setting,seed,score\ncells,"LSTM, 32 units",0,0.5\ncells,"LSTM, 32 units",1,0.75\n'
    monkeypatch.setattr(results, "read_text", lambda file: table)
    stored = results.beside_stored("made_up/results.csv", "cells", {"LSTM, 32 units": 0.52}, 0, 0.1)
    assert {setting: scores.tolist() for setting, scores in stored.items()} == {"LSTM, 32 units": [0.5, 0.75]}
    assert capsys.readouterr().out == "LSTM, 32 units: this run ≈ 0.520, 2 seeds ≈ 0.500 to ≈ 0.750\n"


def test_a_table_that_is_not_there_says_how_to_mend_it():
    with pytest.raises(files.DatasetError, match="is not listed"):
        results.load_table("made_up/results.csv")


FILE, EXPERIMENT = "long_memory/results.csv", "adding problem, 100 steps"
STORED = [row for row in results.load_table(FILE) if row["experiment"] == EXPERIMENT]


def stored(seed):
    return {row["setting"]: float(row["score"]) for row in STORED if row["seed"] == str(seed)}


def stored_beside(live=None, tolerance=0.1, experiment=EXPERIMENT, seed=0):
    live = stored(0) if live is None else live
    return results.beside_stored(FILE, experiment, live, seed, tolerance)


def test_scores_come_in_the_order_of_the_seeds(capsys):
    table = stored_beside(stored(3), tolerance=0, seed=3)
    assert list(table) == list(stored(3)) and len(table) == 6
    for setting, scores in table.items():
        assert scores.tolist() == [stored(seed)[setting] for seed in range(5)]
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_a_run_that_left_the_stored_one_is_noticed():
    live = {setting: score + 0.2 for setting, score in stored(0).items()}
    with pytest.raises(AssertionError, match="adding problem, 100 steps, .*stored for seed 0"):
        stored_beside(live)


REFUSED = [
    ("results.beside_stored", lambda: stored_beside({}), "live must be"),
    ("results.beside_stored", lambda: stored_beside({"a": np.nan}), "live must be"),
    ("results.beside_stored", lambda: stored_beside({"a": 1.0}), "live has the settings"),
    ("results.beside_stored", lambda: stored_beside(experiment="nothing"), "for 'nothing'"),
    ("results.beside_stored", lambda: stored_beside(seed=9), "seed 9 is not stored"),
    ("results.beside_stored", lambda: stored_beside(tolerance=-1), "tolerance must be 0 or more"),
    ("results.beside_stored", lambda: stored_beside(tolerance=np.nan), "tolerance must be 0 or more"),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)


def test_shares_and_gaps_of_runs():
    assert results.share_won([90, 92, 91], [89, 93, 88.5], True) == pytest.approx(6 / 9)
    assert results.share_won([1, 1], [1, 1, 2], False) == pytest.approx(4 / 6)
    assert results.gap_in_errors([3, 5, 4, 4], [1, 3, 2]) == pytest.approx(2 / np.sqrt(2 / 3 / 4 + 1 / 3))
    assert results.gap_in_errors([1, 3, 2], [3, 5, 4, 4]) < 0


def test_runs_that_cannot_be_compared_are_refused():
    refuses(lambda: results.share_won([], [1.0], True), "a must be one row of finite scores, 1 or more")
    refuses(lambda: results.share_won([1.0], [np.nan], True), "b must be one row of finite scores, 1 or more")
    refuses(lambda: results.gap_in_errors([1.0], [1.0, 2.0]), "a must be one row of finite scores, 2 or more")
    refuses(lambda: results.gap_in_errors([1.0, 1.0], [2.0, 2.0]), "no spread to judge by")
