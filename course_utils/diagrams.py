"""Diagrams of a recurrent cell over time, drawn for any number of steps and any wiring of inputs and outputs."""

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course_utils._arguments import numbers, whole
from course_utils.plots import BLACK, COLOURS, GREEN, ORANGE, SKY, VERMILION, YELLOW

SPACING = 1.6  # distance between two time steps
LEVELS = {"x": 0.0, "h": 1.3, "y": 2.6}


def box(ax, centre, label, colour, size=(0.9, 0.7), points=None):
    """Draw a rounded box with a label in it, at `centre`, of `size` (width, height) in the axes' units.

    `points` is the label's size; without it a label of more than five letters is written smaller.
    """
    centre, size = _pair("centre", centre), _pair("size", size)
    left, bottom = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    shape = FancyBboxPatch(
        (left, bottom), *size, boxstyle="round,pad=0.02,rounding_size=0.12", fc=colour, ec=BLACK, lw=1
    )
    ax.add_patch(shape)
    if points is None:  # long words still fit a box 0.9 wide
        points = 10 if "$" in label or len(label) <= 5 else max(6.5, 55 / len(label))
    ax.text(*centre, label, ha="center", va="center", fontsize=points, color=BLACK)
    return ax


def arrow(ax, start, end, label="", bend=0.0, colour=BLACK, width=1):
    """Draw an arrow from `start` to `end`, with a label beside its middle."""
    start, end = _pair("start", start), _pair("end", end)
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=12,
            color=colour,
            lw=width,
            connectionstyle=f"arc3,rad={bend}",
        )
    )
    if label:
        beside = (0.08, 0) if start[0] == end[0] else (0, 0.14)
        middle = ((start[0] + end[0]) / 2 + beside[0], (start[1] + end[1]) / 2 + beside[1])
        side = "left" if start[0] == end[0] else "center"
        ax.text(*middle, label, fontsize=9, ha=side, va="center" if side == "left" else "bottom", color=BLACK)
    return ax


def folded(ax, title="folded"):
    """Draw a recurrent cell with its three weights, the recurrent one as an arrow from the state to itself."""
    for text, key, colour in [("$x_t$", "x", GREEN), ("$h_t$", "h", SKY), ("$y_t$", "y", ORANGE)]:
        box(ax, (0, LEVELS[key]), text, colour)
    arrow(ax, (0, LEVELS["x"] + 0.4), (0, LEVELS["h"] - 0.4), "$W_{xh}$")
    arrow(ax, (0, LEVELS["h"] + 0.4), (0, LEVELS["y"] - 0.4), "$W_{hy}$")
    arrow(ax, (0.5, LEVELS["h"] + 0.15), (0.5, LEVELS["h"] - 0.2), bend=-2.2)
    ax.text(1.0, LEVELS["h"], "$W_{hh}$", fontsize=9, va="center")
    return bare(ax, (-0.7, 1.7), (-0.6, 3.2), title)


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


def three_readers(letters):
    """Return a figure of three ways to read a word: a window, a layer per step, one layer shared by all steps.

    Equal colours are equal weights.

    Args:
        letters: the word, of 2 to 6 letters.

    Raises:
        ValueError: if the word has another length.
    """
    if not 2 <= len(letters) <= 6:
        raise ValueError(f"letters must be a word of 2 to 6 letters, found {letters!r}")
    fig, axes = plt.subplots(1, 3, figsize=(10, 2.6), layout="constrained")
    titles = ["window: weights for each place", "a layer per step", "shared: one layer, used again"]
    last = SPACING * (len(letters) - 1)
    for way, (ax, title) in enumerate(zip(axes, titles)):
        for t, letter in enumerate(letters):
            own = COLOURS[0 if way == 2 else t]  # the colour of the weights that this step meets
            x = t * SPACING
            box(ax, (x, LEVELS["x"]), letter, "white")
            arrow(ax, (x, LEVELS["x"] + 0.4), (x, LEVELS["h"] - 0.4), colour=own, width=2.5)
            if way > 0:
                arrow(ax, (x - SPACING + 0.5, LEVELS["h"]), (x - 0.5, LEVELS["h"]), colour=own, width=2.5)
                box(ax, (x, LEVELS["h"]), "layer", "white")
        if way == 0:
            box(ax, (last / 2, LEVELS["h"]), "layer", "white", size=(last + 0.9, 0.7))
        bare(ax, (-1.3, last + 0.7), (-0.6, 2.0), title)
    return fig


