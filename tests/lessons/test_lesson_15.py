"""What lesson 15 adds: the drawing of three ways to a day, and a stored table that is complete and compares like with like."""

import ast

import all_lessons as lessons
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils import approx, diagrams
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


@pytest.fixture(scope="module")
def forecast():
    """The lesson's own function, as it stands there, with a net that says 20 degrees throughout."""
    cells = lessons.read(lessons.ROOT / "notebooks" / "15_forecasting.ipynb")["cells"]
    source = next(cell["source"] for cell in cells if "\ndef forecast(" in cell["source"])
    function = next(node for node in ast.parse(source).body if getattr(node, "name", "") == "forecast")
    day = np.full(24, 20.0)
    names = {
        "np": np,
        "approx": approx,
        "PAST": 48,
        "AHEAD": 24,
        "year_time": np.arange("2014-01-01", "2015-01-01", dtype="datetime64[h]"),
        "day_from": lambda place: (day, day - 3, day + 3, day),
        "ends": {"highest": np.array([-3.0, 3.0]), "lowest": np.array([-3.0, 3.0])},
    }
    exec(ast.unparse(function), names)
    return names["forecast"]


@pytest.mark.parametrize(
    "moment", ["2014-01-03", "2014-07-14 06:00", "2014-12-31T00", np.datetime64("2014-05")]
)
def test_a_moment_of_the_year_is_answered(forecast, moment):
    assert "four in five: ≈ 17 to ≈ 23" in forecast(moment)


@pytest.mark.parametrize(
    "moment",
    [
        "2014-01-02 23:00",
        "2014-12-31 01:00",
        "2014-07-14 05:00",  # an hour at which the net was not tested
        "2013-07-14 06:00",
        "",
        None,
        5,
        "NaT",
        "9" * 5000,
    ],
)
def test_a_moment_outside_is_told_the_range(forecast, moment):
    assert forecast(moment).startswith("I can begin between 2014-01-03T00 and 2014-12-31T00")


@pytest.mark.parametrize(
    "moment",
    ["tomorrow", "\N{SUN WITH FACE}", "2014-13-01", "x" * 5000, 3.5, [], ["2014"], {}, object(), b"\xff"],
)
def test_what_is_no_moment_gets_a_sentence(forecast, moment):
    assert forecast(moment) == 'I need a moment, written as "2014-07-14 06:00".'
