"""Checks of lesson 12: which layer."""

from course_utils.checks.lesson_12.exercise_1_listening import exercise as exercise_1
from course_utils.checks.lesson_12.exercise_2_share_of_wins import exercise as exercise_2
from course_utils.checks.lesson_12.exercise_3_in_standard_errors import exercise as exercise_3
from course_utils.checks.lesson_12.exercise_4_runs_needed import exercise as exercise_4
from course_utils.checks.lesson_12.exercise_5_prepared import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
