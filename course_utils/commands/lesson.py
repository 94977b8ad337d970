"""The form of a lesson: what its first cell says, what follows from its tags; as a command, a report for authors."""

import hashlib
import re

import nbformat

from course_utils.commands import _address
from course_utils.commands._lessons import Options, choose_lessons

HELP = """For authors: say of each lesson how long it takes to read, computed, and what it holds.

Minutes are words / 180 + lines of visible code / 10. A lesson whose box would say more than 45 minutes to read is two lessons.
"""
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
RISE = {"scroll": True, "theme": "white"}  # slides: what is tall is scrolled; a theme that fetches no fonts
BOX = re.compile(
    r"\*\*Question\.\*\* (?P<question>.+?)\n.*\*\*You will be able to\*\*.*"
    r"\*\*Minutes\.\*\* (?P<read>\d+) to read, (?P<practise>\d+) for the exercises.*"
    r"\*\*Run time\.\*\* under (?P<seconds>\d+) s.*\*\*Lessons needed\.\*\* ",
    re.DOTALL,
)
NOT_READ = {"solution", "instructor", "imports"}


def header(notebook):
    """Return what the first cell says: number, title, question, minutes to read and to practise, seconds.

    Raises:
        ValueError: if the first cell is not a title and a box with all parts.
    """
    source = notebook["cells"][0]["source"]
    title = re.match(r"# (\d+)\. (.+)\n", source)
    box = BOX.search(source)
    if not (title and box):
        raise ValueError(
            "the first cell must be '# N. Title' and a box: Question, You will be able to, Minutes, Run time, Lessons needed"
        )
    return {"number": int(title[1]), "title": title[2].strip(), **box.groupdict()}


def tagged(cells, tag, wanted=True):
    """Return the cells that carry `tag`, or those that do not."""
    return [cell for cell in cells if (tag in cell["metadata"].get("tags", [])) == wanted]


def finish(notebook):
    """Set every piece of metadata that follows from a lesson's tags and text; return the notebook.

    Exercises, checks and solutions get what nbgrader, JupyterLab and slides need, so that an author writes only tags.
    A cell keeps its id; a new cell, or one that was copied, gets one of its own. The first code cell says how to fetch
    the course from the address that pyproject.toml has for it.
    """
    for cell in tagged(notebook["cells"], "imports")[:1]:
        cell["source"] = _address.guarded(cell["source"], _address.repository())
    exercise, ids = None, set()
    for cell in notebook["cells"]:
        tags = cell["metadata"].get("tags", [])
        kept = {"tags": tags} if tags else {}
        number = re.search(r"(?:Exercise|Solution) (\d+\.\d+)", cell["source"])
        if "exercise" in tags and number:
            exercise = number[1]
            kept["nbgrader"] = nbgrader_facts(f"exercise-{exercise}", solution=True)
        if "check" in tags and exercise:
            kept["nbgrader"] = nbgrader_facts(f"check-{exercise}", grade=True)
        if is_folded(cell):
            kept["jupyter"] = {"source_hidden": True}
        kept["slideshow"] = {"slide_type": "slide" if "slide" in tags else "skip"}
        cell["metadata"] = nbformat.from_dict(kept)
        cell["id"] = _own_id(cell, ids)
        ids.add(cell["id"])
    notebook["metadata"] = nbformat.from_dict(
        {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}, "rise": RISE}
    )
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return notebook


def is_folded(cell):
    """Whether a cell's source is hidden until it is opened: a solution or a quiz, which give the answer away, or the
    first cell, which looks whether the course is there."""
    return "solution" in cell["metadata"].get("tags", []) or cell["source"].startswith(
        ("quiz(", _address.TITLE)
    )


def _own_id(cell, taken):
    """Return a cell's id, or one made from its source where it has none or another cell has it already."""
    found, count = cell.get("id"), 0
    while not found or found in taken:
        found = hashlib.sha256(f"{count} {cell['source']}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
        count += 1
    return found


def nbgrader_facts(grade_id, grade=False, solution=False):
    """Return a cell's metadata for nbgrader: a stub, a check that is locked, or, being both, an answer marked by hand."""
    locked = grade and not solution
    facts = {"grade": grade, "grade_id": grade_id.replace(".", "-"), "locked": locked, "schema_version": 3}
    return {**facts, "solution": solution, "task": False, **({"points": 1} if grade else {})}


def words_to_read(notebook):
    """Return how many words a learner reads: all text but solutions and the instructor's notes."""
    return sum(len(cell["source"].split()) for cell in _read(notebook) if cell["cell_type"] == "markdown")


def lines_to_read(notebook):
    """Return how many lines of code a learner reads: not those of imports, exercises, checks, solutions and quiz."""
    code = [cell for cell in _read(notebook) if cell["cell_type"] == "code" and not is_folded(cell)]
    code = [cell for cell in code if not {"exercise", "check"} & set(cell["metadata"].get("tags", []))]
    return sum(bool(line.strip()) for cell in code for line in cell["source"].splitlines())


def minutes_to_read(notebook):
    """Return how many minutes a lesson takes to read: 180 words a minute, 10 lines of code a minute."""
    return words_to_read(notebook) / 180 + lines_to_read(notebook) / 10


def _read(notebook):
    return [cell for cell in notebook["cells"] if not NOT_READ & set(cell["metadata"].get("tags", []))]


def main(options):
    """Print one line for each lesson named by number, or for all."""
    parser = Options("lesson", HELP)
    parser.add_lessons("lessons to look at")
    for path in choose_lessons(parser.parse_args(options).lessons):
        notebook = nbformat.read(path, as_version=4)
        cells = notebook["cells"]
        print(
            f"{path.stem}: {minutes_to_read(notebook):.0f} minutes to read (its box says {header(notebook)['read']}), "
            f"{words_to_read(notebook):,} words, {lines_to_read(notebook)} lines of code, "
            f"{len(tagged(cells, 'exercise'))} exercises, {len(tagged(cells, 'slide'))} slides"
        )
    return 0
