"""The figures that several lessons share, and their colours. Functions take an `ax`, draw on it and return it.

The colours are Okabe and Ito's, which readers with any colour vision tell apart; dashes and markers go with them.

Source:
    Okabe and Ito (2008), Color universal design.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from course_utils._arguments import numbers

__all__ = [
    "BLACK",
    "BLUE",
    "COLOURS",
    "DASHES",
    "GREEN",
    "MARKERS",
    "ORANGE",
    "PINK",
    "SKY",
    "VERMILION",
    "YELLOW",
    "against_baseline",
    "bars",
    "confusion",
    "draw_by_lag",
    "draw_runs",
    "figure",
    "grouped_bars",
    "heat_map",
    "labelled",
    "lines",
    "phase_portrait",
    "runs_beside",
    "training_curves",
]

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
PINK = "#CC79A7"
SKY = "#56B4E9"
VERMILION = "#D55E00"
YELLOW = "#F0E442"
BLACK = "#000000"
COLOURS = [BLUE, VERMILION, GREEN, ORANGE, PINK, SKY, BLACK]
DASHES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1))]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]


def figure(columns=1, rows=1, width=7.2, height=3.2, **options):
    """Return `(fig, axes)` in the course's size: `width` and `height` in inches for the whole figure."""
    return plt.subplots(rows, columns, figsize=(width, height), layout="constrained", **options)


def lines(ax, curves, x=None, xlabel="", ylabel="", title="", markers=False):
    """Draw named curves that differ in colour and dash.

    Args:
        ax: a matplotlib axes.
        curves: `{label: values}`, each of shape `(points,)`.
        x: positions of the points, shape `(points,)`; 0, 1, 2, ... by default.
        xlabel, ylabel: what is on the axes, with its unit.
        title: a few words, or nothing.
        markers: whether to mark each point.

    Raises:
        ValueError: if there is no curve, or one is not one-dimensional, is empty, holds NaN or does not fit `x`.
    """
    if not isinstance(curves, dict) or not curves:
        raise ValueError(f"curves must be a dict of one named curve or more, found {curves!r:.60}")
    for i, (label, values) in enumerate(curves.items()):
        values = np.asarray(values)
        if values.ndim != 1 or (x is not None and len(x) != len(values)):
            raise ValueError(
                f"curves[{label!r}] has shape {values.shape}, expected ({'points' if x is None else len(x)},)"
            )
        numbers(f"curves[{label!r}]", values, (1,))
        style = {
            "color": COLOURS[i % 7],
            "linestyle": DASHES[i % 7],
            "marker": MARKERS[i % 7] if markers else None,
        }
        ax.plot(np.arange(len(values)) if x is None else x, values, label=label, markersize=4, **style)
    if len(curves) > 1:
        ax.legend(frameon=False, fontsize=9)
    return labelled(ax, xlabel, ylabel, title)


def draw_runs(ax, runs, x, xlabel="", ylabel="", title=""):
    """Draw every run of each net as a curve; the runs of one net share colour and dash.

    Args:
        ax: a matplotlib axes, which is returned.
        runs: `{net: curves}`, each of shape `(runs, points)`.
        x: positions of the points, shape `(points,)`.
        xlabel, ylabel: what is on the axes, with its unit.
        title: a few words, or nothing.

    Raises:
        ValueError: if there is no net, or its curves have another shape or hold NaN.
    """
    if not isinstance(runs, dict) or not runs:
        raise ValueError(f"runs must be a dict of one named net or more, found {runs!r:.60}")
    for k, (name, values) in enumerate(runs.items()):
        values = numbers(f"runs[{name!r}]", values, (2,))
        if values.shape[1] != len(x):
            raise ValueError(f"runs[{name!r}] has shape {values.shape}, expected (runs, {len(x)})")
        style = {"color": COLOURS[k % 7], "linestyle": DASHES[k % 7], "linewidth": 1.2}
        for run, curve in enumerate(values):
            ax.plot(x, curve, label=name if run == 0 else None, **style)
    ax.legend(frameon=False, fontsize=8)
    return labelled(ax, xlabel, ylabel, title)


