"""Slides and web pages as a browser shows them: nothing cut off, nothing fetched, formulas drawn, answers folded."""

import html
import json
import re
import shutil
import subprocess

import all_lessons as lessons
import pytest

from course_utils.commands import site as webedition
from course_utils.commands import slides

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=f"no browser here: none of {', '.join(NAMES)}")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --virtual-time-budget=60000"
).split()

# Looks at a page from outside, with every answer of a quiz open: each slide's content is held against its frame.
MEASURE = """
<script>addEventListener("load", () => {
  document.querySelector("main").style.transform = "none";
  const all = [...document.querySelectorAll(".slide")];
  all.forEach((slide) => { slide.hidden = false; });
  document.querySelectorAll("details").forEach((answer) => { answer.open = true; });
  setTimeout(() => {
    document.body.dataset.found = all.map((slide) => {
      const frame = slide.getBoundingClientRect();
      let right = 0, bottom = 0;
      for (const part of slide.querySelectorAll("p, pre, img, li, table, h1, h2, h3, math, summary")) {
        const box = part.getBoundingClientRect();
        right = Math.max(right, box.right - frame.left);
        bottom = Math.max(bottom, box.bottom - frame.top);
      }
      return [Math.round(right), Math.round(bottom), slide.querySelector(".content").style.zoom].join(",");
    }).join(" ");
  }, 1000);
});</script>
"""


def look(page, tmp_path, *more):
    """Open a page in a new browser without network and return its document as it stands then."""
    profile = tmp_path / "profile"
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", "--proxy-server=127.0.0.1:9", *more]
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
    )
    shutil.rmtree(profile, ignore_errors=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)
def test_no_slide_is_cut_off_or_too_small_to_read(path, tmp_path):
    page = tmp_path / "slides.html"
    page.write_text(slides.page(lessons.read(path)).replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    shown = look(page, tmp_path, "--window-size=1280,720")
    found = [entry.split(",") for entry in re.search(r'data-found="([^"]*)"', shown)[1].split()]
    assert len(found) == shown.count('class="slide"') >= 20
    for number, (right, bottom, size) in enumerate(found, 1):
        assert 0 < int(right) <= 1280 and 0 < int(bottom) <= 720, f"slide {number} is cut off"
        assert float(size) >= 0.5, f"slide {number} is shrunk to {size}: too small to read"


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
    wide: document.documentElement.scrollWidth - innerWidth,
  });
}, 500));</script>
"""


@pytest.fixture(scope="module")
def site_page(tmp_path_factory):
    path = lessons.ROOT / "notebooks" / "02_hidden_state.ipynb"
    folder = tmp_path_factory.mktemp("web") / "site"
    assert webedition.write([path], folder) == 0
    page = folder / "notebooks" / f"{path.stem}.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", REPORT + "</body>"), encoding="utf-8")
    return page


@pytest.mark.parametrize("size", ["1280,900", "500,900"])
def test_a_page_of_the_web_edition_is_whole(site_page, tmp_path, size):
    shown = look(site_page, tmp_path, f"--window-size={size}")
    found = json.loads(html.unescape(re.search(r'data-found="([^"]*)"', shown)[1]))
    notebook = lessons.read(lessons.ROOT / "notebooks" / f"{site_page.stem}.ipynb")
    assert set(found["loaded"]) <= {"file", "data"}
    assert found["formulas"] > 30 and found["wide"] <= 0
    assert found["folded"] == len(lessons.sources(notebook, "solution")) > 3
    assert found["figures"] == str([cell.get("outputs") for cell in notebook.cells]).count(
        "'image/png': {'alt'"
    )
