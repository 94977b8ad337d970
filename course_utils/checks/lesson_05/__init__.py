"""Checks of lesson 5: what a window cuts, when a loop stops, and what it keeps."""

from course_utils.checks.lesson_05.exercise_1_cut_the_walk import exercise as exercise_1
from course_utils.checks.lesson_05.exercise_2_which_targets_can_teach import exercise as exercise_2
from course_utils.checks.lesson_05.exercise_3_when_to_stop import exercise as exercise_3
from course_utils.checks.lesson_05.exercise_4_keep_the_best import exercise as exercise_4

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4"]
