"""Checks of lesson 6: the same cell wired in four ways."""

from course_utils.checks.lesson_06.exercise_1_predict_the_shape import exercise as exercise_1
from course_utils.checks.lesson_06.exercise_2_shown_once import exercise as exercise_2
from course_utils.checks.lesson_06.exercise_3_write_without_a_teacher import exercise as exercise_3
from course_utils.checks.lesson_06.exercise_4_next_values import exercise as exercise_4
from course_utils.checks.lesson_06.exercise_5_mend_the_wiring import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
