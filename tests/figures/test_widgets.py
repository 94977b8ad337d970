"""Quiz and sliders: the static form holds everything; the buttons answer each option."""

import matplotlib.pyplot as plt
import pytest

from course_utils import widgets

QUESTION = (
    "What is 1 < 2?",
    ("true", "One comes first."),
    [("false", "Count again."), ("unknown", "Integers are ordered.")],
)


@pytest.fixture
def shown(monkeypatch):
    things = []
    monkeypatch.setattr("IPython.display.display", lambda *data, **options: things.extend(data))
    return things


def test_static_quiz_holds_each_option_with_its_feedback_and_escapes_html(shown, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    widgets.quiz(*QUESTION)
    (page,) = shown
    assert page.data.count("<details>") == 3 and "1 &lt; 2" in page.data
    for said in ("One comes first.", "Count again.", "Integers are ordered."):
        assert page.data.count(said) == 1
    assert page.data.count("✓ Right.") == 1 and page.data.index("true") < page.data.index("✓ Right.")


def test_a_quiz_is_the_same_folds_for_a_reader_in_front_of_it(shown, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    widgets.quiz(*QUESTION)
    monkeypatch.setenv("RNN_COURSE_STATIC", "0")
    widgets.quiz(*QUESTION)
    stored, live = shown
    assert stored.data == live.data


def test_order_of_options_is_fixed_and_does_not_favour_the_first():
    assert widgets.shuffled_options(*QUESTION) == widgets.shuffled_options(*QUESTION)
    places = {
        [right for *_, right in widgets.shuffled_options(f"question {i}", *QUESTION[1:])].index(True)
        for i in range(40)
    }
    assert places == {0, 1, 2}


@pytest.mark.parametrize(
    "wrong, said",
    [
        ([("false", "no")], "two options"),
        ([("false", "no"), ("false", "never")], "the same"),
        ([("a", "no"), ("b", "no")], "same"),
    ],
)
def test_bad_quiz_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        widgets.quiz("q?", ("true", "yes"), wrong)


def test_static_sliders_draw_the_first_values(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    calls, figures = [], []
    monkeypatch.setattr(widgets, "show", lambda fig, alt: figures.append(alt))
    widgets.sliders(lambda w: calls.append(w), "one line that falls slowly", w=(0.5, 0.0, 1.0, 0.1))
    assert calls == [0.5] and figures == ["one line that falls slowly"]


class Place:
    """Stands for the handle that IPython's `display` returns."""

    def __init__(self):
        self.updates = []

    def update(self, data, **options):
        self.updates.append((data, options))


@pytest.fixture
def live(monkeypatch):
    """Return what is displayed in order, and the place that a display handle stands for."""
    monkeypatch.setenv("RNN_COURSE_STATIC", "0")
    plt.close("all")
    displayed, place = [], Place()

    def display(thing, display_id=False, **options):
        displayed.append((thing, options))
        return place if display_id else None

    monkeypatch.setattr("IPython.display.display", display)
    return displayed, place


def draw(steps, w):
    if w > 0.9:
        raise ValueError("w is too large")
    return plt.figure(figsize=(steps, 1))


def test_live_sliders_stand_above_an_ordinary_figure_that_they_redraw(live):
    displayed, place = live
    widgets.sliders(draw, "one line that falls slowly", steps=(3, 1, 9, 1), w=(0.5, 0.0, 1.0, 0.1))
    (column, _), (picture, options) = displayed
    steps, w = column.children
    assert w.step == 0.1 and isinstance(steps.value, int)
    assert picture["image/png"].startswith(b"\x89PNG") and options["raw"]
    assert picture["text/plain"] == options["metadata"]["image/png"]["alt"] == "one line that falls slowly"
    assert 'alt="one line that falls slowly"' in picture["text/html"] and not place.updates
    steps.value = 7
    ((redrawn, _),) = place.updates
    assert redrawn["image/png"] != picture["image/png"]
    assert redrawn["text/plain"] == "one line that falls slowly Now at steps 7, w 0.5."
    assert not plt.get_fignums()


def test_what_a_knob_breaks_is_said_in_place_of_the_figure_and_mended_by_turning_back(live):
    displayed, place = live
    widgets.sliders(draw, "one line that falls slowly", steps=(3, 1, 9, 1), w=(0.5, 0.0, 1.0, 0.1))
    w = displayed[0][0].children[1]
    w.value = 1.0
    assert place.updates[-1][0] == {"text/plain": "ValueError: w is too large"}
    w.value = 0.5
    assert "image/png" in place.updates[-1][0]


def test_a_figure_that_cannot_be_drawn_leaves_no_knobs_behind(live):
    displayed, _ = live
    with pytest.raises(ValueError, match="too large"):
        widgets.sliders(draw, "one line that falls slowly", steps=(3, 1, 9, 1), w=(1.0, 0.0, 1.0, 0.1))
    assert displayed == []


def test_prompt_box_escapes_reports_problems_and_keeps_the_last_texts(live):
    displayed, place = live
    calls = []

    def write(prompt, warmth):
        calls.append(warmth)
        if warmth > 1:
            raise ValueError("too <warm>")
        return f"{prompt} {len(calls)}"

    widgets.prompt_box(write, "unused", "<script>", warmth=(0.5, 0.0, 2.0, 0.5))
    _, knob, button = displayed[0][0].children
    button.click()
    first, second = (page.data for page, _ in place.updates)
    assert "&lt;script&gt; 1" in first and "<script>" not in second
    assert second.index("&lt;script&gt; 2") < second.index("&lt;script&gt; 1"), "the newest text on top"
    knob.value = 1.5
    button.click()
    assert (
        "warmth 1.5" in place.updates[-1][0].data
        and "ValueError: too &lt;warm&gt;" in place.updates[-1][0].data
    )
    for _ in range(9):
        button.click()
    assert place.updates[-1][0].data.count("<pre") == widgets.KEPT


def test_bad_range_is_refused():
    with pytest.raises(ValueError, match="w must be"):
        widgets.sliders(lambda w: None, "one line that falls slowly", w=(2.0, 0.0, 1.0, 0.1))


def words(typed):
    if not typed:
        raise ValueError("nothing to read")
    fig = plt.figure(figsize=(len(typed), 1))
    fig.text(0.1, 0.5, typed)
    return fig


def test_static_text_box_draws_the_first_text(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    read, figures = [], []
    monkeypatch.setattr(widgets, "show", lambda fig, alt: figures.append(alt))
    widgets.text_box(read.append, "one bar for each typed word", "a dull film")
    assert read == ["a dull film"] and figures == ["one bar for each typed word"]


def test_live_text_box_redraws_what_is_typed_and_says_what_broke(live, recwarn):
    displayed, place = live
    widgets.text_box(words, "one bar for each typed word", "dull")
    (column, _), (picture, _) = displayed
    (box,) = column.children
    assert box.value == "dull" and picture["text/plain"] == "one bar for each typed word"
    box.value = "warm and funny 🎬"
    assert place.updates[-1][0]["image/png"] != picture["image/png"]
    assert (
        place.updates[-1][0]["text/plain"] == "one bar for each typed word Now at text 'warm and funny 🎬'."
    )
    assert not [str(warning.message) for warning in recwarn]
    box.value = ""
    assert place.updates[-1][0] == {"text/plain": "ValueError: nothing to read"}
    assert not plt.get_fignums()


def test_a_text_that_cannot_be_drawn_leaves_no_box_behind(live):
    displayed, _ = live
    with pytest.raises(ValueError, match="nothing to read"):
        widgets.text_box(words, "one bar for each typed word", "")
    assert displayed == []


def wave(samples):
    if len(samples) == 3:
        raise ValueError("too short")
    fig, ax = plt.subplots(figsize=(1, 1))
    ax.plot(samples)
    return fig


SOUNDS = {"low": [0.0, 0.1, 0.2, 0.1], "high": [0.0, 0.9, 0.0, -0.9], "short": [0.1, 0.2, 0.1]}


def test_static_sound_box_draws_the_first_sound(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    drawn, figures = [], []
    monkeypatch.setattr(widgets, "show", lambda fig, alt: figures.append(alt))
    widgets.sound_box(drawn.append, "one wave that rises and falls", SOUNDS, rate=8000)
    assert drawn == [SOUNDS["low"]] and figures == ["one wave that rises and falls"]


def test_live_sound_box_plays_and_draws_what_is_chosen(live):
    displayed, place = live
    widgets.sound_box(wave, "one wave that rises and falls", SOUNDS, rate=8000)
    (column, _), (picture, _), (player, _) = displayed
    (choice,) = column.children
    assert choice.value == "low" and list(choice.options) == list(SOUNDS)
    choice.value = "high"
    drawn, played = (update[0] for update in place.updates[-2:])
    assert drawn["image/png"] != picture["image/png"] and "'high'" in drawn["text/plain"]
    assert played.data != player.data and played.data[:4] == b"RIFF"
    choice.value = "short"
    assert place.updates[-2][0] == {"text/plain": "ValueError: too short"}
    assert not plt.get_fignums()


def test_a_box_without_a_sound_is_refused():
    with pytest.raises(ValueError, match="sounds is empty"):
        widgets.sound_box(wave, "one wave that rises and falls", {}, rate=8000)
