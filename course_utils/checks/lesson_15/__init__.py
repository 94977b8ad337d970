"""Checks of lesson 15: forecasting."""

from course_utils.checks.lesson_15.exercise_1_aligned_windows import exercise as exercise_1
from course_utils.checks.lesson_15.exercise_2_scaled_error import exercise as exercise_2
from course_utils.checks.lesson_15.exercise_3_hour_by_hour import exercise as exercise_3
from course_utils.checks.lesson_15.exercise_4_encoder_decoder import exercise as exercise_4
from course_utils.checks.lesson_15.exercise_5_interval_score import exercise as exercise_5
from course_utils.checks.lesson_15.exercise_6_honest_error import exercise as exercise_6

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
    "exercise_6",
]
