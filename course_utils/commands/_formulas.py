"""Formulas for pages that need no network: TeX becomes MathML, which a browser draws without a script."""

import re

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

# docutils does not know the first five spellings; an accent with an index it would set below the letter.
SPELLINGS = [
    (r"\\texttt\{", r"\\text{"),
    (r"\\dots\b", r"\\ldots"),
    (r"\\big(?=\()", r"\\bigl"),
    (r"\\big(?=\))", r"\\bigr"),
    (r"\\tfrac(\d)(?:(\d)|\{(\d+)\})", r"\\frac{\1}{\2\3}"),
    (r"\\(tilde|hat|bar|overrightarrow|overleftarrow)(?:\s+(\w)|\{([^{}]*)\})", r"{\\\1{\2\3}{}}"),
]


def mathml(tex, block=False):
    """Return a formula as MathML.

    Args:
        tex: the formula in TeX, without its dollar signs.
        block: whether it stands on a line of its own.

    Raises:
        ValueError: if the formula cannot be read; the message holds it.
    """
    spelled = tex.strip()
    for pattern, replacement in SPELLINGS:
        spelled = re.sub(pattern, replacement, spelled)
    try:
        return tex2mathml(spelled, as_block=block)
    except MathError as problem:
        raise ValueError(f"the formula {tex.strip()!r} cannot be drawn: {problem}") from None
