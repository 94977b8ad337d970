"""Paths that a user types: they are meant from the folder in which the command was given."""

import os
from pathlib import Path

CALLER = "RNN_COURSE_CALLER"  # set by course.py, which runs its commands in the course's own folder


def from_caller(path):
    """Return a path as its user meant it; use it as `type` of every option that names a file or folder.

    Args:
        path: as typed, such as `novel.txt`, `../texts/novel.txt` or an absolute path.

    Returns:
        An absolute `Path`; where course.py did not start the program, it begins at the current folder.
    """
    return Path(os.environ.get(CALLER) or Path.cwd(), path)
