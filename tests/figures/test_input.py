"""Figures, widgets and what surrounds a training refuse what they cannot use, by the argument's name."""

import numpy as np
from refusals import refuses, with_ax, wrong_calls

from course_utils import diagrams, plots, training, widgets

ZEROS, NAN = np.zeros((2, 5, 3)), np.full((2, 3), np.nan)


REFUSED = [
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {})), "curves must be a dict"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, [1, 2])), "curves must be a dict"),
    (
        "plots.lines",
        with_ax(lambda ax: plots.lines(ax, {"a": ZEROS})),
        r"curves\['a'\] has shape \(2, 5, 3\)",
    ),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": [1, 2]}, x=[1])), r"expected \(1,\)"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": []})), r"curves\['a'\] is empty"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": [1, np.nan]})), r"curves\['a'\] holds 1 NaN"),
    (
        "plots.heat_map",
        with_ax(lambda ax: plots.heat_map(ax, ZEROS)),
        r"values must have shape \(steps, units\)",
    ),
    ("plots.heat_map", with_ax(lambda ax: plots.heat_map(ax, np.zeros((0, 3)))), "values is empty"),
    ("plots.heat_map", with_ax(lambda ax: plots.heat_map(ax, NAN)), "values holds 6 NaN"),
    ("plots.draw_runs", with_ax(lambda ax: plots.draw_runs(ax, {}, [1])), "runs must be a dict"),
    (
        "plots.draw_runs",
        with_ax(lambda ax: plots.draw_runs(ax, {"a": ZEROS[0]}, [1])),
        r"expected \(runs, 1\)",
    ),
    (
        "plots.draw_runs",
        with_ax(lambda ax: plots.draw_runs(ax, {"a": NAN}, [1, 2, 3])),
        r"runs\['a'\] holds 6 NaN",
    ),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {})), "heights must be a dict"),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {"a": [1, 2]})), r"heights\['a'\] must have 0 dim"),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {"a": np.nan})), r"heights\['a'\] holds 1 NaN"),
    ("plots.grouped_bars", with_ax(lambda ax: plots.grouped_bars(ax, {}, ["a"])), "scores must be a dict"),
    (
        "plots.grouped_bars",
        with_ax(lambda ax: plots.grouped_bars(ax, {"a": np.zeros((3, 2))}, ["one"])),
        r"scores\['a'\] has shape \(3, 2\), expected \(2 seeds or more, 1 groups\)",
    ),
    (
        "plots.grouped_bars",
        with_ax(lambda ax: plots.grouped_bars(ax, {"a": np.zeros((1, 2))}, ["one", "two"])),
        "2 seeds or more",
    ),
    (
        "plots.grouped_bars",
        with_ax(lambda ax: plots.grouped_bars(ax, {"a": NAN}, ["one", "two", "three"])),
        r"scores\['a'\] holds 6 NaN",
    ),
    ("diagrams.three_readers", lambda: diagrams.three_readers("a"), "2 to 6 letters, found 'a'"),
    ("diagrams.three_readers", lambda: diagrams.three_readers("annabella"), "2 to 6 letters"),
    (
        "plots.training_curves",
        with_ax(lambda ax: plots.training_curves(ax, {"loss": [1]}, "mae")),
        "not recorded",
    ),
    ("plots.phase_portrait", with_ax(lambda ax: plots.phase_portrait(ax, np.zeros((5, 3)))), r"\(steps, 2\)"),
    (
        "plots.phase_portrait",
        with_ax(lambda ax: plots.phase_portrait(ax, np.zeros((0, 2)))),
        "states is empty",
    ),
    ("plots.confusion", with_ax(lambda ax: plots.confusion(ax, ZEROS, ["a", "b"])), "counts must have shape"),
    ("plots.figure", lambda: plots.figure(0), "columns"),
    ("diagrams.box", with_ax(lambda ax: diagrams.box(ax, (1, 2, 3), "x", "white")), "centre must be two"),
    (
        "diagrams.box",
        with_ax(lambda ax: diagrams.box(ax, (1, 2), "x", "white", size=1)),
        "size must have 1 dim",
    ),
    ("diagrams.arrow", with_ax(lambda ax: diagrams.arrow(ax, (1,), (1, 2))), "start must be two numbers"),
    ("diagrams.arrow", with_ax(lambda ax: diagrams.arrow(ax, (1, 1), (1, np.nan))), "end holds 1 NaN"),
    ("diagrams.bare", with_ax(lambda ax: diagrams.bare(ax, (0, 1), 3)), "ylim must have 1 dim"),
    ("diagrams.unrolled", with_ax(lambda ax: diagrams.unrolled(ax, 0)), "between 1 and 0"),
    ("diagrams.unrolled", with_ax(lambda ax: diagrams.unrolled(ax, 3, outputs=[4])), "between 1 and 3"),
    ("diagrams.encoder_decoder", with_ax(lambda ax: diagrams.encoder_decoder(ax, 0, 2)), "reads and writes"),
    (
        "plots.against_baseline",
        with_ax(lambda ax: plots.against_baseline(ax, {"a": (1, 2, 3)})),
        r"scores\['a'\] must be \(rival, net\), found 3",
    ),
    (
        "plots.against_baseline",
        with_ax(lambda ax: plots.against_baseline(ax, {})),
        "scores must be",
    ),
    (
        "plots.runs_beside",
        with_ax(lambda ax: plots.runs_beside(ax, {}, 0, 0)),
        "runs must be a dict",
    ),
    ("plots.runs_beside", with_ax(lambda ax: plots.runs_beside(ax, {"a": []}, 0, 0)), "one row"),
    ("plots.runs_beside", with_ax(lambda ax: plots.runs_beside(ax, {"a": NAN}, 0, 0)), "one row"),
    (
        "plots.runs_beside",
        with_ax(lambda ax: plots.runs_beside(ax, {"a": [1]}, np.nan, 0)),
        "linear holds 1 NaN",
    ),
    (
        "plots.runs_beside",
        with_ax(lambda ax: plots.runs_beside(ax, {"a": [1]}, 0, [0, 1])),
        "trivial must have 0 dim",
    ),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, [1, 2])), "curves must be a dict"),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, {"a": 3.0})), r"curves\['a'\] must be"),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, {"a": []})), r"curves\['a'\] must be"),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, {"a": [np.nan]})), r"curves\['a'\] must"),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, {"a": [1, 0]})), "numbers above 0"),
    ("plots.draw_by_lag", with_ax(lambda ax: plots.draw_by_lag(ax, {})), "curves must be a dict"),
    ("training.Progress", lambda: training.Progress(iter([1]), "work"), "items must have a length"),
    ("training.keras_progress", lambda: training.keras_progress(0), "epochs must be at least 1"),
    ("training.fresh_start", lambda: training.fresh_start(None), "model must be a compiled"),
    ("training.over_seeds", lambda: training.over_seeds(lambda seed: seed, []), "seeds must hold"),
    ("training.save_checkpoint", lambda: training.save_checkpoint("x", a=[object()]), "a must be an array"),
    (
        "training.load_checkpoint",
        lambda: training.load_checkpoint(__file__),
        "no checkpoint, or a damaged one",
    ),
    ("widgets.shuffled_options", lambda: widgets.shuffled_options("q", ("a", "b"), []), "wrong needs two"),
    ("widgets.quiz", lambda: widgets.quiz("q", ("a", "b"), [("a", "c"), ("d", "e")]), "two options"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(3, 0, 1, 1)), "w must be"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(0, 1)), "w must be"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(np.nan, 0, 1, 1)), "w must be"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(0, 0, 1, 0)), "w must be"),
    ("widgets.prompt_box", lambda: widgets.prompt_box(print, "", "", t=(3, 0, 1, 1)), "t must be"),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
