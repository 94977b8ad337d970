"""The map of the course: its lessons, an order that always works, and the picture of both in lesson 00."""

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from course_utils.diagrams import arrow, bare, box
from course_utils.plots import BLACK, BLUE, GREEN, ORANGE, SKY, YELLOW

__all__ = ["NEEDS", "PARTS", "course_map"]

PARTS = {  # a part's title: its lessons, in short
    "I: one cell, one equation": [
        "start here",
        "why sequences",
        "hidden state",
        "what it can do",
        "backpropagation",
        "training by hand",
        "four shapes",
    ],
    "II: the layers": [
        "SimpleRNN",
        "states, batches",
        "vanishing",
        "LSTM",
        "GRU",
        "which layer",
        "bidirectional",
        "deep",
    ],
    "III: a real task for each shape": [
        "forecasting",
        "classification",
        "tagging",
        "captioning",
        "translation",
        "speech, motion",
    ],
    "IV: the text generator": ["text generator", "read, compress", "where next"],
}
# Lesson: the one to take before it. All that its box names lie on this way; it may lean on few of them.
NEEDS = {lesson: lesson - 1 for lesson in range(1, 15)}  # parts I and II are a chain
NEEDS |= {15: 12, 16: 13, 17: 13, 18: 13, 19: 18, 20: 13, 21: 12, 22: 21, 23: 22}
TOPS = [6.0, 6.5, 5.5, 3.0]  # height of each part's first lesson
COLOURS = [SKY, GREEN, ORANGE, YELLOW]
HALF = 1.12  # of a box's width, its edge included
# Lesson: how far right its arrows turn up or down, and their colour.
LANES = {6: (0.4, BLACK), 12: (0.25, BLUE), 13: (0.5, BLACK)}


def course_map():
    """Return a figure of all lessons in four columns, with an arrow from each lesson to those that follow it."""
    fig, ax = plt.subplots(figsize=(10, 5.8), layout="constrained")
    places = [
        (3 * column, TOPS[column] - row)
        for column, lessons in enumerate(PARTS.values())
        for row in range(len(lessons))
    ]
    for lesson, needed in NEEDS.items():
        (x_from, y_from), (x_to, y_to) = places[needed], places[lesson]
        if x_from == x_to:
            arrow(ax, (x_from, y_from - 0.3), (x_to, y_to + 0.3))
        else:
            _around(ax, (x_from + HALF, y_from), (x_to - HALF, y_to), *LANES[needed])
    number = 0
    for column, (part, lessons) in enumerate(PARTS.items()):
        ax.text(3 * column, TOPS[column] + 0.55, part, ha="center", fontsize=10, weight="bold", color=BLACK)
        for lesson in lessons:
            x, y = places[number]
            box(ax, (x, y), "", COLOURS[column], size=(2.2, 0.56))
            ax.text(x, y, f"{number:02d} {lesson}", ha="center", va="center", fontsize=9, color=BLACK)
            number += 1
    bare(ax, (-1.4, 10.4), (-0.9, 7.4))
    return fig


def _around(ax, start, end, lane, colour):
    """Draw an arrow that goes right, up or down between two columns, and right again: through no box."""
    turn = start[0] + lane
    path = Path([start, (turn, start[1]), (turn, end[1]), end])
    ax.add_patch(FancyArrowPatch(path=path, arrowstyle="-|>", mutation_scale=12, color=colour, lw=1.2))
