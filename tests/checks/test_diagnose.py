"""What a check says of a wrong answer: the call that failed, and only what is true in every case."""

import logging

import numpy as np
import pytest

from course_utils.checks import diagnose
from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception


def walk(x, h, W_xh, W_hh, b_h):
    """Return all states (batch, steps, units), and the last."""
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
        states.append(h)
    return np.stack(states, axis=1), h


def case(seed, batch, steps, features, units):
    return (
        normal(seed, batch, steps, features),
        normal(seed + 1, batch, units),
        *normals(seed + 2, (features, units), (units, units), (units,)),
    )


def last_only(*arguments):
    h = walk(*arguments)[1]
    return np.stack([h] * arguments[0].shape[1], axis=1), h


WALK = Exercise(
    "0.1",
    "the walk",
    walk,
    cases=[case(1, 2, 3, 4, 5), case(11, 3, 4, 2, 3)],
    misconceptions=[
        Misconception("last state everywhere", last_only, "That is the last state at every step.")
    ],
    parts=("states", "h"),
)


def narrow(width, height, size, stride, padding):
    return (width + 2 * padding - size) // stride + 1, (height + 2 * padding - size) // stride + 1


NARROW = Exercise(
    "0.2",
    "",
    narrow,
    cases=[(100, 80, 3, 2, 8), (10, 20, 3, 1, 0)],
    misconceptions=[],
    parts=("width", "height"),
)


def said(exercise, answer):
    result = exercise(answer)
    assert not result
    return result.message


def changed_walk(source_line, new_line):
    import inspect

    source = inspect.getsource(walk)
    assert source_line in source
    space = {"np": np}
    exec(source.replace(source_line, new_line), space)
    return space["walk"]


@pytest.mark.parametrize(
    "old, new, words",
    [
        (" + b_h)", ")", "`b_h` were left out"),
        ("h @ W_hh", "h @ W_hh.T", "`W_hh` were transposed"),
        ("np.tanh(", "(", "`tanh` were left out"),
        ("in range(x.shape[1])", "in reversed(range(x.shape[1]))", "the loop ran backwards"),
        ("return np.stack(states, axis=1), h", "return h, np.stack(states, axis=1)", "in another order"),
        ("+ h @ W_hh", "- h @ W_hh", "`-` stood where `+` belongs"),
    ],
)
def test_a_wrong_answer_that_nobody_listed_is_told_apart(old, new, words):
    assert words in said(WALK, changed_walk(old, new))


def test_two_changes_at_once_are_told(monkeypatch):
    monkeypatch.setattr(
        diagnose, "PAIRS", 60.0
    )  # what matters here is that it is found, not how busy the machine is
    monkeypatch.setattr(diagnose, "PATIENCE", 60.0)
    wrong = changed_walk("x[:, t] @ W_xh + h @ W_hh + b_h", "x[:, t] @ W_xh + h @ W_hh.T")
    message = said(WALK, wrong)
    assert "`b_h` were left out" in message and "`W_hh` were transposed" in message


def test_the_failing_call_is_shown_with_its_arguments():
    def narrow_it(width, height, size, stride, padding):
        return width - size + 1, height - size + 1

    message = said(NARROW, narrow_it)
    assert (
        "`narrow_it(100, 80, 3, 2, 8)` gave (98, 78), expected (57, 47)" in message
        and "in `width`" in message
    )


def test_the_smallest_failing_call_is_shown():
    def head(series):
        return series[:3]

    exercise = Exercise("0.3", "", head, cases=[(np.arange(20.0),), (np.arange(5.0),)], misconceptions=[])
    message = said(exercise, lambda series: series[:2])
    assert "[0., 1., 2., 3., 4.]" in message


def test_long_arrays_are_cut_short_and_named():
    message = said(WALK, lambda *arguments: walk(*arguments)[::-1])
    assert (
        "W_xh = " in message and "array (3, 4, 2)" in message and "\n" not in message and len(message) < 600
    )


INNOCENT = {  # wrong, and nothing of an example is written into them
    "pads": lambda x: np.concatenate([np.zeros_like(x[:1]), x[:-1]]),
    "transposes": lambda x: x.T,
    "returns in the loop": lambda x: next(2 * row for row in x),
    "halves": lambda x: x / 2,
}


@pytest.mark.parametrize("name", INNOCENT)
def test_innocent_answers_are_not_accused(name):
    def double(x):
        return 2 * x

    cases = [(np.array([[1.0, 2.0]]),), (normal(1, 3, 2),), (normal(2, 4, 3),)]
    message = said(Exercise("0.4", "", double, cases=cases, misconceptions=[]), INNOCENT[name])
    assert "written into" not in message


def test_the_same_answer_for_every_input_is_named():
    result = NARROW(lambda *arguments: (57, 47))
    assert result.misconception == "hard-coded" and "Every input gets the same answer" in result.message


