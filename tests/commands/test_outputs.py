"""What authors use: stored outputs, handouts, run times, the words of each command, the doctor."""

import copy
import sys

import nbformat
import pytest

from course_utils.commands import __main__ as commands
from course_utils.commands import _execution as execution
from course_utils.commands import doctor
from course_utils.commands import lesson as form
from course_utils.commands import outputs as authoring
from course_utils.data import files

CODE = nbformat.v4.new_code_cell


@pytest.fixture
def lesson(tmp_path):
    """Return a function that writes a lesson of the given cells into a course folder and returns its path."""
    (tmp_path / "notebooks").mkdir()

    def write(*cells):
        path = tmp_path / "notebooks" / "07_lstm.ipynb"
        notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"widgets": {"state": {}}, "toc": 1})
        nbformat.write(notebook, path)
        return path

    return write


def test_outputs_are_stored_with_fixed_metadata(lesson, capsys):
    first = CODE("x = 2\nprint(x)", id="kept", metadata={"tags": ["exercise"], "execution": {"iopub": "now"}})
    path = lesson(first, nbformat.v4.new_markdown_cell("text"), CODE("x + 1", id="second"))
    assert authoring.outputs([path]) == 0
    stored = path.read_bytes()
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata == {"kernelspec": form.KERNELSPEC, "language_info": {"name": "python"}}
    assert [cell.get("execution_count") for cell in notebook.cells] == [1, None, 2]
    assert notebook.cells[0].metadata == {"tags": ["exercise"]} and notebook.cells[0].id == "cell-000"
    assert notebook.cells[0].outputs[0].text == "2\n"
    assert notebook.cells[2].outputs[0].data["text/plain"] == "3"
    assert stored.startswith(b'{\n "cells"') and stored.endswith(b"}\n") and b"\r" not in stored
    assert "MB, stored" in capsys.readouterr().out
    assert authoring.outputs([path]) == 0 and path.read_bytes() == stored


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys; print('note', file=sys.stderr)", "wrote to stderr"),
        ("import warnings; warnings.warn('old')", "wrote to stderr"),
        ("print('/home/ada/course')", "path of this computer"),
        (r"print(r'C:\Users\ada')", "path of this computer"),
        ("import sys; print(sys.prefix)", "path of this computer"),
        ("import ipywidgets; ipywidgets.IntSlider()", "shows a widget"),
        ("import os; os._exit(1)", "the kernel died"),
    ],
)
def test_unsound_outputs_are_refused_and_the_file_stays(lesson, capsys, source, why):
    path = lesson(CODE(source, id="a"))
    before = path.read_bytes()
    assert authoring.outputs([path]) == 1
    assert path.read_bytes() == before and sorted(path.parent.iterdir()) == [path]
    printed = capsys.readouterr().out
    assert why in printed and "not stored" in printed


def test_what_is_no_path_is_no_fault():
    output = nbformat.v4.new_output(
        "stream", text="5 m/s, and/or, W_xh/tmp, h:\\alpha, https://doi.org/root/x\n"
    )
    notebook = nbformat.v4.new_notebook(cells=[CODE("", outputs=[output])])
    assert execution.faults(notebook) == []


def test_metadata_follow_from_the_tags_and_are_the_same_in_every_run():
    stub = CODE(
        "# Exercise 7.2: gate\nraise NotImplementedError", metadata={"tags": ["exercise"], "scrolled": True}
    )
    check = CODE("check.exercise_2(gate)", metadata={"tags": ["check"]})
    solution = CODE("# @title Solution 7.2 (expand)", metadata={"tags": ["solution"]})
    notebook = form.finish(nbformat.v4.new_notebook(cells=[stub, check, solution, CODE("quiz('Why?')")]))
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells] == ["cell-000", "cell-001", "cell-002", "cell-003"]
    assert stub.metadata.nbgrader["grade_id"] == "exercise-7-2" and stub.metadata.nbgrader["solution"]
    assert check.metadata.nbgrader["grade_id"] == "check-7-2" and check.metadata.nbgrader["points"] == 1
    assert "scrolled" not in stub.metadata
    assert all(cell.metadata.jupyter["source_hidden"] for cell in notebook.cells[2:])
    assert [cell.metadata.get("slideshow") for cell in notebook.cells] == [
        None,
        None,
        {"slide_type": "skip"},
        None,
    ]
    assert form.finish(copy.deepcopy(notebook)) == notebook


