"""Put all packages into a folder, so that a room sets up the course from a stick, without a network."""

import subprocess
import sys
import tempfile
from pathlib import Path

from course_utils.commands._lessons import ROOT, CommandError, Options, make_pip

HELP = """Put all packages of the course into its folder wheels/, for computers of this kind and this Python.

Copy the course with that folder to a stick: where it lies beside course.py, set-up takes the packages from there
and needs no network. Run this once on each kind of computer that the room has; the folder collects them all.
"""


def main(options, root=ROOT):
    """Download the packages of the lock; return 0.

    Raises:
        CommandError: if they cannot be downloaded; what was there before is left as it was.
    """
    Options("wheels", HELP).parse_args(options)
    make_pip()
    with tempfile.TemporaryDirectory(dir=root, prefix=".wheels-") as partial:  # all or nothing
        lock = ["--no-deps", "--require-hashes", "-r", str(root / "requirements.txt")]
        words = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--only-binary=:all:",
            "--dest",
            partial,
            *lock,
        ]
        if subprocess.call(words):
            raise CommandError(
                "The packages could not be downloaded: connect to the network and run it again."
            )
        folder = root / "wheels"
        folder.mkdir(exist_ok=True)
        for wheel in Path(partial).iterdir():
            wheel.replace(folder / wheel.name)
    size = sum(wheel.stat().st_size for wheel in folder.iterdir())
    print(f"{folder}: {len(list(folder.iterdir()))} packages, {size / 1e6:,.0f} MB")
    return 0
