"""What lesson 14 adds: the drawing of a stack, and stored tables that are complete and compare like with like."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from programs import build_of

from course_utils import diagrams
from course_utils.results import column, load_table

TABLE = load_table("directions_and_depth/results.csv")
ROWS = [row for row in TABLE if row["experiment"] in ("depth", "tools")]
TRAINED = ("depth", "control", "tools")
SETTINGS = sorted({(row["experiment"], row["setting"]) for row in TABLE if row["experiment"] in TRAINED})


@pytest.mark.parametrize("steps", [2, 4, 5])
def test_two_layers_and_a_path_around_the_upper_one(steps):
    fig = diagrams.deep_unrolled(steps)
    boxes = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    arrows = [patch for patch in fig.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    ends = [arrow._posA_posB for arrow in arrows]
    assert len(boxes) == 4 * steps
    assert sum(end[0] > start[0] for start, end in ends) == 2 * (steps - 1)  # time, in both layers
    upwards = [end[1] - start[1] for start, end in ends if end[0] == start[0]]
    assert len(upwards) == 4 * steps and sum(rise > 2 for rise in upwards) == steps  # the paths
    plt.close(fig)


@pytest.mark.parametrize("steps", [1, 2.5, "four"])
def test_a_wrong_number_of_steps_is_refused_by_name(steps):
    with pytest.raises(ValueError, match="steps must be"):
        diagrams.deep_unrolled(steps)


def test_every_net_was_trained_with_the_same_five_seeds():
    assert ("depth", "4 layers") in SETTINGS and ("tools", "1 layer, dropout around") in SETTINGS
    assert ("control", "1 layer, 16 units") in SETTINGS
    for experiment, setting in SETTINGS:
        seeds = column(TABLE, "seed", experiment=experiment, setting=setting)
        assert seeds.tolist() == [0, 1, 2, 3, 4], setting


def test_nets_have_equal_weights_within_three_percent():
    sizes = [int(row["weights"]) for row in ROWS]
    assert max(sizes) < 1.03 * min(sizes)


def test_training_went_on_for_five_epochs_after_the_best():
    for row in ROWS:
        losses = [float(value) for value in row["validation_loss"].split()]
        assert len(losses) == int(row["epochs"]) <= 40
        best = losses.index(min(losses)) + 1
        assert len(losses) == 40 or len(losses) == best + 5, (row["setting"], row["seed"])


def test_a_mask_protects_every_depth():
    assert all(row["words"] == row["words_longer"] == row["words_alone"] for row in ROWS)


def test_the_ladder_of_human_numbers_is_whole_and_a_run_of_it_comes_out_again():
    rows = load_table("human_numbers/results.csv")
    runs = [(row["model"], int(row["seed"])) for row in rows]
    with build_of("human_numbers") as build:
        assert runs == [(model, seed) for model in build.MODELS for seed in range(5)]
        inputs, targets, _, _ = build.parts(16)
        assert (inputs[:, 1:] == targets[:, :-1]).all()
        assert (inputs[64:, 0] == targets[:-64, -1]).all()  # row j of a batch goes on in row j of the next
        again = float(build.run("carried state, one target", 0)["validation"])
    assert again == pytest.approx(column(rows, "validation", model="carried state, one target")[0], abs=0.05)
