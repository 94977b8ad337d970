"""Exercise 8.5: a mean of states that counts the padding."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def mean_states(ids, table, W_xh, W_hh, b_h):
    """Right, in NumPy: sum the states of the real steps, divide by how many there are."""
    h = np.zeros((len(ids), len(b_h)))
    total = np.zeros((len(ids), len(b_h)))
    for t in range(ids.shape[1]):
        new = np.tanh(table[ids[:, t]] @ W_xh + h @ W_hh + b_h)
        real = ids[:, t : t + 1] > 0
        h = np.where(real, new, h)
        total = total + np.where(real, h, 0)
    return total / np.sum(ids > 0, axis=1)[:, None]


def states_of(ids, table, W_xh, W_hh, b_h, masked=True):
    """Return the states after every step, as Keras hands them out with or without the mask."""
    h, states = np.zeros((len(ids), len(b_h))), []
    for t in range(ids.shape[1]):
        new = np.tanh(table[ids[:, t]] @ W_xh + h @ W_hh + b_h)
        h = np.where(ids[:, t : t + 1] > 0, new, h) if masked else new
        states.append(h)
    return np.stack(states, axis=1)


def real_steps(ids):
    """Return 1 for each letter and 0 for padding, shape `(words, steps, 1)`."""
    return (ids > 0)[:, :, None].astype(float)


def repeated_states_counted(ids, *weights):
    """Wrong: the mean over all steps; the masked ones repeat the last state."""
    return states_of(ids, *weights).mean(axis=1)


def no_mask_at_all(ids, *weights):
    """Wrong: the mask was taken away, and the padding is read and counted."""
    return states_of(ids, *weights, masked=False).mean(axis=1)


def divided_by_the_box(ids, *weights):
    """Wrong: the padding is left out of the sum and not of the count."""
    return (states_of(ids, *weights) * real_steps(ids)).mean(axis=1)


def last_state(ids, *weights):
    """Wrong: the last state."""
    return states_of(ids, *weights)[:, -1]


def summed(ids, *weights):
    """Wrong: the sum."""
    return (states_of(ids, *weights) * real_steps(ids)).sum(axis=1)


def over_the_batch(ids, *weights):
    """Wrong: the mean over the words."""
    return states_of(ids, *weights).mean(axis=0)


def one_number_a_batch(ids, *weights):
    """Wrong: one mean for the whole batch's real steps."""
    real = real_steps(ids)
    one = (states_of(ids, *weights) * real).sum(axis=(0, 1)) / real.sum()
    return np.repeat(one[None], len(ids), axis=0)


def call(seed, ids, symbols, width, units):
    """Return the arguments of one call, weights in float32 as Keras computes."""
    arrays = normals(seed, (symbols, width), (width, units), (units, units), (units,), scale=0.7)
    return np.array(ids), *(array.astype("float32") for array in arrays)


exercise = Exercise(
    "8.5",
    "Mend the word vectors",
    mean_states,
    cases=[
        call(41, [[3, 1, 0], [2, 5, 4]], symbols=6, width=2, units=4),
        call(42, [[1, 2, 3, 0, 0], [4, 0, 0, 0, 0], [2, 2, 1, 5, 3]], symbols=7, width=3, units=2),
        call(
            43,
            [[6, 2, 0, 0], [1, 4, 3, 0], [5, 1, 2, 6], [2, 0, 0, 0], [3, 3, 3, 0]],
            symbols=8,
            width=4,
            units=3,
        ),
    ],
    misconceptions=[
        Misconception(
            "the repeated states are counted",
            repeated_states_counted,
            "The states are masked and the mean is not: a masked step repeats the last state, and your mean counts it again and again.",
        ),
        Misconception(
            "without a mask",
            no_mask_at_all,
            "Now nothing is masked: the cell reads the padding, and the mean counts it.",
        ),
        Misconception(
            "divided by the length of the box",
            divided_by_the_box,
            "The sum is right. Divide it by how many letters the word has, not by how long the box is.",
        ),
        Misconception(
            "the last state",
            last_state,
            "That is each word's last state. The mean over its letters is asked for.",
        ),
        Misconception(
            "the sum",
            summed,
            "That is the sum over each word's letters. Divide it by how many there are.",
        ),
        Misconception(
            "the mean over the words",
            over_the_batch,
            "You took the mean over the words of the batch, step by step. Each word has a mean of its own, over its steps.",
        ),
        Misconception(
            "one mean for the batch",
            one_number_a_batch,
            "All words got the same vector: the mean over the whole batch. Take it for each word.",
        ),
    ],
    equivalent={
        "`b_h` -> `W_hh`": "as many rows as units",
        "`np.sum(ids > 0, axis=1)` -> `np.sum(ids > 0, axis=-1)`": "the last of two axes",
        "`h = np.zeros((len(ids), len(b_h)))` one line later": "two zeros in any order",
        "`new = np.tanh(table[ids[:, t]] @ W_xh + h @ W_hh + b_h)` one line later": "the mask does not need the new state",
    },
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
)
