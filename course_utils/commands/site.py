"""The web edition: Sphinx turns the stored lessons into pages; nothing is executed and nothing is loaded.

`stage` lays out what is shown in a folder of its own, so that the lessons stay the only source. docs/conf.py holds
Sphinx's settings; it adds `name_figures`, `say_names` and the two functions that draw formulas.
"""

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.util import logging

from course_utils.commands import _address, export, readme
from course_utils.commands import lesson as form
from course_utils.commands._formulas import mathml
from course_utils.commands._lessons import ROOT, Options, choose_lessons, lessons
from course_utils.generator.export import page_of

FRONT = "\n```{toctree}\n:hidden:\n:caption: Lessons\n\n%s\n```\n\n```{toctree}\n:hidden:\n:caption: More\n\n%s\n```\n"
HELP = """Write the lessons as web pages to build/site, for a server or a stick: as they are stored, nothing executed.

Solutions are folded and the instructor's notes left out; a page loads nothing from elsewhere.
"""
WRITER = (  # on the first page: the trained generator, which writes there; README's pictures end with this mark
    "<!-- /pictures -->",
    '<iframe class="writer" src="generator.html" title="A small network writes, on this page"></iframe>',
)
MAP = "Map of the lessons"  # how the alternative text of lesson 00's figure begins: on the first page too
PAGES = {  # in the course: in the web edition
    "docs/GLOSSARY.md": "docs/GLOSSARY.md",
    "docs/ERRORS.md": "docs/ERRORS.md",
    "docs/INSTRUCTORS.md": "docs/INSTRUCTORS.md",
    "docs/hub/README.md": "docs/hub/README.md",
    "docs/ELSEWHERE.md": "docs/ELSEWHERE.md",
    "CHANGELOG.md": "CHANGELOG.md",
    ".github/CONTRIBUTING.md": "CONTRIBUTING.md",
    "datasets/LICENSES.md": "datasets/LICENSES.md",
}


def for_the_web(notebook, name):
    """Return a lesson as the web shows it: no teaching notes, solutions folded, the source of a quiz left out, and
    the cell that looks for the course.

    Behind its box stands a link to the notebook itself, which lies in `downloads`.
    """
    cells = form.tagged(notebook.cells, "instructor", wanted=False)
    notebook.cells = [cell for cell in cells if not cell.source.startswith(_address.TITLE)]
    for cell in notebook.cells:
        title = re.match(r"# ?@title (Solution \d+\.\d+)", cell.source)
        if title:
            cell.metadata = nbformat.from_dict(
                {
                    "tags": ["hide-cell"],
                    "mystnb": {"code_prompt_show": title[1], "code_prompt_hide": title[1]},
                }
            )
        elif cell.source.startswith("quiz("):  # it names the answer
            cell.metadata = nbformat.from_dict({"tags": ["remove-input"]})
    link = nbformat.v4.new_markdown_cell(
        f"{{download}}`Download this lesson as a notebook <../downloads/{name}>`"
    )
    notebook.cells.insert(1, link)
    return notebook


def stage(paths, folder):
    """Lay out in `folder` what the web edition shows, in the course's own order, so that links hold."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / "downloads").mkdir()
    for path in paths:
        shutil.copy(path, folder / "downloads")
        shown = for_the_web(nbformat.read(path, as_version=4), path.name)
        nbformat.write(shown, folder / "notebooks" / path.name)
    shutil.copytree(ROOT / "docs" / "figures", folder / "docs" / "figures")
    shutil.copy(ROOT / "LICENSE", folder)
    for source, target in PAGES.items():
        (folder / target).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / source, folder / target)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for source, target in PAGES.items():
        text = text.replace(f"]({source})", f"]({target})")
    # What is not in the web edition, such as a test, is named there without a link.
    text = re.sub(
        r"(?<!!)\[([^]]*)\]\((?!https?:)([^)]+)\)",
        lambda link: link[0] if (folder / link[2]).exists() else link[1],
        text,
    )
    drawn, alt = readme.picture(lessons()["00"], MAP)
    (folder / "docs" / "figures" / "map.png").write_bytes(drawn)
    text = text.replace(WRITER[0], f"{WRITER[0]}\n\n{WRITER[1]}\n\n![{alt}](docs/figures/map.png)", 1)
    trees = (
        [f"notebooks/{path.stem}" for path in paths],
        [page.removesuffix(".md") for page in PAGES.values()],
    )
    front = text + FRONT % tuple("\n".join(tree) for tree in trees)
    (folder / "index.md").write_text(front, encoding="utf-8", newline="\n")


def write(paths, folder=ROOT / "build" / "site"):
    """Write the web edition; print what Sphinx warns of and return how often it did."""
    work = folder.with_name(folder.name + "-work")
    shutil.rmtree(work, ignore_errors=True)
    stage(paths, work / "source")
    # In a process of its own, as Sphinx cannot be set up twice in one.
    words = [
        "-q",
        "-E",
        "--no-color",
        "-c",
        ROOT / "docs",
        "-d",
        work / "doctrees",
        "-w",
        work / "warnings.txt",
    ]
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words, work / "source", work / "html"],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise OSError(f"the web edition could not be made: {done.stderr.strip()[-500:]}")
    found = (work / "warnings.txt").read_text(encoding="utf-8").splitlines()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.move(work / "html", folder)
    shutil.rmtree(work)
    weights, characters = export.read_generator(export.TRAINED)
    page = page_of(weights, characters, "A small network writes", "ROMEO:\n")
    (folder / "generator.html").write_text(page, encoding="utf-8", newline="\n")
    if set(lessons().values()) - set(paths):  # a part of the lessons cannot link to the others
        found = [line for line in found if "notebooks/" not in line or "xref_missing" not in line]
    print(*found, folder / "index.html", sep="\n")
    return len(found)


def main(options):
    """Write the web edition of lessons named by number, or of all; return 1 if anything was warned of."""
    parser = Options("site", HELP)
    parser.add_lessons("lessons to show")
    return 1 if write(choose_lessons(parser.parse_args(options).lessons)) else 0


def name_figures(app, doctree):
    """Give each figure of a lesson the alternative text that stands in its stored output."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    stored = [
        output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])
    ]
    texts = [
        output.metadata["image/png"]["alt"] for output in stored if "image/png" in output.get("data", {})
    ]
    for image, alt in zip(doctree.findall(nodes.image), texts, strict=True):
        image["alt"] = alt


def say_names(app, page, template, context, doctree):
    """Say what the theme leaves out for a reader who listens: how deep a caption is, and a fold's own name."""
    if "furo_navigation_tree" in context:
        tree = context["furo_navigation_tree"]
        context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
    if "body" in context:  # a fold's words say more than the label that would hide them
        context["body"] = context["body"].replace(' aria-label="Toggle hidden content"', "")


def draw_inline(translator, node):
    """Draw a formula within a line."""
    translator.body.append(_drawn(node, block=False))
    raise nodes.SkipNode


def draw_block(translator, node):
    """Draw a formula on a line of its own."""
    translator.body.append(f'<div class="math">{_drawn(node, block=True)}</div>')
    raise nodes.SkipNode


def _drawn(node, block):
    try:
        return mathml(node.astext(), block)
    except ValueError as problem:
        logging.getLogger(__name__).warning(str(problem), location=node)
        return f"<code>{html.escape(node.astext())}</code>"
