"""Checks of lesson 2: the hidden state."""

import numpy as np

from course_utils.checks import answers_02 as answers
from course_utils.checks.mechanism import Exercise, Misconception

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
    ],
)
