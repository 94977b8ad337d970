"""One place of versions: pyproject.toml, which environment.yml and the lock repeat; what is imported is declared."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock():
    """Return the lock's entries, each with its continued lines joined."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def dependencies():
    """Return all that is declared: what the lessons need, then what only the course's authors do."""
    return pyproject()["dependencies"] + pyproject()["optional-dependencies"]["authors"]


def test_every_dependency_is_pinned():
    assert all(PIN.fullmatch(line) for line in dependencies())
    assert set(pyproject()["optional-dependencies"]) == {"authors"}


def test_environment_repeats_pyproject():
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()]
    pip = [line.removeprefix("- ") for line in lines[lines.index("- pip:") + 1 :]]
    assert pip == [*dependencies(), "-e ."]
    assert "- python=3.12" in lines


def test_lock_holds_every_dependency():
    locked = dict(PIN.match(line).groups() for line in lock())
    for dependency in dependencies():
        name, version = dependency.split("==")
        assert locked.get(name) == version


def test_every_line_of_the_lock_is_hashed_and_names_no_address():
    for line in lock():
        assert re.match(r"[A-Za-z0-9._-]+==\S+ ", line) and re.search(r" --hash=sha256:[0-9a-f]{64}", line), (
            line[:80]
        )
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|\bfile:", text)


TOOLS = {  # declared, imported by none of our files, and what needs them
    "jupyterlab": "`course.py lab` starts it",
    "jupyterlab-rise": "a button in JupyterLab: the lesson as slides",
    "nbconvert": "`jupyter nbconvert` runs a lesson from a command line",
    "myst-nb": "sphinx loads it by name",
    "furo": "sphinx loads it by name",
    "jupytext": "authors edit a lesson as a script",
    "ruff": "`.ci/run` starts it",
    "pytest-xdist": "`course.py test` runs two files at a time",
}


def imported(tree):
    """Return the first names of all modules that a syntax tree imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def code_of(path):
    """Return the Python code of a module or of a notebook."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    return "\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in lines)


def third_party():
    """Return `{distribution: the files that import it}` for course_utils, tests, datasets, docs and notebooks."""
    distributions = packages_distributions()
    found = {}
    files = [
        path
        for folder in ("course_utils", "tests", "datasets", "docs")
        for path in (ROOT / folder).rglob("*.py")
    ]
    ours = {path.stem for path in files} | {"course", "course_utils"}
    for path in [*files, *(ROOT / "notebooks").glob("*.ipynb")]:
        tree = ast.parse(code_of(path))
        # A build.py that needs a package which the course does not install says so in its first lines.
        said = (ast.get_docstring(tree) or "").lower() if path.name == "build.py" else ""
        for name in imported(tree) - sys.stdlib_module_names - ours:
            distribution = distributions.get(name, [name])[0].lower().replace("_", "-")
            if distribution not in said and name.lower() not in said:
                found.setdefault(distribution, []).append(path.relative_to(ROOT).as_posix())
    return found


def test_every_imported_package_is_declared():
    declared = {line.split("==")[0] for line in dependencies()}
    missing = {name: files for name, files in third_party().items() if name not in declared}
    assert missing == {}


def for_authors(path):
    """Tell whether a file is run by authors alone: a test, a builder of data, a command other than those of a reader."""
    reader = {
        "__init__.py",
        "__main__.py",
        "_address.py",
        "_lessons.py",
        "_copies.py",
        "lesson.py",
        "lab.py",
        "doctor.py",
        "export.py",
    }
    folder, name = path.split("/")[:-1], path.split("/")[-1]
    return folder[0] in ("tests", "datasets", "docs") or (folder[-1] == "commands" and name not in reader)


def test_a_lesson_needs_no_tool_of_the_authors():
    """So that Binder, and whoever installs the course for its lessons alone, can do without them."""
    declared = {line.split("==")[0] for line in pyproject()["dependencies"]}
    needed = {
        name: [path for path in files if not for_authors(path)] for name, files in third_party().items()
    }
    assert {name: files for name, files in needed.items() if files and name not in declared} == {}


def test_every_declared_package_is_imported_or_a_tool():
    declared = {line.split("==")[0] for line in dependencies()}
    used = set(third_party())
    assert declared - used - set(TOOLS) == set()
    assert set(TOOLS) <= declared


def test_a_builder_names_the_packages_that_the_course_does_not_install():
    """The check above reads its first lines: without them it would find the package."""
    text = (ROOT / "datasets/names/build.py").read_text(encoding="utf-8")
    assert "pyarrow" in imported(ast.parse(text)) and "pyarrow" in ast.get_docstring(ast.parse(text))


def test_setuptools_finds_every_folder_with_code():
    """It takes a folder for a package by its `__init__.py`; no list is kept by hand."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert settings == {"packages": {"find": {"include": ["course_utils*"]}}}
    for path in (ROOT / "course_utils").rglob("*.py"):
        assert (path.parent / "__init__.py").is_file(), f"{path.parent} lacks an __init__.py"
