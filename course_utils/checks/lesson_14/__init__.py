"""Checks of lesson 14: deep networks."""

from course_utils.checks.lesson_14.exercise_1_steady_dropout import exercise as exercise_1
from course_utils.checks.lesson_14.exercise_2_count_weights import exercise as exercise_2
from course_utils.checks.lesson_14.exercise_3_residual_stack import exercise as exercise_3
from course_utils.checks.lesson_14.exercise_4_layer_norm import exercise as exercise_4
from course_utils.checks.lesson_14.exercise_5_best_setting import exercise as exercise_5

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
]
