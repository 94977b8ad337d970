"""The figures with knobs in the web edition: the same numbers as the lessons' own code, each in its place."""

import json
import re

import all_lessons as lessons
import numpy as np
import pytest
from browsers import needs_node, node

from course_utils.generator.sampling import softmax

LIVE = (lessons.ROOT / "docs" / "static" / "live.js").read_text(encoding="utf-8")


def computed(expression):
    """Return what an expression of the page's functions is, computed in node."""
    return json.loads(node(f"{LIVE}\nconsole.log(JSON.stringify({expression}));"))


def code_of(number, beginning, **known):
    """Return the names that the cell of a lesson whose source begins so defines, where these are known."""
    (path,) = [path for path in lessons.PATHS if path.name.startswith(number)]
    names = {"np": np, **known}
    (source,) = [cell.source for cell in lessons.read(path).cells if cell.source.startswith(beginning)]
    exec(source.split("\nw = np.linspace")[0], names)
    return names


@needs_node
@pytest.mark.parametrize("knobs", [(-0.8, 1, 0), (2, 1, 0), (0.7, 10, -0.5), (-3, 0.5, 2)])
def test_one_unit_is_lesson_3s(knobs):
    lesson = code_of("03", "pulses = ")
    found = computed("oneUnit({{w_hh: {}, w_xh: {}, b_h: {}}})".format(*knobs))
    np.testing.assert_array_equal(found["input"], lesson["pulses"])
    np.testing.assert_allclose(found["state"], lesson["one_unit"](*knobs), atol=1e-12)


@needs_node
@pytest.mark.parametrize("knobs", [(0.9, 1, 0.8), (1, 0.5, 1), (0, 1, 0), (0.55, 0.35, 0.2)])
def test_gates_are_lesson_10s(knobs):
    drawn = {}

    def lines(ax, curves, *rest):
        drawn.update(curves)

    class Axes:
        def set_ylim(self, *limits):
            pass

    drawing = {
        "figure": lambda **size: (None, Axes()),
        "lines": lines,
        "sliders": lambda *words, **ranges: None,
    }
    lesson = code_of("10", "def knobs(", **drawing)
    lesson["knobs"](*knobs)
    found = computed("gates({{forget: {}, write: {}, show_gate: {}}})".format(*knobs))
    np.testing.assert_allclose(found["kept"], drawn["c, kept"], atol=1e-12)
    np.testing.assert_allclose(found["shown"], drawn["h, shown"], atol=1e-12)


@needs_node
def test_the_wall_is_lesson_9s():
    w = np.linspace(1, 4, 61)
    loss, slope, _ = code_of("09", "def unit(w)")["unit"](w)
    found = computed(f"{w.tolist()}.map(wall)")
    np.testing.assert_allclose([point["loss"] for point in found], loss, atol=1e-9)
    np.testing.assert_allclose([point["slope"] for point in found], slope, rtol=1e-6, atol=1e-9)
    steps = computed("[1, 100].map((clip) => stepFrom({w: 1.6, clip}).to)")
    own = computed("wall(1.6).slope")
    np.testing.assert_allclose(steps, [1.6 - 0.05 * np.clip(own, -1, 1), 1.6 - 0.05 * own], atol=1e-12)


@needs_node
@pytest.mark.parametrize("temperature", [0, 0.05, 1, 3])
def test_temperature_is_the_samplers(temperature):
    logits = computed("Object.values(LETTERS)")
    found = computed(f"softmaxAt({logits}, {temperature})")
    np.testing.assert_allclose(found, softmax(np.array(logits), temperature), atol=1e-12)


@needs_node
def test_every_knob_starts_within_its_range():
    knobs = computed("Object.values(LIVE).flatMap((live) => Object.values(live.knobs))")
    assert len(knobs) == 9 and all(
        low <= start <= high and 0 < step < high - low for start, low, high, step in knobs
    )


@pytest.mark.parametrize("words", re.findall(r'^  "(.+)": {$', LIVE, re.M))
def test_each_stands_at_one_figure_of_the_lessons(words):
    stored = [str(cell.get("outputs")) for path in lessons.PATHS for cell in lessons.read(path).cells]
    assert sum(text.count(f"'alt': '{words}") + text.count(f"'alt': \"{words}") for text in stored) == 1
