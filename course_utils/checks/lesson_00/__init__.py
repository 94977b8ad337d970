"""Checks of lesson 0: start here."""

from course_utils.checks.lesson_00.exercise_1_questions_and_answers import exercise as exercise_1
from course_utils.checks.lesson_00.exercise_2_nats_per_character import exercise as exercise_2
from course_utils.checks.lesson_00.exercise_3_draw_a_character import exercise as exercise_3
from course_utils.checks.lesson_00.exercise_4_mend_the_error import exercise as exercise_4
from course_utils.checks.lesson_00.worked_example import exercise as worked_example

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "worked_example"]
