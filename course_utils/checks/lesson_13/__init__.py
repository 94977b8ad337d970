"""Checks of lesson 13: bidirectional and deep networks."""

from course_utils.checks.lesson_13.exercise_1_both_ways import exercise as exercise_1
from course_utils.checks.lesson_13.exercise_2_decoder_state import exercise as exercise_2
from course_utils.checks.lesson_13.exercise_3_sees_future import exercise as exercise_3
from course_utils.checks.lesson_13.exercise_4_count_weights import exercise as exercise_4
from course_utils.checks.lesson_13.exercise_5_layer_norm import exercise as exercise_5
from course_utils.checks.lesson_13.exercise_6_final_output import exercise as exercise_6

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
    "exercise_6",
]
