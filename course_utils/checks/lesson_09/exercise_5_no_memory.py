"""9.5 What a net without memory scores on the copy task."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def no_memory(wait, symbols, length):
    """Return the cross-entropy in nats per step of a net that knows when to speak and has no memory."""
    return length * np.log(symbols) / (wait + 2 * length)


exercise = Exercise(
    "9.5",
    "the baseline of another copy task",
    no_memory,
    cases=[(1000, 8, 10), (30, 8, 10), (100, 4, 5), (7, 2, 1)],
    tolerance=1e-7,
    misconceptions=[
        Misconception(
            "bits for nats",
            lambda wait, symbols, length: no_memory(wait, symbols, length) / np.log(2),
            "Those are bits: you took the logarithm to base 2. In nats it is the natural logarithm.",
        ),
        Misconception(
            "only the last steps count",
            lambda wait, symbols, length: np.log(symbols),
            "That is the cost of one guess. The loss is a mean over all steps, and most of them cost nothing.",
        ),
        Misconception(
            "a guess at every step",
            lambda wait, symbols, length: np.log(symbols + 1),
            "That net guesses at every step. Yours knows when to speak: it says blank at no cost, and guesses at the last `length` steps only.",
        ),
        Misconception(
            "symbols and length exchanged",
            lambda wait, symbols, length: symbols * np.log(length) / (wait + 2 * length),
            "You exchanged the two: `length` guesses are made, each among `symbols`.",
        ),
        Misconception(
            "T is the whole length",
            lambda wait, symbols, length: length * np.log(symbols) / wait,
            "You divided by the wait alone. The sequence has wait + 2 * length steps.",
        ),
        Misconception(
            "the blank and the signal are guessed too",
            lambda wait, symbols, length: length * np.log(symbols + 2) / (wait + 2 * length),
            "When it must speak, the net knows that the answer is a symbol, neither blank nor signal: it guesses among `symbols`.",
        ),
        Misconception(
            "the blank is guessed too",
            lambda wait, symbols, length: length * np.log(symbols + 1) / (wait + 2 * length),
            "When it must speak, the net knows that the answer is no blank: it guesses among `symbols`, not one more.",
        ),
        Misconception(
            "the sum, not the mean",
            lambda wait, symbols, length: length * np.log(symbols),
            "That is the cost of the whole sequence. Per step: divide by the number of steps, wait + 2 * length.",
        ),
        Misconception(
            "one length forgotten",
            lambda wait, symbols, length: length * np.log(symbols) / (wait + length),
            "The symbols take `length` steps when they are shown and as many when they are said: wait + 2 * length steps in all.",
        ),
    ],
)