def encoder_decoder(ax, reads, writes, title="", labels=None):
    """Draw an encoder that reads and a decoder that starts from its last state and reads its own outputs.

    Args:
        ax: a matplotlib axes.
        reads: number of the encoder's steps, 1 or more.
        writes: number of the decoder's steps, 1 or more.
        title: a few words, or nothing.
        labels: `{"x": [...], "y": [...]}` to write real inputs and outputs into the boxes, one per step.

    Raises:
        ValueError: if `reads` or `writes` is below 1.
    """
    if reads < 1 or writes < 1:
        raise ValueError(f"reads and writes must be 1 or more, found {reads} and {writes}")
    labels = labels or {}
    seen = labels.get("x", [f"$x_{{{t}}}$" for t in range(1, reads + 1)])
    said = labels.get("y", [f"$y_{{{t}}}$" for t in range(1, writes + 1)])
    wide = any(len(word) > 5 and "$" not in word for word in said)
    words = {"size": (1.3, 0.7), "points": 8.5} if wide else {}
    ax.text(0.1, LEVELS["h"], "$h_0$", ha="center", va="center", fontsize=10)
    for t in range(1, reads + writes + 1):
        centre, own = t * SPACING, t - reads  # own: the decoder's step, 1 for its first
        start = centre - SPACING + (0.5 if t > 1 else 0.35)
        arrow(ax, (start, LEVELS["h"]), (centre - 0.5, LEVELS["h"]))
        arrow(ax, (centre, LEVELS["x"] + 0.4), (centre, LEVELS["h"] - 0.4))
        if own < 1:
            box(ax, (centre, LEVELS["h"]), f"$h_{{{t}}}$", SKY)
            box(ax, (centre, LEVELS["x"]), seen[t - 1], GREEN)
            continue
        box(ax, (centre, LEVELS["h"]), f"$s_{{{own}}}$", YELLOW)
        box(ax, (centre, LEVELS["x"]), "start" if own == 1 else said[own - 2], ORANGE, **words)
        box(ax, (centre, LEVELS["y"]), said[own - 1], ORANGE, **words)
        arrow(ax, (centre, LEVELS["h"] + 0.4), (centre, LEVELS["y"] - 0.4))
        if own < writes:  # what was written becomes the next step's input
            arrow(ax, (centre + 0.45, LEVELS["y"] - 0.3), (centre + SPACING - 0.45, LEVELS["x"] + 0.3))
    for first, last, name in ((1, reads, "encoder reads"), (reads + 1, reads + writes, "decoder writes")):
        ax.plot([first * SPACING - 0.5, last * SPACING + 0.5], [-0.65, -0.65], color=BLACK, lw=1)
        ax.text((first + last) / 2 * SPACING, -0.75, name, ha="center", va="top", fontsize=9)
    return bare(ax, (-0.3, (reads + writes + 0.6) * SPACING), (-1.2, 3.2), title)


def five_shapes():
    """Return a figure of one-to-one and of the four wirings of a recurrent cell."""
    fig, axes = plt.subplot_mosaic(
        [["one", "many-one"], ["one-many", "equal"], ["different", "different"]],
        figsize=(7.6, 6.8),
        layout="constrained",
    )
    for level, (label, colour) in enumerate([("$x$", GREEN), ("$h$", SKY), ("$y$", ORANGE)]):
        box(axes["one"], (4, 1.3 * level), label, colour)
    arrow(axes["one"], (4, 0.4), (4, 0.9))
    arrow(axes["one"], (4, 1.7), (4, 2.2))
    bare(axes["one"], (-0.3, 7.3), (-0.6, 3.2), "one-to-one: no time, no recurrence")
    unrolled(axes["many-one"], 4, outputs=[4], weights=False, title="many-to-one")
    unrolled(axes["one-many"], 4, labels={"x": ["$x$"] * 4}, weights=False, title="one-to-many")
    unrolled(axes["equal"], 4, weights=False, title="many-to-many, equal length")
    encoder_decoder(axes["different"], 3, 4, "many-to-many, different length")
    return fig


def _operation(ax, place, sign):
    """Draw a circle with the sign of what happens there, above the lines that meet in it."""
    ax.plot(*place, "o", color="white", markeredgecolor=BLACK, markersize=19, zorder=2)
    ax.text(*place, sign, ha="center", va="center_baseline", fontsize=13, color=BLACK, zorder=3)


