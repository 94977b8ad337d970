"""Where course.py did not start the lesson: in VS Code, on Colab, on Binder, or outside the course."""

import json
import os
import re
import shutil
import subprocess
import sys

import all_lessons as lessons
import nbclient
import nbformat
import pytest

import course
from course_utils.commands import _address, readme

SHORT = next(path for path in lessons.PATHS if path.stem.startswith("03"))  # a lesson of three seconds
ADDRESS = "https://github.com/someone/the-course"
FORGET = """import sys
from pathlib import Path
sys.path[:] = [place for place in sys.path if not place or not Path(place, "course_utils").is_dir()]"""


def run(cells, folder, allow_errors=False):
    """Run cells in a kernel of this Python that is started in `folder`; return the notebook."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    resources = {"metadata": {"path": str(folder)}}
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources=resources, allow_errors=allow_errors
    )
    return client.execute()


def code(path):
    return [cell["source"] for cell in lessons.read(path)["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("place", ["elsewhere", "course"])
def test_a_lesson_runs_in_whatever_folder_its_kernel_starts(place, tmp_path):
    """VS Code starts it in the workspace or beside the notebook, whichever is set there."""
    ran = run(code(SHORT), tmp_path if place == "elsewhere" else lessons.ROOT)
    said = [output.get("text", "") for cell in ran.cells for output in cell.outputs]
    assert sum(text.count("✓ ") for text in said) >= 10, said
    assert list(tmp_path.iterdir()) == []


def test_where_the_course_is_missing_a_lesson_stops_at_its_first_cell_and_goes_on_once_it_is_fetched(
    tmp_path,
):
    first, *rest = code(SHORT)
    ran = run([FORGET, first, "%cd " + str(lessons.ROOT), first, *rest], tmp_path, allow_errors=True)
    (stopped,) = [output for output in ran.cells[1].outputs if output.output_type == "error"]
    assert stopped.ename == "SystemExit" and stopped.evalue.startswith("course_utils is not installed here.")
    assert "    %cd " in stopped.evalue
    later = [output for cell in ran.cells[3:] for output in cell.outputs if output.output_type == "error"]
    assert later == []


def test_where_a_package_is_missing_the_first_cell_names_it():
    """The course is there, as on its own folder's path, and Python is one without NumPy."""
    env = {**os.environ, "PYTHONPATH": str(lessons.ROOT)}
    words = [sys.executable, "-S", "-c", code(SHORT)[0]]
    done = subprocess.run(words, env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith(
        "numpy is not installed here. In the course's folder run: python3 course.py lab"
    )


@pytest.mark.parametrize(
    ("urls", "address"),
    [
        ("", None),
        (f'[project.urls]\nRepository = "{ADDRESS}"\n', ADDRESS),
        (f'[project.urls]\nRepository = "{ADDRESS}/"\n', ADDRESS),
        ('[project.urls]\nHomepage = "https://example.org"\n', None),
    ],
)
def test_the_address_is_that_of_pyproject(urls, address, tmp_path):
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "rnn-course"\n{urls}', encoding="utf-8")
    assert _address.repository(tmp_path) == address


@pytest.mark.parametrize("before", [None, "https://example.org/old.git"])
def test_a_first_cell_says_the_two_lines_for_its_address(before):
    source = _address.guarded(code(SHORT)[0], before)
    now = _address.guarded(source, ADDRESS)
    assert f'"    !git clone --depth 1 {ADDRESS} rnn-course\\n"\n        "    %cd rnn-course"\n' in now
    assert "example.org" not in now and "unzip" not in now
    assert _address.guarded(now, before) == source
    assert now.split("except ")[0] == source.split("except ")[0], "what looks for the course stays"
    compile(now, "first cell", "exec")


def test_a_cell_without_such_sentences_is_left_alone():
    source = "try:\n    import keras\nexcept ModuleNotFoundError:\n    keras = None\nimport numpy"
    assert _address.guarded(source, ADDRESS) == source


def test_once_there_is_an_address_readme_writes_it_into_lessons_and_readme(monkeypatch, tmp_path):
    copy = tmp_path / SHORT.name
    shutil.copy(SHORT, copy)
    monkeypatch.setattr(_address, "repository", lambda: ADDRESS)
    for name in ("README.md", "docs"):
        place = lessons.ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, tmp_path / name)
    monkeypatch.setattr(readme, "ROOT", tmp_path)
    monkeypatch.setattr(readme, "PICTURES", {})
    monkeypatch.setattr(readme, "lessons", lambda: {"03": copy})
    monkeypatch.setattr(readme._glossary, "pages", dict)
    readme.refresh()
    new, old = lessons.read(copy)["cells"], lessons.read(SHORT)["cells"]
    assert [i for i, cell in enumerate(new) if cell != old[i]] == [1]
    assert f"!git clone --depth 1 {ADDRESS} rnn-course" in new[1]["source"] and new[1]["outputs"] == []
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert (
        "(https://mybinder.org/v2/gh/someone/the-course/HEAD?urlpath=lab/tree/mine/00_start_here.ipynb)"
        in page
    )
    assert (
        "(https://colab.research.google.com/github/someone/the-course/blob/main/notebooks/00_start_here.ipynb)"
        in page
    )


