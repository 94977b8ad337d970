"""Checks of lesson 19: translation."""

from course_utils.checks.lesson_19.exercise_1_attention import exercise as exercise_1
from course_utils.checks.lesson_19.exercise_2_bahdanau import exercise as exercise_2
from course_utils.checks.lesson_19.exercise_3_error_rates import exercise as exercise_3
from course_utils.checks.lesson_19.exercise_4_collapse import exercise as exercise_4
from course_utils.checks.lesson_19.exercise_5_spelling_loss import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