def lstm_cell():
    """Return a figure of one step of an LSTM: the cell's path along the top, the gates that act on it below."""
    fig, ax = plt.subplots(figsize=(7.6, 4.4), layout="constrained")
    belt, meet, blocks, bus = (
        4.2,
        2.95,
        1.6,
        0.35,
    )  # heights: the cell's path, where products meet, gates, inputs
    ax.plot([0.6, 8.6], [bus, bus], color=BLACK, lw=1, zorder=0)
    ax.plot([0.6, 8.6], [belt, belt], color=BLACK, lw=2.5, zorder=0)
    for x, label, colour in (
        (2.4, "forget $f_t$", ORANGE),
        (4.4, "input $i_t$", GREEN),
        (6.4, r"candidate $\tilde c_t$", SKY),
        (8.6, "output $o_t$", YELLOW),
    ):
        box(ax, (x, blocks), label, colour, size=(1.75, 0.7))
        arrow(ax, (x, bus), (x, blocks - 0.4))
    for x, y, sign in ((2.4, belt, "×"), (5.4, belt, "+"), (5.4, meet, "×"), (8.6, meet, "×")):
        _operation(ax, (x, y), sign)
    arrow(ax, (2.4, blocks + 0.4), (2.4, belt - 0.27))
    arrow(ax, (4.4, blocks + 0.4), (5.2, meet - 0.2))
    arrow(ax, (6.4, blocks + 0.4), (5.6, meet - 0.2))
    arrow(ax, (5.4, meet + 0.27), (5.4, belt - 0.27))
    arrow(ax, (8.6, blocks + 0.4), (8.6, meet - 0.27))
    arrow(ax, (8.6, belt), (8.6, meet + 0.27), "tanh")
    arrow(ax, (8.6, belt), (10.5, belt))
    arrow(ax, (8.87, meet), (10.5, meet))
    arrow(ax, (1.2, -0.35), (1.2, bus))
    for x, y, label in (
        (0.25, belt, "$c_{t-1}$"),
        (0.25, bus, "$h_{t-1}$"),
        (1.2, -0.6, "$x_t$"),
        (10.85, belt, "$c_t$"),
        (10.85, meet, "$h_t$"),
    ):
        ax.text(x, y, label, ha="center", va="center", fontsize=12, color=BLACK)
    ax.text(
        3.9, belt + 0.36, "the cell: multiplied by $f_t$, added to, never squashed", ha="center", fontsize=9
    )
    bare(ax, (-0.1, 11.2), (-0.9, 4.9))
    return fig


def _two_chains(steps, names):
    """Begin a figure of two chains of states between inputs and outputs; return it, its axes and each step's place.

    Args:
        steps: how many time steps, a whole number of at least 2.
        names: what the lower and the upper chain are called.
    """
    steps = whole("steps", steps, 2)
    fig, ax = plt.subplots(figsize=(7.2, 3.4), layout="constrained")
    places = [2.0 * t for t in range(1, steps + 1)]
    for t, x in enumerate(places, start=1):
        box(ax, (x, 0), f"$x_{{{t}}}$", GREEN)
        box(ax, (x, 3.9), f"$y_{{{t}}}$", ORANGE)
    for height, name in zip((1.3, 2.6), names):
        ax.text(0.3, height, name, ha="center", va="center", fontsize=9)
    bare(ax, (-0.5, 2.0 * steps + 1), (-0.5, 4.4))
    return fig, ax, places


def both_ways_unrolled(steps=4):
    """Return a figure of a bidirectional layer over time: a chain that reads to the right, one that reads to the left.

    Args:
        steps: how many time steps to draw, a whole number of at least 2.

    Raises:
        ValueError: if `steps` is anything else.
    """
    fig, ax, places = _two_chains(steps, ("forward", "backward"))
    for x in places:
        box(ax, (x - 0.35, 1.3), "", SKY, size=(0.55, 0.6))
        box(ax, (x + 0.35, 2.6), "", YELLOW, size=(0.55, 0.6))
        for at, height in ((x - 0.35, 1.3), (x + 0.35, 2.6)):
            arrow(ax, (at, 0.4), (at, height - 0.33))
            arrow(ax, (at, height + 0.33), (at, 3.5))
        if x != places[-1]:
            arrow(ax, (x - 0.05, 1.3), (x + 1.35, 1.3))
            arrow(ax, (x + 2.05, 2.6), (x + 0.65, 2.6))
    return fig


def deep_unrolled(steps=4):
    """Return a figure of two stacked recurrent layers over time, with a path around the upper one.

    Args:
        steps: how many time steps to draw, a whole number of at least 2.

    Raises:
        ValueError: if `steps` is anything else.
    """
    fig, ax, places = _two_chains(steps, ("layer 1", "layer 2"))
    for t, x in enumerate(places, start=1):
        box(ax, (x, 1.3), f"$h^{{(1)}}_{{{t}}}$", SKY)
        box(ax, (x, 2.6), f"$h^{{(2)}}_{{{t}}}$", YELLOW)
        for height in (0, 1.3, 2.6):
            arrow(ax, (x, height + 0.38), (x, height + 0.92))
        arrow(ax, (x - 0.45, 1.5), (x - 0.45, 3.7), bend=-0.35, colour=VERMILION)
        if x != places[-1]:
            for height in (1.3, 2.6):
                arrow(ax, (x + 0.48, height), (x + 1.52, height))
    return fig


