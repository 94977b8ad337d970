"""Exercise 3.4, the bug hunt: every sequence begins with a clean state."""

import numpy as np

from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def read_each(sequences, W_xh, W_hh, b_h):
    """Return the state after the last step of each sequence, shape (sequences, units)."""
    found = []
    for xs in sequences:
        h = np.zeros(len(b_h))
        for x in xs:
            h = np.tanh(x @ W_xh + h @ W_hh + b_h)
        found.append(h)
    return np.array(found)


def never_cleared(sequences, W_xh, W_hh, b_h):
    """Begin each sequence with what the one before left."""
    h, found = np.zeros(len(b_h)), []
    for xs in sequences:
        for x in xs:
            h = np.tanh(x @ W_xh + h @ W_hh + b_h)
        found.append(h)
    return np.array(found)


def cleared_at_every_step(sequences, W_xh, W_hh, b_h):
    """Carry nothing at all."""
    return np.array([np.tanh(xs[-1] @ W_xh + b_h) for xs in sequences])


def cleared_before_kept(sequences, W_xh, W_hh, b_h):
    """Clear the state and then keep it."""
    return np.zeros((len(sequences), len(b_h)))


def joined(sequences, *weights):
    """Read all as one long sequence."""
    return read_each([np.concatenate(sequences)], *weights)


def last_only(sequences, *weights):
    """Append after the outer loop."""
    return read_each(sequences[-1:], *weights)


def mean_states(sequences, W_xh, W_hh, b_h):
    """Average the states of a sequence."""
    found = []
    for xs in sequences:
        h, states = np.zeros(len(b_h)), []
        for x in xs:
            h = np.tanh(x @ W_xh + h @ W_hh + b_h)
            states.append(h)
        found.append(np.mean(states, axis=0))
    return np.array(found)


def padded(sequences, W_xh, W_hh, b_h):
    """Fill up the short sequences with zeros, and read those as well."""
    longest = max(map(len, sequences))
    filled = [np.pad(xs, ((0, longest - len(xs)), (0, 0))) for xs in sequences]
    return read_each(filled, W_xh, W_hh, b_h)


def every_state(sequences, *weights):
    """Keep the state after every step."""
    return np.concatenate([read_each([xs[: k + 1] for k in range(len(xs))], *weights) for xs in sequences])


def case(seed, lengths, features, units):
    """Return sequences of some lengths and the weights of a cell."""
    sequences = [normal(seed + k, steps, features) for k, steps in enumerate(lengths)]
    return sequences, *normals(seed + 50, (features, units), (units, units), (units,), scale=0.7)


FIRST = case(21, (3, 5), 2, 4)

exercise = Exercise(
    "3.4",
    "a clean start",
    read_each,
    cases=[
        ([*FIRST[0], FIRST[0][0].copy()], *FIRST[1:]),
        case(31, (4, 2, 3), 3, 2),
        case(41, (6, 3), 2, 5),
    ],
    misconceptions=[
        Misconception(
            "the state resets itself",
            never_cleared,
            "The second sequence still begins with what the first one left behind. Nothing clears h unless you do.",
        ),
        Misconception(
            "a clean state at every step",
            cleared_at_every_step,
            "Now nothing is carried from one step to the next either. Clear the state once per sequence, not once per step.",
        ),
        Misconception(
            "cleared before it was kept",
            cleared_before_kept,
            "All your rows are zeros: the state was cleared before it was kept. Clear it when a sequence begins.",
        ),
        Misconception(
            "all sequences are one long sequence",
            joined,
            "You joined the sequences. Each of them needs a state of its own, and a row of its own in the result.",
        ),
        Misconception(
            "the last sequence is all",
            last_only,
            "Only the last sequence has a row. Append inside the outer loop, once for each sequence.",
        ),
        Misconception(
            "the mean state",
            mean_states,
            "You averaged the states of a sequence. Asked is the state after its last step alone.",
        ),
        Misconception(
            "zeros are read as well",
            padded,
            "The short sequences were filled up with zeros. A zero input is not a zero step: the state moves on.",
        ),
        Misconception(
            "every state",
            every_state,
            "You kept the state after every step. Append once per sequence, after its last step.",
        ),
        Misconception(
            "backwards in time",
            lambda sequences, *weights: read_each([xs[::-1] for xs in sequences], *weights),
            "The sequences were read from their end. Step 0 comes first.",
        ),
        Misconception(
            "no bias",
            lambda sequences, W_xh, W_hh, b_h: read_each(sequences, W_xh, W_hh, 0 * b_h),
            "Three terms stand inside the tanh: input, old state, and the bias b_h. Yours lacks the bias.",
        ),
        Misconception(
            "column form of the state",
            lambda sequences, W_xh, W_hh, b_h: read_each(sequences, W_xh, W_hh.T, b_h),
            "h is a row here, so it stands on the left: h @ W_hh.",
        ),
    ],
    equivalent={
        "`b_h` -> `W_hh`": "W_hh has as many rows as there are units",
        "`x @ W_xh` -> `x.T @ W_xh`": "x is one row of numbers, the same turned",
        "`h @ W_hh` -> `h.T @ W_hh`": "h is one row of numbers, the same turned",
    },
)
