"""Quiz questions and sliders, each with a form that needs no kernel: `<details>` answers and a static figure.

Where `RNN_COURSE_STATIC` is set (the stored outputs, the tests) only that form is made, so that nothing of a widget
is stored and every page reads the same on GitHub, in print and in a screen reader.
"""

import hashlib
import html
import os
import random

from course_utils import show


def is_static():
    """Return whether only the static form is wanted."""
    return bool(os.environ.get("RNN_COURSE_STATIC"))


def shuffled_options(question, right, wrong):
    """Return `[(text, feedback, is_right), ...]` in an order that depends on the question alone.

    Raises:
        ValueError: if there are fewer than two wrong options, or two options or two feedbacks are the same.
    """
    options = [(*right, True)] + [(*option, False) for option in wrong]
    if len(wrong) < 2:
        raise ValueError(f"wrong needs two options or more, each one misconception, found {len(wrong)}")
    for part, name in ((0, "options"), (1, "feedbacks")):
        if len({option[part] for option in options}) < len(options):
            raise ValueError(f"two {name} of {question!r} are the same")
    seed = int(hashlib.sha256(question.encode()).hexdigest(), 16)
    random.Random(seed).shuffle(options)
    return options


def quiz(question, right, wrong):
    """Ask a multiple-choice question that answers every option.

    Args:
        question: the question, plain text.
        right: `(option, feedback)`.
        wrong: list of `(option, feedback)`, each option one misconception and its feedback the answer to it.
    """
    from IPython.display import HTML, display

    options = shuffled_options(question, right, wrong)
    display(HTML(_static_quiz(question, options)))
    if not is_static():
        display(_buttons(options))


def _static_quiz(question, options):
    letters = "ABCDEFGH"
    rows = "".join(
        f"<details><summary><b>{letters[i]}.</b> {html.escape(text)}</summary>"
        f"<p style='margin:0.2em 0 0.8em 1.6em'>{_reply(feedback, is_right)}</p></details>"
        for i, (text, feedback, is_right) in enumerate(options)
    )
    return (
        f"<div><p><b>Question.</b> {html.escape(question)}</p>{rows}"
        "<p><i>Decide first. Then open the option you chose.</i></p></div>"
    )


def _reply(feedback, is_right):
    return f"{'✓ Right.' if is_right else '✗ Not this one.'} {html.escape(feedback)}"


def _buttons(options):
    import ipywidgets

    answer = ipywidgets.HTML()
    buttons = [
        ipywidgets.Button(description="ABCDEFGH"[i], tooltip=text) for i, (text, _, _) in enumerate(options)
    ]
    for button, (_, feedback, is_right) in zip(buttons, options):
        said = _reply(feedback, is_right)
        button.on_click(lambda _, said=said: setattr(answer, "value", said))
    return ipywidgets.VBox([ipywidgets.HBox(buttons), answer])


def sliders(draw, alt, **ranges):
    """Let the reader turn knobs of a figure; without widgets the figure is drawn once, at the first values.

    Args:
        draw: function of the knobs that returns a matplotlib figure.
        alt: one sentence that says what the static figure shows.
        **ranges: `name=(start, low, high, step)` for each knob.

    Raises:
        ValueError: if a range is not `low <= start <= high` with a positive step.
    """
    _check_ranges(ranges)
    if is_static():
        show(draw(**{name: start for name, (start, *_) in ranges.items()}), alt)
        return
    import ipywidgets
    from IPython.display import display

    knobs = {name: _knob(name, *four) for name, four in ranges.items()}

    def redraw(**values):
        show(draw(**values), alt)

    display(ipywidgets.VBox([*knobs.values(), ipywidgets.interactive_output(redraw, knobs)]))


def _check_ranges(ranges):
    for name, four in ranges.items():
        if len(four) != 4 or not (four[1] <= four[0] <= four[2] and four[3] > 0):
            raise ValueError(
                f"{name} must be (start, low, high, step) with low <= start <= high, found {four}"
            )


def prompt_box(write, alt, prompt, **ranges):
    """Let the reader type a beginning and turn knobs; show what `write` makes of it.

    Without widgets, `write` is called once with the prompt and the first values, and its text is shown as a figure:
    the words that a trained network draws differ between computers.

    Args:
        write: function of the prompt and the knobs that returns text; what it raises is shown in one line.
        alt: one sentence that says what the static figure shows.
        prompt: the beginning that stands in the box at first.
        **ranges: `name=(start, low, high, step)` for each knob, as in `sliders`.
    """
    _check_ranges(ranges)
    starts = {name: start for name, (start, *_) in ranges.items()}
    if is_static():
        from course_utils.generator.looking_inside import panels

        show(panels({repr(prompt): write(prompt, **starts)}, columns=1, letters=100, lines=16), alt)
        return
    import ipywidgets
    from IPython.display import display

    box = ipywidgets.Textarea(value=prompt, description="prompt")
    knobs = {name: _knob(name, *four) for name, four in ranges.items()}
    button, answer = ipywidgets.Button(description="Write"), ipywidgets.HTML()

    def pressed(_):
        try:
            said = write(box.value, **{name: knob.value for name, knob in knobs.items()})
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
        answer.value = f"<pre style='white-space:pre-wrap'>{html.escape(said)}</pre>"

    button.on_click(pressed)
    pressed(button)
    display(ipywidgets.VBox([box, *knobs.values(), button, answer]))


def _knob(name, start, low, high, step):
    import ipywidgets

    whole = all(isinstance(value, int) for value in (start, low, high, step))
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    return kind(value=start, min=low, max=high, step=step, description=name, continuous_update=False)
