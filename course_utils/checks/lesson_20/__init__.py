"""Checks of lesson 20: speech and motion."""

from course_utils.checks.lesson_20.exercise_1_loudest_frequency import exercise as exercise_1
from course_utils.checks.lesson_20.exercise_2_frames_needed import exercise as exercise_2
from course_utils.checks.lesson_20.exercise_3_in_pieces import exercise as exercise_3
from course_utils.checks.lesson_20.exercise_4_seen_before import exercise as exercise_4
from course_utils.checks.lesson_20.exercise_5_next_sample import exercise as exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]
