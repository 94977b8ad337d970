"""A check that gives marks: an error where an answer fails, a word where it hands the check its own solution.

`handouts --nbgrader` puts a call of `graded` into the locked cells, which nbgrader restores before it marks. They load
this module anew, so that nothing a submission did to the checks is left.
"""

import contextlib
import importlib
import sys
from pathlib import Path

FOLDER = str(Path(__file__).parent)


class NotPassed(AssertionError):
    """An answer gets no mark. Jupyter shows the sentence and no traceback: that would show how marks are given."""

    def _render_traceback_(self):
        return [str(self)]


def graded(number, answer):
    """Check an answer for a mark: print what the check says, and raise where it is not passed.

    Args:
        number: of the exercise, such as `"7.2"`.
        answer: the learner's function.

    Raises:
        NotPassed: if it is wrong, not attempted, or runs the check's own solution.
    """
    lesson, exercise = number.split(".")
    module = importlib.import_module(f"course_utils.checks.lesson_{int(lesson):02d}")
    exercise = getattr(module, f"exercise_{exercise}")
    with _used(exercise.reference) as used:
        result = exercise.check(answer)
    if used:
        raise NotPassed(
            f"Exercise {number}: no mark. This runs the check's own solution and not an answer of yours."
        )
    if not result:
        raise NotPassed(f"Exercise {number}: no mark. {result.message}")


@contextlib.contextmanager
def _used(reference):
    """Give a list that is no longer empty once an answer has run `reference`, or a copy of it from the same file."""
    used, code = [], reference.__code__

    def note(frame, event, _):
        same = (
            frame.f_code == code and frame.f_code.co_filename == code.co_filename
        )  # == does not compare files
        if event == "call" and same and not _is_check(frame.f_back):
            used.append(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield used
    finally:
        sys.setprofile(before)


def _is_check(frame):
    """Whether a frame is the check at its own work; what `safely` calls is the answer."""
    place = frame.f_code.co_filename
    return place.startswith(FOLDER) and not place.endswith("safely.py")
