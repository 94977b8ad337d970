"""The first form of an exercise, for lessons that are not converted yet."""

from course_utils.checks import exercise as engine
from course_utils.checks.exercise import Misconception  # noqa: F401 -- the old lessons import it from here


class Exercise(engine.Exercise):
    """An exercise whose title is not written beside it."""

    def __init__(self, number, solution, cases, misconceptions, tolerance=1e-6, seconds=20, judge=None):
        super().__init__(
            number,
            "",
            solution,
            cases=cases,
            misconceptions=misconceptions,
            tolerance=tolerance,
            seconds=seconds,
            judge=judge,
        )
