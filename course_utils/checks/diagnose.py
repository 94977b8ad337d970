"""Say what a wrong answer looks like, and only what is true of all its cases.

First the named misconceptions, then the right function with one change, then plain relations between what was found and
what was expected. Nothing is said that does not hold in every case.
"""

import contextlib
import functools
import logging
import threading
import time
import warnings

import numpy as np

from course_utils.checks.compare import difference
from course_utils.checks.mutants import SECONDS, changes, function_from, mutants_of
from course_utils.checks.safely import call_safely

PATIENCE = 5.0  # seconds that a learner waits for a diagnosis, at most
PAIRS = 3.0  # of these, seconds for two changes at once
COMMON = (
    "left out",
    "transposed",
    "backwards",
    "another axis were taken",
    "other order",
    "set again at every step",
)
FACTORS = {  # constants that a factor may be, and what it means to be off by them
    1
    / np.log(
        2
    ): "1 / ln 2, as if bits were asked for where nats are, or a logarithm to base 2 stood for the natural one",
    np.log(
        2
    ): "ln 2, as if nats were asked for where bits are, or a natural logarithm stood for one to base 2",
    np.log(10): "ln 10, as if a logarithm had another base",
    1 / np.log(10): "1 / ln 10, as if a logarithm had another base",
    2.0: "2",
    0.5: "one half",
    -1.0: "-1: the sign is turned round",
    100.0: "100, as if percent were asked for",
    0.01: "1 / 100, as if a share were asked for where percent are",
}


def diagnose(exercise, outcomes, worst):
    """Return `(name of the misconception or "", hint or "")` for a wrong answer.

    Args:
        exercise: the `Exercise`.
        outcomes: the answer's `Outcome` for each case.
        worst: index of the failing case that the learner is shown; it is compared first.
    """
    order = [worst, *(i for i in range(len(outcomes)) if i != worst)]
    for known in exercise.misconceptions:
        if agrees(exercise, known.wrong, outcomes, order, exercise.seconds, run=_run_once):
            return known.name, known.hint
    rights = exercise.right_values()
    if any(outcome.changed is not None for outcome in outcomes):
        return "", ""
    if not all(_is_of_a_kind(outcome.value, right) for outcome, right in zip(outcomes, rights)):
        return "", ""
    said = _like_a_mutant(exercise, outcomes, order)
    return "", said or ("" if exercise.judge else _like_a_relation(exercise, outcomes))


def _run(exercise, function, i, seconds):
    """Return the outcome of a function of ours in case `i`."""
    with _unheard():
        return call_safely(function, exercise.cases[i], seconds)


_run_once = functools.cache(_run)  # for misconceptions: theirs are the same for every answer


def agrees(exercise, function, outcomes, order, seconds, run=_run):
    """Whether a function has the same outcomes as the answer in every case: equal values, or equal errors."""
    return all(_same(run(exercise, function, i, seconds), outcomes[i], exercise.tolerance) for i in order)


