"""Checks of lesson 22: read and compress."""

from course_utils.checks.lesson_22.exercise_1_silence_a_unit import exercise as exercise_1
from course_utils.checks.lesson_22.exercise_2_narrow_an_interval import exercise as exercise_2
from course_utils.checks.lesson_22.exercise_3_whose_part import exercise as exercise_3
from course_utils.checks.lesson_22.exercise_4_best_weight import exercise as exercise_4
from course_utils.checks.lesson_22.exercise_5_mend_the_shares import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
