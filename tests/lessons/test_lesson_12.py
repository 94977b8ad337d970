"""Lesson 12's comparison: the table is complete, its sizes are those that Keras counts, and odd input is refused."""

import numpy as np
import pytest
from programs import build_of

from course_utils.results import load_table

ROWS = load_table("comparison/results.csv")
CELLS = ("SimpleRNN", "LSTM", "GRU")


@pytest.fixture(scope="module")
def program():
    with build_of("comparison") as build:
        yield build


def test_every_task_has_two_baselines_and_five_seeds_of_each_cell():
    tasks = {row["task"] for row in ROWS}
    assert len(tasks) >= 5
    for task in tasks:
        runs = sorted((row["method"], row["seed"]) for row in ROWS if row["task"] == task)
        wanted = [("trivial", ""), ("linear", "")] + [
            (method, str(seed)) for method in ("untrained", "untrained, small", *CELLS) for seed in range(5)
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


def test_an_untrained_net_keeps_its_state_behind_the_end(program):
    task = program.TASKS["vowels"]()
    x = task.parts["validation"][0]
    lengths = (x != 0).any(axis=2).sum(axis=1)
    net = program.untrained.Untrained(task, seed=3, leak=0.5, scale=0.3)
    whole = net.states(x)
    assert whole.shape == (len(x), program.untrained.UNITS + 1) and (whole[:, 0] == 1).all()
    for i in (int(lengths.argmin()), int(lengths.argmax())):
        alone = net.states(x[i : i + 1, : lengths[i]])
        np.testing.assert_allclose(whole[i], alone[0], atol=1e-12)
    radius = np.abs(np.linalg.eigvals(net.W_h)).max()
    assert radius == pytest.approx(program.untrained.RADIUS)


def test_a_step_s_answer_sees_the_state_of_that_step(program):
    task = program.TASKS["copying"]()
    x = task.parts["validation"][0][:4]
    net = program.untrained.Untrained(task, seed=1, leak=1.0, scale=0.1)
    states = net.states(x)
    assert states.shape == (4, x.shape[1], program.untrained.UNITS + 1)
    np.testing.assert_allclose(net.states(x[:, :7]), states[:, :7], atol=1e-12)


def test_the_ridge_is_chosen_on_sequences_held_out_as_a_whole(program):
    rng = np.random.default_rng(5)
    rows = np.repeat(np.arange(40), 3)
    states = np.concatenate([np.ones((120, 1)), rng.normal(size=(120, 60))], axis=1)
    targets = states[:, 1:3] + rng.normal(0, 0.1, (120, 2))
    losses = program.untrained.loss_by_ridge(states, targets, rows)
    assert losses.shape == program.untrained.RIDGES.shape
    assert losses.argmin() not in (0, len(losses) - 1)  # too little fits the noise, too much fits nothing
    W = program.untrained.fitted(states, targets, program.untrained.RIDGES[losses.argmin()])
    assert np.abs(W[1:3] - np.eye(2)).max() < 0.2


def test_a_row_of_the_untrained_net_is_measured_again(program):
    task = program.TASKS["vowels"]()
    predict, _ = program.untrained.answer(task, 0, leak=0.5, scale=0.3)
    row = next(r for r in ROWS if (r["task"], r["method"], r["seed"]) == (task.name, "untrained", "0"))
    assert program.score(predict, task, "test") == pytest.approx(float(row["test"]), abs=0.6)
    assert int(row["parameters"]) == (program.untrained.UNITS + 1) * task.outputs


def rows(count=4):
    return np.ones((count, 3, 2)), np.zeros(count, int)


BROKEN = {
    "1 or more": lambda x, y: (x[:0], y[:0]),
    "as many rows": lambda x, y: (x, y[:-1]),
    "NaN": lambda x, y: (np.where(np.arange(4)[:, None, None] == 2, np.nan, x), y),
    "row 3 is padding only": lambda x, y: (x * (np.arange(4) < 3)[:, None, None], y),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_task_refuses_what_cannot_be_scored(program, said):
    import tasks

    def task(part):
        return tasks.Task("made up", "accuracy", "%", {"train": part}, 1, 2, 2, masked=True)

    assert task(rows()).parts
    with pytest.raises(ValueError, match=said) as told:
        task(BROKEN[said](*rows()))
    assert "parts['train']" in str(told.value)


def test_runs_are_drawn_beside_their_baselines():
    from course_utils.plots import figure, runs_beside

    fig, (near, far) = figure(2)
    runs_beside(near, {"LSTM": [0.8, 0.9], "GRU": [0.7, 0.75]}, 0.85, 0.6)
    runs_beside(far, {"LSTM": [0.8, 0.9], "GRU": [0.7, 0.75]}, 0.85, 0.1)
    assert [len(ax.lines) for ax in (near, far)] == [4, 3]
    assert list(near.lines[1].get_ydata()) == [0.7, 0.75]
    for bad in ([], [np.nan, 1.0]):
        with pytest.raises(ValueError, match="runs\\['GRU'\\]"):
            runs_beside(near, {"GRU": bad}, 0.5, 0.5)
