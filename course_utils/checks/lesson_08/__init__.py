"""Checks of lesson 8: states, batches, masks."""

from course_utils.checks.lesson_08.exercise_1_count_a_text_model import exercise as exercise_1
from course_utils.checks.lesson_08.exercise_2_padded_batch import exercise as exercise_2
from course_utils.checks.lesson_08.exercise_3_contiguous_batches import exercise as exercise_3
from course_utils.checks.lesson_08.exercise_4_mend_the_clinic import exercise as exercise_4
from course_utils.checks.lesson_08.exercise_5_mend_the_word_vectors import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
