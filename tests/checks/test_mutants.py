"""The changes of a right function, and every exercise's cases against the mutants of its reference."""

import ast
import importlib
import pkgutil

import numpy as np
import pytest

from course_utils import checks
from course_utils.checks import mutants
from course_utils.checks.exercise import Exercise

LESSONS = [m.name for m in pkgutil.iter_modules(checks.__path__) if m.name.startswith("lesson_") and m.ispkg]


def exercises():
    for name in LESSONS:
        for key, value in vars(importlib.import_module(f"course_utils.checks.{name}")).items():
            if isinstance(value, Exercise):
                yield pytest.param(value, id=f"{name}.{key}")


@pytest.mark.parametrize("exercise", exercises())
def test_cases_refuse_every_mutant_that_makes_a_difference(exercise):
    found = mutants.score(exercise)
    assert not found.surviving, (
        f"the cases of {found.number} let these pass; mend them or list why: {found.surviving}"
    )
    assert not found.stale, f"listed as equivalent in {found.number}, and refused or not there: {found.stale}"
    assert found.tried > 0 and found.killed + len(found.equivalent) > 0
    assert all(len(reason.split()) >= 3 for reason in exercise.equivalent.values()), exercise.equivalent


def changed(source, names=("x", "W", "h", "b")):
    """Return `{words: [changed sources]}` of a function's changes."""
    tree = ast.parse(source).body[0]
    found = {}
    for _, words, new in mutants.changes(tree, list(names)):
        found.setdefault(words, []).append(ast.unparse(new))
    return found


STEP = "def step(x, h, W, b):\n    return np.tanh(x @ W + h + b)\n"
LOOP = """def walk(x, h):
    states = []
    for x_t in x:
        h = x_t + h
        states.append(h)
    return states, h
"""


@pytest.mark.parametrize(
    "source, words, line",
    [
        (STEP, "`b` were left out", "np.tanh(x @ W + h)"),
        (STEP, "`tanh` were left out", "return x @ W + h + b"),
        (STEP, "`W` were transposed", "x @ W.T"),
        (STEP, "`-` stood where `+` belongs", "x @ W + h - b"),
        (STEP, "`h` stood where `b` belongs", "x @ W + h + h"),
        (STEP, "`h` were zero", "x @ W + 0 * h + b"),
        (LOOP, "the loop ran backwards", "for x_t in list(x)[::-1]"),
        (LOOP, "the first step were left out", "for x_t in list(x)[1:]"),
        (LOOP, "`return` stood inside the loop", "        return (states, h)\n    return"),
        (LOOP, "the start were set again at every step", "    for x_t in x:\n        states = []"),
        (LOOP, "the results were returned in another order", "return (h, states)"),
        (LOOP, "a line were missing", "for x_t in x:\n        pass"),
        ("def f(x):\n    return x.sum(axis=0)\n", "another axis were taken", "x.sum(axis=1)"),
        ("def f(x):\n    return x.sum(axis=0)\n", "`mean` stood where `sum` belongs", "x.mean(axis=0)"),
        ("def f(x):\n    return np.log2(x)\n", "`log` stood where `log2` belongs", "np.log(x)"),
        ("def f(x):\n    return x[1:]\n", "a part began one step too late", "x[2:]"),
        ("def f(x):\n    return x[-1]\n", "the first were taken for the last", "x[0]"),
        ("def f(x):\n    return x < 3\n", "`<=` stood where `<` belongs", "x <= 3"),
        ("def f(x):\n    return 2 if x else 5\n", "a case were not told apart", "return 5"),
        ("def f(x):\n    x += 1\n    return x\n", "only the last step counted", "x = 1"),
    ],
)
def test_a_change_is_made_and_said_in_words(source, words, line):
    found = changed(source)
    assert words in found, sorted(found)
    assert any(line in new for new in found[words]), found[words]


def test_changes_leave_the_function_itself_alone():
    tree = ast.parse(LOOP).body[0]
    before = ast.dump(tree)
    for _, _, new in mutants.changes(tree, ["x", "h"]):
        assert ast.dump(new) != before
    assert ast.dump(tree) == before


def first(x):
    return second(x) + 1


def second(x):
    if x.size > 100:
        return x  # never reached by the cases below
    return 2 * x


SMALL = Exercise("0.1", "", first, cases=[(np.array([1.0, 2.0]),), (np.array([3.0]),)], misconceptions=[])
WEAK = Exercise("0.2", "", first, cases=[(np.array([0.0]),), (np.array([0.0, 0.0]),)], misconceptions=[])


def test_functions_that_the_reference_calls_are_changed_too_and_dead_lines_are_not():
    found = [mutant.description for mutant in mutants.mutants_of(SMALL)]
    assert "`2 * x` -> `x`" in found and "`second(x) + 1` -> `second(x)`" in found
    assert not any("return x" in description for description in found)


def test_weak_cases_are_found_out():
    assert all("100" in description for description in mutants.score(SMALL).surviving)  # no case comes near
    assert "`2 * x` -> `x`" in mutants.score(WEAK).surviving


def test_what_is_listed_as_equivalent_must_exist_and_pass():
    listed = {"`2 * x` -> `x`": "zero twice is zero", "`nothing` -> `nowhere`": "is not there"}
    exercise = Exercise("0.3", "", first, cases=WEAK.cases, misconceptions=[], equivalent=listed)
    found = mutants.score(exercise)
    assert found.stale == ["`nothing` -> `nowhere`"] and "`2 * x` -> `x`" in found.equivalent


def test_a_mutant_without_end_is_refused():
    exercise = Exercise("0.4", "", counts, cases=[(3,), (5,)], misconceptions=[])
    assert "without `n -= 1`" not in mutants.score(exercise).surviving


def counts(n):
    steps = 0
    while n > 0:
        n -= 1
        steps += 1
    return steps
