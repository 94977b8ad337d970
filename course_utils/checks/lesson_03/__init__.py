"""Checks of lesson 3: what a state can do."""

from course_utils.checks.lesson_03.exercise_1_latch import exercise as exercise_1
from course_utils.checks.lesson_03.exercise_2_fixed_points import exercise as exercise_2
from course_utils.checks.lesson_03.exercise_3_fading import exercise as exercise_3
from course_utils.checks.lesson_03.exercise_4_clean_start import exercise as exercise_4

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4"]
