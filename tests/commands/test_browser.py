"""Web pages as a browser shows them: whole, nothing fetched, formulas drawn, answers folded."""

import html
import json
import re
from urllib.parse import quote

import all_lessons as lessons
import pytest
from browsers import NO_NETWORK, look, needs_browser

from course_utils.commands import site as webedition

pytestmark = needs_browser


# Says what a page has loaded, whether its formulas take room, and what of the folded cells can be seen.
REPORT = """
<script>addEventListener("load", () => setTimeout(() => {
  const boxes = [...document.querySelectorAll("math")].map((formula) => formula.getBoundingClientRect());
  const folded = [...document.querySelectorAll("details.hide")];
  document.body.dataset.found = JSON.stringify({
    loaded: performance.getEntriesByType("resource").map((entry) => entry.name.split(":")[0]),
    formulas: boxes.filter((box) => box.width > 3 && box.height > 3).length,
    folded: folded.filter((fold) => !fold.querySelector("pre").checkVisibility({contentVisibilityAuto: true})).length,
    figures: [...document.querySelectorAll("article img")].filter((img) => img.naturalWidth > 100 && img.alt).length,
    copied: [...document.querySelectorAll("div.highlight")].filter((code) =>
      !code.closest(".cell_output") && code.querySelectorAll("button.copy").length !== 1).length,
    unreached: [...document.querySelectorAll("div.highlight pre")].filter((code) => code.checkVisibility())
      .filter((code) => (code.scrollWidth > code.clientWidth) !== (code.tabIndex === 0)).length,
    wide: document.documentElement.scrollWidth - innerWidth,
  });
}, 500));</script>
"""


@pytest.fixture(scope="module")
def site_page(tmp_path_factory):
    path, with_knobs = sorted((lessons.ROOT / "notebooks").glob("0[23]_*.ipynb"))
    folder = tmp_path_factory.mktemp("web") / "site"
    assert webedition.write([path, with_knobs], folder) == 0
    page = folder / "notebooks" / f"{path.stem}.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", REPORT + "</body>"), encoding="utf-8")
    return page


@pytest.mark.parametrize("size", ["1280,900", "500,900"])
def test_a_page_of_the_web_edition_is_whole(site_page, tmp_path, size):
    shown = look(site_page.as_uri(), tmp_path, NO_NETWORK, f"--window-size={size}")
    found = json.loads(html.unescape(re.search(r'data-found="([^"]*)"', shown)[1]))
    notebook = lessons.read(lessons.ROOT / "notebooks" / f"{site_page.stem}.ipynb")
    assert set(found["loaded"]) <= {"file", "data"}
    assert found["formulas"] > 20 and found["wide"] <= 0
    assert found["copied"] == found["unreached"] == 0
    assert found["folded"] == len(lessons.sources(notebook, "solution")) > 3
    assert found["figures"] == str([cell.get("outputs") for cell in notebook.cells]).count(
        "'image/png': {'alt'"
    )


# Turns the first knob of the figure with knobs, and says how the figure looks before and after.
TURN = """
<script>addEventListener("load", () => setTimeout(() => {
  const figure = document.querySelector("figure.live"), seen = () => figure.querySelector(".first").getAttribute("d");
  const knob = figure.querySelector("input"), before = seen(), said = figure.querySelector("figcaption").textContent;
  knob.value = 2;
  knob.dispatchEvent(new Event("input"));
  document.body.dataset.found = JSON.stringify({
    figures: document.querySelectorAll("figure.live").length, knobs: figure.querySelectorAll("input").length,
    moved: seen() !== before, said, now: figure.querySelector("figcaption").textContent,
  });
}, 500));</script>
"""


def test_a_figure_with_knobs_moves(site_page, tmp_path):
    (page,) = site_page.parent.glob("03_*.html")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", TURN + "</body>"), encoding="utf-8")
    found = json.loads(
        html.unescape(re.search(r'data-found="([^"]*)"', look(page.as_uri(), tmp_path, NO_NETWORK))[1])
    )
    assert found["figures"] == 1 and found["knobs"] == 3 and found["moved"]
    assert "ends at 0.031" in found["said"] and "ends at 0.9" in found["now"]


@pytest.mark.parametrize(
    ("word", "lessons_found"),
    [("thermometer", ["02_hidden_state"]), ("zwölftonmusik", [])],
)
def test_the_search_works_from_a_file(site_page, tmp_path, word, lessons_found):
    """A memory stick has no server: the index is a script of the page, and the browser fetches nothing."""
    search = site_page.parents[1] / "search.html"
    shown = look(f"{search.as_uri()}?q={quote(word)}", tmp_path, NO_NETWORK)
    results = re.search(r'id="search-results">(.*?)</div>', shown, re.DOTALL)[1]
    assert "Search Results" in results
    assert re.findall(r'<li class="kind-[^>]*><a href="notebooks/(\w+)\.html', results) == lessons_found
