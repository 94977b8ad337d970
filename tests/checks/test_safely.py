"""Whatever an answer does, the notebook goes on, and finds its random generators as they were."""

import random
import threading
import time

import numpy as np
import pytest

from course_utils.checks.exercise import FAILED, Exercise
from course_utils.checks.safely import call_safely


def double(x):
    return 2 * x


CASES = [(np.array([1.0, 2.0]),), (np.array([[3.0]]),)]
SMALL = Exercise("0.1", "double", double, cases=CASES, misconceptions=[], seconds=0.3)


@pytest.mark.parametrize(
    "wait",
    [
        lambda: time.sleep(60),
        lambda: threading.Event().wait(60),
        lambda: threading.Lock().acquire() and time.sleep(60),
    ],
)
def test_a_call_that_waits_is_ended(wait):
    start = time.monotonic()
    result = SMALL(lambda x: wait())
    assert "longer than 0.3 s and was stopped" in result.message and time.monotonic() - start < 10


def test_an_endless_loop_is_ended():
    def endless(x):
        while True:
            pass

    assert "longer than 0.3 s and was stopped" in SMALL(endless).message


def test_nothing_interrupts_after_the_call_has_ended():
    for _ in range(20):
        call_safely(lambda: time.sleep(0.01), (), 0.011)
    time.sleep(0.05)


def test_the_learner_s_generators_are_left_as_they_were():
    def seeds(x):
        random.seed(1)
        np.random.seed(1)
        return 2 * x

    random.seed(5)
    np.random.seed(5)
    expected = random.random(), np.random.rand()
    random.seed(5)
    np.random.seed(5)
    assert SMALL(seeds)
    assert (random.random(), np.random.rand()) == expected


def test_keras_s_generators_are_left_as_they_were():
    from course_utils import quiet

    with quiet():
        import keras
        import tensorflow as tf

    def seeds(x):
        keras.utils.set_random_seed(1)
        keras.random.normal((3,))
        return 2 * x

    def draws():
        return np.concatenate(
            [keras.random.normal((2,)), tf.random.normal((2,)), keras.layers.Dense(1)(np.ones((1, 2)))[0]]
        )

    keras.utils.set_random_seed(5)
    keras.random.normal((2,))
    expected = draws()
    keras.utils.set_random_seed(5)
    keras.random.normal((2,))
    assert SMALL(seeds)
    assert np.array_equal(draws(), expected)


class Rude:
    """An object that cannot be printed, compared, copied or turned into an array."""

    def __repr__(self, *arguments, **named):
        raise RuntimeError("no")

    __eq__ = __deepcopy__ = __array__ = __len__ = __repr__


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: [r], lambda r: {"a": r}])
def test_a_rude_object_gets_a_clear_message(wrap):
    result = SMALL(lambda x: wrap(Rude()))
    assert result.status == FAILED and "expected" in result.message


def test_a_huge_answer_is_described_and_not_printed():
    assert len(SMALL(lambda x: list(range(10**6))).message) < 600


def test_arrays_are_taken_for_sequences_and_sequences_for_arrays():
    exercise = Exercise("0.2", "", lambda n: [n, 2 * n, 3 * n], cases=[(1,), (2,)], misconceptions=[])
    assert exercise(lambda n: np.array([n, 2 * n, 3 * n])) and exercise(lambda n: (n, 2 * n, 3 * n))
    exercise = Exercise("0.3", "", lambda n: np.arange(n), cases=[(2,), (3,)], misconceptions=[])
    assert exercise(lambda n: list(range(n))) and exercise(lambda n: np.arange(float(n)))
    exercise = Exercise("0.4", "", lambda n: n > 2, cases=[(2,), (3,)], misconceptions=[])
    assert (
        exercise(lambda n: np.bool_(n > 2))
        and exercise(lambda n: np.array(n > 2))
        and not exercise(lambda n: n - 2)
    )
