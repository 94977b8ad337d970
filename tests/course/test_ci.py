"""What continuous integration runs: `.ci/run` on every system, ruff before the tests."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from small_course import ROOT

SILENT = '#!/bin/sh\necho "ruff $*"\n'


def test_the_workflow_runs_what_anyone_can_run():
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    assert re.findall(r"run: (.*)", workflow) == [".ci/run"]
    assert "shell: bash" in workflow  # Windows would take another one
    for system in ("ubuntu", "macos", "windows"):
        assert f"{system}-latest" in workflow
    for version in ("3.11", "3.12", "3.13"):
        assert f'"{version}"' in workflow


def test_the_script_is_one_that_bash_can_start_everywhere():
    assert b"\r" not in (ROOT / ".ci/run").read_bytes()
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "* text=auto eol=lf" in attributes.splitlines()
    if os.name != "nt":
        assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.fixture
def copy(tmp_path):
    """A folder with `.ci/run`, and with a course.py and a ruff that only say how they were called."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci")
    (tmp_path / "course.py").write_text("import sys\nprint('course.py', *sys.argv[1:])\n")
    (tmp_path / "environment/bin").mkdir(parents=True)
    ruff = tmp_path / "environment/bin/ruff"
    ruff.write_text(SILENT)
    ruff.chmod(0o755)
    return tmp_path, ruff


def run(folder):
    env = {**os.environ, "PYTHON": sys.executable, "RNN_COURSE_VENV": "environment", "PYTHONUNBUFFERED": "1"}
    return subprocess.run(
        ["bash", folder / ".ci/run"], cwd=folder.parent, env=env, capture_output=True, text=True
    )


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for ruff is a shell script")
def test_the_script_looks_at_the_form_and_then_runs_all_tests(copy):
    done = run(copy[0])
    said = ["course.py setup", "ruff check .", "ruff format --check .", "course.py test"]
    assert done.returncode == 0 and done.stdout.splitlines() == said, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for ruff is a shell script")
@pytest.mark.parametrize("word", ["check", "format"])
def test_a_fault_that_ruff_finds_fails_the_run_before_the_tests(copy, word):
    folder, ruff = copy
    ruff.write_text(SILENT + f'[ "$1" != {word} ]\n')
    done = run(folder)
    assert done.returncode == 1 and "course.py test" not in done.stdout
