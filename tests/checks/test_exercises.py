"""Every exercise of every lesson: the solution passes, each misconception gets its own hint, hostile answers a clear word."""

import copy
import importlib
import pkgutil
import re
import signal
import threading

import numpy as np
import pytest

from course_utils import checks
from course_utils.checks import exercise as mechanism
from course_utils.checks.exercise import FAILED, NOT_ATTEMPTED, Misconception, call_safely


def exercise_of(number, reference, cases, misconceptions, **more):
    return mechanism.Exercise(number, "", reference, cases=cases, misconceptions=misconceptions, **more)


MODULES = [
    module.name for module in pkgutil.iter_modules(checks.__path__) if module.name.startswith("lesson_")
]


def exercises():
    for name in MODULES:
        module = importlib.import_module(f"course_utils.checks.{name}")
        for key, value in vars(module).items():
            if isinstance(value, mechanism.Exercise):
                yield pytest.param(value, id=f"{name}.{key}")


ALL = list(exercises())


@pytest.mark.parametrize("exercise", ALL)
def test_solution_passes(exercise):
    result = exercise(exercise.reference)
    assert result, result.message


@pytest.mark.parametrize("exercise", ALL)
def test_stub_is_not_attempted(exercise):
    def stub(*arguments):
        raise NotImplementedError

    result = exercise(stub)
    assert result.status == NOT_ATTEMPTED and "not attempted yet" in result.message


@pytest.mark.parametrize("exercise", ALL)
def test_each_misconception_gets_its_own_hint(exercise):
    names = [known.name for known in exercise.misconceptions]
    hints = [known.hint for known in exercise.misconceptions]
    assert len(set(names)) == len(names) >= 3 and len(set(hints)) == len(hints)
    for known in exercise.misconceptions:
        result = exercise(known.wrong)
        assert result.status == FAILED and result.misconception == known.name, (known.name, result)
        assert known.hint in result.message
        assert len(known.hint.split()) >= 6, known.hint


