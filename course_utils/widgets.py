"""Quiz questions, sliders, a box to type into, one for prompts and one for sounds; each leaves something to read without a kernel.

A quiz is made of folds alone. A slider stands above an ordinary figure, and the prompt box above an ordinary text:
these are what a saved notebook shows when it is opened again. Where nobody can turn a knob (`is_static`) nothing
else is made, so that every page reads the same on GitHub, in print and in a screen reader.
"""

import hashlib
import html
import random
import warnings

from course_utils import _picture, show
from course_utils._frontend import is_static

KEPT = 4  # texts of the prompt box that stay in sight


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

    display(HTML(_folds(question, shuffled_options(question, right, wrong))))


def _folds(question, options):
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


def sliders(draw, alt, **ranges):
    """Let the reader turn knobs of a figure, drawn first at the starting values; without widgets, only that once.

    Args:
        draw: function of the knobs that returns a matplotlib figure.
        alt: one sentence that says what the figure shows at the starting values.
        **ranges: `name=(start, low, high, step)` for each knob.

    Raises:
        ValueError: if a range is not `low <= start <= high` with a positive step.
    """
    _check_ranges(ranges)
    starts = {name: start for name, (start, *_) in ranges.items()}
    if is_static():
        show(draw(**starts), alt)
        return
    _redrawn(draw, alt, lambda: {name: _knob(name, *four) for name, four in ranges.items()}, starts)


def text_box(draw, alt, text):
    """Let the reader type, and draw a figure of what is typed, first of `text`; without widgets, only that once.

    Args:
        draw: function of the text that returns a matplotlib figure; what it raises is shown in one line.
        alt: one sentence that says what the figure shows for `text`.
        text: what stands in the box at first.
    """
    if is_static():
        show(draw(text), alt)
        return

    def box():
        import ipywidgets

        wide = ipywidgets.Layout(width="95%")
        return {"text": ipywidgets.Text(value=text, description="text", continuous_update=False, layout=wide)}

    _redrawn(lambda text: draw(text), alt, box, {"text": text})


def sound_box(draw, alt, sounds, rate):
    """Let the reader choose a sound, hear it and see its figure; without widgets, only the first one's figure.

    Args:
        draw: function of the samples that returns a matplotlib figure; what it raises is shown in one line.
        alt: one sentence that says what the figure shows for the first sound.
        sounds: `{name: samples}`, one or more, each of shape `(time,)` in -1...1.
        rate: samples per second.

    Raises:
        ValueError: if there is no sound.
    """
    if not sounds:
        raise ValueError("sounds is empty: give {name: samples}, one sound or more")
    first = next(iter(sounds))
    if is_static():
        show(draw(sounds[first]), alt)
        return
    from IPython.display import Audio, display

    def choice():
        import ipywidgets

        return {"sound": ipywidgets.Dropdown(options=list(sounds), value=first, description="sound")}

    def player(name):
        return Audio(sounds[name], rate=rate, normalize=False)

    knobs = _redrawn(lambda sound: draw(sounds[sound]), alt, choice, {"sound": first})
    place = display(player(first), display_id=True)
    knobs["sound"].observe(lambda change: place.update(player(change["new"])), "value")


def _redrawn(draw, alt, make_knobs, starts):
    """Show knobs above a figure, draw it anew whenever one of them is turned, and return the knobs."""
    from IPython.display import display

    first, metadata = _drawn(draw(**starts), alt)  # before the knobs: if it fails, there is nothing to turn
    knobs = make_knobs()
    display(_column(knobs.values()))
    place = display(first, metadata=metadata, raw=True, display_id=True)

    def redraw(_):
        values = _values(knobs)
        try:
            data, metadata = _drawn(draw(**values), f"{alt} Now at {_said(values)}.")
        except Exception as problem:
            data, metadata = {"text/plain": f"{type(problem).__name__}: {problem}"}, {}
        place.update(data, metadata=metadata, raw=True)

    for knob in knobs.values():
        knob.observe(redraw, "value")
    return knobs


def _drawn(fig, alt):
    """Return the picture of a figure; a sign that its font lacks, as most emoji, is a box and no warning."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        return _picture(fig, alt)


def _check_ranges(ranges):
    for name, four in ranges.items():
        if len(four) != 4 or not (four[1] <= four[0] <= four[2] and four[3] > 0):
            raise ValueError(
                f"{name} must be (start, low, high, step) with low <= start <= high, found {four}"
            )


def prompt_box(write, alt, prompt, **ranges):
    """Let the reader type a beginning and turn knobs; show what `write` makes of it, the newest text on top.

    Pressing *Write* twice gives two texts if `write` draws from a random generator that was made outside of it.
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
    from IPython.display import HTML, display

    box = ipywidgets.Textarea(value=prompt, description="prompt")
    knobs = {name: _knob(name, *four) for name, four in ranges.items()}
    button = ipywidgets.Button(description="Write")
    display(_column([box, *knobs.values(), button]))
    place, pages = display(HTML(""), display_id=True), []

    def pressed(_):
        values = _values(knobs)
        try:
            said = write(box.value, **values)
        except Exception as problem:
            said = f"{type(problem).__name__}: {problem}"
        pages.insert(
            0, f"<p><b>{_said(values)}</b></p><pre style='white-space:pre-wrap'>{html.escape(said)}</pre>"
        )
        del pages[KEPT:]
        place.update(HTML("".join(pages)))

    button.on_click(pressed)
    pressed(button)


def _column(children):
    import ipywidgets

    return ipywidgets.VBox(list(children))


def _values(knobs):
    return {name: knob.value for name, knob in knobs.items()}


def _said(values):
    """Write knobs and where they stand, such as `temperature 0.8, steps 3`; a text stands in quotes."""
    said = {name: repr(value) if isinstance(value, str) else f"{value:g}" for name, value in values.items()}
    return ", ".join(f"{name} {value}" for name, value in said.items())


def _knob(name, start, low, high, step):
    import ipywidgets

    whole = all(isinstance(value, int) for value in (start, low, high, step))
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    style = {"description_width": "initial"}  # else a long name is cut off
    return kind(
        value=start, min=low, max=high, step=step, description=name, style=style, continuous_update=False
    )
