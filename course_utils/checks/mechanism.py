"""How a check works: run the learner's function safely, compare, and answer the misconception behind a wrong result."""

import copy
import dataclasses
import os

from course_utils.checks.compare import describe, describe_kind, difference
from course_utils.checks.safely import call_safely, told

PASSED, FAILED, NOT_ATTEMPTED = "passed", "failed", "not attempted"


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


class Exercise:
    """A checked exercise.

    Args:
        number: such as `"7.2"`, as the lesson prints it.
        solution: the right function; the check compares with it.
        cases: list of argument tuples; the first is the one the lesson shows, the others guard against
            an answer that fits only that one.
        misconceptions: the wrong answers that get a hint of their own, most specific first.
        tolerance: largest allowed difference, relative to the size of the right values (at least 1).
        seconds: how long one call may take.
        judge: for open exercises, a function `judge(value, *arguments)` that returns None for a good value
            or a hint; it replaces the comparison with `solution`.
    """

    def __init__(self, number, solution, cases, misconceptions, tolerance=1e-6, seconds=20, judge=None):
        if len(cases) < 2:
            raise ValueError(f"exercise {number} needs two cases or more: one visible, one hidden")
        self.number, self.solution, self.cases = number, solution, cases
        self.misconceptions, self.tolerance, self.seconds, self.judge = (
            misconceptions,
            tolerance,
            seconds,
            judge,
        )

    def __call__(self, answer):
        """Check `answer`, print what was found and return it as a `Result`."""
        result = self._examine(answer)
        mark = {PASSED: "✓", FAILED: "✗", NOT_ATTEMPTED: "○"}[result.status]
        print(f"{mark} Exercise {self.number}: {result.message}")
        if not result and os.environ.get("NBGRADER_EXECUTION"):
            raise AssertionError(result.message)
        return result

    def _examine(self, answer):
        if not callable(answer):
            return self._failed(
                f"the check needs your function itself, found {describe(answer)}. Pass its name, without ()."
            )
        outcomes, complaints = [], []
        for case in self.cases:
            outcome = call_safely(answer, case, self.seconds)
            if isinstance(outcome.error, NotImplementedError):
                return Result(
                    self.number, NOT_ATTEMPTED, "not attempted yet. Replace the raise line by your answer."
                )
            outcomes.append(outcome)
            complaints.append(self._complaint(outcome, case))
            if outcome.timed_out:
                break
        bad = [i for i, complaint in enumerate(complaints) if complaint]
        if not bad:
            return Result(self.number, PASSED, f"all {len(self.cases)} cases passed.")
        first = bad[0]
        known = None if outcomes[first].timed_out else self._recognise(outcomes, bad)
        if known:
            return self._failed(f"{complaints[first]} {known.hint}", known.name)
        if first > 0:
            return self._failed(
                f"right for the example, wrong for another input: {complaints[first]} "
                "Is a number or a size of the example written into your function?",
                "hard-coded",
            )
        return self._failed(complaints[first])

    def _failed(self, message, misconception=""):
        return Result(self.number, FAILED, message, misconception)

    def _complaint(self, outcome, case):
        """Return what is wrong with one outcome, or None."""
        if outcome.timed_out:
            return f"your function took longer than {self.seconds:g} s and was stopped. Look for a loop that never ends."
        if outcome.error is not None:
            return f"your function raised {told(outcome.error)}."
        if outcome.changed is not None:
            return (
                f"your function changed its argument number {outcome.changed + 1} in place. "
                "Work on a copy: whoever called you still needs the original."
            )
        if outcome.value is None:
            return "your function returned None. Does every path end in a return line?"
        if self.judge is not None:
            verdict = call_safely(self.judge, (outcome.value, *case), self.seconds, own=1)
            if verdict.error is None:
                return verdict.value
            kind = describe_kind(self.solution(*copy.deepcopy(case)))
            return f"the result must be {kind}; found {describe(outcome.value)}."
        return difference(outcome.value, self.solution(*copy.deepcopy(case)), self.tolerance)

    def _recognise(self, outcomes, bad):
        """Return the misconception that gives the same outcomes: in every case, or in all bad ones, or in the first bad one.

        The example's answer returned for every input may meet a wrong answer by chance, so it must do so in every case.
        """
        chance = bad[0] > 0 and self._is_constant(outcomes)
        for indices in [range(len(outcomes))] if chance else [range(len(outcomes)), bad, bad[:1]]:
            for known in self.misconceptions:
                if all(self._same(known, outcomes[i], self.cases[i]) for i in indices):
                    return known
        return None

    def _is_constant(self, outcomes):
        values = [outcome.value for outcome in outcomes]
        return all(
            value is not None and difference(value, values[0], self.tolerance) is None for value in values
        )

    def _same(self, known, outcome, case):
        expected = call_safely(known.wrong, case, self.seconds)
        if outcome.error is not None or expected.error is not None:
            return type(outcome.error) is type(expected.error) and str(outcome.error) == str(expected.error)
        if outcome.timed_out or outcome.changed != expected.changed:
            return False
        if outcome.value is None or expected.value is None:
            return outcome.value is expected.value
        return difference(outcome.value, expected.value, self.tolerance) is None
