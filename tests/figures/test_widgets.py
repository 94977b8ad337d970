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


def test_live_quiz_answers_the_button_that_was_pressed(shown, monkeypatch):
    monkeypatch.delenv("RNN_COURSE_STATIC", raising=False)
    widgets.quiz(*QUESTION)
    row, answer = shown[1].children
    options = widgets.shuffled_options(*QUESTION)
    assert len(row.children) == 3
    for button, (text, feedback, is_right) in zip(row.children, options):
        button.click()
        assert (
            feedback in answer.value
            and answer.value.startswith("✓" if is_right else "✗")
            and button.tooltip == text
        )


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


def test_live_sliders_redraw(shown, monkeypatch):
    monkeypatch.delenv("RNN_COURSE_STATIC", raising=False)
    monkeypatch.setattr(widgets, "show", lambda fig, alt: plt.close(fig))
    calls = []

    def draw(steps, w):
        calls.append((steps, w))
        return plt.figure()

    widgets.sliders(draw, "one line that falls slowly", steps=(3, 1, 9, 1), w=(0.5, 0.0, 1.0, 0.1))
    steps, w, _ = shown[0].children
    steps.value = 7
    assert calls[0] == (3, 0.5) and calls[-1] == (7, 0.5) and w.step == 0.1


def test_bad_range_is_refused():
    with pytest.raises(ValueError, match="w must be"):
        widgets.sliders(lambda w: None, "one line that falls slowly", w=(2.0, 0.0, 1.0, 0.1))
