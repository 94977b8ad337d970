"""What lesson 13 adds: the drawing of both chains, and a stored table that is complete and compares like with like."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams
from course_utils.results import column, curves, load_table

ROWS = [row for row in load_table("directions_and_depth/results.csv") if row["experiment"] == "directions"]
SETTINGS = sorted({row["setting"] for row in ROWS})


@pytest.mark.parametrize("steps", [2, 4, 5])
def test_two_chains_run_against_each_other(steps):
    fig = diagrams.both_ways_unrolled(steps)
    boxes = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    arrows = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    assert len(boxes) == 4 * steps and len(arrows) == 4 * steps + 2 * (steps - 1)
    moves = [np.sign(end[0] - start[0]) for start, end in (arrow._posA_posB for arrow in arrows)]
    assert moves.count(1) == moves.count(-1) == steps - 1
    plt.close(fig)


@pytest.mark.parametrize("steps", [1, 2.5, "four"])
def test_a_wrong_number_of_steps_is_refused_by_name(steps):
    with pytest.raises(ValueError, match="steps must be"):
        diagrams.both_ways_unrolled(steps)


def test_every_net_was_trained_with_the_same_five_seeds():
    assert len(SETTINGS) == 4
    for setting in SETTINGS:
        assert column(ROWS, "seed", setting=setting).tolist() == [0, 1, 2, 3, 4], setting
        assert curves(ROWS, "validation_loss", setting=setting).shape == (5, 10), setting


def test_nets_have_equal_weights_within_three_percent():
    sizes = [int(row["weights"]) for row in ROWS]
    assert max(sizes) < 1.03 * min(sizes)


def test_scores_are_percentages_and_differ_between_seeds():
    for setting in SETTINGS:
        for name in ("words", "addresses", "train_words", "validation_words"):
            values = column(ROWS, name, setting=setting)
            assert (values > 0).all() and (values <= 100).all(), (setting, name)
            assert len(set(values)) > 1, (setting, name)


def test_a_mask_makes_the_answer_independent_of_the_padding():
    masked = [row for row in ROWS if row["words_alone"] and row["setting"] != "both ways, no mask"]
    assert len(masked) == 10
    assert all(row["words"] == row["words_longer"] == row["words_alone"] for row in masked)
