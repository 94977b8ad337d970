"""The web edition of a lesson: all its figures described, formulas drawn, answers folded, nothing remote."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import all_lessons as lessons
import nbformat
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from course_utils.commands import _formulas as formulas
from course_utils.commands import export
from course_utils.commands import lesson as form
from course_utils.commands import site as webedition
from course_utils.generator.export import packed_weights

PATH = lessons.ROOT / "notebooks" / "04_backpropagation_through_time.ipynb"
LOADS = ("src", "href", "data", "srcset", "poster")


def remote(text):
    """Return what a page or a style sheet would load from elsewhere; a link to click on loads nothing."""
    found = re.findall(r"(?:url\(|@import)\s*[\"']?\s*((?:https?:)?//[^\"')]+)", text)
    for tag in BeautifulSoup(text, "html.parser").find_all(True):
        if tag.name != "a" and tag.get("rel") != ["canonical"]:
            found += [tag[name] for name in LOADS if re.match(r"(https?:)?//", tag.get(name, ""))]
    return found


def figures(notebook):
    """Return the alternative texts that a notebook stores, in order."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [o.metadata["image/png"]["alt"] for o in outputs if "image/png" in o.get("data", {})]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web") / "site"
    assert webedition.write([PATH], folder) == 0
    return folder


def test_remote_finds_what_a_page_would_load():
    page = "<link href='//a.org/x.css'><script src='https://b.org'></script><a href='https://c.org'>c</a>"
    page += (
        "<style>@import 'https://d.org/x.css'; p {background: url(https://e.org/y)}</style><img src='z.png'>"
    )
    assert len(remote(page)) == 4


def test_site_loads_nothing_from_elsewhere(site):
    pages = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert len(pages) > 6
    assert {page.name: remote(page.read_text(encoding="utf-8")) for page in pages} == {
        page.name: [] for page in pages
    }


def test_site_s_lesson_keeps_figures_formulas_and_answers_and_folds_solutions(site):
    page = BeautifulSoup(
        (site / "notebooks" / f"{PATH.stem}.html").read_text(encoding="utf-8"), "html.parser"
    )
    notebook = lessons.read(PATH)
    assert [image["alt"] for image in page.article.find_all("img")] == figures(notebook)
    assert all((site / "notebooks" / image["src"]).exists() for image in page.article.find_all("img"))
    assert len(page.find_all("math")) > 20
    solutions = page.find_all(string=re.compile(r"@title Solution 4\.\d"))
    folds = [found.find_parent("details") for found in solutions]
    assert len(solutions) == len(form.tagged(notebook.cells, "solution"))
    assert all(fold and not fold.has_attr("open") for fold in folds)
    assert [fold.summary.get_text(strip=True)[:12] for fold in folds] == [
        f"Solution 4.{k}" for k in range(1, len(folds) + 1)
    ]
    questions = sum(cell.source.count("quiz(") for cell in notebook.cells if cell.cell_type == "code")
    assert page.get_text().count("Decide first.") == questions > 2 and "quiz(" not in page.get_text()
    for note in form.tagged(notebook.cells, "instructor"):
        assert note.source.splitlines()[-1][:40] not in page.get_text()
    assert "import numpy" in page.get_text() and "ModuleNotFoundError" not in page.get_text()


def test_site_s_pages_are_linked(site):
    front = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    targets = {link["href"].split("#")[0] for link in front.find_all("a", href=True)}
    inside = {target for target in targets if target and not re.match("https?:", target)}
    own = {
        f"notebooks/{PATH.stem}.html",
        "docs/INSTRUCTORS.html",
        "CONTRIBUTING.html",
        "datasets/LICENSES.html",
    }
    assert own <= inside
    missing = {target for target in inside if not (site / target).exists()}
    others = {f"notebooks/{path.name}" for path in lessons.PATHS if path != PATH}
    assert missing <= others
    assert front.find_all("img") and all(image["alt"] for image in front.article.find_all("img"))


def test_no_link_of_any_page_leads_nowhere(site):
    """Every page, figure, script and place on a page that a link names is there; the small site lacks other lessons."""
    files = site.rglob("*.html")
    pages = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in files}
    places = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    others = {path.stem for path in lessons.PATHS if path != PATH}
    followed, broken = 0, []
    for path, page in pages.items():
        for tag in page.find_all(["a", "img", "script", "link", "iframe"]):
            link = tag.get("href") or tag.get("src") or ""
            # Where Sphinx does not find a lesson, the link becomes `#../notebooks/08_states_batches_masks.ipynb`.
            if not link or re.match("(https?|data|mailto|javascript):", link) or Path(link).stem in others:
                continue
            followed += 1
            file, _, place = unquote(link).partition("#")
            target = (path.parent / file.split("?")[0]).resolve() if file else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (place and target in places and place not in places[target]):
                broken.append((path.name, link))
    assert broken == [] and followed > 300


def test_the_first_page_holds_the_trained_generator(site):
    front = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    (frame,) = front.find_all("iframe")
    page = (site / frame["src"]).read_text(encoding="utf-8")
    assert frame["title"] and frame["title"][:21] == BeautifulSoup(page, "html.parser").title.string[:21]
    weights, characters = export.read_generator(export.TRAINED)
    assert json.dumps(packed_weights(weights, characters)) == json.dumps(
        json.loads(BeautifulSoup(page, "html.parser").find(id="weights").string)
    )


def test_a_lesson_s_page_gives_the_notebook_as_it_is(site):
    page = BeautifulSoup(
        (site / "notebooks" / f"{PATH.stem}.html").read_text(encoding="utf-8"), "html.parser"
    )
    (link,) = page.article.select("a.download")
    assert (site / "notebooks" / link["href"]).read_bytes() == PATH.read_bytes()


def test_nothing_else_is_left_behind(site):
    assert list(site.parent.iterdir()) == [site]
    assert lessons.read(PATH).cells[0].source.startswith("# 4.")


@pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)
def test_every_formula_can_be_drawn(path):
    parser = MarkdownIt("gfm-like", {"linkify": False}).use(dollarmath_plugin)
    for cell in lessons.read(path).cells:
        if cell.cell_type == "markdown":
            blocks = parser.parse(cell.source)
            tokens = [*blocks, *(child for block in blocks for child in block.children or [])]
            for formula in [token for token in tokens if token.type.startswith("math_")]:
                formulas.mathml(formula.content, block=formula.type == "math_block")


def test_formulas_are_drawn_as_tex_means_them():
    drawn = re.sub(r"\s*\n\s*", "", formulas.mathml(r"\tilde c_t"))
    assert "<msub>" in drawn and "<mover" in drawn and "munder" not in drawn
    assert "<mn>12</mn>" in formulas.mathml(r"\tfrac1{12}")
    with pytest.raises(ValueError, match=r"wrongcommand.* cannot be drawn"):
        formulas.mathml(r"\wrongcommand x")


def test_a_formula_that_cannot_be_drawn_is_named(tmp_path, capsys):
    lesson = lessons.read(PATH)
    lesson.cells[0].source += "\n\n$\\wrongcommand x$"
    path = tmp_path / PATH.name
    lesson.cells = lesson.cells[:3]
    nbformat.write(lesson, path)
    assert webedition.write([path], tmp_path / "site") > 0
    assert "wrongcommand" in capsys.readouterr().out
    assert (
        "<code>\\wrongcommand x</code>" in (tmp_path / "site" / "notebooks" / f"{PATH.stem}.html").read_text()
    )
