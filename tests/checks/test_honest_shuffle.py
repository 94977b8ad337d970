"""Exercise 1.5 has many right answers and is judged: honest shuffles pass however they draw, the others are told apart."""

import random
import re

import numpy as np
import pytest

from course_utils.checks.lesson_01 import exercise_5 as check
from course_utils.checks.lesson_01.exercise_5_honest_shuffle import _not_random

rng_of = np.random.default_rng


def by_sorting(windows, seed):
    orders = rng_of(seed).random(windows.shape[:2]).argsort(axis=1)
    return np.take_along_axis(windows, orders[:, :, None], axis=1)


def by_list(windows, seed):
    rng = random.Random(seed)
    return [rng.sample(window.tolist(), len(window)) for window in windows]


def on_a_copy(windows, seed):
    rng, shuffled = rng_of(seed), windows.copy()
    for window in shuffled:
        rng.shuffle(window)
    return shuffled


def by_the_global_generator(windows, seed):
    np.random.seed(seed)
    return np.array([np.random.permutation(window) for window in windows])


def by_a_seed_for_each(windows, seed):
    return np.array([rng_of([seed, i]).permutation(window) for i, window in enumerate(windows)])


@pytest.mark.parametrize(
    "answer", [by_sorting, by_list, on_a_copy, by_the_global_generator, by_a_seed_for_each]
)
def test_an_honest_shuffle_passes_however_it_draws(answer):
    for _ in range(2):  # what the judge remembers of one answer does not count against the next
        result = check(answer)
        assert result, result.message


def turned_round(windows, seed):
    return windows[:, ::-1]


def rotated(windows, seed):
    rng = rng_of(seed)
    return np.array([np.roll(window, rng.integers(len(window)), axis=0) for window in windows])


def two_swapped(windows, seed):
    rng, shuffled = rng_of(seed), windows.copy()
    for window in shuffled:
        i, j = rng.integers(len(window), size=2)
        window[[i, j]] = window[[j, i]]
    return shuffled


def each_with_any(windows, seed):
    """The famous wrong shuffle: all orders come up, some more often."""
    rng, shuffled = rng_of(seed), windows.copy()
    for window in shuffled:
        for i in range(len(window)):
            j = rng.integers(len(window))
            window[[i, j]] = window[[j, i]]
    return shuffled


def first_stays(windows, seed):
    rng = rng_of(seed)
    return np.array([[window[0], *rng.permutation(window[1:])] for window in windows])


def fixed_seed(windows, seed):
    return on_a_copy(windows, 7)


def no_seed(windows, seed):
    return on_a_copy(windows, None)


def across_windows(windows, seed):
    return rng_of(seed).permutation(windows.reshape(-1, windows.shape[2])).reshape(windows.shape)


def forgotten(windows, seed):
    """The shuffled copies are thrown away."""
    rng = rng_of(seed)
    for window in windows:
        rng.permutation(window)
    return windows


def with_repeats(windows, seed):
    rng = rng_of(seed)
    return np.array([window[rng.integers(len(window), size=len(window))] for window in windows])


def one_feature(windows, seed):
    rng, shuffled = rng_of(seed), windows.copy()
    for window in shuffled:
        rng.shuffle(window[:, 0])
    return shuffled


def features_of_a_step(windows, seed):
    return rng_of(seed).permuted(windows, axis=2)


def windows_as_well(windows, seed):
    return on_a_copy(np.roll(windows, 1, axis=0), seed)


@pytest.mark.parametrize(
    "answer, said",
    [
        (forgotten, "No step has moved"),
        (with_repeats, "more than once and lacks others"),
        (one_feature, "each feature was moved by itself"),
        (features_of_a_step, "changed places inside their step"),
        (windows_as_well, "holds those of window 5"),
        (turned_round, "one and the same order"),
        (rotated, "different orders in .* are possible"),
        (two_swapped, "different orders in .* are possible"),
        (first_stays, "different orders in .* are possible"),
        (each_with_any, "not all orders are equally likely"),
        (fixed_seed, "the seed makes no difference"),
        (no_seed, "must come from the seed alone"),
        (across_windows, "no longer holds its own steps"),
    ],
)
def test_what_is_not_random_is_said(answer, said):
    result = check(answer)
    assert not result and re.search(said, result.message), result.message


@pytest.mark.parametrize("windows, steps", [(6, 8), (7, 9), (3000, 5)])
def test_no_honest_order_is_suspected(windows, steps):
    rng = rng_of(0)
    for _ in range(200):
        assert _not_random(rng.permuted(np.tile(np.arange(steps), (windows, 1)), axis=1)) is None
