"""What lesson 11 adds: the drawing of the cell, and a GRU that names a bad argument."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import cells, diagrams


def test_the_cell_has_three_blocks_and_only_z_on_its_short_way():
    fig = diagrams.gru_cell()
    boxes = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    arrows = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    texts = [text.get_text() for text in fig.axes[0].texts]
    written = " ".join(texts)
    assert len(boxes) == 3 and len(arrows) >= 10
    assert all(word in written for word in ("reset", "candidate", "update", "1 - z_t", "h_{t-1}", "$h_t$"))
    assert texts.count("×") == 3 and texts.count("+") == 1
    plt.close(fig)


X, H = np.zeros((2, 5, 3)), np.zeros((2, 4))
W_X, W_H, B = np.zeros((3, 12)), np.zeros((4, 12)), np.zeros((2, 12))
BAD = {
    "W_x": (X, H, W_X.T, W_H, B),
    "b": (X, H, W_X, W_H, B[0]),  # the bias of the other form
    "h0": (X, np.full_like(H, np.nan), W_X, W_H, B),
    "x is empty": (X[:, :0], H, W_X, W_H, B),
}


@pytest.mark.parametrize("named", BAD)
def test_the_gru_of_the_lesson_names_a_bad_argument(named):
    with pytest.raises(ValueError, match=rf"gru_forward: {named}"):
        cells.gru_forward(*BAD[named])
