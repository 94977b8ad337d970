"""Slides: nbconvert divides a lesson by its cells' `slide_type`, and the page in docs/slides/ shows it offline.

nbconvert's own page asks the network for reveal.js, jQuery, RequireJS, MathJax and fonts, and cuts off what is too
tall. Here one HTML file holds everything, formulas are MathML, and a slide's content shrinks until it fits.
"""

import copy

import nbformat
from nbconvert.exporters.slides import SlidesExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.formatters import HtmlFormatter

from course_utils.commands import lesson as form
from course_utils.commands._formulas import mathml
from course_utils.commands._lessons import ROOT


class FormulaRenderer(IPythonRenderer):
    """Markdown as nbconvert draws it, but formulas as MathML."""

    def inline_math(self, body):
        """Return a formula within a line."""
        return mathml(body)

    def block_math(self, body):
        """Return a formula on a line of its own."""
        return mathml(body, block=True)


class OfflineSlides(SlidesExporter):
    """nbconvert's slides on a page that loads nothing."""

    def __init__(self, **settings):
        """Look for the page in docs/slides/."""
        super().__init__(template_name="slides", extra_template_basedirs=[str(ROOT / "docs")], **settings)

    def default_filters(self):
        """Yield nbconvert's filters, with formulas drawn here."""
        yield from super().default_filters()
        yield "markdown2html", markdown


def markdown(source):
    """Return a text cell as HTML."""
    return MarkdownWithMath(renderer=FormulaRenderer(escape=False, exclude_anchor_links=True)).render(source)


def page(notebook):
    """Return a lesson as one HTML page of slides, without solutions, teaching notes and imports.

    Args:
        notebook: as nbformat reads it, executed.
    """
    lesson = form.finish(copy.deepcopy(notebook))
    lesson.cells = [
        cell for cell in lesson.cells if cell.metadata.get("slideshow", {}).get("slide_type") != "skip"
    ]
    resources = {
        "title": form.header(lesson)["title"],
        "colours": HtmlFormatter().get_style_defs(".highlight"),
    }
    return OfflineSlides().from_notebook_node(lesson, resources)[0]


def write(paths, folder=ROOT / "build" / "slides"):
    """Write one page of slides per lesson; return 0."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        target = folder / f"{path.stem}.html"
        target.write_text(page(nbformat.read(path, as_version=4)), encoding="utf-8", newline="\n")
        print(target)
    return 0
