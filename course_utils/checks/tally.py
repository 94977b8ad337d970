"""Counts for a room that wants them: which exercises pass, which mistakes are common, in files that name nobody."""

import csv
import os
import secrets
from pathlib import Path

FOLDER = "RNN_COURSE_TALLY"  # set by `course.py lab --tally`; where it is not set, nothing is written
COLUMNS = ["exercise", "outcome", "mistake"]
# One file for each kernel, its name drawn anew each time: it says nothing of whose it is.
_NAME = f"{secrets.token_hex(8)}.csv"
_told = set()  # sentences that the learner has read


def count(result):
    """Add what a check found to this kernel's file in the room's folder: exercise, outcome, the mistake's name.

    Neither a name nor the time nor any of the answer is written, and nothing is sent.

    Args:
        result: a `Result` that passed or failed.

    Returns:
        A sentence for the learner, the first time that it applies, or None.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return None
    file = Path(folder) / _NAME
    said = (
        f"Counted for the room in {folder}: exercise, outcome and mistake; no name, nothing of your answer."
    )
    try:
        new = not file.exists()
        with file.open("a", encoding="utf-8", newline="") as opened:
            rows = csv.writer(opened)
            if new:
                rows.writerow(COLUMNS)
            rows.writerow([result.number, result.status, result.misconception])
    except OSError as problem:
        said = f"Not counted for the room, since {folder} cannot be written to: {problem.strerror}."
    if said in _told:
        return None
    _told.add(said)
    return said
