"""Looking into a text model: markup stays text, shades follow the numbers, the prompt box works without widgets."""

import html
import re

import all_lessons as lessons
import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from course_utils import widgets
from course_utils.generator.looking_inside import coloured, live_text, panels

HOSTILE = "<script>alert(\"x\")</script> & <b onclick='run()'>bold</b>\n\t</div>"


def test_markup_in_a_text_is_shown_and_never_run():
    page = coloured(HOSTILE, np.linspace(-1, 1, len(HOSTILE)))
    tags = set(re.findall(r"<\s*/?\s*([a-z]+)", page))
    assert tags == {"div", "span"} and "onclick=&" not in re.sub(r"&lt;b onclick=", "", page)
    assert html.unescape(re.sub(r"<[^>]*>", "", page)) == HOSTILE


def test_shades_follow_sign_and_size():
    page = coloured("abcd", [1.0, 0.0, -0.5, -1.0])
    spans = re.findall(r'rgba\((\d+),\d+,\d+,([\d.]+)\)([^"]*)">(.)', page)
    assert [span[3] for span in spans] == ["a", "c", "d"]
    assert "underline" in spans[0][2] and "underline" not in spans[2][2]
    assert float(spans[1][1]) < float(spans[2][1]) == 0.7
    assert coloured("ab", [5, 5], limit=10) != coloured("ab", [5, 5])


def test_coloured_needs_one_number_per_character():
    with pytest.raises(ValueError, match=r"shape \(3,\)"):
        coloured("abc", [1, 2])
    assert "<span" not in coloured("", [])


def test_panels_hold_every_sample_and_survive_dollars():
    fig = panels({"one": "a $b$ c\n\nlong " + "x" * 90, "two": "", "three": "line\n" * 40, "four": "z"})
    fig.canvas.draw()
    shown = [ax.get_title(loc="left") for ax in fig.axes]
    assert shown[:4] == ["one", "two", "three", "four"] and len(fig.axes) == 6


@pytest.mark.parametrize("text", ["$\\frac{$", "a $ b", "\ud83d alone", "$x_{$ and \udc00", "🙂 €"])
def test_panels_draw_whatever_was_pasted(text):
    fig = panels({text: text})
    fig.canvas.draw()
    assert fig.axes[0].texts[0].get_text() == text.encode("utf-8", "replace").decode()


def test_prompt_box_is_a_figure_without_widgets(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    shown = []
    monkeypatch.setattr(
        widgets, "show", lambda fig, alt: shown.append((fig.axes[0].texts[0].get_text(), alt))
    )
    widgets.prompt_box(
        lambda prompt, warmth: f"{prompt} at {warmth}", "what is seen", "ROMEO:", warmth=(0.8, 0.1, 2.0, 0.1)
    )
    assert shown == [("ROMEO: at 0.8", "what is seen")]


class Digits:
    """Stands for a vocabulary and for a network that writes what its random generator draws."""

    def encode(self, text):
        return [0]

    def write(self, ids, count, rng, temperature):
        return rng.integers(0, 10, count)

    def decode(self, ids):
        return "".join(map(str, ids))


class Place:
    """Stands for the handle that IPython's `display` returns."""

    def __init__(self):
        self.shown = []

    def update(self, page):
        self.shown.append(page.data)


def test_live_text_replaces_what_it_showed_escaped(monkeypatch):
    monkeypatch.delenv("RNN_COURSE_STATIC", raising=False)
    place, calls = Place(), []
    monkeypatch.setattr("IPython.display.display", lambda *page, **told: calls.append(told) or place)
    show_text = live_text()
    show_text("ROMEO:\nfirst")
    show_text("<script>alert(1)</script>")
    assert calls == [{"display_id": True}], "one place, however many texts"
    assert place.shown == ["<pre>ROMEO:\nfirst</pre>", "<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>"]


def test_live_text_leaves_nothing_in_stored_outputs(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    monkeypatch.setattr(
        "IPython.display.display", lambda *page, **told: pytest.fail("nothing is to be shown")
    )
    live_text()("ROMEO:")


def test_pressing_write_twice_in_the_lesson_gives_two_texts():
    notebook = lessons.read(lessons.ROOT / "notebooks" / "21_text_generator.ipynb")
    (cell,) = [cell.source for cell in notebook.cells if "\nprompt_box(" in cell.source]
    digits = Digits()
    names = {"np": np, "encode": digits.encode, "decode": digits.decode, "fast": digits}
    names["prompt_box"] = lambda *told, **knobs: None
    exec(cell, names)
    first, second = names["go_on"]("ROMEO", 0.8), names["go_on"]("ROMEO", 0.8)
    assert first != second and first.startswith("ROMEO") and second.startswith("ROMEO")
