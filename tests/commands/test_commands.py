"""The commands: each has help, takes its options, and answers what it cannot use by one sentence."""

import importlib
import subprocess
import sys
import types

import all_lessons as lessons
import nbformat
import pytest

from course_utils.commands import __main__ as commands
from course_utils.commands import bench, data, doctor, lab
from course_utils.commands import test as testing
from course_utils.commands._execution import SECONDS_A_CELL
from course_utils.commands._lessons import CommandError, how_to_mend


@pytest.fixture
def one_lesson(tmp_path):
    """A course folder that holds lesson 07 alone."""
    (tmp_path / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "notebooks" / "07_lstm.ipynb")
    return tmp_path


def test_course_py_knows_every_command():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(lessons.ROOT))
        import course
    assert set(course.COMMANDS) == {*commands.COMMANDS, "setup"}
    assert [name for name in course.COMMANDS if name not in course.__doc__] == []


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_each_command_has_help_of_its_own(name, capsys):
    with pytest.raises(SystemExit) as end:
        commands.main([name, "--help"])
    said = capsys.readouterr().out
    assert end.value.code == 0 and f"course.py {name}" in said
    module = importlib.import_module(f"course_utils.commands.{name}")
    assert getattr(module, "HELP", module.__doc__).splitlines()[0] in said


