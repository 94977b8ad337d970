"""Find a data file, prove that it is whole, open it: nothing is read before its checksum agrees."""

import gzip
import hashlib
import os
from pathlib import Path

import numpy as np

SUMS = "SHA256SUMS"


class DatasetError(Exception):
    """A data file is missing, shortened or altered; the message names the command that mends it."""


def datasets_folder():
    """Return the folder that holds the data: `$RNN_COURSE_DATA`, or `datasets/` beside `course_utils/`.

    Raises:
        DatasetError: if there is no such folder, as when a notebook was copied out of the course.
    """
    chosen = os.environ.get("RNN_COURSE_DATA")
    folder = Path(chosen) if chosen else Path(__file__).resolve().parents[2] / "datasets"
    if not (folder / SUMS).is_file():
        raise DatasetError(
            f"there is no course data in {folder}. A lesson needs the whole course folder: open it with "
            "`python3 course.py lab` there, or set RNN_COURSE_DATA to the course's datasets folder."
        )
    return folder


def expected_sums(folder):
    """Return `{relative name: SHA-256}` as `SHA256SUMS` lists them.

    Raises:
        DatasetError: if the list itself is unreadable or damaged.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, name in (line.split(maxsplit=1) for line in lines if line.strip())}
    except (OSError, ValueError):
        raise DatasetError(f"datasets/{SUMS} is unreadable or damaged. {remedy([SUMS])}") from None


def remedy(names):
    """Return how to get data files back: from git where the course came by git, else from a fresh copy.

    Args:
        names: relative to the datasets folder, such as `["beijing/beijing.csv.gz"]`.
    """
    folder = datasets_folder()
    paths = [f"datasets/{name}" for name in names]
    if (folder.parent / ".git").exists():
        said = f"Mend it with: git checkout -- {' '.join(paths)}"
    else:
        said = f"Mend it with a fresh copy of the course: unpack it beside this one and copy {', '.join(paths)} over"
    remade = sorted({name.split("/")[0] for name in names if (folder / name).parent != folder})
    if remade:
        said += f" (or remake it: {', '.join(f'python3 course.py data {name}' for name in remade)})"
    return said


def check_all():
    """Return how many data files there are, once all of them are whole.

    Raises:
        DatasetError: if any is missing, unreadable or altered; the message names all of them, and one remedy.
    """
    damaged = []
    names = list(expected_sums(datasets_folder()))
    for name in names:
        try:
            verified(name)
        except DatasetError:
            damaged.append(name)
    if damaged:
        listed = ", ".join(f"datasets/{name}" for name in damaged)
        raise DatasetError(f"missing, shortened or altered: {listed}. {remedy(damaged)}")
    return len(names)


def verified(name):
    """Return the path of data file `name`, once its SHA-256 is the expected one.

    Args:
        name: relative to the datasets folder, such as `"beijing/beijing.csv.gz"`.

    Raises:
        DatasetError: if the file is missing, unreadable or not the one the course was written with.
    """
    folder = datasets_folder()
    path = folder / name
    expected = expected_sums(folder).get(name)
    if expected is None:
        raise DatasetError(f"{name} is not listed in datasets/{SUMS}. {remedy([SUMS])}")
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise DatasetError(f"datasets/{name} cannot be read ({problem.strerror}). {remedy([name])}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        ends = content.replace(b"\r\n", b"\n")
        what = (
            "has Windows's line ends"
            if hashlib.sha256(ends).hexdigest() == expected
            else "is shortened or altered"
        )
        raise DatasetError(
            f"datasets/{name} {what}: expected SHA-256 {expected[:16]}…, "
            f"found {found[:16]}… in {len(content):,} bytes. {remedy([name])}"
        )
    return path


def read_text(name):
    """Return the verified UTF-8 text of a data file, unpacked when its name ends in `.gz`."""
    path = verified(name)
    content = path.read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")


def read_arrays(name):
    """Return `{key: array}` of a verified `.npz` file; pickled objects are refused."""
    with np.load(verified(name), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}