def three_ways_to_a_day():
    """Return a figure of three ways to forecast several steps: direct, recursive, encoder and decoder."""
    fig, axes = plt.subplots(1, 3, figsize=(9.6, 2.9), layout="constrained", width_ratios=[4.2, 4.2, 5.2])
    small, flat = (0.62, 0.55), (0.75, 0.55)
    for ax in axes:
        for x in (0, 1):  # the past is read in the same way
            box(ax, (x, 0), "$x$", GREEN, size=small)
            box(ax, (x, 1.3), "", SKY, size=small)
            arrow(ax, (x, 0.32), (x, 0.98))
        arrow(ax, (0.35, 1.3), (0.65, 1.3))
    direct, recursive, decoder = axes
    for k in (1, 2, 3):
        for ax in axes:
            box(ax, (k if ax is not decoder else k + 1, 2.9), rf"$\hat y_{k}$", ORANGE, size=flat)
        arrow(direct, (1.1, 1.62), (k, 2.58))
        at = k + 1
        box(decoder, (at, 1.3), "", YELLOW, size=small)
        box(decoder, (at, 0), "clock", GREEN, size=flat)
        arrow(decoder, (at - 0.65, 1.3), (at - 0.35, 1.3))
        arrow(decoder, (at, 0.32), (at, 0.98))
        arrow(decoder, (at, 1.62), (at, 2.58))
        arrow(recursive, (k, 1.62), (k, 2.58))
        if k > 1:
            box(recursive, (k, 0), rf"$\hat y_{k - 1}$", ORANGE, size=flat)
            box(recursive, (k, 1.3), "", SKY, size=small)
            arrow(recursive, (k - 0.65, 1.3), (k - 0.35, 1.3))
            arrow(recursive, (k, 0.32), (k, 0.98))
            arrow(recursive, (k - 0.58, 2.6), (k - 0.36, 0.3))  # the answer is read
    bare(direct, (-0.6, 3.6), (-0.5, 3.4), "direct")
    bare(recursive, (-0.6, 3.6), (-0.5, 3.4), "recursive")
    bare(decoder, (-0.6, 4.6), (-0.5, 3.4), "encoder-decoder")
    return fig


def four_ways_back():
    """Return a figure of how the last of eight steps reaches the first: GRU, convolution, attention, scan.

    The longest path, whose parts must wait for one another, is drawn in another colour.
    """
    fig, axes = plt.subplots(1, 4, figsize=(10.5, 2.9), layout="constrained")
    tree = [(row, x, row + 1, x | 2**row) for row in range(3) for x in range(2**row - 1, 8, 2**row)]
    ways = {  # a title: lines from (row, step) to (row, step), and those of the longest path
        "GRU: 8 in a row": (
            [(0, x, 1, x) for x in range(8)] + [(1, x, 1, x + 1) for x in range(7)],
            [(0, 0, 1, 0)] + [(1, x, 1, x + 1) for x in range(7)],
        ),
        "causal convolution: 3 layers": (
            [
                (row, x - back, row + 1, x)
                for row in range(3)
                for x in range(8)
                for back in (0, 2**row)
                if back <= x
            ],
            [(0, 0, 1, 1), (1, 1, 2, 3), (2, 3, 3, 7)],
        ),
        "attention: 1": ([(0, x, 1, 7) for x in range(8)], [(0, 0, 1, 7)]),
        "?: 3 rounds of pairs": (tree, [(0, 0, 1, 1), (1, 1, 2, 3), (2, 3, 3, 7)]),
    }
    for ax, (title, (lines, longest)) in zip(axes, ways.items()):
        for row_from, x_from, row_to, x_to in lines:
            on_path = (row_from, x_from, row_to, x_to) in longest
            colour, width = (VERMILION, 2) if on_path else (BLACK, 0.7)
            arrow(ax, (x_from, 2 * row_from), (x_to, 2 * row_to), colour=colour, width=width)
        for row, x in {(row, x) for line in lines for row, x in (line[:2], line[2:])}:
            ax.plot(
                x, 2 * row, "o", markersize=9, color=SKY if row else GREEN, markeredgecolor=BLACK, zorder=3
            )
        bare(ax, (-0.5, 7.5), (-0.7, 6.7), title)
    return fig


