"""Diagrams of a recurrent cell over time, drawn for any number of steps and any wiring of inputs and outputs."""

from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils.plots import BLACK, GREEN, ORANGE, SKY

SPACING = 1.6  # distance between two time steps
LEVELS = {"x": 0.0, "h": 1.3, "y": 2.6}


def box(ax, centre, label, colour, size=(0.9, 0.7)):
    """Draw a rounded box with a label in it, at `centre`, of `size` (width, height) in the axes' units."""
    left, bottom = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    shape = FancyBboxPatch(
        (left, bottom), *size, boxstyle="round,pad=0.02,rounding_size=0.12", fc=colour, ec=BLACK, lw=1
    )
    ax.add_patch(shape)
    ax.text(*centre, label, ha="center", va="center", fontsize=10, color=BLACK)
    return ax


def arrow(ax, start, end, label="", bend=0.0):
    """Draw an arrow from `start` to `end`, with a label beside its middle."""
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=12,
            color=BLACK,
            lw=1,
            connectionstyle=f"arc3,rad={bend}",
        )
    )
    if label:
        beside = (0.08, 0) if start[0] == end[0] else (0, 0.14)
        middle = ((start[0] + end[0]) / 2 + beside[0], (start[1] + end[1]) / 2 + beside[1])
        side = "left" if start[0] == end[0] else "center"
        ax.text(*middle, label, fontsize=9, ha=side, va="center" if side == "left" else "bottom", color=BLACK)
    return ax


def unrolled(ax, steps, inputs=None, outputs=None, title="", weights=True, labels=None):
    """Draw a recurrent cell unrolled over time: one box per step, the same weights on every arrow.

    Args:
        ax: a matplotlib axes.
        steps: number of time steps, 1 or more.
        inputs: the steps (1, 2, ..., `steps`) that read an input; all by default.
        outputs: the steps whose state is read out; all by default.
        title: a few words, or nothing.
        weights: whether the arrows are named `W_xh`, `W_hh`, `W_hy`.
        labels: `{"x": [...], "y": [...]}` to write real inputs and outputs into the boxes, one per step.

    Raises:
        ValueError: if `steps` is below 1 or a named step does not exist.
    """
    every = range(1, steps + 1)
    inputs, outputs = every if inputs is None else inputs, every if outputs is None else outputs
    if steps < 1 or not set(inputs) | set(outputs) <= set(every):
        raise ValueError(
            f"inputs and outputs must be steps between 1 and {steps}, found {list(inputs)} and {list(outputs)}"
        )
    name = {"x": "$W_{xh}$", "h": "$W_{hh}$", "y": "$W_{hy}$"} if weights else {"x": "", "h": "", "y": ""}
    written = {key: dict(zip(every, values)) for key, values in (labels or {}).items()}
    ax.text(0.1, LEVELS["h"], "$h_0$", ha="center", va="center", fontsize=10)
    for t in every:
        centre = t * SPACING
        arrow(
            ax,
            (centre - SPACING + (0.5 if t > 1 else 0.35), LEVELS["h"]),
            (centre - 0.5, LEVELS["h"]),
            name["h"],
        )
        box(ax, (centre, LEVELS["h"]), f"$h_{{{t}}}$", SKY)
        if t in inputs:
            box(ax, (centre, LEVELS["x"]), written.get("x", {}).get(t, f"$x_{{{t}}}$"), GREEN)
            arrow(ax, (centre, LEVELS["x"] + 0.4), (centre, LEVELS["h"] - 0.4), name["x"])
        if t in outputs:
            box(ax, (centre, LEVELS["y"]), written.get("y", {}).get(t, f"$y_{{{t}}}$"), ORANGE)
            arrow(ax, (centre, LEVELS["h"] + 0.4), (centre, LEVELS["y"] - 0.4), name["y"])
    return bare(ax, (-0.3, (steps + 0.6) * SPACING), (-0.6, 3.2), title)


def bare(ax, xlim, ylim, title=""):
    """Take ticks and borders away and give the diagram square units."""
    ax.set(xlim=xlim, ylim=ylim, aspect="equal")
    ax.axis("off")
    ax.set_title(title, fontsize=10, loc="left")
    return ax
