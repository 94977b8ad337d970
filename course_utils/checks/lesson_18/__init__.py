"""Checks of lesson 18: captioning."""

from course_utils.checks.lesson_18.exercise_1_matches import exercise as exercise_1
from course_utils.checks.lesson_18.exercise_2_bleu import exercise as exercise_2
from course_utils.checks.lesson_18.exercise_3_one_word import exercise as exercise_3
from course_utils.checks.lesson_18.exercise_4_picture_at_every_word import exercise as exercise_4
from course_utils.checks.lesson_18.exercise_5_free_step import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
