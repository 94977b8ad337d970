"""Checks of lesson 10: LSTM."""

from course_utils.checks.lesson_10.exercise_1_reset_sum import exercise as exercise_1
from course_utils.checks.lesson_10.exercise_2_packed_step import exercise as exercise_2
from course_utils.checks.lesson_10.exercise_3_two_parts import exercise as exercise_3
from course_utils.checks.lesson_10.exercise_4_count_weights import exercise as exercise_4
from course_utils.checks.lesson_10.exercise_5_bias_for_a_span import exercise as exercise_5
from course_utils.checks.lesson_10.exercise_6_step_back import exercise as exercise_6
from course_utils.checks.lesson_10.exercise_7_patient_cell import exercise as exercise_7

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
    "exercise_6",
    "exercise_7",
]
