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
        raise DatasetError(
            f"datasets/{SUMS} is unreadable or damaged. Mend it with: git checkout -- datasets/{SUMS}"
        ) from None


def verified(name):
    """Return the path of data file `name`, once its SHA-256 is the expected one.

    Args:
        name: relative to the datasets folder, such as `"beijing/beijing.csv.gz"`.

    Raises:
        DatasetError: if the file is missing, unreadable or not the one the course was written with.
    """
    folder = datasets_folder()
    remake = f"python3 course.py data {name.split('/')[0]}"
    mend = f"Mend it with: git checkout -- datasets/{name} (or remake it: {remake})"
    path = folder / name
    expected = expected_sums(folder).get(name)
    if expected is None:
        raise DatasetError(
            f"{name} is not listed in datasets/{SUMS}. Mend it with: git checkout -- datasets/{SUMS}"
        )
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise DatasetError(f"datasets/{name} cannot be read ({problem.strerror}). {mend}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DatasetError(
            f"datasets/{name} is shortened or altered: expected SHA-256 {expected[:16]}…, "
            f"found {found[:16]}… in {len(content):,} bytes. {mend}"
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
