"""Run every test and every lesson, and compare all printed outputs with those stored."""

import os

import psutil
import pytest

from course_utils.commands._execution import SECONDS_A_CELL
from course_utils.commands._lessons import ROOT, Options, choose_lessons

HELP = """Run every test and every lesson, and compare all printed outputs with those stored.

    test            everything, two files at a time; each lesson is executed once
    test 03 07      what belongs to these lessons: their own tests, checks and form, and the lessons themselves
    test --fast     no lesson is executed
"""
# Bytes. Two lessons with the tests that run them take up to 5 GB; a computer sold with 8 has a little less.
MEMORY_FOR_TWO = 7 * 2**30


def at_once():
    """Return how many files are tested side by side: 2, or 1 on a small computer."""
    large = (os.cpu_count() or 1) > 1 and psutil.virtual_memory().total >= MEMORY_FOR_TWO
    return 2 if large else 1


def words(options, root=ROOT):
    """Return the words of one pytest call over tests and lessons, so that its closing line is printed last.

    Args:
        options: the words after `test`.
        root: the course folder.
    """
    parser = Options("test", HELP)
    parser.add_lessons("lessons to test, with all that belongs to them")
    parser.add_argument("--fast", action="store_true", help="execute no lesson")
    parser.add_argument(
        "--at-once", type=int, metavar="N", help="test N files side by side: 2, or 1 on a small computer"
    )
    parser.add_argument(
        "--durations", type=int, metavar="N", help="list the N tests that took longest; 0 lists all"
    )
    given = parser.parse_args(options)
    if given.at_once is not None and given.at_once < 1:
        parser.error("--at-once must be 1 or more")
    chosen = choose_lessons(given.lessons, root)
    side_by_side = given.at_once or (1 if given.lessons else at_once())
    called = ["tests"]
    if chosen and not given.fast:
        run = [f"notebooks/{path.name}" for path in chosen] if given.lessons else ["notebooks"]
        # Side by side the lessons come first: they take longest, and small tests then fill both sides to the end.
        called = run + called if side_by_side > 1 else called + run
        called += ["--nbval", "--nbval-current-env", f"--nbval-cell-timeout={SECONDS_A_CELL}"]
        called += ["--nbval-sanitize-with=tests/sanitize.cfg"]
    if (
        given.lessons
    ):  # tests of one lesson hold its file's name or its number: test_lesson_03, lesson_03-exercise_2
        names = [name for path in chosen for name in (path.stem, f"lesson_{path.stem[:2]}")]
        called += ["-k", " or ".join(names)]
    if side_by_side > 1:  # what must stay together, tests/conftest.py says
        called += ["-n", str(side_by_side), "--dist=loadscope"]
    if given.durations is not None:
        called += [f"--durations={given.durations}"]
    return called


def main(options):
    """Run pytest in the course folder and return its exit status."""
    called = words(options)
    os.chdir(ROOT)
    return int(pytest.main(called))
