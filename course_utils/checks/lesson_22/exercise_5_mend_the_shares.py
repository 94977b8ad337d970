"""22.5 Bug hunt: probabilities become whole numbers, and a rare symbol must keep a part."""

import numpy as np

from course_utils.checks.compare import describe_kind
from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def shares_of(p, total):
    """Right: one part for each symbol, the others by probability, what is left over to the likeliest."""
    shares = 1 + (p * (total - len(p))).astype(int)
    shares[np.argmax(p)] += total - shares.sum()
    return shares


def distribution(seed, size, scale):
    """Return random probabilities, some of them far below one part."""
    powers = np.exp(normal(seed, size, scale=scale))
    return powers / powers.sum()


def judge(found, p, total):
    """Accept every division of `total` in whole parts, one at least for each, that is close to the probabilities.

    A symbol may have paid for the parts of the rare ones in proportion, the likeliest for all of them.
    """
    values = np.asarray(found)
    if values.shape != np.shape(p):
        return f"There must be one number for each of the {len(p)} symbols, found {describe_kind(found)}."
    if values.dtype.kind not in "iu" and not (values.dtype.kind == "f" and np.all(values == np.rint(values))):
        return "The parts must be whole numbers, and none NaN: the decoder must find the same cuts, to the last digit."
    if values.min() < 1:
        return (
            f"Symbol {int(np.argmin(values))} gets {int(values.min())} parts of {total}. If it comes, the interval "
            "has no width left and nothing behind it can be read back: every symbol needs one part at least."
        )
    if values.sum() != total:
        return f"The parts must be {total} together; yours are {int(values.sum())}."
    allowed = len(p) * np.asarray(p) + 2
    allowed[np.argmax(p)] = 2 * len(p) + 2
    off = np.abs(values - np.asarray(p) * total) / allowed
    most = int(np.argmax(off))
    if off[most] > 1:
        due = p[most] * total
        return (
            f"Symbol {most} gets {int(values[most])} parts, where its probability asks for about {due:.1f}."
        )
    return None


def floored(p, total):
    """Hers: rounded down, the rest to the likeliest."""
    shares = np.floor(np.asarray(p) * total).astype(int)
    shares[np.argmax(p)] += total - shares.sum()
    return shares


exercise = Exercise(
    "22.5",
    "mend the shares",
    shares_of,
    judge=judge,
    cases=[
        (np.array([0.5, 0.3, 0.2]), 10),
        (np.array([0.97, 0.02, 0.006, 0.004]), 64),
        (distribution(1, 7, 2.0), 1000),
        (distribution(2, 64, 4.0), 4096),
        (np.array([0.0, 1.0, 0.0, 0.0, 0.0]), 16),
    ],
    misconceptions=[
        Misconception(
            "rounded down",
            floored,
            "That is her function. What is due to a rare symbol is less than one part, and rounding makes it none.",
        ),
        Misconception(
            "rounded to the nearest",
            lambda p, total: np.rint(np.asarray(p) * total).astype(int),
            "Rounding to the nearest still gives a rare symbol nothing, and the sum is no longer `total`.",
        ),
        Misconception(
            "one more for each",
            lambda p, total: floored(p, total) + 1,
            "Every symbol has its part, but now there are more parts than `total`. Divide only what is left when each has one.",
        ),
        Misconception(
            "at least one",
            lambda p, total: np.maximum(floored(p, total), 1),
            "Every symbol has its part, but what you gave to the rare ones was taken from nobody: the sum is too large.",
        ),
        Misconception(
            "one more than rounded down",
            lambda p, total: np.floor(np.asarray(p) * total).astype(int) + 1,
            "Every symbol has its part, but nobody pays for them: the sum is too large. Divide only what is left when each has one.",
        ),
        Misconception(
            "rounded, at least one",
            lambda p, total: np.maximum(np.rint(np.asarray(p) * total).astype(int), 1),
            "Every symbol has its part, but rounding does not keep the sum. Let the likeliest take or pay the difference.",
        ),
        Misconception(
            "the rest is lost",
            lambda p, total: 1 + np.floor(np.asarray(p) * (total - len(p))).astype(int),
            "Every symbol has its part, and a few parts belong to nobody. Give the rest to the likeliest.",
        ),
        Misconception(
            "the last symbol gets the rest",
            lambda p, total: np.append(
                np.floor(np.asarray(p) * total).astype(int)[:-1],
                total - np.floor(np.asarray(p) * total).astype(int)[:-1].sum(),
            ),
            "You round down and give the rest to the last symbol: the rare ones between still get nothing.",
        ),
    ],
    equivalent={
        "`1` -> `2`": "two parts for each can be decoded as well",
        "`total - len(p)` -> `total`": "the likeliest pays for all the rare ones",
        "`total - len(p)` -> `total + len(p)`": "the likeliest pays, and a little more",
    },
)
