"""Checks of lesson 5: SimpleRNN in Keras."""

import numpy as np

from course_utils.checks import _lesson_05_later as later
from course_utils.checks.mechanism import Exercise, Misconception

exercise_4, exercise_5, exercise_6 = later.exercise_4, later.exercise_5, later.exercise_6


def _numbers(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


# 5.1 A series becomes samples


def _samples(series, steps):
    count = len(series) - steps
    return np.array([series[i : i + steps] for i in range(count)])[:, :, None]


def _target_inside(series, steps):
    count = len(series) - steps
    return np.array([series[i + 1 : i + 1 + steps] for i in range(count)])[:, :, None]


exercise_1 = Exercise(
    "5.1",
    _samples,
    cases=[(np.arange(1.0, 7.0), 3), (_numbers(1, 12), 5), (_numbers(2, 4), 1)],
    misconceptions=[
        Misconception(
            "the features axis is missing",
            lambda series, steps: _samples(series, steps)[:, :, 0],
            "The numbers are right. SimpleRNN wants three axes; one feature per step still needs its axis, of size 1.",
        ),
        Misconception(
            "steps and features swapped",
            lambda series, steps: np.swapaxes(_samples(series, steps), 1, 2),
            "That is one step with many features: the cell would read all numbers at once, and no recurrence would happen.",
        ),
        Misconception(
            "the target is inside the window",
            _target_inside,
            "Each window begins one place too late, so its last number is the answer itself.",
        ),
        Misconception(
            "windows that do not overlap",
            lambda series, steps: _samples(series, steps)[::steps],
            "You jumped by a whole window. Each sample begins one place after the one before.",
        ),
    ],
)


# 5.2 Scale with what the training data knows


def _scaled(train, new):
    low, high = np.min(train), np.max(train)
    return 2 * (np.asarray(new) - low) / (high - low) - 1


exercise_2 = Exercise(
    "5.2",
    _scaled,
    cases=[
        (np.array([1.0, 2.0, 5.0]), np.array([1.0, 3.0, 6.0])),
        (_numbers(3, 9), _numbers(4, 4)),
        (np.array([-10.0, 30.0]), np.array([200.0])),
    ],
    misconceptions=[
        Misconception(
            "every set is scaled by itself",
            lambda train, new: _scaled(new, new) if np.ptp(new) else np.zeros(len(new)),
            "You used the lowest and highest value of `new`. Then 4, 5, 6 and 40, 41, 42 become the same numbers.",
        ),
        Misconception(
            "both sets are scaled together",
            lambda train, new: _scaled(np.concatenate([train, new]), new),
            "The range came from both sets, so the new values decide how the training data look. Use `train` alone.",
        ),
        Misconception(
            "0 to 1 instead of -1 to 1",
            lambda train, new: (_scaled(train, new) + 1) / 2,
            "Your range is 0 to 1. Asked for is -1 to 1, where tanh is symmetric.",
        ),
        Misconception(
            "new values are cut off at the range",
            lambda train, new: np.clip(_scaled(train, new), -1, 1),
            "A new value outside the training range must come out below -1 or above 1. Cutting it off hides that it is new.",
        ),
    ],
)


# 5.3 BasicRNN in NumPy


def _forward(x, h, W_xh, W_hh, b_h, W_hy, b_y, read=lambda h, W_hy, b_y: h @ W_hy + b_y):
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
    return read(h, W_hy, b_y), h


def _weights(seed, features, units, outputs):
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return [0.5 * _numbers(seed + i, *shape) for i, shape in enumerate(shapes)]


def _from_zero(x, h, *weights):
    return _forward(x, np.zeros_like(h), *weights)


def _along_batch(x, h, *weights):
    outputs, state = [], h[:1]
    for row in x:  # the state of one row is handed to the next row
        y, state = _forward(row[None], state, *weights)
        outputs.append((y, state))
    return tuple(np.concatenate(part) for part in zip(*outputs))


exercise_3 = Exercise(
    "5.3",
    _forward,
    cases=[
        (_numbers(5, 2, 4, 3), _numbers(6, 2, 5), *_weights(7, 3, 5, 1)),
        (_numbers(15, 3, 6, 2), _numbers(16, 3, 2), *_weights(17, 2, 2, 2)),
        (_numbers(25, 4, 1, 1), np.zeros((4, 3)), *_weights(27, 1, 3, 2)),
    ],
    misconceptions=[
        Misconception(
            "the first state is always zero",
            _from_zero,
            "Your loop begins from zeros. It must begin from the state that was handed in.",
        ),
        Misconception(
            "the output is squashed",
            lambda *arguments: _forward(*arguments, read=lambda h, W, b: np.tanh(h @ W + b)),
            "The states are right. The read-out is linear here; tanh belongs to the cell.",
        ),
        Misconception(
            "rows of a batch follow one another",
            _along_batch,
            "One row's last state became the next row's first. Rows are strangers; all of them take each step together.",
        ),
    ],
)
