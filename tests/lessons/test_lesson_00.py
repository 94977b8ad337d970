"""The map and the table of lesson 00 say what the lessons themselves say."""

import re

import all_lessons as lessons
import matplotlib.pyplot as plt
import pytest

from course_utils.commands import lesson as form
from course_utils.course_map import NEEDS, PARTS, course_map

START = lessons.ROOT / "notebooks" / "00_start_here.ipynb"
SOURCES = [cell["source"] for cell in lessons.read(START)["cells"]]
ROW = re.compile(r"^\|[^|]*\| (?:\[(?P<linked>.+?)\]\((?P<file>.+?)\)|(?P<plain>\d+\. .+?)) \|", re.MULTILINE)
ROWS = [row for source in SOURCES for row in ROW.finditer(source)]
everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)


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
    before, lesson = set(), form.header(lessons.read(path))["number"]
    while lesson in NEEDS:
        lesson = NEEDS[lesson]
        before.add(lesson)
    said = re.search(r"\*\*Lessons needed\.\*\* (.+)", lessons.read(path)["cells"][0]["source"])[1]
    assert {int(number) for number in re.findall(r"\d+", said)} <= before


def test_map_draws_every_lesson_of_the_table_once_and_none_needs_a_later_one():
    fig = course_map()
    plt.close(fig)
    drawn = [text.get_text() for text in fig.axes[0].texts]
    numbers = [int(said[:2]) for said in drawn if said[:2].isdigit()]
    assert sorted(numbers) == list(range(24)) and set(PARTS) <= set(drawn)
    assert sorted(NEEDS) == list(range(1, 24)) and all(needed < lesson for lesson, needed in NEEDS.items())
    arrows = [patch for patch in fig.axes[0].patches if type(patch).__name__ == "FancyArrowPatch"]
    assert len(arrows) == len(NEEDS)


def test_no_arrow_of_the_map_runs_through_a_box():
    fig = course_map()
    plt.close(fig)
    patches = fig.axes[0].patches
    boxes = [patch.get_path().get_extents() for patch in patches if type(patch).__name__ == "FancyBboxPatch"]
    arrows = [patch for patch in patches if type(patch).__name__ == "FancyArrowPatch"]
    assert len(boxes) == 24
    for drawn in arrows:
        # its straight pieces, point by point, as drawn
        points = (
            fig.axes[0]
            .transData.inverted()
            .transform(drawn.get_transform().transform(drawn.get_path().interpolated(50).vertices))
        )
        for box in boxes:
            inside = box.count_contains(points)
            assert inside == 0, f"the arrow from {points[0]} to {points[-1]} runs through the box at {box}"
