"""Shifted seeds: what is true of one seed only is listed, and nothing is stored."""

import nbformat
import numpy as np
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course_utils.commands import seeds
from course_utils.commands._lessons import CommandError

CODE = nbformat.v4.new_code_cell
DRAWN = int(np.random.default_rng(3).integers(1_000_000))
CELLS = [
    CODE("import numpy as np\nfrom course_utils import claim, reproduces"),
    CODE("drawn = int(np.random.default_rng(3).integers(1_000_000))"),
    CODE(f"claim('seed 3 drew this', drawn == {DRAWN})\nclaim('a draw is small', drawn < 1_000_000)"),
    CODE(f"reproduces('a draw', drawn, {DRAWN}, 'this test', 0)"),
    CODE("print('✗ Exercise 0.0: a wrong answer, shown on purpose')"),
    CODE("raise ValueError('only in a check')", metadata={"tags": ["check"]}),
    CODE(f"[][0] if drawn != {DRAWN} else None"),
]


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "07_lstm.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=CELLS), path)
    return path


def test_what_hangs_on_the_seed_is_listed_and_the_rest_is_not(lesson):
    before = lesson.read_bytes()
    found = seeds.failures(lesson, 1000)
    assert [sentence.split(":")[0] for sentence in found] == [
        "✗ seed 3 drew this",
        "✗ a draw",
        "a cell raised IndexError",
    ]
    assert seeds.failures(lesson, 0) == []
    assert lesson.read_bytes() == before


@pytest.mark.parametrize(
    ("end", "said"),
    [(CellTimeoutError("30"), "took more than"), (DeadKernelError("gone"), "the kernel died")],
)
def test_a_run_that_cannot_go_on_is_told_with_what_was_found_so_far(lesson, monkeypatch, end, said):
    def cut_off(notebook, folder, allow_errors):
        text = f"{seeds.FAILS}✗ a claim\n"
        notebook.cells[2].outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        raise end

    monkeypatch.setattr(seeds, "execute", cut_off)
    first, last = seeds.failures(lesson, 1000)
    assert first == "✗ a claim" and said in last


def test_the_command_counts_what_fails(lesson, monkeypatch, capsys):
    monkeypatch.setattr(seeds, "choose_lessons", lambda numbers: [lesson])
    monkeypatch.setattr(seeds, "failures", lambda path, shift: ["✗ so"] * (shift == 2000))
    assert seeds.main(["07", "--shifts", "2"]) == 1
    said = capsys.readouterr().out
    assert "every seed + 1000: all hold" in said and "every seed + 2000: 1 fail\n  ✗ so" in said
    monkeypatch.setattr(seeds, "failures", lambda path, shift: [])
    assert seeds.main(["07"]) == 0
    with pytest.raises(CommandError, match="--shifts must be 1 or more"):
        seeds.main(["07", "--shifts", "0"])
