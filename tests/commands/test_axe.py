"""What axe, the checker of accessibility, finds on the web edition: nothing serious. And, without axe, what it once found."""

import html
import json
import os
import re
from pathlib import Path

import all_lessons as lessons
import pytest
from browsers import NO_NETWORK, look, needs_browser

from course_utils.commands import site as webedition

AXE = (
    Path(os.environ.get("RNN_COURSE_AXE", lessons.ROOT / "build" / "node_modules" / "axe-core"))
    / "axe.min.js"
)
needs_axe = pytest.mark.skipif(
    not AXE.is_file(),
    reason="no axe here: `npm install --prefix build axe-core`, or name its folder in RNN_COURSE_AXE",
)
NUMBERS = ["00", "03", "09", "16", "21"]  # quiz, figures with knobs, tables, formulas, long code
PAGES = [
    "index.html",
    "generator.html",
    "search.html",
    "docs/GLOSSARY.html",
    "docs/ERRORS.html",
    *[f"notebooks/{path.stem}.html" for path in lessons.PATHS if path.name[:2] in NUMBERS],
]
pytestmark = needs_browser

# A page in a frame as wide as a phone or a screen: a window of a browser without one is never that narrow.
FRAME = """<!doctype html><title>frame</title><body style="margin: 0">
<iframe style="width: {width}px; height: 900px; border: 0" src="{address}"></iframe>
<script>addEventListener("message", (event) => {{ document.body.dataset.found = event.data; }});</script></body>"""
CHECK = """
<script>{axe}</script>
<script>addEventListener("load", () => setTimeout(async () => {{
  if ("{theme}" === "dark") {{
    document.body.dataset.theme = "dark";  // the theme's own switch
    document.documentElement.style.colorScheme = "dark";  // the exported page follows the browser's
  }}
  await new Promise((done) => setTimeout(done, 500));
  {asked}
  parent.postMessage(JSON.stringify(found), "*");
}}, 500));</script></body>"""
BY_AXE = """
  const ran = await axe.run(document, {resultTypes: ["violations"], iframes: false});
  const found = ran.violations.filter((fault) => ["serious", "critical"].includes(fault.impact))
    .map((fault) => [fault.id, ...fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
"""
BY_HAND = """
  const scrolls = (box) => box.scrollWidth > box.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const seen = [...document.querySelectorAll("article pre, article div")].filter((box) => box.checkVisibility());
  const found = {
    wide: document.documentElement.scrollWidth - innerWidth,
    unreached: seen.filter((box) => scrolls(box) && box.tabIndex < 0 && !box.querySelector("a, button")).length,
    scrolling: seen.filter(scrolls).length,
    depths: [...document.querySelectorAll("[role=heading]")].filter((said) => !said.ariaLevel).length,
    hidden: document.querySelectorAll("summary[aria-label]").length,
    buttons: [...new Set([...document.querySelectorAll("button.copy")].map((button) => {
      const style = getComputedStyle(button);
      return [style.color, style.backgroundColor, style.opacity].join(" / ");
    }))],
  };
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web") / "site"
    paths = [path for path in lessons.PATHS if path.name[:2] in NUMBERS]
    assert webedition.write(paths, folder) == 0
    return folder


def asked(page, tmp_path, width, theme, question, axe=""):
    """Return what a page's script finds when the page stands in a frame of this width, in this theme."""
    text = page.read_text(encoding="utf-8")
    before, after = text.rsplit("</body>", 1)
    copy = page.with_name(f"asked_{page.name}")
    copy.write_text(before + CHECK.format(axe=axe, theme=theme, asked=question) + after, encoding="utf-8")
    frame = page.parent / "frame.html"
    frame.write_text(FRAME.format(width=width, address=copy.name), encoding="utf-8")
    try:
        shown = look(
            frame.as_uri(), tmp_path, NO_NETWORK, "--allow-file-access-from-files", "--window-size=1400,1000"
        )
    finally:
        copy.unlink()
        frame.unlink()
    return json.loads(html.unescape(re.search(r'data-found="([^"]*)"', shown)[1]))


@needs_axe
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (400, "light")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(site, tmp_path, name, width, theme):
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    assert asked(site / name, tmp_path, width, theme, BY_AXE, axe) == []


def contrast(colours):
    """Return the ratio of contrast of `rgb(...) / rgb(...) / opacity`, as WCAG 2 defines it."""
    first, second, opacity = colours.split(" / ")
    assert opacity == "1"
    light = []
    for colour in (first, second):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (400, "light")])
@pytest.mark.parametrize("name", ["docs/ERRORS.html", "notebooks/21_text_generator.html"])
def test_what_axe_once_found_is_mended(site, tmp_path, name, width, theme):
    found = asked(site / name, tmp_path, width, theme, BY_HAND)
    assert found["wide"] <= 0 and found["unreached"] == 0
    assert found["scrolling"] > 0 or width > 400
    assert found["depths"] == found["hidden"] == 0
    assert all(contrast(colours) >= 4.5 for colours in found["buttons"])
    assert found["buttons"] or "ERRORS" in name
