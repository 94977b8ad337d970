"""The helpers a learner may skip: quiet imports, figures with words, claims that fail when they stop being true."""

import base64
import contextlib
import html
import io
import math
import os
import sys
import tempfile

import numpy as np

from course_utils._frontend import is_static

__all__ = ["approx", "beside", "claim", "quiet", "reproduces", "show"]

PAPER = "white"


@contextlib.contextmanager
def quiet():
    """Keep TensorFlow's start-up lines out of the notebook: `with quiet(): import keras`.

    They are written by C++ code to file descriptor 2, where Python's `sys.stderr` does not see them, so the
    descriptor itself is pointed at a file for as long as the block lasts. If the block raises, the lines are shown.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as hidden:
        os.dup2(hidden.fileno(), 2)
        failed = False
        try:
            yield
        except Exception:  # not Ctrl-C: the lines would hide the one sentence that follows it
            failed = True
            raise
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
            if failed:
                hidden.seek(0)
                sys.stderr.write(hidden.read().decode(errors="replace"))


def show(fig, alt):
    """Show a figure as PNG together with one sentence for a reader who cannot see it.

    JupyterLab gives a PNG no alternative text. So a reader's notebook gets the same picture as HTML too, which front
    ends prefer; what is stored and tested stays the PNG and the sentence.

    Args:
        fig: a matplotlib figure; it is closed afterwards.
        alt: what the figure shows, five words or more; stored as the output's text and as its alternative text.

    Raises:
        ValueError: if `alt` is too short to replace the figure, or `fig` is no figure.
    """
    from IPython.display import display

    data, metadata = _picture(fig, alt)
    display(data, metadata=metadata, raw=True)


def _picture(fig, alt):
    """Return what `show` displays, a dict by MIME type and its metadata, and close the figure."""
    if not isinstance(alt, str) or len(alt.split()) < 5:
        raise ValueError(f"alt must say in five words or more what the figure shows, found {alt!r}")
    if not hasattr(fig, "savefig"):
        raise ValueError(
            f"fig must be a matplotlib figure, found {type(fig).__name__}: pass ax.figure for an axes"
        )
    import matplotlib.pyplot as plt

    stream = io.BytesIO()
    fig.savefig(stream, format="png", dpi=100, facecolor=PAPER, bbox_inches="tight")
    plt.close(fig)
    data = {"image/png": stream.getvalue(), "text/plain": alt}
    if not is_static():
        source = base64.b64encode(stream.getvalue()).decode("ascii")
        data["text/html"] = f'<img src="data:image/png;base64,{source}" alt="{html.escape(alt)}">'
    return data, {"image/png": {"alt": alt}}


def approx(value, decimals=2, error=None):
    """Return a measured number as `≈ 1.83`: the mark of a number that may differ between machines.

    The strict run of the notebooks compares every output to the letter, but lets the number after `≈` differ, and its
    error. A number that matters is held by `claim` beside it. NaN and infinity are printed without the mark, so they
    are noticed.

    Args:
        value: one number.
        decimals: digits after the point; a number too small for them is printed as `≈ 3.1e-09`.
        error: its standard error, printed behind it: `≈ 86.6 ± 0.2`; one digit if it is too small for `decimals`.

    Raises:
        ValueError: if `value` or `error` is not one number.
    """
    value = _one_number("value", value)
    if error is not None:
        error = _one_number("error", error)
        small = error != 0 and error < 0.5 * 10**-decimals
        return approx(value, decimals) + (f" ± {error:.1g}" if small else f" ± {error:,.{decimals}f}")
    if not np.isfinite(value):
        return str(value)
    if value != 0 and (abs(value) < 0.5 * 10**-decimals or abs(value) >= 1e9):
        return f"≈ {value:.1e}"
    return f"≈ {value:,.{decimals}f}"


def claim(sentence, holds):
    """Print `✓ sentence` if it holds; stop the notebook if it does not.

    Args:
        sentence: the sentence the lesson relies on.
        holds: a single truth value.

    Raises:
        AssertionError: if the sentence is not true of this run.
        TypeError: if `holds` is not one truth value; an array or a number proves nothing.
    """
    if not isinstance(holds, (bool, np.bool_)):
        raise TypeError(
            f"holds must be True or False, found {type(holds).__name__}: compare, do not pass the value"
        )
    if not holds:
        raise AssertionError(f"✗ {sentence}: no longer true of this run")
    print(f"✓ {sentence}")


def reproduces(task, ours, published, source, tolerance):
    """Print one row that sets our figure beside a published one; stop the notebook outside the tolerance.

    Args:
        task: what was measured, with its unit.
        ours: our figure.
        published: the cited figure.
        source: where it was published, so that it can be found.
        tolerance: the largest allowed distance; 0 for figures that must agree exactly.

    Raises:
        AssertionError: if `abs(ours - published)` exceeds the tolerance or is NaN.
        ValueError: if a figure is not one number or the tolerance is below 0.
    """
    ours, published = _one_number("ours", ours), _one_number("published", published)
    if not 0 <= tolerance < math.inf:
        raise ValueError(f"tolerance must be 0 or more and finite, found {tolerance}")
    if not abs(ours - published) <= tolerance:
        raise AssertionError(f"✗ {task}: ours {ours:g}, published {published:g} ± {tolerance:g} ({source})")
    # one place more than the tolerance has: 0.981 within 0.01
    said = _plain(ours) if tolerance == 0 else approx(ours, max(1, 1 - math.floor(math.log10(tolerance))))
    print(f"✓ {task} | ours {said} | published {_plain(published)} | within {tolerance:g} | {source}")


def beside(task, ours, published, source, differs):
    """Print one row that sets our figure beside a published one of another set-up: no reproduction, so nothing is held.

    Args:
        task: what was measured, with its unit.
        ours: our figure.
        published: the cited figure.
        source: where it was published, so that it can be found.
        differs: what is different there: other data, split, model or length.

    Raises:
        ValueError: if a figure is not one finite number, or nothing is said to differ.
    """
    ours, published = _one_number("ours", ours), _one_number("published", published)
    if not np.isfinite([ours, published]).all():
        raise ValueError(f"ours and published must be finite, found {ours} and {published}")
    if not differs.strip():
        raise ValueError("differs must say what is different there; if nothing is, use reproduces")
    theirs = _plain(published)
    said = approx(ours, max(1, len(theirs.partition(".")[2])))  # as many places as they give
    print(f"∥ {task} | ours {said} | published {theirs} | there: {differs} | {source}")


def _plain(number):
    """Write a whole number with all its digits, which `:g` cuts at six, and any other as short as it is exact to six."""
    return f"{number:.0f}" if number.is_integer() else f"{number:g}"


def _one_number(name, value):
    """Return `value` as a float, or raise a `ValueError` that names the argument."""
    try:
        return float(value)
    except (TypeError, ValueError):
        found = f"shape {np.shape(value)}" if np.ndim(value) else repr(value)
        raise ValueError(f"{name} must be one number, found {found}") from None