def test_a_hint_must_fit_every_case_and_not_the_first_bad_one():
    def partly(x, *rest):
        return last_only(x, *rest) if len(x) == 2 else (np.zeros_like(walk(x, *rest)[0]), walk(x, *rest)[1])

    assert WALK(last_only).misconception == "last state everywhere"
    result = WALK(partly)
    assert result.misconception == "" and "last state at every step" not in result.message


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda p: np.log2(p), "1 / ln 2"),
        (lambda p: -np.log(p), "sign is turned round"),
        (lambda p: 3 * np.log(p), "times 3"),
        (lambda p: np.log(p)[:, None], "axis of length 1 too many at the end"),
        (lambda p: np.log(p)[::-1], "in the reverse order"),
        (lambda p: np.log(p) + 1, "plus 1"),
        (lambda p: 1 / np.log(p), "inverted"),
        (lambda p: np.log(p)[1:], "without its first entry"),
        (lambda p: np.log(p)[:1], "cut off after its first entry"),
        (lambda p: next(np.log(q) for q in p), "whether `return` stands inside"),
        (lambda p: np.log(p)[-1], "at its last entry alone"),
    ],
)
def test_relations_to_the_right_result_are_told(wrong, words, monkeypatch):
    monkeypatch.setattr(diagnose, "_like_a_mutant", lambda *arguments: "")
    exercise = Exercise("0.5", "", lambda p: np.log(p), cases=PROBABILITIES, misconceptions=[])
    assert words in said(exercise, wrong)


def test_all_zeros_are_not_the_right_result_times_0():
    exercise = Exercise("0.5", "", lambda p: np.log(p), cases=PROBABILITIES, misconceptions=[])
    assert "times" not in said(exercise, lambda p: 0 * p)


PROBABILITIES = [(np.array([0.5, 0.25, 0.7]),), (np.array([0.1, 0.9, 0.3, 0.2]),)]


def test_nothing_is_said_where_only_some_cases_agree():
    def partly(p):
        return -np.log(p) if len(p) == 3 else np.log(p) * 1.3

    exercise = Exercise("0.6", "", lambda p: np.log(p), cases=PROBABILITIES, misconceptions=[])
    message = said(exercise, partly)
    assert (
        "Every value" not in message and "It looks as if" not in message and "Your result is" not in message
    )


def test_two_kinds_that_look_alike_are_both_named_and_more_are_not(monkeypatch):
    class Fake:
        def __init__(self, words):
            self.words, self.function = words, lambda p: -np.log(p)

    exercise = Exercise("0.7", "", lambda p: np.log(p), cases=PROBABILITIES, misconceptions=[])
    for words, expected in ((["a", "b"], "as if a, or as if b"), (["a", "b", "c"], "")):
        monkeypatch.setattr(diagnose, "mutants_of", lambda _, words=words: [Fake(word) for word in words])
        message = said(exercise, lambda p: -np.log(p))
        assert expected in message and ("looks as if" in message) == bool(expected)


def test_a_trial_logs_nothing_and_the_learner_may(caplog, monkeypatch):
    """TensorFlow warns by `logging`: a named wrong answer that does so must not be heard, nor stay muted afterwards."""
    monkeypatch.setattr(
        logging.getLogger("tensorflow"), "propagate", True
    )  # off once TensorFlow was imported
    caplog.set_level(logging.WARNING, logger="tensorflow")

    def loud(x):
        logging.getLogger("tensorflow").warning("of the trial")
        return 3 * x

    exercise = Exercise(
        "0.0",
        "Twice",
        lambda x: 2 * x,
        cases=[(np.arange(4.0),), (np.ones(3),)],
        misconceptions=[Misconception("thrice", loud, "Twice is asked.")],
    )

    def answer(x):
        logging.getLogger("tensorflow").warning("of the learner")
        return 3 * x

    assert not exercise(answer)
    logging.getLogger("tensorflow").warning("afterwards")
    assert set(caplog.messages) == {"of the learner", "afterwards"}


def test_a_changed_reference_warns_nobody(recwarn):
    """A change may take the mean of nothing: that warning is not the learner's."""

    def recalls(truth, said):
        found = np.zeros(3)
        for k in range(3):
            rows = truth == k
            if rows.any():
                found[k] = np.mean(said[rows] == k)
        return found

    exercise = Exercise(
        "0.0",
        "Recalls",
        recalls,
        cases=[
            (np.array([0, 1, 1]), np.array([0, 1, 0])),
            (np.array([0, 0, 2, 1]), np.array([0, 2, 2, 0])),
        ],
        misconceptions=[],
    )
    assert not exercise(lambda truth, said: np.array([float(truth.sum()), 0.0, len(said)]))
    assert not [str(warning.message) for warning in recwarn]


def test_a_message_says_nothing_twice_and_counts_in_english(capsys):
    def scaled(x):
        return 0.6 * x

    def boxed(x):
        return [x]

    Exercise("9.8", "Scaled", scaled, cases=[(1.0,), (2.0,)], misconceptions=[])(lambda x: 0)
    assert capsys.readouterr().out.rstrip().endswith("gave 0, expected 0.6.")
    Exercise("9.9", "Boxed", boxed, cases=[(1.0,), (2.0,)], misconceptions=[])(lambda x: [x, x])
    assert "must have 1 part, found" in capsys.readouterr().out


def test_a_known_wrong_answer_is_run_once_in_each_case_however_many_answers_there_are():
    asked = []

    def squares(x):
        asked.append(x)
        return x**2

    exercise = Exercise(
        "0.9",
        "",
        lambda x: 2 * x,
        cases=[(3.0,), (5.0,)],
        misconceptions=[Misconception("squares", squares, "You squared; double means twice.")],
    )
    for answer in (lambda x: x**2, lambda x: x + 1, lambda x: -x, lambda x: x * x):
        exercise(answer)
    assert sorted(asked) == [3.0, 5.0]
