"""Checks of lesson 9: vanishing and exploding gradients."""

from course_utils.checks.lesson_09.exercise_1_largest_possible import exercise as exercise_1
from course_utils.checks.lesson_09.exercise_2_with_radius import exercise as exercise_2
from course_utils.checks.lesson_09.exercise_3_identity_start import exercise as exercise_3
from course_utils.checks.lesson_09.exercise_4_clip_each import exercise as exercise_4
from course_utils.checks.lesson_09.exercise_5_no_memory import exercise as exercise_5
from course_utils.checks.lesson_09.exercise_6_mended_talk import exercise as exercise_6

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]
