"""The package as a whole: its public functions documented, its imports without effect."""

import ast
import os
import subprocess
import sys

import all_lessons as lessons
import pytest

MODULES = sorted((lessons.ROOT / "course_utils").rglob("*.py"))
IDS = [path.relative_to(lessons.ROOT).as_posix() for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_module_is_documented_and_imports_no_star(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
        if path.parent.name.startswith("lesson_"):
            continue  # a wrong answer's name is what there is to say
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node in tree.body:
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_course_py_needs_the_standard_library_alone():
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
    assert names <= sys.stdlib_module_names


def test_importing_every_module_prints_writes_and_sets_nothing(tmp_path):
    names = [".".join(name.removesuffix(".py").split("/")).removesuffix(".__init__") for name in IDS]
    code = "from course_utils import quiet\nwith quiet():\n    import keras\n"  # TensorFlow sets some itself
    code += f"import importlib, os; before = dict(os.environ); list(map(importlib.import_module, {names}))\n"
    code += "print({k for k, v in os.environ.items() if before.get(k) != v} - {'KMP_DUPLICATE_LIB_OK'})"
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(lessons.ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "set()\n",
        "",
    )  # scikit-learn sets the one left out
    assert list(tmp_path.iterdir()) == []
