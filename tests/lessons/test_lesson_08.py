"""Lesson 8: the drawing of a stateful layer's batches."""

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams


def places(ax, row):
    """Return what stands in a row's boxes, from left to right."""
    found = [text for text in ax.texts if text.get_position()[1] == -row and "–" in text.get_text()]
    return [text.get_text() for text in sorted(found, key=lambda text: text.get_position()[0])]


def test_rows_go_on_at_the_left_and_not_at_the_right():
    fig = diagrams.stateful_layout()
    right, wrong = fig.axes
    assert places(right, 0) == ["0–9", "10–19", "20–29"]
    assert places(right, 2) == ["60–69", "70–79", "80–89"]
    assert places(wrong, 0) == ["0–9", "30–39", "60–69"]
    for ax in fig.axes:
        assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == 9
        assert sum(isinstance(patch, FancyArrowPatch) for patch in ax.patches) == 6
    plt.close(fig)
