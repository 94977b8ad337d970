"""Write lessons to give out: without solutions, stored outputs and the instructor's notes."""

import re

import nbformat

from course_utils.commands import _copies
from course_utils.commands import lesson as form
from course_utils.commands._lessons import ROOT, Options, choose_lessons, store

HELP = """Write lessons to give out to build/handouts: the copies that `lab` opens, but without solutions.

They hold no stored outputs and no instructor's notes; checks and their hints work as in the lesson.
With --nbgrader they are sources for nbgrader, in build/handouts/source: checks that give marks, and a cell
for the question in words, to be marked by hand.
"""
GRADED = """# Marks exercise {number}. The checks are loaded anew: what was changed in them above does not count.
import sys

for _name in [name for name in sys.modules if name.startswith("course_utils")]:
    del sys.modules[_name]
from course_utils.checks.grading import graded

graded("{number}", {answer})"""
WORDS = "*Your answer in words. Replace this line.*"


def write(paths, folder=ROOT / "build" / "handouts"):
    """Write one handout for each lesson and print where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        store(_copies.for_learners(nbformat.read(path, as_version=4), solutions=False), folder / path.name)
        print(folder / path.name)


def write_for_nbgrader(paths, folder=ROOT / "build" / "handouts" / "source"):
    """Write one assignment for each lesson, named as the lesson, and print where it lies."""
    for path in paths:
        (folder / path.stem).mkdir(parents=True, exist_ok=True)
        handout = _copies.for_learners(nbformat.read(path, as_version=4), solutions=False)
        store(with_marks(handout), folder / path.stem / path.name)
        print(folder / path.stem / path.name)


def with_marks(handout):
    """Return a handout whose check cells give marks, with a cell to answer the question in words, marked by hand."""
    cells = []
    for cell in handout.cells:
        check = re.fullmatch(r"check\.exercise_(\d+)\((\w+)\)", cell.source.strip())
        if check and "check" in cell.metadata.get("tags", []):
            lesson = re.fullmatch(r"check-(\d+)-\d+", cell.metadata.nbgrader.grade_id)[1]
            cell.source = GRADED.format(number=f"{lesson}.{check[1]}", answer=check[2])
        cells.append(cell)
        if cell.cell_type == "markdown" and "**Explain in words**" in cell.source.replace(".**", "**"):
            cells.append(_words_cell())
    handout.cells = cells
    return handout


def _words_cell():
    cell = nbformat.v4.new_markdown_cell(WORDS, id="in-words")
    cell.metadata.nbgrader = nbformat.from_dict(form.nbgrader_facts("in-words", grade=True, solution=True))
    return cell


def main(options):
    """Write the handouts of lessons named by number, or of all."""
    parser = Options("handouts", HELP)
    parser.add_lessons("lessons to give out")
    parser.add_argument("--nbgrader", action="store_true", help="write assignments for nbgrader")
    given = parser.parse_args(options)
    (write_for_nbgrader if given.nbgrader else write)(choose_lessons(given.lessons))
    return 0
