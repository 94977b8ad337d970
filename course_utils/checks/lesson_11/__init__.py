"""Checks of lesson 11: the GRU."""

from course_utils.checks.lesson_11.exercise_1_take_or_keep import exercise as exercise_1
from course_utils.checks.lesson_11.exercise_2_paper_gru import exercise as exercise_2
from course_utils.checks.lesson_11.exercise_3_three_arrays import exercise as exercise_3
from course_utils.checks.lesson_11.exercise_4_from_pytorch import exercise as exercise_4
from course_utils.checks.lesson_11.exercise_5_units_within import exercise as exercise_5
from course_utils.checks.lesson_11.exercise_6_way_back import exercise as exercise_6
from course_utils.checks.lesson_11.exercise_7_mended_gru import exercise as exercise_7

__all__ = [
    "exercise_1",
    "exercise_2",
    "exercise_3",
    "exercise_4",
    "exercise_5",
    "exercise_6",
    "exercise_7",
]
