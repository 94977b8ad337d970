"""Checks of lesson 2: the hidden state."""

import numpy as np

from course_utils.checks import answers_02 as answers
from course_utils.checks.mechanism import Exercise, Misconception
from course_utils.checks.more_02 import exercise_4, exercise_5

__all__ = ["exercise_1", "exercise_2", "exercise_3", "exercise_4", "exercise_5"]

# 2.1 The loop with its read-out
exercise_1 = Exercise(
    "2.1",
    answers.read_out,
    cases=[
        (answers.numbers(1, 4, 3), np.zeros(2), *answers.random_weights(3, 2, 2, outputs=1)),
        (answers.numbers(3, 6, 2), answers.numbers(4, 5), *answers.random_weights(2, 5, 5, outputs=3)),
        (answers.numbers(6, 1, 4), answers.numbers(7, 3), *answers.random_weights(4, 3, 8, outputs=3)),
    ],
    misconceptions=[
        Misconception(
            "the hidden state is the output",
            answers.states_only,
            "These are the states. The output is a read-out of the state: multiply by W_hy and add b_y.",
        ),
        Misconception(
            "every step starts from h_0",
            answers.always_from_h_0,
            "Each step began from the first state again. Keep the new state under the name h for the next step.",
        ),
        Misconception(
            "the read-out is squashed too",
            answers.squashed_output,
            "The tanh belongs to the state. The read-out is linear here, or it could never exceed 1.",
        ),
        Misconception(
            "the bias is added after the tanh",
            answers.bias_outside,
            "Look where b_h stands in the equation: inside the brackets of tanh.",
        ),
        Misconception(
            "no bias of the state",
            lambda xs, h, W_xh, W_hh, b_h, *rest: answers.read_out(xs, h, W_xh, W_hh, 0 * b_h, *rest),
            "Three terms stand inside the tanh: input, old state, and the bias b_h. Yours lacks the bias.",
        ),
        Misconception(
            "column form of the state",
            lambda xs, h, W_xh, W_hh, *rest: answers.read_out(xs, h, W_xh, W_hh.T, *rest),
            "h is a row here, so it stands on the left: h @ W_hh. W_hh @ h belongs to books that write columns.",
        ),
        Misconception(
            "no bias of the read-out",
            lambda *arguments: answers.read_out(*arguments[:-1], 0.0),
            "The product with W_hy is right. The read-out has a bias as well: add b_y.",
        ),
        Misconception(
            "the state handed in is thrown away",
            lambda xs, h, *weights: answers.read_out(xs, 0 * h, *weights),
            "Your loop begins from zeros. It must begin from the h that was handed in; only in the example is that zero.",
        ),
        Misconception(
            "the output comes before the step",
            answers.read_before,
            "You read out the state that each step found. Update h first: an output belongs to the state after its own input.",
        ),
        Misconception(
            "the last output is all",
            lambda *arguments: answers.read_out(*arguments)[-1],
            "That is the output of the last step alone. Every step has one: collect them in ys.",
        ),
        Misconception(
            "no tanh",
            answers.linear_state,
            "The sum inside the brackets is right. The new state is the tanh of it.",
        ),
    ],
)

# 2.2 Counting the weights
exercise_2 = Exercise(
    "2.2",
    answers.count,
    cases=[(26, 8, 2, 10), (3, 8, 1, 500), (1, 1, 1, 1), (12, 48, 9, 29)],
    misconceptions=[
        Misconception(
            "weights per time step",
            lambda f, u, o, steps: steps * (f * u + u * u + u) + u * o + o,
            "You counted the cell once per step. All steps use the same W_xh, W_hh and b_h.",
        ),
        Misconception(
            "all weights per time step",
            lambda f, u, o, steps: steps * answers.count(f, u, o, steps),
            "You counted everything once per step. Each step uses the same weights, those of the read-out included.",
        ),
        Misconception(
            "no bias of the read-out",
            lambda f, u, o, steps: answers.count(f, u, o, steps) - o,
            "Nearly: the read-out adds b_y, one number for each output.",
        ),
        Misconception(
            "one recurrent weight per unit",
            lambda f, u, o, steps: f * u + u + u + u * o + o,
            "Every unit reads every unit of the old state, so W_hh has a row and a column for each.",
        ),
        Misconception(
            "no biases",
            lambda f, u, o, steps: f * u + u * u + u * o,
            "The three matrices are right. b_h and b_y are weights as well.",
        ),
        Misconception(
            "the read-out is part of the cell",
            lambda f, u, o, steps: f * u + u * u + u,
            "That is the cell alone. The read-out brings W_hy and b_y.",
        ),
        Misconception(
            "a read-out per time step",
            lambda f, u, o, steps: f * u + u * u + u + steps * (u * o + o),
            "The cell is counted once, as it should be. The read-out too is one, used again at each step.",
        ),
    ],
)

# 2.3 A unit that remembers
exercise_3 = Exercise(
    "2.3",
    lambda pulse: (2.0 / pulse, 2.0, 0.0),
    cases=[(1.0,), (-0.5,), (4.0,)],
    misconceptions=[
        Misconception(
            "a large input weight is memory",
            lambda pulse: (10.0 / pulse, 0.0, 0.0),
            "The pulse arrives, and one step later it is gone: only w_hh carries anything on to the next step.",
        ),
        Misconception(
            "w_hh = 1 keeps the state",
            lambda pulse: (2.0 / pulse, 1.0, 0.0),
            "Without the tanh a factor of 1 would hold it. The tanh takes a little at every step, so w_hh must give a little back.",
        ),
        Misconception(
            "the bias does the remembering",
            lambda pulse: (2.0 / pulse, 2.0, 1.0),
            "A bias acts at every step, with a pulse or without: the unit can no longer tell the two apart.",
        ),
        Misconception(
            "the sign of w_hh does not matter",
            lambda pulse: (2.0 / pulse, -2.0, 0.5),
            "A negative w_hh turns the state around at each step. Look at the panel of oscillation again.",
        ),
    ],
    judge=answers.judge_latch,
)
