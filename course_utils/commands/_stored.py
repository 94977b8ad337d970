"""What a stored output may not hold, for whoever writes notebooks and for whoever checks them."""

import re
import sys

from course_utils.commands._lessons import ROOT

# A folder at the root of a disk, or packages' own: it names the author's computer and differs on the reader's.
LOCAL_PATH = re.compile(
    r"site-packages/|(?<![\w/.])/(?:home|Users|root|tmp|private|var/folders|opt|usr|work)/"
    r"|[A-Z]:\\(?:Users|Windows|Program)\b"
)
ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")


def faults(notebook):
    """Return why a notebook's outputs may not be stored: one sentence for each fault, none if it is sound.

    Args:
        notebook: as nbformat reads it, or a dict with its `cells`.
    """
    cells = enumerate(notebook["cells"])
    outputs = ((number, output) for number, cell in cells for output in cell.get("outputs", []))
    return [f"cell {number} {fault}" for number, output in outputs for fault in _faults_of(output)]


def _faults_of(output):
    kinds = output.get("data", {})
    text = output.get("text", "") + "".join(
        str(content) for kind, content in kinds.items() if not kind.startswith("image/")
    )
    if output["output_type"] == "error":
        yield f"raised {output.get('ename')}: {output.get('evalue')}"
    if output.get("name") == "stderr":
        yield f"wrote to stderr: {text.strip()[:200]}"
    if any(kind.startswith("application/vnd.jupyter.widget") for kind in kinds):
        yield "shows a widget, whose static form belongs here"
    if LOCAL_PATH.search(text) or str(ROOT) in text or sys.prefix in text:
        yield f"prints a path of this computer: {text.strip()[:200]}"
    if ADDRESS.search(text):
        yield f"prints a memory address, which differs in every run: {text.strip()[:200]}"
    alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
    if "image/png" in kinds and len(alt.split()) < 5:
        yield "has a figure without alternative text: use show(fig, alt=...)"
