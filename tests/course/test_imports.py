"""Who may import whom: a lesson needs little of the course, and the commands are needed by nothing."""

import ast
import re

import all_lessons as lessons
import pytest

PACKAGE = lessons.ROOT / "course_utils"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if PACKAGE / "commands" not in path.parents]
FOR_LESSONS = {"cells", "data", "checks", *(path.stem for path in PACKAGE.glob("[a-z]*.py"))}
MORE = {"00": {"commands.doctor"}, "21": {"generator"}, "22": {"generator"}}


def imported(source):
    """Return what some code imports of the course, as in `{"data", "cells.gradients", "commands.doctor"}`."""
    nodes = list(ast.walk(ast.parse(re.sub(r"(?m)^(\s*)[%!].*", r"\1pass", source))))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    names = [f"{node.module}.{name.name}" for node in froms for name in node.names]
    names += [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return {name.removeprefix("course_utils.") for name in names if name.startswith("course_utils.")}


@pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)
def test_a_lesson_imports_from_the_root_cells_data_and_checks(path):
    allowed = (
        FOR_LESSONS
        | MORE.get(path.stem[:2], set())
        | {"approx", "beside", "claim", "quiet", "reproduces", "show"}
    )
    code = "\n".join(cell.source for cell in lessons.read(path).cells if cell.cell_type == "code")
    wrong = [
        name for name in imported(code) if not any(f"{name}.".startswith(f"{part}.") for part in allowed)
    ]
    assert wrong == []
    assert [name for name in imported(code) if "._" in f".{name}"] == [], "an underscore: not for a lesson"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_imports_the_commands(path):
    source = path.read_text(encoding="utf-8")
    assert [name for name in imported(source) if name.startswith("commands")] == []


def test_imports_are_found_however_they_are_written():
    source = "%timeit 1\nfrom course_utils import data\nimport course_utils.cells as c\n"
    source += "def late():\n    from course_utils.commands.doctor import show_report\n"
    assert imported(source) == {"data", "cells", "commands.doctor.show_report"}