@pytest.mark.parametrize("address", [None, "https://example.org/a/b", "https://github.com/someone"])
def test_an_address_that_binder_and_colab_do_not_take_gets_no_link(address):
    assert _address.in_a_browser(address) == []


def test_the_links_lead_to_the_first_lesson():
    (line,) = _address.in_a_browser(f"{ADDRESS}.git")
    assert (lessons.ROOT / _address.FIRST).is_file() and "the-course.git" not in line
    assert line.count(lessons.PATHS[0].name) == 2


def test_the_page_on_other_places_says_what_the_code_does():
    page = (lessons.ROOT / "docs" / "ELSEWHERE.md").read_text(encoding="utf-8")
    lines = [line.format(address="ADDRESS") for line in _address.FETCHED]
    assert "\n".join(f"    {line}" for line in lines) in page
    (said,) = _address.in_a_browser("https://github.com/OWNER/NAME")
    assert re.search(r"https://mybinder[^)]+", said)[0] in page
    targets = re.findall(r"\]\(([^)#]+)\)", page)
    assert targets and all((lessons.ROOT / "docs" / target).exists() for target in targets)


# Binder: repo2docker runs the files of .binder; here they run without it.

BINDER = lessons.ROOT / ".binder"
bash = pytest.mark.skipif(os.name == "nt", reason="the image is a Linux one")
PYTHON = """#!/usr/bin/env bash
if [ "$1 $2" = "-m pip" ]; then
    printf '%s\\n' "$@" > "$RECORD/words"
    cp "${@: -3:1}" "$RECORD/versions"
else
    exec "$PYTHON" "$@"
fi
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a copy of the course in which `postBuild` has run, with a `python` that notes what pip is to install."""
    tmp_path = tmp_path_factory.mktemp("binder")
    root = tmp_path / "course"
    shutil.copytree(
        lessons.ROOT,
        root,
        ignore=lambda folder, names: {
            name
            for name in names
            if name.startswith((".", "datasets", "tests", "build", "mine", "__pyc")) and name != ".binder"
        },
    )
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "RNN_COURSE"))}
    env.update(PATH=f"{python.parent}{os.pathsep}{env['PATH']}", PYTHON=sys.executable, RECORD=str(tmp_path))
    env.update(NB_PYTHON_PREFIX=str(tmp_path / "prefix"), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        ["bash", ".binder/postBuild"], cwd=root, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return root


@bash
def test_binder_installs_what_the_lessons_need_in_the_versions_of_the_lock(built):
    words = (built.parent / "words").read_text(encoding="utf-8").split()
    assert words[:3] == ["-m", "pip", "install"] and words[-2:] == ["--editable", "."]
    versions = (built.parent / "versions").read_text(encoding="utf-8").splitlines()
    lock = (lessons.ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert versions == re.findall(r"(?m)^(\S+==.*?) *\\$", lock) and len(versions) > 100


@bash
def test_binder_has_the_readers_copies_and_the_lessons_settings(built):
    assert sorted(path.name for path in (built / "mine").iterdir()) == [path.name for path in lessons.PATHS]
    assert not any(
        cell.get("outputs") for cell in lessons.read(built / "mine" / lessons.PATHS[0].name)["cells"]
    )
    settings = built.parent / "prefix" / "share/jupyter/lab/settings/overrides.json"
    assert "fetchNews" in settings.read_text(encoding="utf-8")


@bash
def test_binder_starts_jupyterlab_under_the_variables_of_the_course(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    monkeypatch.setattr(course, "own_temporary_folder", lambda: tmp_path)
    wanted = course.environment(course.Path(sys.executable), "lab")
    names = "KERAS_BACKEND TF_CPP_MIN_LOG_LEVEL CUDA_VISIBLE_DEVICES PYTHONHASHSEED".split()
    show = f"import json, os; print(json.dumps([os.environ[name] for name in {names}]))"
    done = subprocess.run(
        ["bash", BINDER / "start", sys.executable, "-c", show], capture_output=True, timeout=60
    )
    assert json.loads(done.stdout) == [wanted[name] for name in names]


def test_binder_takes_the_python_of_the_conda_environment():
    python = re.search(r"- python=(\S+)", (lessons.ROOT / "environment.yml").read_text(encoding="utf-8"))[1]
    assert (BINDER / "runtime.txt").read_text(encoding="utf-8") == f"python-{python}\n"
    assert not {"environment.yml", "requirements.txt"} & {path.name for path in BINDER.iterdir()}
