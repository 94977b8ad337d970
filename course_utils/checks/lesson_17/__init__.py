"""Checks of lesson 17: tagging."""

from course_utils.checks.lesson_17.exercise_1_masked_loss import exercise as exercise_1
from course_utils.checks.lesson_17.exercise_2_entities import exercise as exercise_2
from course_utils.checks.lesson_17.exercise_3_entity_f1 import exercise as exercise_3
from course_utils.checks.lesson_17.exercise_4_best_path import exercise as exercise_4
from course_utils.checks.lesson_17.exercise_5_words_and_spelling import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
