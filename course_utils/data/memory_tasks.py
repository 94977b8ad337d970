"""Two tasks that only a memory can solve, made fresh from a seed, each with the score of a net with none."""

import math

import numpy as np

from course_utils._arguments import whole


def adding_problem(samples, steps, seed):
    """Make the adding problem: two of many numbers are marked; what is their sum?

    One mark falls in the first half of the steps, the other in the second half.

    Args:
        samples: how many sequences.
        steps: length of each, at least 2.
        seed: the same seed gives the same sequences.

    Returns:
        `(inputs, targets)`: shape `(samples, steps, 2)`, column 0 uniform in 0...1, column 1 the marks; and
        `(samples, 1)`, both float32.

    Raises:
        ValueError: if an argument is no whole number or too small.

    Source:
        Hochreiter and Schmidhuber (1997), experiment 4; in this form Arjovsky, Shah and Bengio (2016), arXiv
        1511.06464.
    """
    samples, steps, seed = whole("samples", samples), whole("steps", steps, 2), whole("seed", seed, 0)
    rng = np.random.default_rng(seed)
    inputs = np.zeros((samples, steps, 2), dtype="float32")
    inputs[:, :, 0] = rng.random((samples, steps), dtype="float32")
    rows, half = np.arange(samples), steps // 2
    inputs[rows, rng.integers(0, half, samples), 1] = 1.0
    inputs[rows, rng.integers(half, steps, samples), 1] = 1.0
    return inputs, (inputs[:, :, 0] * inputs[:, :, 1]).sum(axis=1, keepdims=True)


def adding_baseline():
    """Return the mean squared error of always answering 1: `1/6`, the variance of a sum of two uniforms."""
    return 1.0 / 6.0


def copy_memory(samples, steps, seed, symbols=8, length=10):
    """Make the copy task: read some symbols, wait, and say them again when the signal comes.

    A sequence is `length` symbols, `steps - 1` blanks, the signal, `length` blanks: `steps + 2 * length` in
    all. The target is blank throughout, and the symbols in their order at the end.

    Args:
        samples: how many sequences.
        steps: how long to wait, T in the papers.
        seed: the same seed gives the same sequences.
        symbols: how many different symbols, numbered from 1; 0 is the blank, `symbols + 1` the signal.
        length: how many to remember.

    Returns:
        `(inputs, targets)`: both int32 of shape `(samples, steps + 2 * length)`.

    Raises:
        ValueError: if an argument is no whole number or too small.

    Source:
        Hochreiter and Schmidhuber (1997); in this form Arjovsky, Shah and Bengio (2016), arXiv 1511.06464.
    """
    samples, steps, seed = whole("samples", samples), whole("steps", steps), whole("seed", seed, 0)
    symbols, length = whole("symbols", symbols, 2), whole("length", length)
    rng = np.random.default_rng(seed)
    inputs = np.zeros((samples, steps + 2 * length), dtype="int32")
    targets = np.zeros_like(inputs)
    inputs[:, :length] = targets[:, -length:] = rng.integers(1, symbols + 1, (samples, length))
    inputs[:, length + steps - 1] = symbols + 1
    return inputs, targets


def copy_memory_baseline(steps, symbols=8, length=10):
    """Return the cross-entropy in nats per step of a net without memory: `length ln(symbols) / (steps + 2
    length)`.

    Such a net knows when to stay blank, at no cost, and guesses evenly among the symbols at the last `length`
    steps.
    """
    steps, symbols, length = whole("steps", steps), whole("symbols", symbols, 2), whole("length", length)
    return length * math.log(symbols) / (steps + 2 * length)
