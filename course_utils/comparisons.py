"""Nets beside their baselines: one pair of bars for each task, or every single run of several nets."""

import numpy as np

from course_utils.plots import BLUE, COLOURS, MARKERS, ORANGE, labelled


def against_baseline(ax, scores, xlabel=""):
    """Draw two bars for each task, the trivial baseline's score and the net's.

    Args:
        ax: a matplotlib axes.
        scores: `{task: (baseline, net)}`, shares between 0 and 1.
        xlabel: what the bars measure, with its unit.
    """
    place = np.arange(len(scores))
    styles = (("trivial baseline", ORANGE, "//", -0.2), ("net", BLUE, "", 0.2))
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
        ValueError: if a net has no run or a score is NaN.
    """
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
