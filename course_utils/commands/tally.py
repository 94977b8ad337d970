"""For instructors: add up the anonymous counts of a room."""

import collections
import csv
import re
from pathlib import Path

from course_utils._paths import from_caller
from course_utils.checks.tally import COLUMNS
from course_utils.commands._lessons import CommandError, Options

HELP = """For instructors: say of each exercise how many tried it, how many passed, and the commonest mistake.

    lab --tally FOLDER     learners start so: each of their checks adds a line to a file of its own there
    tally FOLDER           you: the table of all files in that folder

A line holds the exercise, the outcome and the mistake's name, if the check knew it. Files have names drawn at random.
No name, time or answer is written, and nothing is sent: share a folder, or collect the files.
"""


def read(folder):
    """Return `{exercise: {file: [(outcome, mistake), ...]}}` and the number of lines that could not be read.

    Args:
        folder: a `Path`.

    Raises:
        CommandError: if there is no such folder, or no file of a tally in it.
    """
    if not folder.is_dir():
        raise CommandError(f"There is no folder {folder}.")
    found, damaged, files = collections.defaultdict(lambda: collections.defaultdict(list)), 0, 0
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", errors="replace", newline="") as opened:
            rows = csv.reader(opened)
            if next(rows, None) != COLUMNS:
                continue  # somebody's other table
            files += 1
            for row in rows:
                whole = len(row) == len(COLUMNS) and row[1] in ("passed", "failed")
                if whole and re.fullmatch(r"\d+\.\d+", row[0]):
                    found[row[0]][file.name].append((row[1], row[2]))
                else:
                    damaged += 1
    if not files:
        raise CommandError(f"{folder} holds no counts: learners start with `lab --tally FOLDER`.")
    return found, damaged


def table(found):
    """Return the lines of the table, one an exercise, in the order of the course.

    Args:
        found: what `read` returned first.
    """
    lines = [f"{'exercise':10}{'tried':>6}{'passed':>8}{'tries':>7}  commonest mistake, and how many made it"]
    for exercise in sorted(found, key=lambda number: [int(part) for part in number.split(".")]):
        files = found[exercise]
        passed = sum(any(outcome == "passed" for outcome, _ in tries) for tries in files.values())
        # A mistake is counted once a learner, however often it was tried.
        made = collections.Counter(
            name for tries in files.values() for name in sorted({name for _, name in tries if name})
        )
        mistake = "{} ({})".format(*made.most_common(1)[0]) if made else ""
        tries = sum(map(len, files.values()))
        lines.append(f"{exercise:10}{len(files):6}{passed:8}{tries:7}  {mistake}".rstrip())
    return lines


def main(options):
    """Print the table of a folder; return 0."""
    parser = Options("tally", HELP)
    parser.add_argument(
        "folder", nargs="*", type=from_caller, metavar="FOLDER", help="what learners named with lab --tally"
    )
    folders = parser.parse_args(options).folder
    if len(folders) != 1:
        raise CommandError("Name one folder, as in `python3 course.py tally FOLDER`.")
    found, damaged = read(Path(folders[0]))
    print("\n".join(table(found)))
    print("A kernel that was restarted counts as another learner.")
    if damaged:
        print(f"Left out: {damaged} lines that are no whole line of a tally.")
    return 0
