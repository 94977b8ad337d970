"""Where the course lies, which lessons it has, and how a command says that it cannot go on."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CommandError(Exception):
    """A command was given words it cannot use; the message names those it can."""


def how_to_mend():
    """Return what to do about packages that are missing or are not those of the lock."""
    if (Path(sys.prefix) / "rnn_course.stamp").exists():  # made by course.py
        return "run `python3 course.py setup` in the course folder"
    return "run `python -m pip install -e .` in the course folder, with this environment active"


def lessons(root=ROOT):
    """Return `{"03": path}` of the lessons in order."""
    return {path.name[:2]: path for path in sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))}


def choose_lessons(numbers, root=ROOT):
    """Return the paths of the lessons with these numbers, or of all if there are none.

    Args:
        numbers: such as `["03", "7"]`.
        root: the course folder.

    Raises:
        CommandError: if there is no such lesson; the message lists those there are.
    """
    present = lessons(root)
    wanted = [number.zfill(2) for number in numbers] or list(present)
    for number in wanted:
        if number not in present:
            raise CommandError(f"There is no lesson {number}: choose from {' '.join(present) or 'none'}.")
    return [present[number] for number in wanted]
