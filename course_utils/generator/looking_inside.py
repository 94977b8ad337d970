"""Looking into a text model: text coloured by a number per character, samples as a figure."""

import html
import textwrap

import numpy as np

from course_utils._arguments import whole
from course_utils.plots import BLUE, VERMILION, figure
from course_utils.widgets import is_static

LEVELS = 6  # shades per sign: few enough to tell apart


def coloured(text, values, limit=None):
    """Return HTML that shows a text with each character's background set by a number.

    Positive is vermilion and underlined, negative is blue, and the strength of the shade is the size. The text
    itself is escaped: markup in it is shown, never run.

    Args:
        text: any string.
        values: one number per character, shape `(len(text),)`.
        limit: the size that gets the strongest shade; the largest by default.

    Raises:
        ValueError: if there is not one number per character, or one of them is NaN or infinite.
    """
    values = np.asarray(values, dtype=float)
    if values.shape != (len(text),):
        raise ValueError(
            f"values must have shape ({len(text)},), one number per character, found {values.shape}"
        )
    if not np.isfinite(values).all():
        raise ValueError("values holds NaN or infinite numbers: no shade shows them")
    limit = limit or float(np.abs(values).max(initial=0)) or 1.0
    levels = np.rint(np.clip(values / limit, -1, 1) * LEVELS).astype(int).tolist()
    parts, start = [], 0
    for i in range(1, len(text) + 1):  # neighbours of one shade share one span
        if i == len(text) or levels[i] != levels[start]:
            parts.append(_span(text[start:i], levels[start]))
            start = i
    return f'<div style="font-family:monospace;white-space:pre-wrap;line-height:1.6">{"".join(parts)}</div>'


def _span(text, level):
    shown = html.escape(text)
    if not level:
        return shown
    colour = VERMILION if level > 0 else BLUE
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    style = f"background:rgba({red},{green},{blue},{0.7 * abs(level) / LEVELS:.2f})"
    return (
        f'<span style="{style};text-decoration:underline">{shown}</span>'
        if level > 0
        else (f'<span style="{style}">{shown}</span>')
    )


def panels(samples, columns=3, width=9.5, letters=34, lines=9):
    """Return a figure that shows short texts side by side, each under its name.

    Args:
        samples: `{name: text}`.
        columns: panels per row.
        width: of the figure, in inches.
        letters, lines: what fits into a panel; longer lines are wrapped, the rest is cut off.

    Raises:
        ValueError: if there is no text, or a size is below 1.
    """
    if not isinstance(samples, dict) or not samples:
        raise ValueError(f"samples must be a dict of one named text or more, found {samples!r:.60}")
    columns, letters, lines = whole("columns", columns), whole("letters", letters), whole("lines", lines)
    rows = -(-len(samples) // columns)
    fig, axes = figure(columns, rows, width=width, height=rows * (0.45 + 0.17 * lines), squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, (name, text) in zip(axes.flat, samples.items()):
        # A lone surrogate, as a paste may hold one, cannot be drawn; a dollar sign is no formula here.
        name, text = (part.encode("utf-8", "replace").decode("utf-8") for part in (str(name), text))
        wrapped = [part for line in text.split("\n") for part in textwrap.wrap(line, letters) or [""]]
        ax.set_title(name, fontsize=10, loc="left", fontweight="bold", parse_math=False)
        shown = "\n".join(wrapped[:lines])
        ax.text(
            0, 1, shown, family="monospace", fontsize=8, va="top", transform=ax.transAxes, parse_math=False
        )
    return fig


def live_text():
    """Return a function that shows a text under the running cell, each in place of the one before it.

    The text is escaped. Where outputs are stored or tested (`RNN_COURSE_STATIC` is set) nothing is shown, as with
    `training.Progress`.
    """
    if is_static():
        return lambda text: None
    from IPython.display import HTML, display

    place = display(HTML(""), display_id=True)
    return lambda text: place.update(HTML(f"<pre>{html.escape(text)}</pre>"))
