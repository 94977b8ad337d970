"""Checks of lesson 6: the same cell wired in four ways."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.answers_06 import exercise_4, exercise_5, exercise_6  # noqa: F401 -- gathered here
from course_utils.checks.mechanism import Exercise, Misconception


def _weights(seed, features=3, units=4, outputs=2):
    """Return W_xh, W_hh, b_h, W_hy, b_y of a small cell with its read-out."""
    rng = np.random.default_rng(seed)
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    return tuple(rng.normal(0, 0.7, shape) for shape in shapes)


def _states(inputs, h, cell):
    """Return the list of states that `cell` passes through over a list of inputs."""
    states = []
    for x in inputs:
        h = rnn_step(x, h, *cell)
        states.append(h)
    return states


def _sequences(seed, batch, steps, features):
    return np.random.default_rng(seed).normal(size=(batch, steps, features))


# 6.1 ---------------------------------------------------------------------------------------------------------------


def _many_to_one(x, W_xh, W_hh, b_h, W_hy, b_y):
    states = _states(list(x.swapaxes(0, 1)), np.zeros((len(x), len(b_h))), (W_xh, W_hh, b_h))
    return states[-1] @ W_hy + b_y


def _every_step(x, W_xh, W_hh, b_h, W_hy, b_y):
    states = _states(list(x.swapaxes(0, 1)), np.zeros((len(x), len(b_h))), (W_xh, W_hh, b_h))
    return np.stack(states, axis=1) @ W_hy + b_y


def _no_memory(x, W_xh, W_hh, b_h, W_hy, b_y):
    return rnn_step(x[:, -1], np.zeros((len(x), len(b_h))), W_xh, W_hh, b_h) @ W_hy + b_y


exercise_1 = Exercise(
    "6.1",
    _many_to_one,
    cases=[(_sequences(1, 2, 5, 3), *_weights(1)), (_sequences(2, 3, 7, 2), *_weights(2, 2, 5, 1))],
    misconceptions=[
        Misconception(
            "reads out every step",
            _every_step,
            "You read out every state. Many-to-one reads one state only: the one that has seen the whole sequence.",
        ),
        Misconception(
            "averages the read-outs",
            lambda *a: _every_step(*a).mean(axis=1),
            "You averaged over the steps. The last state alone is read; what it should keep of earlier steps is its own job.",
        ),
        Misconception(
            "reads the first state",
            lambda *a: _every_step(*a)[:, 0],
            "You read the state after the first step. It has seen one input; which state has seen all of them?",
        ),
        Misconception(
            "starts again at every step",
            _no_memory,
            "Your state is set back to zero before the last step, so the net sees the last input alone. Carry h from step to step.",
        ),
        Misconception(
            "tanh on the read-out",
            lambda *a: np.tanh(_many_to_one(*a)),
            "You put a tanh on the read-out. The state has its tanh already; y = h_T W_hy + b_y has none.",
        ),
    ],
)


# 6.2 ---------------------------------------------------------------------------------------------------------------


def _shape_after(shape, layers, mixes=False, always_last=False, keeps=False, repeat_at=1, one=False):
    for name, *options in layers:
        if name == "SimpleRNN":
            units, every = options
            size = shape[-1] if keeps else units
            shape = (*shape[:2], size) if every and not always_last else (shape[0], *[1] * one, size)
        elif name == "Dense":
            shape = (shape[0], options[0]) if mixes else (*shape[:-1], options[0])
        elif name == "RepeatVector":
            shape = (*shape[:repeat_at], options[0], *shape[repeat_at:])
    return shape


exercise_2 = Exercise(
    "6.2",
    _shape_after,
    cases=[
        ((32, 10, 3), [("SimpleRNN", 8, True), ("Dense", 5)]),
        ((32, 10, 3), [("SimpleRNN", 8, False), ("Dense", 5)]),
        ((6, 64), [("RepeatVector", 5), ("SimpleRNN", 48, True), ("Dense", 7)]),
        ((4, 9, 2), [("SimpleRNN", 6, False), ("RepeatVector", 3), ("SimpleRNN", 8, True), ("Dense", 1)]),
        ((1, 1, 1), [("SimpleRNN", 2, True), ("SimpleRNN", 3, True)]),
    ],
    misconceptions=[
        Misconception(
            "Dense mixes the steps",
            lambda shape, layers: _shape_after(shape, layers, mixes=True),
            "You let Dense remove the steps. It replaces the last axis and leaves every axis before it alone.",
        ),
        Misconception(
            "return_sequences ignored",
            lambda shape, layers: _shape_after(shape, layers, always_last=True),
            "You dropped the steps although return_sequences is True. What does the layer hand on then, one state or T of them?",
        ),
        Misconception(
            "units = features",
            lambda shape, layers: _shape_after(shape, layers, keeps=True),
            "You kept the number of features. What a SimpleRNN hands on are states: how long is one state?",
        ),
        Misconception(
            "RepeatVector adds the last axis",
            lambda shape, layers: _shape_after(shape, layers, repeat_at=2),
            "Your RepeatVector puts the copies on the last axis. The copies are steps: which axis counts steps?",
        ),
        Misconception(
            "RepeatVector adds an axis in front",
            lambda shape, layers: _shape_after(shape, layers, repeat_at=0),
            "Your RepeatVector puts the copies before the batch. The batch stays the first axis; the copies are the steps behind it.",
        ),
        Misconception(
            "a time axis of length 1 stays",
            lambda shape, layers: _shape_after(shape, layers, one=True),
            "You kept a time axis of length 1. Without return_sequences one state is handed on, and its time axis is gone.",
        ),
    ],
)


# 6.3 ---------------------------------------------------------------------------------------------------------------


def _one_to_many(x, steps, W_xh, W_hh, b_h, W_hy, b_y):
    states = _states([x] * steps, np.zeros((len(x), len(b_h))), (W_xh, W_hh, b_h))
    return np.stack(states, axis=1) @ W_hy + b_y


def _input_once(x, steps, W_xh, W_hh, b_h, W_hy, b_y):
    inputs = [x] + [np.zeros_like(x)] * (steps - 1)
    return np.stack(_states(inputs, np.zeros((len(x), len(b_h))), (W_xh, W_hh, b_h)), axis=1) @ W_hy + b_y


def _same_every_step(x, steps, W_xh, W_hh, b_h, W_hy, b_y):
    return np.repeat(_one_to_many(x, 1, W_xh, W_hh, b_h, W_hy, b_y), steps, axis=1)


exercise_3 = Exercise(
    "6.3",
    _one_to_many,
    cases=[
        (_sequences(3, 2, 1, 3)[:, 0], 4, *_weights(3)),
        (_sequences(4, 3, 1, 2)[:, 0], 6, *_weights(4, 2, 5, 3)),
    ],
    misconceptions=[
        Misconception(
            "input at the first step only",
            _input_once,
            "You gave the input at the first step and zeros after it. That is a wiring too, but RepeatVector gives the same x at every step.",
        ),
        Misconception(
            "state not carried",
            _same_every_step,
            "All your steps are equal: the state starts from zero each time. Same x, but a different h, is what makes step 2 differ from step 1.",
        ),
        Misconception(
            "steps before batch",
            lambda *a: _one_to_many(*a).swapaxes(0, 1),
            "Your first two axes are exchanged. The course's order is (batch, steps, outputs): stack along axis 1.",
        ),
        Misconception(
            "last step only",
            lambda *a: _one_to_many(*a)[:, -1],
            "You returned the last step alone. One-to-many reads out every step.",
        ),
    ],
)
