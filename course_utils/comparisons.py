"""Nets beside their baselines, every single run of several nets, and one run beside the stored ones of other seeds."""

import numpy as np

from course_utils import approx
from course_utils._arguments import numbers
from course_utils.data.files import read_text
from course_utils.plots import BLUE, COLOURS, MARKERS, ORANGE, labelled


def against_baseline(ax, scores, xlabel=""):
    """Draw two bars for each task, the trivial baseline's score and the net's.

    Args:
        ax: a matplotlib axes.
        scores: `{task: (baseline, net)}`, shares between 0 and 1.
        xlabel: what the bars measure, with its unit.

    Raises:
        ValueError: if there is no task, or a task has not two numbers.
    """
    if not isinstance(scores, dict) or not scores:
        raise ValueError(f"scores must be a dict of one task or more, found {scores!r:.60}")
    for task, pair in scores.items():
        if numbers(f"scores[{task!r}]", pair, (1,)).shape != (2,):
            raise ValueError(f"scores[{task!r}] must be (baseline, net), found {len(pair)} numbers")
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


def beside_stored(file, experiment, live, seed, tolerance):
    """Print this run's scores beside the stored ones of several seeds, and return the stored ones.

    A lesson trains with one seed; a `build.py` ran the same cells with more and stored one line for each.

    Args:
        file: a stored table such as `"simple_rnn/results.csv"`, with columns experiment, setting, seed, score.
        experiment: which of its experiments.
        live: `{setting: score}` of this run, all settings of the experiment in the order to print.
        seed: the seed of this run; it must be among the stored ones.
        tolerance: largest allowed distance of a score from the stored score of the same seed.

    Returns:
        `{setting: scores}`, each of shape `(seeds,)`, in the order of the seeds.

    Raises:
        AssertionError: if a score is farther than `tolerance` from its stored row.
        ValueError: if `live`, `experiment` or `seed` does not fit the table, or a score is not a number.
    """
    if not live or not all(np.isfinite(score) for score in live.values()):
        raise ValueError(f"live must be {{setting: finite score}}, one setting or more, found {live}")
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 or more, found {tolerance}")
    rows = [line.split(",") for line in read_text(file).splitlines()[1:]]
    stored = {(setting, int(k)): float(score) for name, setting, k, score in rows if name == experiment}
    settings, seeds = {setting for setting, _ in stored}, sorted({k for _, k in stored})
    if set(live) != settings:
        raise ValueError(
            f"live has the settings {sorted(live)}; {file} has {sorted(settings)} for {experiment!r}"
        )
    if seed not in seeds:
        raise ValueError(f"seed {seed} is not stored in {file}; there are {seeds}")
    for setting, score in live.items():
        scores = np.array([stored[setting, k] for k in seeds])
        said = (
            f"{approx(score, 3)}, {len(seeds)} seeds {approx(scores.min(), 3)} to {approx(scores.max(), 3)}"
        )
        print(f"{setting}: this run {said}")
        if not abs(score - stored[setting, seed]) <= tolerance:
            raise AssertionError(
                f"✗ {experiment}, {setting}: this run {score:g}, stored for seed {seed} "
                f"{stored[setting, seed]:g} ± {tolerance:g}"
            )
    return {setting: np.array([stored[setting, k] for k in seeds]) for setting in live}


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
