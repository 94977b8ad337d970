"""A learner's own copies of the lessons: laid out in `mine/`, never overwritten, brought up to date beside the old."""

import copy
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import nbformat

from course_utils.commands._lessons import ROOT, CommandError, store
from course_utils.commands.lesson import tagged

KEY = "rnn_course"  # in a copy's metadata: the digest of the copy as it was written


def for_learners(notebook, solutions=True):
    """Return a copy of a lesson as a learner gets it: no stored outputs, no instructor's notes, solutions folded.

    Args:
        notebook: as nbformat reads it; it is left as it is.
        solutions: whether the solutions are there, folded; without them their heading goes too.
    """
    mine = copy.deepcopy(notebook)
    mine.cells = tagged(mine.cells, "instructor", wanted=False)
    if not solutions:
        mine.cells = _without_solutions(mine.cells)
    for cell in mine.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return _signed(mine)


def for_teachers(notebook):
    """Return a copy of a lesson with all that it holds."""
    return _signed(copy.deepcopy(notebook))


def _without_solutions(cells):
    """Return the cells without solutions and without the heading under which nothing is left."""
    kept = tagged(cells, "solution", wanted=False)
    for cell in kept:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(?m)^## Solutions\s*$(?s:.*?)(?=^## |\Z)", "", cell.source).rstrip()
    return [cell for cell in kept if cell.source or cell.cell_type == "code"]


def digest(notebook):
    """Return a fingerprint of a notebook's cells: their texts, tags and outputs.

    Other metadata are left out: JupyterLab adds some as soon as a notebook is opened, which is not yet work.
    """
    parts = [
        [
            cell.cell_type,
            cell.source,
            cell.metadata.get("tags", []),
            cell.get("outputs", []),
            cell.get("execution_count"),
            cell.get("attachments", {}),
        ]
        for cell in notebook.cells
    ]
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _signed(notebook):
    notebook.metadata[KEY] = {"copy": digest(notebook)}
    return notebook


def mine(teach=False, root=ROOT):
    """Return the folder of the learner's copies, made if it was not there; where it is unusual, say so once.

    That is `mine/` in the course's folder; where that cannot be written to, a folder among the user's documents.
    RNN_COURSE_MINE names another.

    Args:
        teach: whether the teacher's copies are meant, which lie in a folder `teaching` in it.
        root: the course folder.

    Raises:
        CommandError: if no folder can be written to.
    """
    chosen = os.environ.get("RNN_COURSE_MINE")
    for folder in [Path(chosen).expanduser().absolute()] if chosen else [root / "mine", *_documents()]:
        folder = folder / "teaching" if teach else folder
        is_new = not folder.is_dir()
        if _can_write(folder):
            if is_new and root not in folder.parents:
                print(f"Your copies of the lessons are in {folder}.", flush=True)
            return folder
    raise CommandError(
        f"{folder} cannot be written to: set RNN_COURSE_MINE to a folder for your copies of the lessons."
    )


def _documents():
    """Return the folder for copies among the user's documents, as a list: a user of a container may have no home."""
    try:
        home = Path.home()
    except RuntimeError:
        return []
    return [(home / "Documents" if (home / "Documents").is_dir() else home) / "rnn-course"]


def _can_write(folder):
    """Make a folder and try: permission bits say nothing about read-only disks, nor about root."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def lay_out(paths, folder, teach=False):
    """Copy each lesson into `folder` unless its copy is there; put a newer lesson beside a copy that was worked in.

    Only a copy whose cells are as they were written is replaced by a newer one: nothing of the learner's is in it.

    Args:
        paths: the lessons.
        folder: where the copies are.
        teach: whether they are a teacher's, with all that the lesson holds.
    """
    for path in paths:
        lesson = nbformat.read(path, as_version=4)
        fresh = for_teachers(lesson) if teach else for_learners(lesson)
        for number in range(1, 100):
            added = {1: "", 2: " (new)"}.get(number, f" (new {number - 1})")
            place = folder / f"{path.stem}{added}.ipynb"
            if not _is_learners(place, fresh):
                break
        else:
            continue
        if _written(place) == fresh.metadata[KEY]["copy"]:
            continue
        store(fresh, place)
        if number > 1:
            print(
                f"Lesson {path.stem[:2]}: the newest edition is {place.name}, beside your copy, which stays as it is.",
                flush=True,
            )


def _is_learners(place, fresh):
    """Tell whether a file holds a learner's work on another edition: then it is kept, and the next name is tried."""
    if not place.exists() or _written(place) == fresh.metadata[KEY]["copy"]:
        return False
    try:
        return digest(nbformat.read(place, as_version=4)) != _written(place)
    except Exception:  # whatever it is, it is not ours
        return True


def _written(place):
    """Return the fingerprint that a copy was given when it was written, or None."""
    try:
        return nbformat.read(place, as_version=4).metadata[KEY]["copy"]
    except Exception:  # not there, no notebook, or not one of ours
        return None
