"""Counts of a room: what a check writes when it is asked to, what it never writes, and the table made of it."""

import csv
import os
import subprocess
import sys

import pytest

from course_utils.checks import tally
from course_utils.checks.exercise import Exercise, Misconception
from course_utils.commands import lab
from course_utils.commands import tally as command
from course_utils.commands._lessons import ROOT, CommandError


@pytest.fixture
def twice():
    hint = "You multiplied it by itself."
    return Exercise(
        "2.1",
        "Twice",
        lambda x: 2 * x,
        cases=[(3,), (5,)],
        misconceptions=[Misconception("squared", lambda x: x * x, hint)],
    )


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setenv(tally.FOLDER, str(tmp_path))
    monkeypatch.setattr(tally, "_told", set())
    return tmp_path


def not_yet(x):
    raise NotImplementedError


def test_nothing_is_counted_unless_the_room_asks(twice, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(tally.FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    twice(lambda x: 2 * x)
    assert list(tmp_path.iterdir()) == [] and "Counted" not in capsys.readouterr().out


def test_a_line_holds_exercise_outcome_and_mistake_and_the_learner_is_told_once(twice, room, capsys):
    def of_ada_lovelace(x):
        return x * x

    for answer in (not_yet, of_ada_lovelace, of_ada_lovelace, lambda x: 2 * x):
        twice(answer)
    (file,) = room.iterdir()
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    wrong = ["2.1", "failed", "squared"]
    assert rows == [tally.COLUMNS, wrong, wrong, ["2.1", "passed", ""]]
    assert "ada" not in file.name + file.read_text(encoding="utf-8")
    assert capsys.readouterr().out.count("Counted for the room") == 1


def test_two_kernels_have_files_of_names_that_say_nothing(room):
    program = "from course_utils.checks import lesson_00 as check\ncheck.exercise_1(lambda *given: None)"
    run = [sys.executable, "-c", program]
    for _ in range(2):
        subprocess.run(run, cwd=ROOT, check=True, capture_output=True, timeout=120)
    names = sorted(path.name for path in room.iterdir())
    assert len(names) == 2 and all(len(name) == len("0123456789abcdef.csv") for name in names)


def test_a_folder_that_cannot_be_written_to_is_said_once_and_the_check_goes_on(
    twice, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv(tally.FOLDER, str(tmp_path / "gone"))
    monkeypatch.setattr(tally, "_told", set())
    assert twice(lambda x: 2 * x) and not twice(lambda x: x * x)
    assert capsys.readouterr().out.count("Not counted for the room") == 1


def write(folder, name, *rows):
    with (folder / name).open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)


def test_the_table_counts_learners_and_each_mistake_once_a_learner(tmp_path, capsys):
    loop = ["2.1", "failed", "return in the loop"]
    write(tmp_path, "a.csv", tally.COLUMNS, loop, loop, ["2.1", "passed", ""], ["10.1", "failed", ""])
    write(tmp_path, "b.csv", tally.COLUMNS, ["2.1", "failed", "squared"], loop)
    write(tmp_path, "c.csv", tally.COLUMNS, ["2.1", "passed", ""], ["2.1", "pas"], ["of", "failed", ""])
    write(tmp_path, "marks.csv", ["name", "mark"], ["Ada", "1"])
    assert command.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].split(maxsplit=4) == ["2.1", "3", "2", "6", "return in the loop (2)"]
    assert said[2].split() == ["10.1", "1", "0", "1"]
    assert said[-1] == "Left out: 2 lines that are no whole line of a tally."


def test_a_folder_without_counts_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="Name one folder"):
        command.main([])
    with pytest.raises(CommandError, match="There is no folder"):
        command.main([str(tmp_path / "nowhere")])
    with pytest.raises(CommandError, match="holds no counts"):
        command.main([str(tmp_path)])


def test_lab_hands_the_folder_on_to_its_kernels(tmp_path, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_MINE", str(tmp_path / "mine"))
    monkeypatch.setenv(tally.FOLDER, "")
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(lab.runpy, "run_module", lambda name, **more: None)
    assert lab.main(["--tally", str(tmp_path / "new" / "room")]) == 0
    assert os.environ[tally.FOLDER] == str(tmp_path / "new" / "room") and (tmp_path / "new" / "room").is_dir()