@pytest.mark.parametrize("name", sorted(set(commands.COMMANDS) - {"bench"}))
def test_a_wrong_option_is_one_sentence(name, capsys):
    assert commands.main([name, "--quick"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "--quick" in said.err and "--help" in said.err


def test_a_command_that_is_none_is_one_sentence(capsys):
    assert commands.main(["labb"]) == 1
    assert capsys.readouterr().err.startswith("There is no command labb: choose from bench, data, doctor")


def test_words_of_the_test_command(one_lesson, monkeypatch):
    nbval = [
        "--nbval",
        "--nbval-current-env",
        f"--nbval-cell-timeout={SECONDS_A_CELL}",
        "--nbval-sanitize-with=tests/sanitize.cfg",
    ]
    mine = ["-k", "07_lstm or lesson_07"]
    pair = ["-n", "2", "--dist=loadscope"]
    monkeypatch.setattr(testing, "at_once", lambda: 2)
    assert testing.words([], one_lesson) == ["notebooks", "tests", *nbval, *pair]
    assert testing.words(["--fast"], one_lesson) == ["tests", *pair]
    assert testing.words(["--at-once", "1"], one_lesson) == ["tests", "notebooks", *nbval]
    with pytest.raises(CommandError, match="--at-once must be 1 or more"):
        testing.words(["--at-once", "0"], one_lesson)
    assert testing.words(["7"], one_lesson) == ["tests", "notebooks/07_lstm.ipynb", *nbval, *mine]
    assert testing.words(["07", "--fast"], one_lesson) == ["tests", *mine]
    long = ["notebooks", "tests", *nbval, *pair, "--durations=0"]
    assert testing.words(["--durations", "0"], one_lesson) == long
    with pytest.raises(CommandError, match="no lesson 08: choose from 07"):
        testing.words(["08"], one_lesson)


@pytest.mark.parametrize(
    "cores, gigabytes, expected", [(2, 8, 2), (16, 64, 2), (1, 64, 1), (None, 64, 1), (4, 4, 1)]
)
def test_two_files_at_a_time_only_where_both_find_room(cores, gigabytes, expected, monkeypatch):
    usable = types.SimpleNamespace(total=int(gigabytes * 0.95 * 2**30))
    monkeypatch.setattr(testing.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(testing.psutil, "virtual_memory", lambda: usable)
    assert testing.at_once() == expected


class Collected:
    """A plugin that keeps the names of the tests that a call of pytest would run."""

    def pytest_collection_finish(self, session):
        self.names = [test.nodeid for test in session.items]


def test_one_lesson_s_test_runs_all_that_belongs_to_it(monkeypatch, capsys):
    """Its own tests, its checks, its form and its cells: the words select them, and no other lesson's."""
    monkeypatch.chdir(lessons.ROOT)
    collected = Collected()  # in this process, which has read all test modules: it need not be done again
    status = pytest.main(["--collect-only", "-q", *testing.words(["07"])], plugins=[collected])
    assert status == pytest.ExitCode.OK, capsys.readouterr().out
    names = collected.names
    assert any("tests/lessons/test_lesson_07.py" in name for name in names)
    for part in ("test_form[07_", "test_stub_then_solution[07_", "notebooks/07_simple_rnn.ipynb::Cell 0"):
        assert any(part in name for name in names), part
    assert any("tests/checks/" in name for name in names)
    others = [path.stem for path in lessons.PATHS if not path.stem.startswith("07")]
    assert [name for name in names if any(other in name for other in others)] == []


def test_words_of_lab():
    def said(*options):
        return lab.words(lab.read(options), "folder", "00_start_here.ipynb")

    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    assert {
        *quiet,
        "--ServerApp.root_dir=folder",
        "--LabApp.default_url=/lab/tree/00_start_here.ipynb",
    } <= set(said())
    assert said("--port", "8899", "--no-browser")[-2:] == ["--no-browser", "--ServerApp.port=8899"]
    remote = said("--ip=0.0.0.0", "--token", "a word")
    assert remote[-2:] == ["--ServerApp.ip=0.0.0.0", "--IdentityProvider.token=a word"]
    for wrong in (
        ["--port"],
        ["--port", "x"],
        ["--port", "0"],
        ["--port", "70000"],
        ["--prot=1"],
        ["--token", ""],
    ):
        with pytest.raises(CommandError, match="^lab: .*[.]$") as told:
            said(*wrong)
        assert wrong[0].split("=")[0] in str(told.value)


def test_lab_opens_the_copies_and_changes_no_lesson(monkeypatch, tmp_path):
    monkeypatch.setenv("RNN_COURSE_MINE", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [])
    ran = []
    monkeypatch.setattr(lab.runpy, "run_module", lambda name, **more: ran.append((name, sys.argv)))
    before = {path: path.read_bytes() for path in lessons.PATHS}
    assert lab.main([]) == 0 and lab.main(["--teach"]) == 0
    assert {path: path.read_bytes() for path in lessons.PATHS} == before
    for (name, words), folder in zip(ran, (tmp_path, tmp_path / "teaching"), strict=True):
        assert name == "jupyterlab" and f"--ServerApp.root_dir={folder}" in words
        assert {path.name for path in lessons.PATHS} <= {path.name for path in folder.iterdir()}
    monkeypatch.setattr(lab, "lessons", dict)
    with pytest.raises(CommandError, match="holds no lesson"):
        lab.main([])


def test_what_a_learner_left_in_mine_is_not_tested():
    """Neither pytest, which is given its folders, nor ruff and git, which skip what git ignores."""
    assert [word for word in testing.words(["--at-once=1"]) if word[0] != "-"] == ["tests", "notebooks"]
    ignored = subprocess.run(["git", "check-ignore", "-q", "mine/00_start_here.ipynb"], cwd=lessons.ROOT)
    assert ignored.returncode == 0 or not (lessons.ROOT / ".git").exists()


def test_bench_measures_lessons_or_hands_over_to_the_generator(monkeypatch):
    calls = []
    monkeypatch.setattr(bench, "measure", lambda paths: calls.append([path.name for path in paths]) or 0)
    monkeypatch.setattr(bench.readme, "refresh", lambda: calls.append("tables"))
    from course_utils.generator import bench as generator

    monkeypatch.setattr(generator, "main", lambda options: calls.append(options) or 0)
    assert bench.main(["--lessons", "02"]) == 0
    assert bench.main(["--text", "a.txt"]) == 0 and bench.main(["--text", "a.txt", "--store"]) == 0
    assert calls == [
        ["02_hidden_state.ipynb"],
        "tables",
        ["--text", "a.txt"],
        ["--text", "a.txt", "--store"],
        "tables",
    ]


def test_data_command_runs_the_build_of_one_set(tmp_path):
    build = tmp_path / "datasets" / "toy" / "build.py"
    build.parent.mkdir(parents=True)
    build.write_text("from pathlib import Path\nPath(__file__).with_name('toy.csv').write_text('1')\n")
    assert data.main(["toy"], tmp_path) == 0 and (build.parent / "toy.csv").exists()
    for wrong in ([], ["toi"], ["toy", "toy"]):
        with pytest.raises(CommandError, match="Name one data set.*: toy"):
            data.main(wrong, tmp_path)


def test_readme_writes_its_tables_and_executes_nothing(monkeypatch):
    done = []
    readme = importlib.import_module("course_utils.commands.readme")
    monkeypatch.setattr(readme, "refresh", lambda: done.append("tables"))
    assert readme.main([]) == 0 and done == ["tables"]


def test_lesson_reports_what_an_author_asks_for(capsys):
    lesson = importlib.import_module("course_utils.commands.lesson")
    assert lesson.main(["02"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("02_hidden_state: ") and said.count("\n") == 1
    assert "minutes to read (its box says" in said and " 5 exercises" in said


def test_a_missing_package_is_one_sentence_that_fits_the_environment(tmp_path, monkeypatch, capsys):
    def missing(name):
        raise ModuleNotFoundError(name="sphinx")

    monkeypatch.setattr(commands.importlib, "import_module", missing)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert commands.main(["site", "03"]) == 1
    own = capsys.readouterr().err
    assert own.startswith('The package sphinx is missing: run `python -m pip install -e ".[authors]"`')
    assert own.endswith(".\n")
    (tmp_path / "rnn_course.stamp").write_text(
        "whole"
    )  # one that course.py made may be deleted, and only that
    assert commands.main(["site", "03"]) == 1
    assert "missing: run `python3 course.py setup`" in capsys.readouterr().err
    monkeypatch.undo()
    assert doctor.check_packages().fix == how_to_mend()
