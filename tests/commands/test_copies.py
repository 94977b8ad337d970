"""A learner's own copies: no answers in them, never overwritten, a newer lesson beside the old; the handouts."""

import os
import re
from pathlib import Path

import all_lessons as lessons
import nbformat
import pytest

from course_utils.commands import _copies as copies
from course_utils.commands import handouts
from course_utils.commands import lesson as form
from course_utils.commands._lessons import CommandError, store

CODE, TEXT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)


@pytest.fixture
def course(tmp_path):
    """A course of one lesson; `course.edition(text)` brings another edition of it."""

    class Course:
        path = tmp_path / "notebooks" / "07_lstm.ipynb"
        mine = tmp_path / "mine"

        def edition(self, text):
            printed = nbformat.v4.new_output("stream", text="the answer\n")
            cells = [
                TEXT(text, id="first"),
                CODE("print(answer)", id="code", outputs=[printed], execution_count=1),
                TEXT("note for teachers", id="note", metadata={"tags": ["instructor"]}),
                TEXT("## Sources\n\nA book.\n\n## Solutions\n\nTry first.", id="end"),
                CODE("secret = 1", id="secret", metadata={"tags": ["solution"]}),
            ]
            store(form.finish(nbformat.v4.new_notebook(cells=cells)), self.path)

        def start(self, **more):
            copies.lay_out([self.path], self.mine, **more)

        def copy(self, added=""):
            return self.mine / f"07_lstm{added}.ipynb"

        def work(self, added="", source="mine"):
            notebook = nbformat.read(self.copy(added), as_version=4)
            notebook.cells[1].source = source
            nbformat.write(notebook, self.copy(added))  # as JupyterLab would: metadata are kept
            return self.copy(added).read_bytes()

        def names(self):
            return sorted(path.name for path in self.mine.iterdir())

    Course.path.parent.mkdir()
    Course.mine.mkdir()
    made = Course()
    made.edition("first edition")
    return made


def test_the_first_start_copies_and_later_ones_leave_alone(course, capsys):
    course.start()
    first = course.copy().read_bytes()
    course.start()
    assert course.copy().read_bytes() == first and course.names() == ["07_lstm.ipynb"]
    worked = course.work()
    course.start()
    assert course.copy().read_bytes() == worked and course.names() == ["07_lstm.ipynb"]
    assert capsys.readouterr().out == ""


def test_a_newer_lesson_is_put_beside_the_learner_s_with_one_sentence(course, capsys):
    course.start()
    worked = course.work()
    course.edition("second edition")
    course.start()
    assert course.copy().read_bytes() == worked and course.names() == ["07_lstm (new).ipynb", "07_lstm.ipynb"]
    assert nbformat.read(course.copy(" (new)"), as_version=4).cells[0].source == "second edition"
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "07_lstm (new).ipynb" in said and "your copy, which stays" in said
    course.start()
    assert capsys.readouterr().out == ""

    newer = course.work(" (new)")
    course.edition("third edition")
    course.start()
    assert course.copy().read_bytes() == worked and course.copy(" (new)").read_bytes() == newer
    assert nbformat.read(course.copy(" (new 2)"), as_version=4).cells[0].source == "third edition"
    course.edition("fourth edition")  # the third was never touched
    course.start()
    assert course.names() == ["07_lstm (new 2).ipynb", "07_lstm (new).ipynb", "07_lstm.ipynb"]
    assert nbformat.read(course.copy(" (new 2)"), as_version=4).cells[0].source == "fourth edition"


def test_a_copy_that_nobody_touched_is_replaced(course, capsys):
    course.start()
    course.edition("second edition")
    course.start()
    assert course.names() == ["07_lstm.ipynb"] and capsys.readouterr().out == ""
    assert nbformat.read(course.copy(), as_version=4).cells[0].source == "second edition"


def test_opening_a_copy_is_not_yet_work(course):
    course.start()
    notebook = nbformat.read(course.copy(), as_version=4)
    notebook.metadata.language_info.version = "3.12.1"  # as JupyterLab adds when the kernel has started
    notebook.cells[1].metadata.collapsed = True
    nbformat.write(notebook, course.copy())
    course.edition("second edition")
    course.start()
    assert course.names() == ["07_lstm.ipynb"]


def test_running_a_copy_and_storing_it_is_work_too(course):
    course.start()
    notebook = nbformat.read(course.copy(), as_version=4)
    notebook.cells[1].execution_count = 1
    nbformat.write(notebook, course.copy())
    ran = course.copy().read_bytes()
    course.edition("second edition")
    course.start()
    assert course.copy().read_bytes() == ran and len(course.names()) == 2


def test_outputs_stored_anew_make_no_newer_lesson(course):
    course.start()
    course.work()
    notebook = nbformat.read(course.path, as_version=4)
    notebook.cells[1].outputs[0].text = "another answer\n"
    notebook.cells[2].source = "another note"
    store(notebook, course.path)
    course.start()
    assert course.names() == ["07_lstm.ipynb"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"cells": []}', b"[]"])
