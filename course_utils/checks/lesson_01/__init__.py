"""Checks of lesson 1: why sequences."""

from course_utils.checks.lesson_01.exercise_1_windows import exercise as exercise_1
from course_utils.checks.lesson_01.exercise_2_bag_of_words import exercise as exercise_2
from course_utils.checks.lesson_01.exercise_3_count_weights import exercise as exercise_3
from course_utils.checks.lesson_01.exercise_4_skill_lost import exercise as exercise_4
from course_utils.checks.lesson_01.exercise_5_honest_shuffle import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