def gru_cell():
    """Return a figure of one step of a GRU: the state's short way along the top, the candidate's long way below."""
    fig, ax = plt.subplots(figsize=(7.6, 3.6), layout="constrained")
    belt, meet, blocks, below = 4.2, 2.95, 1.6, 0.45  # heights: the state's path, products, blocks, inputs
    ax.plot([0.6, 8.6], [belt, belt], color=BLACK, lw=2.5, zorder=0)
    for x, label, colour, reads in (
        (2.4, "reset $r_t$", ORANGE, "$x_t, h_{t-1}$"),
        (4.8, r"candidate $\tilde h_t$", SKY, "$x_t$"),
        (7.2, "update $z_t$", GREEN, "$x_t, h_{t-1}$"),
    ):
        box(ax, (x, blocks), label, colour, size=(1.9, 0.7))
        arrow(ax, (x, below + 0.25), (x, blocks - 0.4))
        ax.text(x, below, reads, ha="center", va="center", fontsize=12, color=BLACK)
    for x, y, sign in ((2.4, meet, "×"), (4.8, meet, "×"), (7.2, belt, "×"), (8.6, belt, "+")):
        _operation(ax, (x, y), sign)
    arrow(ax, (2.4, blocks + 0.4), (2.4, meet - 0.27))
    arrow(ax, (2.4, belt), (2.4, meet + 0.27))
    arrow(ax, (2.65, meet - 0.1), (4.0, blocks + 0.4))
    ax.text(3.55, 2.6, "$r_t \\odot h_{t-1}$", fontsize=10, color=BLACK)
    arrow(ax, (4.8, blocks + 0.4), (4.8, meet - 0.27))
    ax.plot([5.07, 8.6], [meet, meet], color=BLACK, lw=1, zorder=0)
    arrow(ax, (8.6, meet), (8.6, belt - 0.27))
    arrow(ax, (6.4, blocks + 0.4), (5.02, meet - 0.17))
    ax.text(5.75, 2.42, "$1 - z_t$", fontsize=10, color=BLACK)
    arrow(ax, (7.2, blocks + 0.4), (7.2, belt - 0.27))
    arrow(ax, (8.87, belt), (10.4, belt))
    for x, label in ((0.2, "$h_{t-1}$"), (10.75, "$h_t$")):
        ax.text(x, belt, label, ha="center", va="center", fontsize=12, color=BLACK)
    ax.text(4.6, belt + 0.36, "the short way: only $z_t$ stands in it", ha="center", fontsize=9)
    bare(ax, (-0.1, 11.2), (0.0, 4.9))
    return fig


def stateful_layout():
    """Return a figure of a stream cut into batches for a stateful layer: rows that go on, and rows that do not."""
    fig, axes = plt.subplots(1, 2, figsize=(10, 2.2), layout="constrained")
    _batches(axes[0], lambda row, k: 3 * row + k, GREEN, "right: each row goes on in the next batch")
    _batches(
        axes[1],
        lambda row, k: row + 3 * k,
        ORANGE,
        "wrong: the text goes on one row below, the state does not",
    )
    return fig


def _batches(ax, piece, colour, title):
    """Draw three batches of three rows; `piece(row, k)` is the number of the ten places that row holds in batch k."""
    for row in range(3):
        ax.text(-1.3, -row, f"row {row}", ha="right", va="center", fontsize=9)
        for k in range(3):
            first = 10 * piece(row, k)
            box(ax, (3.4 * k, -row), f"{first}–{first + 9}", colour, (1.9, 0.7))
            if k < 2:
                arrow(ax, (3.4 * k + 1.0, -row), (3.4 * k + 2.4, -row))
    for k in range(3):
        ax.text(3.4 * k, 0.65, f"batch {k}", ha="center", fontsize=9)
    bare(ax, (-3.2, 8), (-2.6, 1.2), title)


def bare(ax, xlim, ylim, title=""):
    """Take ticks and borders away and give the diagram square units."""
    xlim, ylim = _pair("xlim", xlim), _pair("ylim", ylim)
    ax.set(xlim=xlim, ylim=ylim, aspect="equal")
    ax.axis("off")
    ax.set_title(title, fontsize=10, loc="left")
    return ax


def _pair(name, value):
    """Return `value` as two numbers, or raise a `ValueError` that names the argument."""
    if numbers(name, value, (1,)).shape != (2,):
        raise ValueError(f"{name} must be two numbers, found {value!r}")
    return tuple(value)
