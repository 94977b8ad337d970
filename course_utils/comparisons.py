"""A net beside its trivial baseline, for several tasks at once."""

import numpy as np

from course_utils.plots import BLUE, ORANGE, labelled


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
