"""What the commands share: where the course lies, its lessons, options, and how a command says it cannot go on."""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]


class CommandError(Exception):
    """A command was given words it cannot use, or cannot go on; the message says what to do."""


class Options(argparse.ArgumentParser):
    """A command's options; a wrong one is answered by one sentence.

    Args:
        command: the command's name.
        text: what it does, which `--help` prints.
    """

    def __init__(self, command, text):
        # No abbreviations: a script that says --no would break with the next option that begins like it.
        super().__init__(
            prog=f"python3 course.py {command}",
            description=text,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.command = command

    def add_lessons(self, what):
        """Accept numbers of lessons; `what` says in the help what happens to them."""
        self.add_argument(
            "lessons", nargs="*", metavar="NN", help=f"{what}, such as 03; all if none is named"
        )

    def error(self, message):
        """Raise a `CommandError` in place of argparse's usage and exit."""
        raise CommandError(
            f"{self.command}: {message}. `python3 course.py {self.command} --help` lists what it takes."
        )


def how_to_mend():
    """Return what to do about packages that are missing or are not those of the lock."""
    if (Path(sys.prefix) / "rnn_course.stamp").exists():  # made by course.py
        return "run `python3 course.py setup` in the course folder"
    return 'run `python -m pip install -e ".[authors]"` in the course folder, with this environment active'


def make_pip():
    """Put pip into this environment if it is not there: uv leaves it out."""
    if not importlib.util.find_spec("pip"):
        subprocess.check_call([sys.executable, "-m", "ensurepip"])


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


def store(notebook, path):
    """Write a notebook whole or not at all, with one blank of indent and a closing line end."""
    text = nbformat.writes(notebook, indent=1).rstrip("\n") + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
