"""Checks of lesson 2: the hidden state."""

from course_utils.checks.lesson_02.exercise_1_read_out import exercise as exercise_1
from course_utils.checks.lesson_02.exercise_2_batch_test import exercise as exercise_2
from course_utils.checks.lesson_02.exercise_3_keras_twin import exercise as exercise_3
from course_utils.checks.lesson_02.exercise_4_sizes import exercise as exercise_4
from course_utils.checks.lesson_02.exercise_5_steps_first import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
