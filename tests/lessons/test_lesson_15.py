"""What lesson 15 adds: the drawing of three ways to a day, and a stored table that is complete and compares like with like."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams
from course_utils.results import column, curves, load_table

ROWS = load_table("forecasting/results.csv")
DAY = [row for row in ROWS if row["experiment"] == "temperature, 24 hours"]
NETS = ["direct", "encoder-decoder", "recursive, change", "recursive, value"]


def test_only_the_recursive_way_reads_its_own_answers():
    fig = diagrams.three_ways_to_a_day()
    read = {}
    for ax in fig.axes:
        boxes = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
        arrows = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
        texts = [text.get_text() for text in ax.texts]
        below = [text.get_text() for text in ax.texts if text.get_position()[1] == 0]
        read[ax.get_title(loc="left")] = [text for text in below if text != "$x$"]
        assert len(boxes) == len(texts) and len(arrows) >= 6
        assert all(rf"$\hat y_{k}$" in texts for k in (1, 2, 3))
    answers = [r"$\hat y_1$", r"$\hat y_2$"]
    assert read == {"direct": [], "recursive": answers, "encoder-decoder": ["clock"] * 3}
    plt.close(fig)


@pytest.mark.parametrize("setting", NETS)
def test_every_net_was_trained_with_the_same_five_seeds(setting):
    assert column(DAY, "seed", setting=setting).tolist() == [0, 1, 2, 3, 4]
    assert len(set(column(DAY, "mae", setting=setting))) == 5


def test_the_other_settings_are_whole():
    assert column(ROWS, "seed", experiment="dust, 1 hour").tolist() == [0, 1, 2, 3, 4]
    assert sorted({row["setting"] for row in DAY}) == sorted([*NETS, "boosted trees"])
    assert column(DAY, "seed", setting="boosted trees").tolist() == [0]


def test_nets_have_equal_weights_within_two_percent():
    sizes = [int(row["weights"]) for row in DAY if row["weights"]]
    assert len(sizes) == 20 and max(sizes) < 1.02 * min(sizes)


@pytest.mark.parametrize("setting", [*NETS, "boosted trees"])
def test_the_error_is_the_mean_of_the_errors_by_hour(setting):
    by_hour = curves(DAY, "by_hour", setting=setting)
    assert by_hour.shape[1] == 24 and (by_hour > 0).all()
    np.testing.assert_allclose(by_hour.mean(axis=1), column(DAY, "mae", setting=setting), atol=2e-4)
    assert (column(DAY, "rmse", setting=setting) > column(DAY, "mae", setting=setting)).all()
