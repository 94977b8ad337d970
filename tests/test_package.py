"""The package as a whole: its parts are listed, its modules short, its public functions documented."""

import ast
import tomllib

import lessons
import pytest

MODULES = sorted((lessons.ROOT / "course_utils").rglob("*.py"))
IDS = [str(path.relative_to(lessons.ROOT)) for path in MODULES]


def test_pyproject_lists_every_folder_with_code():
    settings = tomllib.loads((lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {
        str(path.parent.relative_to(lessons.ROOT)).replace("\\", "/").replace("/", ".") for path in MODULES
    }
    assert set(settings["tool"]["setuptools"]["packages"]) == folders


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_module_is_short_documented_and_imports_no_star(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 200, "split it: a module reads like a lesson"
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
        if path.name.startswith("answers_"):
            continue  # a wrong answer's name is what there is to say
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node in tree.body:
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_course_py_is_short_and_needs_the_standard_library_alone():
    import sys

    source = (lessons.ROOT / "course.py").read_text(encoding="utf-8")
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {
        node.module.split(".")[0] for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)
    }
    assert len(source.splitlines()) <= 250 and names <= sys.stdlib_module_names
