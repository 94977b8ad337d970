"""Two pages that are made from the lessons' own sentences: the words of the course, and the errors that people meet."""

import functools
import re

import nbformat

from course_utils.commands import lesson as form
from course_utils.commands._lessons import ROOT, CommandError, lessons

TERMS = ROOT / "docs" / "terms.txt"
HEAD = "<!-- Made by `python3 course.py readme` from the lessons; edit those, or docs/terms.txt. -->\n\n"
WORDS = "# The words of the course\n\nEach in the sentence in which a lesson explains it. The number leads to the lesson.\n\n"
ERRORS = (
    "# Errors, and what looks like none\n\nWhat people meet when they build recurrent nets in Keras. Each has a section "
    "in [lesson 08](../notebooks/{name}) that shows the fault and its cure.\n\n"
)
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[\"(*$`A-Z])")


def glossary():
    """Return the page of words, a str.

    Raises:
        CommandError: if a term of docs/terms.txt stands in no sentence of its lesson.
    """
    rows = []
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, *term, before, after = line.split()
            rows.append((" ".join(term), number, int(before), int(after)))
    read = functools.cache(
        lambda path: nbformat.read(path, as_version=4)
    )  # once, however many terms it explains
    shown = []
    for term, number, before, after in sorted(rows, key=lambda row: row[0].lower()):
        path = lessons()[number]
        said = explanation(read(path), term, before, after)
        if not said:
            raise CommandError(f"docs/terms.txt: lesson {number} has no sentence with **{term}** in it.")
        shown.append(f"**{term}** [{number}](../notebooks/{path.name}). {said}\n")
    return HEAD + WORDS + "\n".join(shown)


def explanation(notebook, term, before, after):
    """Return the sentence in which a lesson first has `term` in bold, with sentences around it; "" if none has."""
    for cell in form.tagged(notebook["cells"], "instructor", wanted=False):
        if cell["cell_type"] != "markdown":
            continue
        for paragraph in re.sub(r"<details.*?</details>", "", cell["source"], flags=re.S).splitlines():
            if paragraph.startswith("#"):
                continue
            plain = re.sub(
                r"^(> |- )?(\*\*[^*]+[.:?]\*\* )?", "", paragraph.strip()
            )  # a bold label says nothing here
            sentences = SENTENCE_ENDS.split(plain)
            for i, sentence in enumerate(sentences):
                if f"**{term}**" in sentence:
                    said = " ".join(sentences[max(0, i - before) : i + after + 1])
                    said = re.sub(r"\*\*(.+?)\*\*", r"\1", said)
                    return said[0].upper() + re.sub(r"[:,;]$", ".", said[1:])
    return ""


def errors():
    """Return the page of errors, a str: the rows of lesson 08's table.

    Raises:
        CommandError: if the lesson has no such table any more.
    """
    path = lessons()["08"]
    text = "\n".join(cell["source"] for cell in nbformat.read(path, as_version=4)["cells"])
    rows = re.findall(r"^\| (5\.\d+) \| (.+?) \| (.+?) \|$", text, re.M)
    if not rows:
        raise CommandError("Lesson 08 has no table of errors: docs/ERRORS.md is made from it.")
    head = "| you see | cause and cure | section |\n|---|---|---|\n"
    return (
        HEAD
        + ERRORS.format(name=path.name)
        + head
        + "".join(f"| {see} | {cure} | {at} |\n" for at, see, cure in rows)
    )


def pages():
    """Return `{path: text}` of both."""
    return {ROOT / "docs" / "GLOSSARY.md": glossary(), ROOT / "docs" / "ERRORS.md": errors()}
