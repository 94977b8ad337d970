"""Every stub says that it is not attempted, every solution passes its check, and solutions stand last."""

import ast

import all_lessons as lessons
import pytest
import rules

from course_utils.commands import lesson as form

everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)


@everywhere
def test_stub_then_solution(path, tmp_path, monkeypatch):
    """Run only the imports, each stub with its check, then each solution in its place: no other cell is needed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    notebook = lessons.read(path)
    stubs, checks, solutions = (lessons.sources(notebook, tag) for tag in ("exercise", "check", "solution"))
    names = {"__name__": "a lesson"}
    for cell in lessons.sources(notebook, "imports"):
        exec(rules.without_magics(cell), names)
    found = []
    for stub, check, solution in zip(stubs, checks, solutions):
        for answer, asked in ((stub, check), (without_check(solution), solution)):
            exec(answer, names)
            found.append(eval(ast.unparse(rules.check_call(asked)), names).status)
    assert found == ["not attempted", "passed"] * len(stubs)


def without_check(solution):
    """Return a solution's cell without the lines that run its check."""
    called = rules.check_call(solution)
    lines = solution.splitlines()
    return "\n".join(lines[: called.lineno - 1] + lines[called.end_lineno :])


@everywhere
def test_solutions_stand_last(path):
    """So a learner meets every other cell first, and a strict run has proved them all before any solution exists.

    With that, a handout without solutions runs as the lesson does: nothing that is left stands after one.
    """
    cells = lessons.read(path)["cells"]
    code = ["solution" in cell["metadata"].get("tags", []) for cell in cells if cell["cell_type"] == "code"]
    assert any(code) and code == sorted(code)
    assert {cell["cell_type"] for cell in form.tagged(cells, "instructor")} <= {"markdown"}
