"""Read the lessons for the tests that look at all of them."""

from pathlib import Path

import nbformat

from course_utils.commands import lesson as form

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IDS = [path.stem for path in PATHS]


def read(path):
    return nbformat.read(path, as_version=4)


def sources(notebook, tag):
    return [cell["source"] for cell in form.tagged(notebook["cells"], tag)]
