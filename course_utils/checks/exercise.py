"""How a check works: run the learner's function safely, compare, show the call that failed, say what it looks like."""

import copy
import dataclasses
import functools
import inspect
import os
import random
import sys

import numpy as np

from course_utils.checks import tally
from course_utils.checks.compare import describe, describe_kind, difference, shown
from course_utils.checks.safely import call_safely, told

PASSED, FAILED, NOT_ATTEMPTED = "passed", "failed", "not attempted"
HARD_CODED = "hard-coded"


@dataclasses.dataclass(frozen=True)
class Misconception:
    """A plausible wrong answer: its name, what it computes, and the hint that answers it."""

    name: str
    wrong: object  # a function with the arguments of the exercise
    hint: str


@dataclasses.dataclass(frozen=True)
class Result:
    """What a check found; `bool(result)` is whether it passed. The learner reads `message`, tests read the rest."""

    number: str
    status: str
    message: str
    misconception: str = ""

    def __bool__(self):
        return self.status == PASSED

    def _ipython_display_(self):
        """Show nothing: the check has printed already."""


# Of an exercise whose answer builds layers: they compute in 32 bits, the first call may have to import TensorFlow, and
# each mutant costs a layer or two.
BUILDS_LAYERS = {"tolerance": 1e-5, "seconds": 120, "mutants": 30}


class Exercise:
    """A checked exercise.

    Args:
        number: such as `"7.2"`, as the lesson prints it.
        title: what the lesson calls it.
        reference: the right function. Checks compare with it, and change it in one place to tell what a wrong answer
            looks like, so write it plainly, with the arguments named as in the lesson's stub.
        cases: list of argument tuples: small round numbers first, then random ones on which the misconceptions differ.
        misconceptions: wrong answers that get a hint of their own, most specific first.
        parts: what the parts of the result are called, if it is a tuple or a list.
        tolerance: largest allowed difference, relative to the size of the right values (at least 1).
        seconds: how long one call may take.
        judge: for open exercises, a function `judge(value, *arguments)` that returns None for a good value
            or a hint; it replaces the comparison with `reference`.
        equivalent: `{description: reason}` of those changes of the reference that make no difference.
        mutants: how many changes of the reference to try; None for all. A number where each costs seconds.

    Raises:
        ValueError: if there are fewer than two cases.
    """

    def __init__(
        self,
        number,
        title,
        reference,
        *,
        cases,
        misconceptions,
        parts=(),
        tolerance=1e-6,
        seconds=20,
        judge=None,
        equivalent=None,
        mutants=None,
    ):
        if len(cases) < 2:
            raise ValueError(f"exercise {number} needs two cases or more: one visible, one hidden")
        self.number, self.title, self.reference = number, title, reference
        self.cases, self.misconceptions, self.parts = cases, misconceptions, parts
        self.tolerance, self.seconds, self.judge = tolerance, seconds, judge
        self.equivalent, self.mutants = equivalent or {}, mutants

    def __call__(self, answer):
        """Check `answer`, print what was found and return it as a `Result`; where nbgrader runs it, raise what fails."""
        result = self.check(answer)
        if not result and os.environ.get("NBGRADER_EXECUTION"):
            raise AssertionError(result.message)
        return result

    def check(self, answer):
        """Check `answer`, print what was found and return it as a `Result`."""
        with random_state_kept():
            result = self._examine(answer)
        mark = {PASSED: "✓", FAILED: "✗", NOT_ATTEMPTED: "○"}[result.status]
        print(f"{mark} Exercise {self.number}: {result.message}")
        if result.status != NOT_ATTEMPTED and (said := tally.count(result)):
            print(said)
        return result

    @functools.cache  # noqa: B019 -- exercises live as long as their module
    def right_values(self):
        """Return what the reference gives for each case."""
        return [self.reference(*copy.deepcopy(case)) for case in self.cases]

    @property
    def argument_names(self):
        """The arguments' names, as the lesson's stub has them."""
        return list(inspect.signature(self.reference).parameters)[: max(map(len, self.cases))]

    def _examine(self, answer):
        from course_utils.checks.diagnose import (
            diagnose,  # which imports what makes mutants: only when one is wrong
        )

        if not callable(answer):
            return self._failed(
                f"the check needs your function itself, found {describe(answer)}. Pass its name, without ()."
            )
        outcomes, complaints = [], []
        for case, right in zip(self.cases, self.right_values()):
            outcome = call_safely(answer, case, self.seconds)
            if isinstance(outcome.error, NotImplementedError):
                said = "not attempted yet. Replace the raise line by your answer."
                return Result(self.number, NOT_ATTEMPTED, said)
            outcomes.append(outcome)
            complaints.append(self.complaint(outcome, case, right))
            if outcome.timed_out:
                break
        bad = [i for i, complaint in enumerate(complaints) if complaint]
        if not bad:
            return Result(self.number, PASSED, f"all {len(self.cases)} cases passed.")
        worst = min(bad, key=lambda i: size_of(self.cases[i]))
        said = f"{self._call(answer, self.cases[worst])} {complaints[worst]}"
        if outcomes[-1].timed_out:
            return self._failed(said)
        if bad[0] > 0 and self._is_constant(outcomes):
            asks = "Every input gets the same answer."
            if not isinstance(outcomes[0].value, (bool, np.bool_)):
                asks += " Is a number or a size of the example written into your function?"
            return self._failed(f"right for the example, wrong for another input: {said} {asks}", HARD_CODED)
        name, hint = diagnose(self, outcomes, worst)
        return self._failed(f"{said} {hint}".rstrip(), name)

    def _failed(self, message, misconception=""):
        return Result(self.number, FAILED, message, misconception)

    def _call(self, answer, case):
        """Write the call that failed; what is long is described instead of shown."""
        name = getattr(answer, "__name__", "your function")
        name = "your function" if not isinstance(name, str) or name == "<lambda>" else name
        arguments = [shown(argument, 40) for argument in case]
        if sum(map(len, arguments)) > 90:
            arguments = [briefly(argument) for argument in case]
            arguments = [f"{label} = {value}" for label, value in zip(self.argument_names, arguments)]
        call = f"{name}({', '.join(arguments)})".replace("an array of shape ", "array ").replace("`", "")
        return f"`{call}`"

    def complaint(self, outcome, case, right):
        """Return what is wrong with one outcome, or None; the sentence goes on after the call."""
        if outcome.timed_out:
            return f"took longer than {self.seconds:g} s and was stopped. Look for a loop that never ends, or a call that waits."
        if outcome.error is not None:
            return f"raised {told(outcome.error)}."
        if outcome.changed is not None:
            return (
                f"changed its argument `{self.argument_names[outcome.changed]}` in place. "
                "Work on a copy: whoever called you still needs the original."
            )
        if outcome.value is None:
            return "returned None. Does every path end in a return line?"
        if self.judge is not None:
            verdict = call_safely(self.judge, (outcome.value, *case), self.seconds, own=1)
            if verdict.error is None:
                return None if verdict.value is None else f"gave {shown(outcome.value)}. {verdict.value}"
            return f"the result must be {describe_kind(right)}; found {describe(outcome.value)}."
        found = call_safely(
            difference, (outcome.value, right, self.tolerance, self.parts), self.seconds, own=4
        )
        if found.error is not None:
            return f"expected {describe_kind(right)}, found {describe(outcome.value)}."
        if found.value is None:
            return None
        gave, expected = shown(outcome.value), shown(right)
        if gave != expected and not {"an array", "..."} & {gave[:8], expected[:8], gave[-3:], expected[-3:]}:
            if len(gave) + len(expected) < 120:
                alike = found.value.startswith("expected") and type(outcome.value) is type(right)
                repeats = alike or found.value == f"expected {expected}, found {gave}."  # said already
                return f"gave {gave}, expected {expected}" + ("." if repeats else f": {found.value}")
        return f"is not right: {found.value}"

    def _is_constant(self, outcomes):
        values = [outcome.value for outcome in outcomes]
        return len(values) > 1 and all(
            value is not None and difference(value, values[0], self.tolerance) is None for value in values
        )


