"""Checks for the exercises, one module per lesson: `from course_utils.checks import lesson_02 as check`."""
