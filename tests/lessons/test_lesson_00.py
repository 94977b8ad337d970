"""The map and the table of lesson 00 say what the lessons themselves say."""

import ast
import re

import all_lessons as lessons
import pytest

from course_utils.commands import lesson as form

START = lessons.ROOT / "notebooks" / "00_start_here.ipynb"
SOURCES = [cell["source"] for cell in lessons.read(START)["cells"]]
ROW = re.compile(r"^\|[^|]*\| (?:\[(?P<linked>.+?)\]\((?P<file>.+?)\)|(?P<plain>\d+\. .+?)) \|", re.MULTILINE)
ROWS = [row for source in SOURCES for row in ROW.finditer(source)]
everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)


def needs():
    """Return `{lesson: the lesson it needs}` as the notebook draws it."""
    cell = next(source for source in SOURCES if source.startswith("PARTS = "))
    line = next(node for node in ast.parse(cell).body if getattr(node.targets[0], "id", "") == "NEEDS")
    return eval(compile(ast.Expression(line.value), "map", "eval"))


def test_table_lists_all_lessons_in_order():
    numbers = [int((row["linked"] or row["plain"]).split(".")[0]) for row in ROWS]
    assert numbers == list(range(24))


@everywhere
def test_table_gives_each_lesson_its_title_and_link(path):
    head = form.header(lessons.read(path))
    row = ROWS[head["number"]]
    assert (row["linked"] or row["plain"]) == f"{head['number']}. {head['title']}"
    assert path == START or row["file"] == path.name, f"lesson 00 should link {path.name}"


@pytest.mark.parametrize("name", [row["file"] for row in ROWS if row["file"]])
def test_link_leads_somewhere(name):
    assert (START.parent / name).is_file(), f"lesson 00 links {name}, which is not there"


@everywhere
def test_map_leads_through_every_lesson_that_is_needed(path):
    before, drawn = set(), needs()
    lesson = form.header(lessons.read(path))["number"]
    while lesson in drawn:
        lesson = drawn[lesson]
        before.add(lesson)
    said = re.search(r"\*\*Lessons needed\.\*\* (.+)", lessons.read(path)["cells"][0]["source"])[1]
    assert {int(number) for number in re.findall(r"\d+", said)} <= before