def test_memory_meter_sees_a_large_array(lesson):
    small = execution.fresh_run(lesson(CODE("x = 1")))
    large = execution.fresh_run(lesson(CODE("import time; x = b'1' * 400_000_000; time.sleep(1)")))
    assert large[2] - small[2] == pytest.approx(400e6, rel=0.2)
    assert small[1] > 0 and large[1] > 1


def test_handouts_hold_neither_solutions_nor_notes(lesson, tmp_path):
    cells = [
        CODE("raise NotImplementedError", metadata={"tags": ["exercise"]}),
        CODE("secret = 1", metadata={"tags": ["solution", "other"]}),
        nbformat.v4.new_markdown_cell("note", metadata={"tags": ["instructor"]}),
        CODE(
            "check()",
            execution_count=3,
            outputs=[nbformat.v4.new_output("stream", text="not attempted yet\n")],
        ),
    ]
    path = lesson(*cells)
    assert authoring.handouts([path], tmp_path / "build" / "handouts") == 0
    handout = nbformat.read(tmp_path / "build" / "handouts" / path.name, as_version=4)
    assert [cell.source for cell in handout.cells] == ["raise NotImplementedError", "check()"]
    assert handout.cells[1].outputs[0].text == "not attempted yet\n"


README = """before | 7 |
<!-- lessons -->
| Lesson | Question | Minutes | Run time | Memory |
|---|---|---|---|---|
| [6. BPTT](notebooks/06_bptt.ipynb) | why? | 60 | 3 s | 0.2 GB |
| [7. LSTM](notebooks/07_lstm.ipynb) | how? | 60 |  |  |
<!-- /lessons -->
"""


def test_bench_writes_two_columns_of_one_row(lesson, tmp_path):
    changed = authoring.set_measured(README, "07_lstm.ipynb", 12.4, 0.51e9)
    assert changed == README.replace("| how? | 60 |  |  |", "| how? | 60 | 12 s | 0.5 GB |")
    assert authoring.set_measured(changed, "07_lstm.ipynb", 12.4, 0.51e9) == changed
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    assert authoring.bench([lesson(CODE("x = 1"))], readme) == 0
    assert "| how? | 60 |  |  |" not in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", README.replace("07_lstm", "08_gru"), README.replace("<!-- /lessons -->", "")]
)
def test_bench_says_what_the_readme_lacks(text):
    with pytest.raises(commands.CommandError, match="needs one row for 07_lstm.ipynb"):
        authoring.set_measured(text, "07_lstm.ipynb", 1, 1)


def test_words_of_the_test_command(lesson, tmp_path):
    lesson()
    nbval = [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=300",
        "--nbval-sanitize-with=tests/sanitize.cfg",
    ]
    assert commands.test([], tmp_path) == ["pytest", "tests", "notebooks", *nbval]
    assert commands.test(["--fast"], tmp_path) == ["pytest", "tests"]
    assert commands.test(["7"], tmp_path) == [
        "pytest",
        "tests",
        "notebooks/07_lstm.ipynb",
        *nbval,
        "-k",
        "07_lstm",
    ]
    assert commands.test(["07", "--fast"], tmp_path) == ["pytest", "tests", "-k", "07_lstm"]
    with pytest.raises(commands.CommandError, match="no lesson 08: choose from 07"):
        commands.test(["08"], tmp_path)
    with pytest.raises(commands.CommandError, match="test cannot use --quick"):
        commands.test(["--quick"], tmp_path)


