"""Checks of lesson 7: SimpleRNN in Keras."""

from course_utils.checks.lesson_07.exercise_1_series_to_samples import exercise as exercise_1
from course_utils.checks.lesson_07.exercise_2_scale import exercise as exercise_2
from course_utils.checks.lesson_07.exercise_3_basic_rnn import exercise as exercise_3
from course_utils.checks.lesson_07.exercise_4_without_a_class import exercise as exercise_4
from course_utils.checks.lesson_07.exercise_5_mend_the_days import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
