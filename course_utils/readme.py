"""Write into the README what the lessons themselves say: the table of lessons and the scoreboard."""

import re

import nbformat

from course_utils import form

NOT_MEASURED = ["–", "–"]
REPRODUCED = re.compile(
    r"✓ (?P<task>.+?) \| ours (?P<ours>.+?) \| published (?P<published>.+?) \| within (?P<within>.+?) \| (?P<source>.+)"
)


def lesson_row(path, measured):
    """Return a lesson's row: title with link, question, minutes to read and practise, run time, memory."""
    said = form.header(nbformat.read(path, as_version=4))
    title = f"[{path.stem[:2]} {said['title']}](notebooks/{path.name})"
    minutes = f"{said['read']} + {said['practise']}"
    return "| " + " | ".join([title, said["question"].strip(), minutes, *measured]) + " |"


def scoreboard_rows(path):
    """Return one row for each figure that a lesson reproduces, as its stored outputs print it."""
    link = f"[{path.stem[:2]}](notebooks/{path.name})"
    rows = []
    for cell in form.tagged(nbformat.read(path, as_version=4)["cells"], "solution", False):
        for output in cell.get("outputs", []):
            rows += [
                f"| {link} | {found['task']} | {found['ours']} | {found['published']} | {found['within']} | {found['source']} |"
                for found in REPRODUCED.finditer(output.get("text", ""))
            ]
    return rows


def updated(text, paths):
    """Return the README's text with both tables written anew; measured run times and memory are kept.

    Args:
        text: the README as it stands.
        paths: the lessons, in order.

    Raises:
        ValueError: if the marks around a table are missing.
    """
    kept = {
        name: [part.strip() for part in rest.split("|")[-3:-1]]
        for name, rest in re.findall(r"\(notebooks/(\w+\.ipynb)\) \|(.+)\n", between(text, "lessons"))
    }
    lessons = ["| Lesson | Question | Minutes | Run time | Memory |", "|---|---|---|---|---|"]
    lessons += [lesson_row(path, kept.get(path.name, NOT_MEASURED)) for path in paths]
    scores = ["| Lesson | Task | Ours | Published | Within | Source |", "|---|---|---|---|---|---|"]
    scores += [row for path in paths for row in scoreboard_rows(path)]
    for name, rows in (("lessons", lessons), ("scoreboard", scores)):
        text = text.replace(between(text, name), "\n" + "\n".join(rows) + "\n")
    return text


def between(text, name):
    """Return what stands between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", text, re.DOTALL)
    if not found:
        raise ValueError(f"README.md has no marks <!-- {name} --> and <!-- /{name} -->")
    return found[1]
