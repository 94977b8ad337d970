"""Where the course can be fetched, once `project.urls` in pyproject.toml says so, and what a reader elsewhere is told."""

import re
import tomllib

from course_utils.commands._lessons import ROOT

FIRST = "notebooks/00_start_here.ipynb"
TITLE = "# @title Is the course here? (expand)"  # the folded cell that every lesson begins with
FETCHED = ["!git clone --depth 1 {address} rnn-course", "%cd rnn-course"]
UPLOADED = ["!unzip -q COURSE.zip", "%cd COURSE"]


def repository(root=ROOT):
    """Return the address from which git gets the course, or None while `project.urls` has no `Repository`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project.get("urls", {}).get("Repository", "").rstrip("/") or None


def guarded(source, address):
    """Return what the folded first code cell of a lesson holds: it looks for the course, and says what to run without it.

    Args:
        source: the cell; one that does not begin with `TITLE` is left as it is.
        address: what `repository` returned.
    """
    if not source.startswith(TITLE):
        return source
    if address:
        said = "On Colab, run these two lines in a cell above, then this cell again:"
        lines = [line.format(address=address) for line in FETCHED]
    else:
        said = "On Colab, upload the course's ZIP. Run these two lines with its name, then this cell again:"
        lines = UPLOADED
    cell = [
        TITLE,
        "import importlib",
        "",
        "try:",
        '    importlib.import_module("course_utils")',
        "except ModuleNotFoundError as missing:",
        "    raise SystemExit(",
        '        f"{missing.name} is not installed here. In the course\'s folder run: python3 course.py lab\\n"',
        '        "In VS Code, run python3 course.py setup there and choose the Python in .venv as the kernel.\\n"',
        f'        "{said}\\n"',
        f'        "    {lines[0]}\\n"',
        f'        "    {lines[1]}"',
        "    ) from None",
    ]
    return "\n".join(cell)


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
