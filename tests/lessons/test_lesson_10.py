"""What lesson 10 adds: the drawing of the cell, runs drawn by net, the stored experiments."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams, plots
from course_utils.results import column, curves, load_table


def test_the_cell_has_four_blocks_and_their_names():
    fig = diagrams.lstm_cell()
    boxes = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    arrows = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    written = " ".join(text.get_text() for text in fig.axes[0].texts)
    assert len(boxes) == 4 and len(arrows) >= 12
    assert all(word in written for word in ("forget", "input", "candidate", "output", "c_{t-1}", "h_{t-1}"))
    plt.close(fig)


def test_runs_of_one_net_share_a_style_and_one_label():
    fig, ax = plt.subplots()
    plots.draw_runs(ax, {"a": np.ones((3, 2)), "b": np.zeros((2, 2))}, [1, 2], "x", "y")
    styles = [(line.get_color(), line.get_linestyle()) for line in ax.lines]
    assert len(set(styles[:3])) == len(set(styles[3:])) == 1 and len(set(styles)) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]
    plt.close(fig)


def test_every_experiment_has_five_seeds_and_its_curves():
    rows = load_table("long_memory/results.csv")
    kinds = sorted({(row["experiment"], row["setting"]) for row in rows})
    for experiment, setting in kinds:
        picked = {"experiment": experiment, "setting": setting}
        assert column(rows, "seed", **picked).tolist() == [0, 1, 2, 3, 4], picked
        scores = column(rows, "score", **picked)
        assert (0 <= scores).all() and (scores <= 1).all(), picked
        assert curves(rows, "curve", **picked).shape[1] in (10, 20, 30, 100), picked
    assert sum(setting.startswith("LSTM, forget") for _, setting in kinds) == 10
