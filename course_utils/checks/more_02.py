"""Checks of lesson 2, second part: padding, and the bug hunt."""

import numpy as np

from course_utils.checks import answers_02 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 2.4 A padded batch


exercise_4 = Exercise(
    "2.4",
    answers.last_states,
    cases=[
        (answers.numbers(11, 3, 4, 2), np.array([4, 2, 1]), *answers.random_weights(2, 3, 12)),
        (answers.numbers(13, 2, 7, 3), np.array([3, 5]), *answers.random_weights(3, 4, 14)),
        (answers.numbers(15, 1, 5, 1), np.array([5]), *answers.random_weights(1, 2, 16)),
    ],
    misconceptions=[
        Misconception(
            "padding is harmless",
            answers.padding_read,
            "The shorter sequences went on reading their padding. Their state must stop at their own last real step.",
        ),
        Misconception(
            "zero input leaves the state alone",
            answers.input_zeroed,
            "You made the padding zero, and the cell still ran: with x = 0 the state goes on through W_hh, b_h and tanh.",
        ),
        Misconception(
            "masked steps give zeros",
            answers.zeroed,
            "The state was set to zero where the padding begins. Keep the old state there.",
        ),
        Misconception(
            "an index for each row",
            lambda x, lengths, *weights: answers.all_states(x, *weights)[:, lengths - 1],
            "This takes every listed step of every sequence. Give NumPy a row index too, so that row and step go in pairs.",
        ),
        Misconception(
            "one step too far",
            answers.one_too_far,
            "A sequence of length 2 has the steps 0 and 1 in Python's counting; yours read step 2 as well.",
        ),
        Misconception(
            "one step too few",
            lambda x, lengths, *weights: answers.last_states(x, lengths - 1, *weights),
            "Your sequences stop one step early: the last real step, number lengths - 1, must be read too.",
        ),
        Misconception(
            "the shortest sequence decides",
            lambda x, lengths, *weights: answers.padding_read(x[:, : lengths.min()], lengths, *weights),
            "You stopped where the shortest sequence ends. The longer ones go on: keep the old state only for rows that are done.",
        ),
        Misconception(
            "every state",
            lambda x, lengths, *weights: answers.all_states(x, *weights),
            "These are the states after every step. One row for each sequence is asked for: the state after its own last step.",
        ),
    ],
)


# 2.5 Bug hunt: each sequence begins with a clean state


NAMES = [answers.numbers(21, 3, 2), answers.numbers(22, 5, 2), answers.numbers(21, 3, 2)]

exercise_5 = Exercise(
    "2.5",
    answers.read_each,
    cases=[
        (NAMES, *answers.random_weights(2, 3, 23)),
        ([answers.numbers(24, 4, 3), answers.numbers(25, 1, 3)], *answers.random_weights(3, 2, 26)),
    ],
    misconceptions=[
        Misconception(
            "the state resets itself",
            lambda *arguments: answers.read_each(*arguments, clean="never"),
            "The second sequence still begins with what the first one left behind. Nothing clears h unless you do.",
        ),
        Misconception(
            "a clean state at every step",
            lambda *arguments: answers.read_each(*arguments, clean="step"),
            "Now nothing is carried from one step to the next either. Clear the state once per sequence, not once per step.",
        ),
        Misconception(
            "cleared before it was kept",
            lambda *arguments: 0 * answers.read_each(*arguments),
            "All your rows are zeros: the state was cleared before it was kept. Clear it when a sequence begins.",
        ),
        Misconception(
            "all sequences are one long sequence",
            lambda sequences, *weights: answers.read_each([np.concatenate(sequences)], *weights),
            "You joined the sequences. Each of them needs a state of its own, and a row of its own in the result.",
        ),
        Misconception(
            "the last sequence is all",
            lambda sequences, *weights: answers.read_each(sequences[-1:], *weights),
            "Only the last sequence has a row. Append inside the outer loop, once for each sequence.",
        ),
        Misconception(
            "the mean state",
            lambda sequences, *weights: answers.mean_states(sequences, *weights),
            "You averaged the states of a sequence. Asked is the state after its last step alone.",
        ),
    ],
)
