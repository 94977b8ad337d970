"""Write lessons to give out: without solutions, stored outputs and the instructor's notes."""

import nbformat

from course_utils.commands import _copies
from course_utils.commands._lessons import ROOT, Options, choose_lessons, store

HELP = """Write lessons to give out to build/handouts: the copies that `lab` opens, but without solutions.

They hold no stored outputs and no instructor's notes; checks and their hints work as in the lesson.
"""


def write(paths, folder=ROOT / "build" / "handouts"):
    """Write one handout for each lesson and print where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        store(_copies.for_learners(nbformat.read(path, as_version=4), solutions=False), folder / path.name)
        print(folder / path.name)


def main(options):
    """Write the handouts of lessons named by number, or of all."""
    parser = Options("handouts", HELP)
    parser.add_lessons("lessons to give out")
    write(choose_lessons(parser.parse_args(options).lessons))
    return 0