def briefly(argument):
    """Write an argument among many: arrays by their shapes."""
    if isinstance(argument, np.ndarray) and argument.ndim:
        return f"array {argument.shape}"
    if isinstance(argument, (tuple, list)) and any(isinstance(part, np.ndarray) for part in argument):
        inside = ", ".join(briefly(part) for part in argument[:3]) + (", ..." if len(argument) > 3 else "")
        return f"({inside})" if isinstance(argument, tuple) else f"[{inside}]"
    return shown(argument, 30)


def size_of(arguments):
    """Return how much there is to look at in a call: numbers, letters, parts."""
    total = 0
    for argument in arguments:
        if isinstance(argument, (tuple, list)):
            total += 1 + size_of(argument)
        elif isinstance(argument, (str, bytes)):
            total += len(argument)
        else:
            total += int(np.size(argument)) if isinstance(argument, np.ndarray) else 1
    return total


class random_state_kept:
    """A block after which the random generators of Python, NumPy, Keras and TensorFlow are as they were."""

    def __enter__(self):
        self.python, self.numpy = random.getstate(), np.random.get_state()
        self.keras = self.tensorflow = None
        if "keras" in sys.modules:
            from keras.src.backend.common import global_state

            self.state = global_state
            self.names = ("global_random_seed", "global_seed_generator")
            self.keras = [global_state.get_global_attribute(name) for name in self.names]
            generator = self.keras[1]
            self.position = None if generator is None else np.array(generator.state)
        if "tensorflow" in sys.modules:
            from tensorflow.python.eager import context

            self.context = context.context()
            rng = getattr(self.context, "_rng", None)
            self.tensorflow = (self.context._seed, rng, rng.getstate() if rng is not None else None)

    def __exit__(self, *_):
        random.setstate(self.python)
        np.random.set_state(self.numpy)
        if self.keras is not None:
            for name, value in zip(self.names, self.keras):
                self.state.set_global_attribute(name, value)
            if self.position is not None:
                self.keras[1].state.assign(self.position)
        if self.tensorflow is not None:
            self.context._seed, rng, position = self.tensorflow
            if rng is not None:
                self.context._rng = rng
                rng.setstate(position)
