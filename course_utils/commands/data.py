"""Remake one data set from its pinned source, with its own build.py."""

import subprocess
import sys

from course_utils.commands._lessons import ROOT, CommandError, Options, make_pip


def main(options, root=ROOT):
    """Run one data set's `build.py` and return its exit status.

    Raises:
        CommandError: if no data set is named, or there is none of that name.
    """
    names = [path.parent.name for path in sorted((root / "datasets").glob("*/build.py"))]
    parser = Options("data", f"{__doc__}\n\nData sets: {', '.join(names)}")
    parser.add_argument("name", nargs="*", metavar="NAME", help="which data set, such as names")
    given = parser.parse_args(options).name
    if len(given) != 1 or given[0] not in names:
        raise CommandError(f"Name one data set, as in `python3 course.py data NAME`: {', '.join(names)}.")
    make_pip()  # a build.py fetches with it
    return subprocess.call([sys.executable, str(root / "datasets" / given[0] / "build.py")], cwd=root)