def test_words_of_the_other_commands(tmp_path):
    assert commands.lab(["--port", "8899", "--no-browser"])[-2:] == ["--port=8899", "--no-browser"]
    for wrong in (["--port"], ["--port", "x"], ["--prot=1"]):
        with pytest.raises(commands.CommandError, match="--no-browser and --port NUMBER"):
            commands.lab(wrong)
    assert commands.bench(["--lessons", "03"]) == ["course_utils.commands.outputs", "bench", "03"]
    assert commands.bench(["--text", "a.txt"]) == ["course_utils.generator.bench", "--text", "a.txt"]


def test_data_command_runs_the_build_of_one_set(tmp_path):
    build = tmp_path / "datasets" / "toy" / "build.py"
    build.parent.mkdir(parents=True)
    build.write_text("from pathlib import Path\nPath(__file__).with_name('toy.csv').write_text('1')\n")
    assert commands.remake_data(["toy"], tmp_path) == 0 and (build.parent / "toy.csv").exists()
    for wrong in ([], ["toi"], ["toy", "toy"]):
        with pytest.raises(commands.CommandError, match="Name one data set.*: toy"):
            commands.remake_data(wrong, tmp_path)


def test_a_missing_package_is_one_sentence_that_fits_the_environment(tmp_path, monkeypatch):
    def missing(*words, **more):
        raise ModuleNotFoundError(name="sphinx")

    monkeypatch.setattr(commands.runpy, "run_module", missing)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [])
    with pytest.raises(
        SystemExit, match=r"^The package sphinx is missing: run `python -m pip install -e \.`.*\.$"
    ):
        commands.main(["site", "03"])
    (tmp_path / "rnn_course.stamp").write_text(
        "whole"
    )  # one that course.py made may be deleted, and only that
    with pytest.raises(SystemExit, match=r"missing: run `python3 course.py setup`"):
        commands.main(["site", "03"])
    assert doctor.check_packages().fix == commands.how_to_mend()


def test_doctor_finds_wrong_and_missing_packages(tmp_path):
    pins = 'dependencies = ["numpy==0.1", "no-such-package==1"]'
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{pins}\n", encoding="utf-8")
    result = doctor.check_packages(tmp_path)
    assert not result.ok and "instead of 0.1" in result.found and "no-such-package missing" in result.found
    assert doctor.check_packages().ok


def test_doctor_sees_a_computer_without_tensorflow_memory_disk_or_data(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "TRY_TENSORFLOW", "raise SystemExit('no AVX')")
    assert doctor.check_tensorflow().found == "no AVX" and not doctor.check_tensorflow().ok
    monkeypatch.setattr(doctor, "total_memory", lambda: 2 * 2**30)
    assert not doctor.check_memory().ok
    monkeypatch.setattr(doctor, "total_memory", lambda: None)
    assert doctor.check_memory().ok and doctor.check_memory().found == "unknown"
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", lambda: open(tmp_path / "no" / "folder", "w"))
    assert not doctor.check_disk().ok
    monkeypatch.setenv("RNN_COURSE_DATA", str(tmp_path))
    assert not doctor.check_data().ok
    (tmp_path / files.SUMS).write_text(f"{'0' * 64}  toy/toy.csv\n")
    assert "course.py data toy" in doctor.check_data().fix


def test_doctor_prints_details_only_when_asked(capsys):
    results = [
        doctor.Result("disk", True, "71 GiB", "free some"),
        doctor.Result("memory", False, "1 GiB", "buy some"),
    ]
    assert not doctor.show_report(details=False, results=results)
    assert capsys.readouterr().out == "✓ disk\n✗ memory\n  to mend it: buy some\n"
    assert doctor.show_report(results=results[:1])
    assert capsys.readouterr().out == "✓ disk: 71 GiB\n"


def test_doctor_is_content_with_this_environment():
    assert doctor.check_python().ok and doctor.check_kernel().ok and doctor.check_tensorflow().ok
    assert sys.version_info[:2] in {(3, 11), (3, 12), (3, 13)}
