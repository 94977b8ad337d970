"""Okabe and Ito's colours, which readers with any colour vision tell apart, and dashes and markers to go with them.

Source:
    Okabe and Ito (2008), Color universal design.
"""

BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
    "#000000",
)
COLOURS = [BLUE, VERMILION, GREEN, ORANGE, PINK, SKY, BLACK]
DASHES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1))]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