def labelled(ax, xlabel="", ylabel="", title=""):
    """Write names on the axes and take the upper and right border away."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, fontsize=10, loc="left")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def heat_map(ax, values, xlabel="time step", ylabel="unit", title="", limit=None, unit=""):
    """Draw a matrix of signed values, blue below zero and red above, with a colour bar.

    Args:
        ax: a matplotlib axes.
        values: shape `(steps, units)`; time runs to the right.
        xlabel, ylabel, title: words around it.
        limit: the value of the darkest colour; the largest magnitude by default.
        unit: what the colour bar measures.

    Raises:
        ValueError: if `values` has another shape, is empty or holds NaN.
    """
    if np.ndim(values) != 2:
        raise ValueError(f"values must have shape (steps, units), found {np.shape(values)}")
    values = numbers("values", values, (2,))
    limit = limit or float(np.abs(values).max()) or 1.0
    image = ax.imshow(
        values.T,
        aspect="auto",
        cmap="RdBu_r",
        vmin=-limit,
        vmax=limit,
        interpolation="nearest",
        origin="lower",
    )
    ax.figure.colorbar(image, ax=ax, label=unit)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if values.shape[1] <= 10:
        ax.set_yticks(range(values.shape[1]))
    ax.set_title(title, fontsize=10, loc="left")
    return ax


def bars(ax, heights, errors=None, ylabel="", title="", baseline=None):
    """Draw one named horizontal bar per method, with its value written beside it.

    Args:
        ax: a matplotlib axes.
        heights: `{name: value}`, drawn from top to bottom.
        errors: `{name: spread}` or None.
        ylabel: what the bars measure, with its unit.
        title: a few words, or nothing.
        baseline: `(label, value)` of a dashed line for the trivial answer, or None.

    Raises:
        ValueError: if there is no bar, or a height is not one number.
    """
    if not isinstance(heights, dict) or not heights:
        raise ValueError(f"heights must be a dict of one named bar or more, found {heights!r:.60}")
    for name, height in heights.items():
        numbers(f"heights[{name!r}]", height, (0,))
    names = list(heights)
    spread = [errors.get(name, 0.0) for name in names] if errors else None
    hatches = ["", "//", "..", "xx", "\\\\", "++", "oo"]
    drawn = ax.barh(
        names,
        list(heights.values()),
        xerr=spread,
        color=[COLOURS[i % 7] for i in range(len(names))],
        capsize=3,
    )
    for i, bar in enumerate(drawn):
        bar.set(hatch=hatches[i % 7], edgecolor="white")
    said = [f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" for value in heights.values()]
    ax.bar_label(drawn, said, padding=4, fontsize=9)
    ax.margins(x=0.15)
    ax.invert_yaxis()
    if baseline:
        ax.axvline(baseline[1], color=BLACK, linestyle="--", label=baseline[0])
        ax.legend(frameon=False, fontsize=9)
    return labelled(ax, xlabel=ylabel, title=title)


def grouped_bars(ax, scores, groups, xlabel=""):
    """Draw, for each name, one horizontal bar per group: the mean over seeds, with its standard error.

    Args:
        ax: a matplotlib axes.
        scores: `{name: values}`, each of shape `(seeds, groups)`, two seeds or more; drawn from top to bottom.
        groups: what the bars of one name are, from top to bottom.
        xlabel: what the bars measure, with its unit.

    Raises:
        ValueError: if there is no name, or values have another shape or hold NaN.
    """
    if not isinstance(scores, dict) or not scores:
        raise ValueError(f"scores must be a dict of one name or more, found {scores!r:.60}")
    for name, values in scores.items():
        shape = numbers(f"scores[{name!r}]", values, (2,)).shape
        if shape[0] < 2 or shape[1] != len(groups):
            raise ValueError(
                f"scores[{name!r}] has shape {shape}, expected (2 seeds or more, {len(groups)} groups)"
            )
    height = 0.8 / len(groups)
    centres = np.arange(len(scores))
    for k, group in enumerate(groups):
        runs = [np.asarray(values)[:, k] for values in scores.values()]
        means = [values.mean() for values in runs]
        errors = [values.std(ddof=1) / np.sqrt(len(values)) for values in runs]
        places = centres + (k - (len(groups) - 1) / 2) * height
        hatch = ["", "//", "..", "xx"][k % 4]
        style = {"color": COLOURS[k % 7], "hatch": hatch, "edgecolor": "white", "capsize": 3}
        drawn = ax.barh(places, means, height, xerr=errors, label=group, **style)
        ax.bar_label(drawn, [f"{mean:.3g}" for mean in means], padding=4, fontsize=9)
    ax.set_yticks(centres, list(scores))
    ax.invert_yaxis()
    ax.legend(frameon=False, fontsize=9, ncols=len(groups), loc="lower left", bbox_to_anchor=(0, 1))
    return labelled(ax, xlabel)


def training_curves(ax, history, metric="loss", ylabel="", title=""):
    """Draw training and validation values over epochs, counted from 1.

    Args:
        ax: a matplotlib axes.
        history: what `model.fit` returned, or its `history` dict.
        metric: the name Keras gave it.
        ylabel: its name with unit; `metric` by default.
        title: a few words, or nothing.
    """
    values = getattr(history, "history", history)
    if metric not in values:
        raise ValueError(f"metric {metric!r} was not recorded; there are {sorted(values)}")
    curves = {"training": values[metric]}
    if f"val_{metric}" in values:
        curves["validation"] = values[f"val_{metric}"]
    return lines(ax, curves, np.arange(1, len(values[metric]) + 1), "epoch", ylabel or metric, title)


def phase_portrait(ax, states, title="", colour=BLUE):
    """Draw the path of a two-unit state, from a circle at its first step to a cross at its last.

    Args:
        ax: a matplotlib axes.
        states: shape `(steps, 2)`.
        title: a few words, or nothing.
        colour: colour of the path.

    Raises:
        ValueError: if `states` has another shape, is empty or holds NaN.
    """
    if np.ndim(states) != 2 or np.shape(states)[1] != 2:
        raise ValueError(f"states must have shape (steps, 2), found {np.shape(states)}")
    states = numbers("states", states, (2,))
    ax.plot(*states.T, "-", color=colour, linewidth=1)
    ax.plot(*states.T, ".", color=colour, markersize=4)
    ax.plot(*states[0], "o", color=GREEN, markersize=9, label="first step")
    ax.plot(*states[-1], "X", color=VERMILION, markersize=9, label="last step")
    ax.set_aspect("equal")
    ax.legend(frameon=False, fontsize=9)
    return labelled(ax, "unit 0", "unit 1", title)


def confusion(ax, counts, names, title=""):
    """Draw a confusion matrix with the counts written in; rows are true classes.

    Args:
        ax: a matplotlib axes.
        counts: shape `(classes, classes)`.
        names: the classes' names.
        title: a few words, or nothing.
    """
    counts = np.asarray(counts)
    if counts.shape != (len(names), len(names)):
        raise ValueError(f"counts must have shape {(len(names), len(names))}, found {counts.shape}")
    share = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(counts.shape):
        ink = "white" if share[row, column] > 0.5 else "black"
        ax.text(column, row, f"{counts[row, column]}", ha="center", va="center", color=ink, fontsize=8)
    ax.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.set(xlabel="predicted", ylabel="true")
    ax.set_title(title, fontsize=10, loc="left")
    return ax


def against_baseline(ax, scores, xlabel=""):
    """Draw two bars for each task, the score of its strongest cheap rival and the net's.

    Args:
        ax: a matplotlib axes.
        scores: `{task: (rival, net)}`, shares between 0 and 1.
        xlabel: what the bars measure, with its unit.

    Raises:
        ValueError: if there is no task, or a task has not two numbers.
    """
    if not isinstance(scores, dict) or not scores:
        raise ValueError(f"scores must be a dict of one task or more, found {scores!r:.60}")
    for task, pair in scores.items():
        if numbers(f"scores[{task!r}]", pair, (1,)).shape != (2,):
            raise ValueError(f"scores[{task!r}] must be (rival, net), found {len(pair)} numbers")
    place = np.arange(len(scores))
    styles = (("cheap rival", ORANGE, "//", -0.2), ("net", BLUE, "", 0.2))
    for column, (name, colour, hatch, shift) in enumerate(styles):
        values = [pair[column] for pair in scores.values()]
        drawn = ax.barh(place + shift, values, 0.38, color=colour, hatch=hatch, edgecolor="white", label=name)
        ax.bar_label(drawn, fmt="%.2f", padding=3, fontsize=8)
    ax.set_yticks(place, list(scores))
    ax.set_xlim(0, 1.15)
    ax.invert_yaxis()
    ax.legend(frameon=False, fontsize=9, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return labelled(ax, xlabel)


def runs_beside(ax, runs, linear, trivial, ylabel="", title=""):
    """Draw every run of each net as a mark and the baselines as lines; the trivial one only where it is near.

    Args:
        ax: a matplotlib axes.
        runs: `{net: scores}`, each of shape `(runs,)`.
        linear, trivial: the scores of the two baselines.
        ylabel: what the marks measure, with its unit.
        title: a few words, or nothing.

    Raises:
        ValueError: if a net has no run, a score is NaN or a baseline is not one number.
    """
    if not isinstance(runs, dict) or not runs:
        raise ValueError(f"runs must be a dict of one net or more, found {runs!r:.60}")
    for name, score in (("linear", linear), ("trivial", trivial)):
        numbers(name, score, (0,))
    for k, (name, scores) in enumerate(runs.items()):
        scores = np.asarray(scores, dtype=float)
        if scores.ndim != 1 or not scores.size or not np.isfinite(scores).all():
            raise ValueError(
                f"runs[{name!r}] must be one row of finite scores, 1 or more, found shape {scores.shape}: {scores}"
            )
        place = k + np.linspace(-0.2, 0.2, len(scores))
        ax.plot(place, scores, MARKERS[k % 7], color=COLOURS[k % 7])
    ax.axhline(linear, color="black", linestyle="--", linewidth=1, label="linear model")
    low, high = ax.get_ylim()
    if low - (high - low) < trivial < high + (high - low):
        ax.axhline(trivial, color="grey", linestyle=":", linewidth=1.5, label="trivial, where near enough")
    ax.set_xticks(range(len(runs)), list(runs))
    ax.set_xlim(-0.6, len(runs) - 0.4)
    ax.margins(y=0.1)
    return labelled(ax, ylabel=ylabel, title=title)


def draw_by_lag(ax, curves, title="", ylabel="gradient, lag 0 = 1"):
    """Draw what arrives over the lag on a logarithmic axis; several draws are averaged geometrically.

    Args:
        ax: a matplotlib axes, which is returned.
        curves: `{label: values}`, each of shape `(lags,)`, or `(draws, lags)`, all positive.
        title, ylabel: words around it.

    Raises:
        ValueError: if a curve is empty, has another shape, or holds a value that is not above 0.
    """
    if not isinstance(curves, dict) or not curves:
        raise ValueError(f"curves must be a dict of one named curve or more, found {curves!r:.60}")
    for name, values in curves.items():
        if np.ndim(values) not in (1, 2) or not np.size(values) or not (np.asarray(values) > 0).all():
            raise ValueError(
                f"curves[{name!r}] must be numbers above 0: a logarithmic axis has no place for others"
            )
    middle = {
        name: np.exp(np.log(np.atleast_2d(values)).mean(axis=0)) if np.ndim(values) > 1 else values
        for name, values in curves.items()
    }
    lines(ax, middle, None, "lag in steps", ylabel, title)
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    return ax
