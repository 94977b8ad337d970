"""Checks of lesson 16: classification."""

from course_utils.checks.lesson_16.exercise_1_word_weights import exercise as exercise_1
from course_utils.checks.lesson_16.exercise_2_mean_state import exercise as exercise_2
from course_utils.checks.lesson_16.exercise_3_calibration_error import exercise as exercise_3
from course_utils.checks.lesson_16.exercise_4_recall_by_class import exercise as exercise_4
from course_utils.checks.lesson_16.exercise_5_recordings_of_an_archive import exercise as exercise_5

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
]
