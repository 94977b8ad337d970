"""What lesson 6 added beside its notebook: two diagrams, bars beside rivals, scores over seeds."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import diagrams, plots
from course_utils.results import column, load_table


def parts(ax, kind):
    return sum(isinstance(patch, kind) for patch in ax.patches)


@pytest.mark.parametrize(("reads", "writes"), [(1, 1), (3, 4), (5, 2)])
def test_encoder_decoder_draws_every_step_and_its_feedback(reads, writes):
    fig, ax = plt.subplots()
    diagrams.encoder_decoder(ax, reads, writes)
    assert parts(ax, FancyBboxPatch) == 2 * reads + 3 * writes
    assert parts(ax, FancyArrowPatch) == 2 * reads + 3 * writes + (writes - 1)
    plt.close(fig)


def test_encoder_decoder_writes_the_labels_it_feeds_back():
    fig, ax = plt.subplots()
    diagrams.encoder_decoder(ax, 2, 3, labels={"x": ["4", "2"], "y": ["forty", "two", "<end>"]})
    texts = [text.get_text() for text in ax.texts]
    assert (
        texts.count("forty") == texts.count("two") == 2 and texts.count("<end>") == texts.count("start") == 1
    )
    plt.close(fig)


@pytest.mark.parametrize(("reads", "writes"), [(0, 2), (2, 0)])
def test_encoder_decoder_needs_steps(reads, writes):
    fig, ax = plt.subplots()
    with pytest.raises(ValueError, match="reads and writes must be 1 or more"):
        diagrams.encoder_decoder(ax, reads, writes)
    plt.close(fig)


def test_five_shapes_has_five_panels():
    fig = diagrams.five_shapes()
    assert [parts(ax, FancyBboxPatch) for ax in fig.axes] == [3, 9, 12, 12, 18]
    plt.close(fig)


def test_bars_beside_a_rival_have_the_lengths_of_the_scores():
    fig, ax = plt.subplots()
    plots.against_baseline(ax, {"a": (0.25, 0.5), "b": (0.0, 1.0)}, "share")
    assert [bar.get_width() for bar in ax.patches] == [0.25, 0.0, 0.5, 1.0]
    plt.close(fig)


def test_results_hold_five_seeds_for_each_of_four_tasks_and_for_feedback():
    rows = load_table("four_shapes/results.csv")
    assert len({(row["seed"], row["task"]) for row in rows}) == len(rows) == 25
    rival, net = column(rows, "rival"), column(rows, "net")
    assert (rival > 0.3).all() and (rival <= 1).all() and (net > 0.3).all() and (net <= 1).all()
