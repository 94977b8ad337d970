"""Every solution pasted over its stub passes its check; every lesson runs without its solutions."""

import os
import re
import subprocess
import sys

import all_lessons as lessons
import nbclient
import pytest

from course_utils.commands import lesson as form

everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)
ENVIRONMENT = {
    **os.environ,
    "RNN_COURSE_STATIC": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONPATH": str(lessons.ROOT),
}


@everywhere
def test_stub_then_solution(path, tmp_path):
    """Run only the imports, each stub with its check, then each solution in its place: no other cell is needed."""
    notebook = lessons.read(path)
    stubs, checks, solutions = (lessons.sources(notebook, tag) for tag in ("exercise", "check", "solution"))
    called = [re.search(r"^check\.\w+\(.*\)$", solution, re.MULTILINE)[0] for solution in solutions]
    pasted = [solution.replace(call, "") for solution, call in zip(solutions, called)]
    script = "\n".join(lessons.sources(notebook, "imports")) + "\nresults = []\n"
    for stub, check, solution in zip(stubs, checks, pasted):
        for answer in (stub, solution):
            script += f"{answer}\nresults.append(({check.strip().splitlines()[-1]}).status)\n"
    script += "print('results:', results)\n"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=tmp_path,
        env=ENVIRONMENT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == f"results: {['not attempted', 'passed'] * len(stubs)}", done.stdout


@everywhere
def test_solutions_stand_last(path):
    """So a learner meets every other cell first, and a strict run has proved them all before any solution exists."""
    cells = lessons.read(path)["cells"]
    code = ["solution" in cell["metadata"].get("tags", []) for cell in cells if cell["cell_type"] == "code"]
    assert any(code) and code == sorted(code)
    assert {cell["cell_type"] for cell in form.tagged(cells, "instructor")} <= {"markdown"}


@everywhere
def test_lesson_runs_without_its_solutions(path, monkeypatch):
    """The handout: solutions and teaching notes are gone, nothing else needs them."""
    notebook = lessons.read(path)
    notebook["cells"] = form.for_learners(notebook["cells"])
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    client = nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(lessons.ROOT / "notebooks")}}
    )
    client.execute()
    said = "".join(str(cell["outputs"]) for cell in form.tagged(notebook["cells"], "check"))
    assert said.count("not attempted yet") == len(form.tagged(notebook["cells"], "exercise")) > 0
    assert "passed" not in said
