"""Plot functions draw what they were given and refuse what does not fit."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams, plots


@pytest.fixture
def ax():
    fig, ax = plots.figure()
    yield ax
    plt.close(fig)


def test_lines_differ_in_more_than_colour(ax):
    drawn = plots.lines(ax, {"a": [1, 2], "b": [3, 1]}, xlabel="epoch", ylabel="loss (nats)").lines
    assert len({line.get_linestyle() for line in drawn}) == 2 == len({line.get_color() for line in drawn})
    assert ax.get_xlabel() == "epoch" and ax.get_ylabel() == "loss (nats)"
    np.testing.assert_array_equal(drawn[1].get_ydata(), [3, 1])


def test_heat_map_is_symmetric_about_zero(ax):
    image = plots.heat_map(ax, np.array([[0.5, -2.0], [1.0, 0.0], [0, 0]])).images[0]
    assert image.get_array().shape == (2, 3) and image.get_clim() == (-2.0, 2.0)


def test_training_curves_hold_validation_and_count_from_1(ax):
    drawn = plots.training_curves(ax, {"loss": [3, 2], "val_loss": [4, 3]}).lines
    assert [line.get_label() for line in drawn] == ["training", "validation"] and list(
        drawn[0].get_xdata()
    ) == [1, 2]


def test_bars_and_confusion_write_their_numbers(ax):
    plots.bars(ax, {"a": 1.5, "b": 2.0}, {"a": 0.1}, "MAE (°C)", baseline=("persistence", 3.0))
    assert "1.5" in [text.get_text() for text in ax.texts]
    plots.confusion(ax, np.array([[3, 1], [0, 7]]), ["F", "M"])
    assert {"3", "7"} <= {text.get_text() for text in ax.texts}


def test_grouped_bars_are_means_over_seeds_with_their_standard_error(ax):
    scores = {"a": np.array([[1.0, 10.0], [3.0, 30.0]]), "b": np.array([[5.0, 5.0], [5.0, 7.0]])}
    plots.grouped_bars(ax, scores, ["short", "long"], "%")
    assert [bar.get_width() for bar in ax.patches] == [2, 5, 20, 6]  # group by group
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    shorts, longs = (container.errorbar for container in ax.containers if hasattr(container, "patches"))
    spans = [np.ptp(line.get_segments()[0][:, 0]) / 2 for line in (shorts.lines[2][0], longs.lines[2][0])]
    np.testing.assert_allclose(spans, [1, 10])  # of "a": deviations root 2 and root 200, over root 2
    above = [bar.get_y() for bar in ax.patches]
    assert above[0] < above[2] < above[1] < above[3] and ax.yaxis_inverted()


def test_three_readers_share_colours_as_they_share_weights():
    fig = diagrams.three_readers("rosa")
    kinds = []
    for ax in fig.axes:
        arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
        kinds.append((len(arrows), len({patch.get_edgecolor() for patch in arrows})))
        assert [text.get_text() for text in ax.texts if len(text.get_text()) == 1] == list("rosa")
    plt.close(fig)
    assert kinds == [(4, 4), (8, 4), (8, 1)]  # arrows, and different weights among them


def test_curves_by_lag_are_averaged_geometrically(ax):
    plots.draw_by_lag(ax, {"a": np.array([[1.0, 1e-2], [1.0, 1e-4]]), "b": [1.0, 0.5]})
    assert ax.get_yscale() == "log"
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [1, 1e-3])
    np.testing.assert_allclose(ax.lines[1].get_ydata(), [1, 0.5])


@pytest.mark.parametrize(
    "steps, inputs, outputs, boxes",
    [(1, None, None, 3), (4, None, [4], 9), (4, [1], None, 9), (3, [], [], 3)],
)
def test_unrolled_draws_one_box_per_named_step(ax, steps, inputs, outputs, boxes):
    diagrams.unrolled(ax, steps, inputs, outputs)
    assert sum(isinstance(patch, FancyBboxPatch) for patch in ax.patches) == boxes
