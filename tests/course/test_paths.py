"""From where, and beside what, course.py is started: links, the caller's folder, a learner's modules, help."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import ROOT, course, environment, imports, is_sentence, start

from course_utils import _paths

PRINT = "import json, os, random, sys\nprint(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ), random.__file__]))\n"


@pytest.fixture
def printing(small, tmp_path):
    """A course whose every command prints its words, its folder and its variables, and an environment of one's own."""
    (small / "course_utils/commands").mkdir()
    (small / "course_utils/commands/__main__.py").write_text(PRINT)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "own")], check=True)
    return small, environment(small, RNN_COURSE_VENV=str(tmp_path / "own"))


def said(*words, env, cwd, root=None):
    """Start course.py in a folder and return what its command printed."""
    command = [sys.executable, *(str(word) for word in words)]
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 0, done.stderr
    return course.json.loads(done.stdout)


def test_a_command_learns_from_where_it_was_given(printing, tmp_path):
    root, env = printing
    (tmp_path / "mine").mkdir()
    words, folder, variables, _ = said(
        root / "course.py", "bench", "--text", "a.txt", env=env, cwd=tmp_path / "mine"
    )
    assert words == ["bench", "--text", "a.txt"] and Path(folder).samefile(root)
    assert Path(variables["RNN_COURSE_CALLER"]).samefile(tmp_path / "mine")


def test_a_kernel_of_the_lab_is_not_bound_to_the_callers_folder(printing, tmp_path):
    root, env = printing
    assert "RNN_COURSE_CALLER" not in said(root / "course.py", "lab", env=env, cwd=tmp_path)[2]


def test_a_typed_path_is_meant_from_the_callers_folder(monkeypatch, tmp_path):
    monkeypatch.setenv(_paths.CALLER, str(tmp_path / "mine"))
    assert _paths.from_caller("novel.txt") == tmp_path / "mine/novel.txt"
    assert _paths.from_caller(str(tmp_path / "novel.txt")) == tmp_path / "novel.txt"
    monkeypatch.delenv(_paths.CALLER)
    monkeypatch.chdir(tmp_path)
    assert _paths.from_caller("novel.txt") == Path.cwd() / "novel.txt"


def test_the_bench_reads_the_text_that_lies_where_the_user_stands(tmp_path):
    (tmp_path / "novel.txt").write_text("short")
    words = [sys.executable, str(ROOT / "course.py"), "bench", "--text", "novel.txt"]
    env = {**os.environ, "RNN_COURSE_VENV": sys.prefix}
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "novel.txt holds 5 characters" in done.stderr, done.stderr


def options_that_name_a_file():
    """Return `(module, option, type)` of every option in the package that names a file or folder, by its help."""
    for path in sorted((ROOT / "course_utils").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_argument":
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                text = given.get("help", "") + given.get("metavar", "")
                names = re.search(r"\b(file|folder|path|where to keep|where to write)\b", text, re.IGNORECASE)
                if names and "action" not in given:
                    yield path.name, node.args[0].value, given.get("type", "")


def test_every_option_that_names_a_file_is_meant_from_the_callers_folder():
    options = list(options_that_name_a_file())
    assert ("bench.py", "--text") in [option[:2] for option in options]
    for module, option, kind in options:
        assert kind.endswith("from_caller"), (
            f"{option} in {module}: give it type=from_caller of course_utils._paths"
        )


@pytest.mark.skipif(os.name == "nt", reason="a link needs special rights on Windows")
def test_a_link_to_course_py_starts_the_course_it_points_to(printing, tmp_path):
    root, env = printing
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/second").symlink_to(os.path.relpath(root / "course.py", tmp_path / "bin"))
    (tmp_path / "bin/rnn").symlink_to("second")
    assert Path(said(tmp_path / "bin/rnn", "doctor", env=env, cwd=tmp_path)[1]).samefile(root)


def test_a_learners_modules_do_not_hide_others(small, tmp_path):
    """`random.py` beside course.py, or where the user stands, is as if it were not there."""
    for folder in (small, tmp_path):
        for name in ("random", "tempfile", "types"):
            (folder / f"{name}.py").write_text("raise SystemExit('the own module of the learner was run')")
    (small / "course_utils/commands").mkdir()
    (small / "course_utils/commands/__main__.py").write_text("import tempfile, types\n" + PRINT)
    env = environment(small)
    assert start(small, "setup", env=env).returncode == 0
    _, _, variables, found = said(small / "course.py", "doctor", env=env, cwd=tmp_path)
    assert Path(found).parent == Path(course.contextlib.__file__).parent
    assert "PYTHONPATH" not in variables and variables["PYTHONSAFEPATH"] == "1"
    assert imports(small, "course_utils")


def test_a_module_that_would_hide_one_is_named_where_pythonpath_is_needed(printing):
    root, env = printing
    (root / "random.py").write_text("print('mine')")
    done = start(root, "doctor", env=env)
    assert (
        done.returncode == 1
        and is_sentence(done.stderr)
        and "random.py hides the module random" in done.stderr
    )


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], ["setup", "--help"]])
def test_help_of_the_course_itself(words):
    done = start(ROOT, *words, env={**os.environ})
    assert done.returncode == 0 and done.stdout.strip() == course.__doc__.strip()


@pytest.mark.parametrize("words", [["bench", "--help"], ["bench", "-h"], ["help", "bench"]])
def test_help_of_one_command_is_that_commands_own(printing, tmp_path, words):
    root, env = printing
    passed = said(root / "course.py", *words, env=env, cwd=tmp_path)[0]
    assert passed in (["bench", "--help"], ["bench", "-h"])


def test_help_is_not_worth_a_set_up(small):
    done = start(small, "bench", "--help", env=environment(small))
    assert done.returncode == 0 and "bench --text FILE" in done.stdout and not (small / ".venv").exists()


@pytest.mark.parametrize("name", ["help", "setup", "lab", "-"])
def test_a_file_named_like_a_command_is_a_file(printing, tmp_path, name):
    root, env = printing
    assert said(root / "course.py", "bench", "--text", name, env=env, cwd=tmp_path)[0] == [
        "bench",
        "--text",
        name,
    ]


def test_options_alone_are_those_of_the_lab(printing, tmp_path):
    root, env = printing
    words = said(root / "course.py", "--no-browser", "--port", "9", env=env, cwd=tmp_path)[0]
    assert words == ["lab", "--no-browser", "--port", "9"]
    assert said(root / "course.py", env=env, cwd=tmp_path)[0] == ["lab"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["tset"], "did you mean test?"),
        (["Lab"], "did you mean lab?"),
        (["xyz"], "command xyz: choose"),
        (["setup", "3"], "takes no options"),
    ],
)
def test_a_wrong_word_is_named(words, part):
    done = start(ROOT, *words, env={**os.environ})
    assert done.returncode == 1 and is_sentence(done.stderr) and part in done.stderr, done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed on Windows")
def test_the_callers_folder_may_have_been_removed(printing, tmp_path):
    root, env = printing
    (tmp_path / "gone").mkdir()
    script = f'rmdir ../gone; exec "{sys.executable}" "{root}/course.py" doctor'
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path / "gone", env=env, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert Path(course.json.loads(done.stdout)[2]["RNN_COURSE_CALLER"]).samefile(root)