def test_a_file_that_is_no_copy_of_ours_stays(course, content):
    course.copy().write_bytes(content)
    course.start()
    assert course.copy().read_bytes() == content
    course.start()
    assert course.names() == ["07_lstm (new).ipynb", "07_lstm.ipynb"]


def test_a_deleted_copy_comes_back(course):
    course.start()
    course.copy().unlink()
    course.start()
    assert course.names() == ["07_lstm.ipynb"]


def test_copies_hold_no_output_and_no_note_and_the_teacher_s_hold_all(course):
    course.start()
    learner = nbformat.read(course.copy(), as_version=4)
    assert [cell.id for cell in learner.cells] == ["first", "code", "end", "secret"]
    assert learner.cells[1].outputs == [] and learner.cells[1].execution_count is None
    assert learner.cells[3].metadata.jupyter.source_hidden
    nbformat.validate(learner)
    course.copy().unlink()
    course.start(teach=True)
    teacher, lesson = (nbformat.read(path, as_version=4) for path in (course.copy(), course.path))
    assert teacher.cells == lesson.cells and "the answer" in str(teacher.cells)


def test_handouts_are_the_copies_without_solutions_and_their_heading(course, tmp_path, capsys):
    folder = tmp_path / "build" / "handouts"
    handouts.write([course.path], folder)
    handout = nbformat.read(folder / course.path.name, as_version=4)
    assert [cell.source for cell in handout.cells] == [
        "first edition",
        "print(answer)",
        "## Sources\n\nA book.",
    ]
    assert "the answer" not in str(handout.cells) and str(folder) in capsys.readouterr().out


@everywhere
def test_every_lesson_s_copies_are_clean(path, tmp_path):
    lesson = lessons.read(path)
    copies.lay_out([path], tmp_path)
    copy = nbformat.read(tmp_path / path.name, as_version=4)
    handout = copies.for_learners(lesson, solutions=False)
    code = [cell for cell in copy.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert not form.tagged(copy.cells, "instructor") and not form.tagged(handout.cells, "solution")
    assert len(form.tagged(copy.cells, "solution")) == len(form.tagged(lesson.cells, "solution"))
    assert "## Solutions" not in "".join(cell.source for cell in handout.cells)
    assert len(handout.cells) >= len(form.tagged(copy.cells, "solution", wanted=False)) - 1
    before = (tmp_path / path.name).read_bytes()
    copies.lay_out([path], tmp_path)
    assert (tmp_path / path.name).read_bytes() == before
    beside = {name for cell in copy.cells for name in re.findall(r"\]\(([\w./]+\.ipynb)\)", cell.source)}
    assert beside <= {path.name for path in lessons.PATHS}, "a link must hold in the copies' folder, too"


def test_the_folder_is_mine_in_the_course(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RNN_COURSE_MINE", raising=False)
    assert copies.mine(root=tmp_path) == tmp_path / "mine"
    assert copies.mine(teach=True, root=tmp_path) == tmp_path / "mine" / "teaching"
    assert capsys.readouterr().out == ""
    assert "mine/" in (lessons.ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("documents", [True, False])
def test_where_the_course_cannot_be_written_the_user_s_documents_can_and_that_is_said_once(
    tmp_path, monkeypatch, capsys, documents
):
    monkeypatch.delenv("RNN_COURSE_MINE", raising=False)
    home, root = tmp_path / "home", tmp_path / "course"
    (home / "Documents" if documents else home).mkdir(parents=True)
    root.mkdir()
    (root / "mine").write_text("a file here is as good as a disk that cannot be written")
    monkeypatch.setattr(Path, "home", lambda: home)
    wanted = (home / "Documents" if documents else home) / "rnn-course"
    assert copies.mine(root=root) == wanted
    assert capsys.readouterr().out == f"Your copies of the lessons are in {wanted}.\n"
    assert copies.mine(root=root) == wanted and capsys.readouterr().out == ""


def test_a_folder_of_one_s_own_choice_and_one_that_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_MINE", str(tmp_path / "own ö"))
    assert copies.mine(root=tmp_path) == tmp_path / "own ö"
    (tmp_path / "file").touch()
    monkeypatch.setenv("RNN_COURSE_MINE", str(tmp_path / "file"))
    with pytest.raises(CommandError, match="cannot be written to: set RNN_COURSE_MINE"):
        copies.mine(root=tmp_path)
    monkeypatch.delenv("RNN_COURSE_MINE")

    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)  # as for a user of a container that has no entry there
    with pytest.raises(CommandError, match="cannot be written to: set RNN_COURSE_MINE"):
        copies.mine(root=tmp_path / "file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_course(tmp_path, monkeypatch):
    monkeypatch.delenv("RNN_COURSE_MINE", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    root = tmp_path / "course"
    root.mkdir()
    root.chmod(0o555)
    assert copies.mine(root=root) == tmp_path / "rnn-course"
