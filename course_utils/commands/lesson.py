"""The form of a lesson: what its first cell says, and the metadata that follow from its tags."""

import re

import nbformat

SLIDE = 24  # lines of text or code that fit on a slide
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
BOX = re.compile(
    r"\*\*Question\.\*\* (?P<question>.+?)\n.*\*\*You will be able to\*\*.*"
    r"\*\*Minutes\.\*\* (?P<read>\d+) to read, (?P<practise>\d+) for the exercises.*"
    r"\*\*Run time\.\*\* under (?P<seconds>\d+) s.*\*\*Lessons needed\.\*\* ",
    re.DOTALL,
)


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


def finish(notebook):
    """Set every piece of metadata that follows from a lesson's tags and text; return the notebook.

    Exercises, checks and solutions get what nbgrader, JupyterLab and slides need, so that an author writes only tags.
    """
    slides = slide_types(notebook["cells"])
    for i, cell in enumerate(notebook["cells"]):
        tags = cell["metadata"].get("tags", [])
        kept = {"tags": tags} if tags else {}
        number = re.search(r"(?:Exercise|Solution) (\d+\.\d+)", cell["source"])
        if "exercise" in tags and number:
            kept["nbgrader"] = _nbgrader(f"exercise-{number[1]}", solution=True)
            current = number[1]
        if "check" in tags:
            kept["nbgrader"] = _nbgrader(f"check-{current}", grade=True)
        if "solution" in tags or cell["source"].startswith("quiz("):  # both give the answer away
            kept["jupyter"] = {"source_hidden": True}
        if slides[i] != "-":
            kept["slideshow"] = {"slide_type": slides[i]}
        cell["metadata"] = nbformat.from_dict(kept)
        cell["id"] = f"cell-{i:03d}"
    notebook["metadata"] = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": {"name": "python"}})
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return notebook


def slide_types(cells):
    """Return each cell's slide type, so that no slide holds more than can be read on a wall.

    A heading begins a slide, any other text a slide below it. Code stands under its text if both are short, and on a
    slide of its own if the text asks for a prediction. Imports, solutions and teaching notes are no slides.
    """
    types, used = [], 0
    for cell in cells:
        source, needed = cell["source"], _lines(cell)
        if {"imports", "solution", "instructor"} & set(cell["metadata"].get("tags", [])):
            types.append("skip")
            continue
        if cell["cell_type"] == "markdown":
            types.append("slide" if re.match(r"#{1,2} ", source) else "subslide")
            used = SLIDE if re.search("[Pp]redict", source) else needed
        else:
            types.append("-" if used + needed <= SLIDE else "subslide")
            used = needed + (used if types[-1] == "-" else 0)
    return types


def _lines(cell):
    """Return about how many lines a cell takes on a slide; a figure counts as twelve, a quiz as ten."""
    source = cell["source"]
    if source.startswith("quiz("):
        return 10
    lines = sum(1 + len(line) // 90 for line in source.splitlines() if line.strip())
    if cell["cell_type"] == "markdown":
        return lines
    return lines + (12 if re.search(r"\b(show|sliders|prompt_box)\(", source) else 2)


def _nbgrader(grade_id, grade=False, solution=False):
    facts = {"grade": grade, "grade_id": grade_id.replace(".", "-"), "locked": grade, "schema_version": 3}
    return {**facts, "solution": solution, "task": False, **({"points": 1} if grade else {})}


def tagged(cells, tag, wanted=True):
    """Return the cells that carry `tag`, or those that do not."""
    return [cell for cell in cells if (tag in cell["metadata"].get("tags", [])) == wanted]


def for_learners(cells):
    """Return the cells of a handout: without solutions and teaching notes."""
    return tagged(tagged(cells, "solution", wanted=False), "instructor", wanted=False)
