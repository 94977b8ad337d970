"""Checks of lesson 13: bidirectional and deep networks."""

import numpy as np

from course_utils.checks import answers_13 as answers
from course_utils.checks.deep_13 import exercise_4, exercise_5, exercise_6
from course_utils.checks.mechanism import Exercise, Misconception

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5", "exercise_6"]

# 13.1 Two cells by hand


exercise_1 = Exercise(
    "13.1",
    answers.both_ways,
    cases=[
        (answers.numbers(1, 2, 4, 3), answers.cell(3, 2, 2), answers.cell(3, 2, 3)),
        (answers.numbers(4, 1, 7, 1), answers.cell(1, 5, 5), answers.cell(1, 5, 6)),
        (answers.numbers(7, 3, 1, 2), answers.cell(2, 1, 8), answers.cell(2, 1, 9)),
    ],
    misconceptions=[
        Misconception(
            "the states are not turned back",
            lambda *a: answers.both_ways(*a, turn_back=False),
            "Your backward states stand in the order of reading: its first row belongs to the last step. Turn them around before joining.",
        ),
        Misconception(
            "reading backwards = turning the states",
            lambda *a: answers.both_ways(*a, turn=lambda x: x),
            "You let the second cell read forwards and turned its states. The input itself has to be read from its last step.",
        ),
        Misconception(
            "never turned at all",
            lambda *a: answers.both_ways(*a, turn=lambda x: x, turn_back=False),
            "Both your cells read forwards. One of them must begin at the last step: turn axis 1, `x[:, ::-1]`, not the batch.",
        ),
        Misconception(
            "one set of weights for both directions",
            lambda x, forward, backward: answers.both_ways(x, forward, forward),
            "You read backwards with the forward weights. Each direction has a cell of its own.",
        ),
        Misconception(
            "the backward cell starts from the forward state",
            lambda *a: answers.both_ways(*a, carry=True),
            "Your backward cell began with the last forward state. The two know nothing of each other; both start at zero.",
        ),
        Misconception(
            "backward half first",
            lambda *a: answers.both_ways(*a, first=False),
            "All numbers are there, with the halves exchanged: forward units come first.",
        ),
        Misconception(
            "the batch is turned",
            lambda *a: answers.both_ways(*a, turn=lambda x: x[::-1]),
            "You turned axis 0, the sequences of the batch. Time is axis 1.",
        ),
    ],
)

# 13.2 The states of an encoder for a decoder


exercise_2 = Exercise(
    "13.2",
    answers.decoder_state,
    cases=[answers.four_states(2, 4, 10), answers.four_states(1, 3, 20), answers.four_states(5, 1, 30)],
    misconceptions=[
        Misconception(
            "both h first, then both c",
            lambda states: answers.decoder_state(states, (0, 1), (2, 3)),
            "You joined the first two and the last two. Keras lists h and c of one direction before h and c of the other.",
        ),
        Misconception(
            "the backward half first",
            lambda states: answers.decoder_state(states, (2, 0), (3, 1)),
            "The pairs are right, their halves exchanged: the forward half comes first.",
        ),
        Misconception(
            "cell state = hidden state",
            lambda states: answers.decoder_state(states, (1, 3), (0, 2)),
            "You exchanged h and c. Within each direction h comes first, as with a one-way LSTM.",
        ),
        Misconception(
            "the directions are added",
            lambda states: (states[0] + states[2], states[1] + states[3]),
            "You added the halves, so the decoder would get `units` numbers. It has twice as many: lay them side by side.",
        ),
    ],
)

# 13.3 A test for leaks


def _sequence(seed, steps):
    return answers.numbers(seed, 3, steps, 2)


exercise_3 = Exercise(
    "13.3",
    answers.sees_future,
    cases=[
        (answers.running_sum, _sequence(1, 8), 3),
        (answers.sum_to_come, _sequence(2, 8), 3),
        (answers.ahead(2), _sequence(3, 9), 4),
        (answers.first_step_peeks, _sequence(4, 7), 3),
        (np.tanh, _sequence(5, 6), 4),
        (answers.ahead(1), _sequence(6, 5), 0),
        (answers.delayed, _sequence(7, 6), 2),
        (answers.last_added, _sequence(8, 6), 2),
    ],
    misconceptions=[
        Misconception(
            "later outputs are watched too",
            lambda *a: answers.sees_future(*a, watched=lambda t: slice(None)),
            "You compared the outputs of all steps. Those after t may move, since their own inputs were changed: look at 0 to t only.",
        ),
        Misconception(
            "the present counts as future",
            lambda *a: answers.sees_future(*a, moved=lambda t: slice(t, None)),
            "You changed the input of step t as well. An output may read the present; begin at t + 1.",
        ),
        Misconception(
            "only the next step is moved",
            lambda *a: answers.sees_future(*a, moved=lambda t: slice(t + 1, t + 2)),
            "You changed only step t + 1. A net may read a step further ahead and not that one: change everything after t.",
        ),
        Misconception(
            "only the output of step t is watched",
            lambda *a: answers.sees_future(*a, watched=lambda t: slice(t, t + 1)),
            "You watched step t alone. An earlier output may be the one that reads the future: watch 0 to t.",
        ),
        Misconception(
            "True means clean",
            lambda *a: not answers.sees_future(*a),
            "Your answers are the wrong way round: True says that the future is seen.",
        ),
    ],
)
