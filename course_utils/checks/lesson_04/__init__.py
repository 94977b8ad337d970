"""Checks of lesson 4: every exercise walks backwards through time."""

from .exercise_1_gradient_of_the_input_weight import exercise_1
from .exercise_2_back_to_the_first_state import exercise_2
from .exercise_3_back_through_relu import exercise_3
from .exercise_4_mended_walk import exercise_4

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4"]
