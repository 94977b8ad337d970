"""Checks that give marks: what passes, what does not, and that one line does not defeat them."""

import functools
import importlib
import inspect
import os
import sys
from types import SimpleNamespace

import all_lessons as lessons
import nbformat
import pytest

from course_utils.checks import exercise as mechanism
from course_utils.checks import grading
from course_utils.checks import lesson_03 as check
from course_utils.checks.grading import NotPassed, graded
from course_utils.commands import handouts

RIGHT = check.exercise_1.reference


def again(function):
    """Return the function as a learner would have typed it: of the same text, in another file."""
    names = dict(function.__globals__)
    exec(compile(inspect.getsource(function), "typed", "exec"), names)
    return names[function.__name__]


def test_an_answer_of_ones_own_gets_its_mark(capsys):
    assert graded("3.1", again(RIGHT)) is None
    assert "✓ Exercise 3.1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        lambda *arguments: check.exercise_1.reference(*arguments),
        functools.partial(RIGHT),
        lambda *arguments: list(map(RIGHT, *([argument] for argument in arguments)))[0],
    ],
    ids=["itself", "in a lambda", "partial", "by map"],
)
def test_the_checks_own_solution_gets_none(answer):
    with pytest.raises(NotPassed, match="own solution"):
        graded("3.1", answer)
    assert sys.getprofile() is None


def test_wrong_and_not_attempted_get_none(capsys):
    with pytest.raises(NotPassed, match="no mark. `"):
        graded("3.1", lambda *arguments: 42)

    def stub(*arguments):
        raise NotImplementedError

    with pytest.raises(NotPassed, match="not attempted yet"):
        graded("3.1", stub)


def test_jupyter_is_given_the_sentence_alone():
    assert NotPassed("no mark.")._render_traceback_() == ["no mark."]


@pytest.fixture
def kernel():
    """A namespace to run cells in; what they do to the checks is undone behind them."""
    modules, environment = dict(sys.modules), dict(os.environ)
    before = mechanism.Exercise.check, mechanism.Exercise.__call__, grading.graded, check.exercise_1
    yield {}
    mechanism.Exercise.check, mechanism.Exercise.__call__, grading.graded, check.exercise_1 = before
    for name in [name for name in sys.modules if name.startswith("course_utils")]:
        del sys.modules[name]
    sys.modules.update(modules)
    os.environ.clear()
    os.environ.update(environment)


@pytest.mark.parametrize(
    "trick",
    [
        "import os; os.environ.pop('NBGRADER_EXECUTION', None)",
        "class check: exercise_1 = print",
        "import course_utils.checks.exercise as e; e.Exercise.check = e.Exercise.__call__ = lambda *a: True",
        "import course_utils.checks.grading as g; g.graded = print",
        "import course_utils.checks.lesson_03 as c; c.exercise_1 = lambda *a: True",
    ],
)
def test_the_locked_cell_brings_its_own_check(kernel, trick):
    exec(trick, kernel)
    exec("def latch(*arguments):\n    return 1", kernel)
    with pytest.raises(AssertionError, match="no mark"):
        exec(handouts.GRADED.format(number="3.1", answer="latch"), kernel)


def test_the_locked_cell_gives_a_right_answer_its_mark(kernel, capsys):
    kernel["latch"] = again(RIGHT)
    exec(handouts.GRADED.format(number="3.1", answer="latch"), kernel)
    assert "✓ Exercise 3.1" in capsys.readouterr().out


@pytest.mark.parametrize("path", lessons.PATHS, ids=lambda path: path.stem)
def test_an_assignment_marks_every_exercise_once(path, tmp_path, capsys):
    handouts.write_for_nbgrader([path], tmp_path)
    assignment = nbformat.read(tmp_path / path.stem / path.name, as_version=4)
    nbformat.validate(assignment)
    checks = [cell for cell in assignment.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    module = importlib.import_module(f"course_utils.checks.lesson_{path.stem[:2]}")
    numbers = [f"{int(path.stem[:2])}.{name[9:]}" for name in module.__all__ if name.startswith("exercise_")]
    assert numbers and [cell.source.splitlines()[0].split()[3].rstrip(".") for cell in checks] == numbers
    assert not any("check.exercise_" in cell.source for cell in assignment.cells if cell.cell_type == "code")
    in_words = [cell for cell in assignment.cells if cell.source == handouts.WORDS]
    asked = [cell for cell in assignment.cells if "**Explain in words" in cell.source]
    assert len(in_words) == len(asked) <= 1
    assert all(cell.metadata.nbgrader.grade and not cell.metadata.nbgrader.locked for cell in in_words)


def test_nbgraders_settings_give_a_training_its_time():
    config = SimpleNamespace()  # as traitlets' Config: a section is there once it is named
    config.CourseDirectory, config.ExecutePreprocessor, config.ClearSolutions = (
        SimpleNamespace() for _ in range(3)
    )
    text = (lessons.ROOT / "docs" / "nbgrader" / "nbgrader_config.py").read_text(encoding="utf-8")
    exec(text, {"get_config": lambda: config})
    assert config.ExecutePreprocessor.timeout == 600 and config.ClearSolutions.enabled is False
