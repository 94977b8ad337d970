"""Write into the README what the lessons themselves say: the table of lessons, the scoreboard, some pictures."""

import base64
import re

import nbformat

from course_utils import form
from course_utils.commands import ROOT, lessons

PICTURES = {  # file name: lesson, words of the figure's alternative text
    "encoder_decoder": ("04", "An encoder reads"),
    "states": ("02", "8 units over annabella"),
    "shuffle_test": ("01", "Skill lost"),
}
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
    table = ["| Lesson | Question | Minutes | Run time | Memory |", "|---|---|---|---|---|"]
    table += [lesson_row(path, kept.get(path.name, NOT_MEASURED)) for path in paths]
    scores = ["| Lesson | Task | Ours | Published | Within | Source |", "|---|---|---|---|---|---|"]
    scores += [row for path in paths for row in scoreboard_rows(path)]
    for name, rows in (("pictures", picture_lines()), ("lessons", table), ("scoreboard", scores)):
        start = text.index(f"<!-- {name} -->") + len(f"<!-- {name} -->")
        text = text[:start] + "\n" + "\n".join(rows) + "\n" + text[start + len(between(text, name)) :]
    return text


def between(text, name):
    """Return what stands between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", text, re.DOTALL)
    if not found:
        raise ValueError(f"README.md has no marks <!-- {name} --> and <!-- /{name} -->")
    return found[1]


def picture(path, words):
    """Return the PNG bytes and the alternative text of the first figure of a lesson whose text holds `words`.

    Raises:
        ValueError: if no figure's text does.
    """
    for cell in nbformat.read(path, as_version=4)["cells"]:
        for output in cell.get("outputs", []):
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            if words in alt:
                return base64.b64decode(output["data"]["image/png"]), alt
    raise ValueError(f"no figure of {path.name} is described by the words {words!r}")


def picture_lines():
    """Return the Markdown that shows the chosen figures, with the alternative text of their lesson."""
    present = lessons()
    return [
        f"![{picture(present[number], words)[1]}](docs/figures/{name}.png)"
        for name, (number, words) in PICTURES.items()
    ]


def refresh():
    """Write README.md and `docs/figures/` anew from the stored lessons."""
    page, folder = ROOT / "README.md", ROOT / "docs" / "figures"
    page.write_text(
        updated(page.read_text(encoding="utf-8"), list(lessons().values())), encoding="utf-8", newline="\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, (number, words) in PICTURES.items():
        (folder / f"{name}.png").write_bytes(picture(lessons()[number], words)[0])
