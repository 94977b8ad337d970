"""Lesson 8's comparison: the table is complete, its sizes are equal, and the sizes are those that Keras counts."""

import csv
import sys
from pathlib import Path

import pytest

COMPARISON = Path(__file__).resolve().parents[1] / "datasets" / "comparison"
ROWS = list(csv.DictReader((COMPARISON / "results.csv").open(encoding="utf-8")))
CELLS = ("SimpleRNN", "LSTM", "GRU")


@pytest.fixture
def program(monkeypatch):
    """Import build.py as its own folder sees it."""
    monkeypatch.syspath_prepend(str(COMPARISON))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    import build

    return build


def test_every_task_has_two_baselines_and_five_seeds_of_each_cell():
    tasks = {row["task"] for row in ROWS}
    assert len(tasks) >= 5
    for task in tasks:
        runs = sorted((row["method"], row["seed"]) for row in ROWS if row["task"] == task)
        wanted = [("trivial", ""), ("linear", "")] + [
            (cell, str(seed)) for cell in CELLS for seed in range(5)
        ]
        assert runs == sorted(wanted)


def test_all_cells_have_equal_size():
    sizes = [int(row["parameters"]) for row in ROWS if row["method"] in CELLS]
    assert 3880 <= min(sizes) and max(sizes) <= 4120


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("name", ["vowels", "copying"])
def test_the_size_is_what_keras_counts(program, name, cell):
    task = program.TASKS[name]()
    row = next(row for row in ROWS if row["task"] == task.name and row["method"] == cell)
    counted = program.build(task, cell, int(row["units"])).count_params()
    assert counted == int(row["parameters"]) == program.parameters(task, cell, int(row["units"]))


def test_baselines_are_measured_again(program):
    task = program.TASKS["copying"]()
    found = program.baselines.of(task)
    for method in ("trivial", "linear"):
        row = next(row for row in ROWS if row["task"] == task.name and row["method"] == method)
        assert found[method]["test"] == pytest.approx(float(row["test"]), abs=0.5)
