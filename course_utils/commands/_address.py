"""Where the course can be fetched, once `project.urls` in pyproject.toml says so, and what a reader elsewhere is told."""

import re
import tomllib

from course_utils.commands._lessons import ROOT

FIRST = "notebooks/00_start_here.ipynb"
TITLE = "# @title Is the course here? (expand)"  # the folded cell that every lesson begins with
GUARD = re.compile(r"(?<=\n)except ModuleNotFoundError.*?\n    \) from None$", re.DOTALL | re.MULTILINE)
FETCHED = ["!git clone --depth 1 {address} rnn-course", "%cd rnn-course"]
UPLOADED = ["!unzip -q COURSE.zip", "%cd COURSE"]


def repository(root=ROOT):
    """Return the address from which git gets the course, or None while `project.urls` has no `Repository`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project.get("urls", {}).get("Repository", "").rstrip("/") or None


def guarded(source, address):
    """Return the source of a lesson's first code cell with the sentences it stops with where the course is missing.

    Args:
        source: the cell; one that does not end in `from None` after its `except ModuleNotFoundError` is left as it is.
        address: what `repository` returned.
    """
    if address:
        said = "On Colab, run these two lines in a cell above, then this cell again:"
        lines = [line.format(address=address) for line in FETCHED]
    else:
        said = "On Colab, upload the course's ZIP. Run these two lines with its name, then this cell again:"
        lines = UPLOADED
    guard = [
        "except ModuleNotFoundError as missing:",
        "    raise SystemExit(",
        '        f"{missing.name} is not installed here. In the course\'s folder run: python3 course.py lab\\n"',
        '        "In VS Code, run python3 course.py setup there and choose the Python in .venv as the kernel.\\n"',
        f'        "{said}\\n"',
        f'        "    {lines[0]}\\n"',
        f'        "    {lines[1]}"',
        "    ) from None",
    ]
    return GUARD.sub(lambda found: "\n".join(guard), source, count=1)


def in_a_browser(address):
    """Return the sentence of the README that opens the first lesson without an installation, as a list of lines.

    Args:
        address: what `repository` returned; where it is not on GitHub, there is nothing to say.
    """
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?", address or "")
    if not found:
        return []
    binder = f"https://mybinder.org/v2/gh/{found[1]}/HEAD?urlpath=lab/tree/mine/00_start_here.ipynb"
    colab = f"https://colab.research.google.com/github/{found[1]}/blob/main/{FIRST}"
    return [f"Without installing anything: the first lesson [on Binder]({binder}) or [on Colab]({colab})."]
