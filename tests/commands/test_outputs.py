"""What authors use: stored outputs, the metadata of a lesson, run times."""

import copy

import nbformat
import pytest

from course_utils.commands import _execution as execution
from course_utils.commands import bench
from course_utils.commands import lesson as form
from course_utils.commands import outputs as authoring
from course_utils.commands._lessons import CommandError

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
    wanted = {"kernelspec": form.KERNELSPEC, "language_info": {"name": "python"}, "rise": form.RISE}
    assert notebook.metadata == wanted
    assert [cell.get("execution_count") for cell in notebook.cells] == [1, None, 2]
    assert notebook.cells[0].metadata == {"tags": ["exercise"], "slideshow": {"slide_type": "skip"}}
    assert [notebook.cells[0].id, notebook.cells[2].id] == ["kept", "second"]
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


def lesson_of_exercises():
    stub = CODE(
        "# Exercise 7.2: gate\nraise NotImplementedError", metadata={"tags": ["exercise"], "scrolled": True}
    )
    check = CODE("check.exercise_2(gate)", metadata={"tags": ["check", "slide"]})
    solution = CODE("# @title Solution 7.2 (expand)", metadata={"tags": ["solution"]})
    return nbformat.v4.new_notebook(cells=[stub, check, solution, CODE("quiz('Why?')")])


def test_metadata_follow_from_the_tags_and_are_the_same_in_every_run():
    notebook = form.finish(lesson_of_exercises())
    stub, check, *folded = notebook.cells
    nbformat.validate(notebook)
    assert stub.metadata.nbgrader["grade_id"] == "exercise-7-2" and stub.metadata.nbgrader["solution"]
    assert check.metadata.nbgrader["grade_id"] == "check-7-2" and check.metadata.nbgrader["points"] == 1
    assert "scrolled" not in stub.metadata
    assert all(cell.metadata.jupyter["source_hidden"] for cell in folded)
    assert [cell.metadata.slideshow.slide_type for cell in notebook.cells] == [
        "skip",
        "slide",
        "skip",
        "skip",
    ]
    assert form.finish(copy.deepcopy(notebook)) == notebook


def test_a_cell_keeps_its_id_and_a_new_one_changes_no_other():
    notebook = form.finish(lesson_of_exercises())
    before = [cell.id for cell in notebook.cells]
    notebook.cells.insert(1, copy.deepcopy(notebook.cells[0]))  # as JupyterLab's "duplicate" may leave it
    notebook.cells.insert(
        0, {"cell_type": "markdown", "metadata": {}, "source": "text"}
    )  # and old files: no id
    after = [cell["id"] for cell in form.finish(notebook)["cells"]]
    assert [after[place] for place in (1, 3, 4, 5)] == before and len(set(after)) == 6
    nbformat.validate(notebook)
    assert [cell["id"] for cell in form.finish(notebook)["cells"]] == after


def test_a_check_before_any_exercise_raises_nothing():
    notebook = lesson_of_exercises()
    notebook.cells = notebook.cells[1:]
    assert "nbgrader" not in form.finish(notebook).cells[0].metadata


def test_memory_meter_sees_a_large_array(lesson):
    small = execution.fresh_run(lesson(CODE("x = 1")))
    large = execution.fresh_run(lesson(CODE("import time; x = b'1' * 400_000_000; time.sleep(1)")))
    assert large[2] - small[2] == pytest.approx(400e6, rel=0.2)
    assert small[1] > 0 and large[1] > 1


README = """before | 7 |
<!-- lessons -->
| Lesson | Question | Minutes | Run time | Memory |
|---|---|---|---|---|
| [6. BPTT](notebooks/06_bptt.ipynb) | why? | 60 | 3 s | 0.2 GB |
| [7. LSTM](notebooks/07_lstm.ipynb) | how? | 60 |  |  |
<!-- /lessons -->
"""


def test_bench_writes_two_columns_of_one_row(lesson, tmp_path):
    changed = bench.set_measured(README, "07_lstm.ipynb", 12.4, 0.51e9)
    assert changed == README.replace("| how? | 60 |  |  |", "| how? | 60 | 12 s | 0.5 GB |")
    assert bench.set_measured(changed, "07_lstm.ipynb", 12.4, 0.51e9) == changed
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    assert bench.measure([lesson(CODE("x = 1"))], readme) == 0
    assert "| how? | 60 |  |  |" not in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", README.replace("07_lstm", "08_gru"), README.replace("<!-- /lessons -->", "")]
)
def test_bench_says_what_the_readme_lacks(text):
    with pytest.raises(CommandError, match="needs one row for 07_lstm.ipynb"):
        bench.set_measured(text, "07_lstm.ipynb", 1, 1)


def test_a_run_says_nothing_of_the_kernel_s_sockets(lesson, capfd):
    assert authoring.outputs([lesson(CODE("print(2)"))]) == 0
    assert capfd.readouterr().err == ""
