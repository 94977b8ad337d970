"""Checks of lesson 4: every exercise walks backwards through time."""

from course_utils.checks.lesson_04.exercise_1_gradient_of_the_input_weight import exercise as exercise_1
from course_utils.checks.lesson_04.exercise_2_back_to_the_first_state import exercise as exercise_2
from course_utils.checks.lesson_04.exercise_3_back_through_relu import exercise as exercise_3
from course_utils.checks.lesson_04.exercise_4_mended_walk import exercise as exercise_4

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4"]