def nan_like(value):
    if isinstance(value, dict):
        return {key: nan_like(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(nan_like(part) for part in value)
    if isinstance(value, (str, bytes, bool, np.bool_)) or np.asarray(value).dtype.kind not in "iuf":
        return float("nan")
    return np.full(np.shape(value), np.nan)


def another_dtype(value):
    """The right value as text, part by part: it looks right when it is printed."""
    if isinstance(value, (tuple, list)):
        return type(value)(another_dtype(part) for part in value)
    if isinstance(value, (str, bytes)):
        return value.encode() if isinstance(value, str) else value.decode()
    return np.asarray(value).astype(str)


@pytest.mark.parametrize("exercise", ALL)
def test_hostile_answers_get_a_clear_message(exercise):
    shown = exercise.reference(*copy.deepcopy(exercise.cases[0]))

    def raising(*arguments):
        return undefined_name  # noqa: F821

    def yielding(*arguments):
        yield shown

    shape = "must (be|have)|expected|are asked for"  # what a value should have been, in the words of every complaint
    answers = {
        "None": (lambda *arguments: None, "returned None"),
        "text": (lambda *arguments: "forty-two", shape),
        "object": (lambda *arguments: object(), shape),
        "objects": (lambda *arguments: np.array([None, object()]), shape),
        "another dtype": (lambda *arguments: another_dtype(shown), shape),
        "yields": (yielding, f"({shape}).*generator"),
        "NaN": (lambda *arguments: nan_like(shown), "NaN|expected .* found .*nan"),
        "raising": (raising, "NameError.*return undefined_name"),
        "hard-coded": (lambda *arguments: copy.deepcopy(shown), "^right for the example, wrong for another"),
        "no arguments": (lambda: shown, "TypeError"),
        "exits": (lambda *arguments: exit(), "SystemExit"),
    }
    for name, (answer, said) in answers.items():
        result = exercise(answer)
        assert result.status == FAILED, (name, result)
        assert re.search(said, result.message) and len(result.message.split()) >= 5, (name, result)
        assert "\n" not in result.message and len(result.message) < 600, (name, result)
        assert result.misconception == ("hard-coded" if name == "hard-coded" else ""), (name, result)
    assert exercise(shown).status == FAILED, "a value instead of a function"


def spoil(argument):
    """Change an argument in place and return True, or return False if nothing in it can be changed."""
    if isinstance(argument, np.ndarray) and argument.size:
        argument.flat[0] = 1 - argument.flat[0] if argument.dtype.kind in "biuf" else "?"
    elif isinstance(argument, list):
        argument.append(argument[0])
    elif isinstance(argument, tuple):
        return any(spoil(part) for part in argument)
    else:
        return False
    return True


@pytest.mark.parametrize("exercise", ALL)
def test_changing_the_input_is_noticed(exercise):
    places = [i for i, argument in enumerate(copy.deepcopy(exercise.cases[0])) if spoil(argument)]
    if not places:
        pytest.skip("numbers, text and functions only: nothing that could be changed in place")
    for place in places:

        def mutating(*arguments):
            value = exercise.reference(*arguments)
            assert spoil(arguments[place])  # noqa: B023 -- called at once
            return value

        result = exercise(mutating)
        assert result.status == FAILED, (place, result)
        name = exercise.argument_names[place]
        assert f"changed its argument `{name}` in place" in result.message, (place, result)


# The mechanism itself, on an exercise whose every answer is known.


def double(x):
    return 2 * x


CASES = [(np.array([1.0, 2.0]),), (np.array([[3.0]]),)]
SMALL = exercise_of(
    "0.1",
    double,
    CASES,
    [Misconception("squares", lambda x: x**2, "You squared; double means twice.")],
    seconds=1,
)


def test_wrong_shape_is_said_before_wrong_values():
    assert "the shape must be (1, 1), found (1,)" in SMALL(lambda x: 2 * x.ravel()[:1]).message


def test_float32_answers_and_lists_are_good_enough():
    assert SMALL(lambda x: (2 * x).astype("float32")) and SMALL(lambda x: (2 * x).tolist())


def test_hard_coded_answer_is_named():
    result = SMALL(lambda x: np.array([2.0, 4.0]))
    assert result.misconception == "hard-coded" and "right for the example" in result.message


def test_misconception_is_found_although_the_visible_case_hides_it():
    exercise = exercise_of("0.2", double, [(np.array([2.0]),), (np.array([3.0]),)], SMALL.misconceptions)
    assert exercise(lambda x: x**2).misconception == "squares"  # 2 + 2 = 2 * 2


def test_hard_coded_answer_is_not_taken_for_a_misconception_it_meets_by_chance():
    exercise = exercise_of(
        "0.2", double, [(2.0,), (3.0,), (5.0,)], [Misconception("adds 1", lambda x: x + 1, "")]
    )
    assert exercise(lambda x: 4.0).misconception == "hard-coded"  # 3 + 1 = 4, as the second case finds


def test_a_misconception_must_explain_every_case_the_right_ones_too():
    wrong = [Misconception("adds 3", lambda x: x + 3, "one"), Misconception("squares", lambda x: x**2, "two")]
    exercise = exercise_of("0.2", double, [(1.0,), (2.5,), (3.0,), (4.0,)], wrong)
    known = {1.0: 2.0, 2.5: 5.0, 3.0: 9.0, 4.0: 16.0}  # right, right, then squares: 1 would be 1
    assert exercise(known.get).misconception == "" and "one" not in exercise(known.get).message
    assert exercise(lambda x: x**2).misconception == "squares"


def test_interrupt_that_is_lost_is_repeated():
    """Python drops one that arrives in a weak reference's callback; here the answer itself swallows the first."""

    def swallows():
        try:
            while True:
                pass
        except KeyboardInterrupt:
            pass
        while True:
            pass

    assert call_safely(swallows, (), 0.1).timed_out


def test_generator_is_refused_where_the_value_is_judged():
    """It cannot be copied, and must not end the check itself."""

    def yields(x):
        yield x

    exercise = exercise_of(
        "0.3", double, CASES, SMALL.misconceptions, judge=lambda value, x: None if value + x else ""
    )
    assert "must be an array of numbers of shape (1, 1); found generator" in exercise(yields).message


def test_endless_loop_is_stopped():
    def endless(x):
        while True:
            pass

    result = SMALL(endless)
    assert result.status == FAILED and "longer than 1 s" in result.message


def test_endless_loop_is_stopped_where_interrupts_are_ignored():
    """As in a process that was started in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        test_endless_loop_is_stopped()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_outside_the_main_thread_a_check_still_works():
    results = []
    thread = threading.Thread(target=lambda: results.append(SMALL(double)))
    thread.start()
    thread.join(30)
    assert results and results[0]


def test_the_learner_s_own_interrupt_is_passed_on():
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SMALL(interrupted)


def test_error_message_shows_the_line_of_the_answer():
    def dividing(x):
        return 1 / 0

    result = SMALL(dividing)
    assert "ZeroDivisionError" in result.message and "1 / 0" in result.message


def test_complex_nested_and_text_values_are_compared():
    assert mechanism.difference({"a": (1, 2)}, {"a": (1, 3)}, 0)
    assert mechanism.difference("abc", "abd", 0) and not mechanism.difference(np.str_("abc"), "abc", 0)
    assert not mechanism.difference([1.0, [2]], (1, (2,)), 0)
    assert (
        mechanism.difference(np.array([1.5]), np.array([1]), 1)
        == "expected whole numbers, found an array of shape (1,) and type float64."
    )


@pytest.mark.parametrize("found", [[1.0, 2.0], [np.inf, np.nan], [1.0, np.inf], [0.0, np.nan]])
def test_expected_nan_and_infinity_must_be_met(found):
    assert mechanism.difference(np.array(found), np.array([1.0, np.nan]), 1e-6)
    assert mechanism.difference(np.array([1.0, 5.0]), np.array([1.0, np.inf]), 1e-6)
    assert not mechanism.difference(np.array([1.0, np.nan]), np.array([1.0, np.nan]), 1e-6)


def test_nbgrader_gets_an_exception_and_a_learner_does_not(monkeypatch):
    assert not SMALL(lambda x: x)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(AssertionError):
        SMALL(lambda x: x)
    assert SMALL(double)


def test_open_exercise_is_judged():
    def judge(value, x):
        return None if value > x else "It must be larger than the input."

    exercise = exercise_of("0.3", lambda x: x + 1, [(1.0,), (2.0,)], SMALL.misconceptions, judge=judge)
    assert exercise(lambda x: x + 5)
    assert "must be larger" in exercise(lambda x: x - 5).message
    assert "must be a single number; found str 'text'" in exercise(lambda x: "text").message


def test_one_case_is_refused():
    with pytest.raises(ValueError, match="two cases"):
        exercise_of("0.4", double, [(1,)], [])


def test_call_safely_leaves_the_arguments_alone():
    original = np.zeros(2)
    outcome = call_safely(lambda x: x.__setitem__(0, 1.0), (original,), 1)
    assert outcome.changed == 0 and original[0] == 0.0