@contextlib.contextmanager
def _unheard():
    """Let nothing warn: what runs here is a trial of ours, not the learner's function. TensorFlow warns by `logging`."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(before)


def _same(one, other, tolerance):
    if one.timed_out or other.timed_out or one.changed != other.changed:
        return False
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error) and str(one.error) == str(other.error)
    if one.value is None or other.value is None:
        return one.value is other.value
    compared = call_safely(difference, (other.value, one.value, tolerance), 5, own=3)
    return compared.error is None and compared.value is None


def _is_of_a_kind(value, right):
    """Whether a wrong value is at least of the right sort: then it may come from a function much like the right one."""
    if isinstance(right, (tuple, list)) and isinstance(value, (tuple, list)):
        return all(_is_of_a_kind(a, b) for a, b in zip(value, right))
    if isinstance(right, dict) or isinstance(right, str):
        return type(value) is type(right)
    numeric = _is_numeric(value) and _is_numeric(right)
    return numeric and bool(np.all(np.isfinite(value)) or not np.all(np.isfinite(right)))


def _like_a_mutant(exercise, outcomes, order):
    """Return what the answer looks like among the changed references; nothing if several kinds look the same."""
    if threading.current_thread() is not threading.main_thread() or not _tell_apart(exercise):
        return ""  # outside the main thread nothing would end a mutant's endless loop
    deadline = time.monotonic() + PATIENCE
    mutants, found = mutants_of(exercise), {}
    for mutant in mutants:
        if time.monotonic() > deadline:
            return ""  # the others might agree as well
        if agrees(exercise, mutant.function, outcomes, order, SECONDS):
            found[mutant.words] = None
    if not found:
        deadline = min(deadline, time.monotonic() + PAIRS)
        found = _two_changes(exercise, mutants, outcomes, order, deadline)
    kinds = [words for words in found if words]
    if len(kinds) == 1:
        return f"It looks as if {kinds[0]}."
    if len(kinds) == 2:
        return f"It looks as if {kinds[0]}, or as if {kinds[1]}: here both give the same."
    return ""


def _two_changes(exercise, mutants, outcomes, order, deadline):
    """Try pairs of the commonest changes in one function; the first pair that agrees in all cases is told."""
    seen = set()
    for first in filter(_is_common, mutants):
        names = [argument.arg for argument in first.tree.args.args]
        for _, words, tree in changes(first.tree, names):
            if time.monotonic() > deadline:
                return {}
            if (
                words == first.words
                or not words
                or not first.words
                or frozenset((words, first.words)) in seen
            ):
                continue
            try:
                function = function_from(exercise.reference, first.function_name, tree)
            except SyntaxError:
                continue
            if agrees(exercise, function, outcomes, order, SECONDS):
                return {f"{first.words}, and {words}": None}
    return {}


def _is_common(mutant):
    return mutant.words.endswith(COMMON)


def _tell_apart(exercise):
    """Whether the right values hold so much that two different functions will not agree in all of them by chance."""
    numbers = [np.asarray(value).size for right in exercise.right_values() for value in _leaves(right)]
    return sum(numbers) >= 4


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in _leaves(part)]
    if isinstance(value, str):
        return [list(value)]
    return [value]


# Relations between what was found and what was expected.


def _like_a_relation(exercise, outcomes):
    pairs = list(zip([outcome.value for outcome in outcomes], exercise.right_values()))
    pairs = [
        (np.asarray(found), np.asarray(right))
        for found, right in pairs
        if _is_numeric(found) and _is_numeric(right)
    ]
    if len(pairs) < len(exercise.cases):
        return ""
    said = _like_a_factor(pairs, exercise.tolerance)
    for words, changed in RELATIONS.items():
        if not said and _holds(pairs, changed, exercise.tolerance):
            said = f"Your result is the right one {words}."
    return said


def _is_numeric(value):
    try:
        return np.asarray(value).dtype.kind in "iuf"
    except Exception:
        return False


def _holds(pairs, changed, tolerance):
    differs = False
    for found, right in pairs:
        try:
            with np.errstate(all="ignore"):
                expected = changed(right)
        except (ValueError, IndexError, TypeError):
            return False
        if found.shape != expected.shape or not np.allclose(found, expected, rtol=tolerance, atol=tolerance):
            return False
        differs = (
            differs
            or found.shape != right.shape
            or not np.allclose(found, right, rtol=tolerance, atol=tolerance)
        )
    return differs


def _shifted(right, by):
    shifted = np.roll(right, by, axis=0)
    shifted[:by] = 0
    return shifted


RELATIONS = {
    "with an axis of length 1 too many at the end": lambda right: right[..., None],
    "with an axis of length 1 too many in front": lambda right: right[None],
    "without its last axis": lambda right: right[..., 0] if right.shape[-1] == 1 else right[..., :0],
    "transposed": lambda right: np.swapaxes(right, -1, -2) if right.ndim > 1 else right,
    "with its first two axes exchanged": lambda right: right.swapaxes(0, 1),
    "in the reverse order": lambda right: right[::-1],
    "in the reverse order along the second axis": lambda right: right[:, ::-1],
    "sorted": lambda right: np.sort(right),
    "one place late, with 0 in front": lambda right: _shifted(right, 1),
    "without its first entry": lambda right: right[1:],
    "without its last entry": lambda right: right[:-1],
    "cut off after its first entry; if there is a loop, see whether `return` stands inside it": lambda right: (
        right[:1]
    ),
    "at its first entry alone; if there is a loop, see whether `return` stands inside it": lambda right: (
        right[0]
    ),
    "at its last entry alone": lambda right: right[-1],
    "added up over the entries": lambda right: right.sum(),
    "averaged over the entries": lambda right: right.mean(),
    "subtracted from 1": lambda right: 1 - right,
    "inverted: 1 divided by it": lambda right: 1 / right,
    "squared": lambda right: right**2,
    "before a square root is taken": lambda right: right**2,
    "after one square root too many": lambda right: np.sqrt(right),
    "plus 1": lambda right: right + 1,
    "minus 1": lambda right: right - 1,
    "without its sign": lambda right: np.abs(right),
    "cut to whole numbers": lambda right: np.trunc(right),
    "rounded": lambda right: np.round(right),
    "as its logarithm": lambda right: np.log(right),
}


def _like_a_factor(pairs, tolerance):
    """Name the constant by which every value of every case is too large, if it is the same for all."""
    ratios = []
    for found, right in pairs:
        if found.shape != right.shape:
            return ""
        usable = np.abs(right) > 1e-9
        if not np.allclose(np.asarray(found, float)[~usable], 0, atol=1e-9):
            return ""
        ratios += list((np.asarray(found, float)[usable] / np.asarray(right, float)[usable]).ravel())
    if (
        len(ratios) < 2
        or np.isclose(ratios[0], 1, rtol=1e-9)
        or np.isclose(ratios[0], 0, atol=1e-9)  # all zeros say nothing of the right values
        or not np.allclose(ratios, ratios[0], rtol=max(tolerance, 1e-6), atol=0)
    ):
        return ""
    known = next(
        (words for factor, words in FACTORS.items() if np.isclose(ratios[0], factor, rtol=1e-6)), None
    )
    return f"Every value is the right one times {known or f'{ratios[0]:.4g}'}."
