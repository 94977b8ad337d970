"""Checks of lesson 23: where next."""

from course_utils.checks.lesson_23.exercise_1_receptive_field import exercise as exercise_1
from course_utils.checks.lesson_23.exercise_2_convolution_step import exercise as exercise_2
from course_utils.checks.lesson_23.exercise_3_attention_step import exercise as exercise_3
from course_utils.checks.lesson_23.exercise_4_two_steps_in_one import exercise as exercise_4
from course_utils.checks.lesson_23.exercise_5_min_lstm import exercise as exercise_5
from course_utils.checks.lesson_23.exercise_6_causal_convolution import exercise as exercise_6

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]
