"""Checks of lesson 13: bidirectional networks."""

from course_utils.checks.lesson_13.exercise_1_both_ways import exercise as exercise_1
from course_utils.checks.lesson_13.exercise_2_final_output import exercise as exercise_2
from course_utils.checks.lesson_13.exercise_3_decoder_start import exercise as exercise_3
from course_utils.checks.lesson_13.exercise_4_sees_future import exercise as exercise_4
from course_utils.checks.lesson_13.exercise_5_trailing_mean import exercise as exercise_5

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
]
