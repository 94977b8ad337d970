"""Checks of lesson 21: the text generator."""

from course_utils.checks.lesson_21.exercise_1_windows import exercise as exercise_1
from course_utils.checks.lesson_21.exercise_2_bits_per_character import exercise as exercise_2
from course_utils.checks.lesson_21.exercise_3_temperature import exercise as exercise_3
from course_utils.checks.lesson_21.exercise_4_nucleus import exercise as exercise_4
from course_utils.checks.lesson_21.exercise_5_mend_her_writer import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
