"""Checks of lesson 11: the GRU."""

import numpy as np

from course_utils.checks import answers_11 as answers
from course_utils.checks.mechanism import Exercise, Misconception
from course_utils.checks.more_11 import exercise_5, exercise_6, exercise_7  # noqa: F401 -- the lesson finds them here

# 11.1 Take over, or keep

exercise_1 = Exercise(
    "11.1",
    answers.take_or_keep,
    cases=[
        (np.array([4.0, 7.0, 8.0]), np.array([1.0, 0.0, 0.5])),
        (answers.numbers(71, 6), np.array([0.0, 1.0, 0.0, 0.0, 1.0, 0.0])),
        (answers.numbers(72, 5), np.array([0.2, 0.9, 0.0, 0.4, 0.0])),
    ],
    misconceptions=[
        Misconception(
            "z is the share that is replaced",
            lambda candidate, take: answers.take_or_keep(candidate, 1 - take),
            "Here z is the share that is kept. Where take is 1 nothing of the old state stays: which z is that?",
        ),
        Misconception(
            "what is not taken is nothing",
            lambda candidate, take: candidate * take,
            "Where take is 0 your state is 0: it was thrown away. It has to stay what it was the step before.",
        ),
        Misconception(
            "new is added to old",
            lambda candidate, take: np.cumsum(candidate * take),
            "You added the new to all of the old. The two shares z and 1 - z always add up to 1.",
        ),
        Misconception(
            "the past is the last candidate",
            answers.keep_candidate,
            "You mixed with the candidate of the step before. What is kept is the state, and that may be much older.",
        ),
    ],
)

# 11.2 The paper's GRU over a sequence

exercise_2 = Exercise(
    "11.2",
    answers.states,
    cases=[
        (answers.numbers(1, 2, 5, 3), np.tanh(answers.numbers(2, 2, 4)), *answers.gru_weights(3, 4, 3)),
        (answers.numbers(4, 3, 7, 2), np.tanh(answers.numbers(5, 3, 2)), *answers.gru_weights(2, 2, 6)),
        (answers.numbers(7, 1, 1, 4), np.tanh(answers.numbers(8, 1, 3)), *answers.gru_weights(4, 3, 9)),
    ],
    misconceptions=[
        Misconception(
            "where r acts does not matter",
            lambda *args: answers.states(*args, after=True),
            "You multiplied by r after the matrix product: Keras's default. The paper's form resets the old state first.",
        ),
        Misconception(
            "z = 1 means replace",
            lambda *args: answers.states(*args, swap=True),
            "z and 1 - z are exchanged in your mixing line. Here z is the share of the old state.",
        ),
        Misconception(
            "the reset gate is optional",
            lambda *args: answers.states(*args, resets=False),
            "r does nothing in your candidate: it sees all of the old state.",
        ),
        Misconception(
            "the blocks come as r, z",
            lambda *args: answers.states(*args, order="rzc"),
            "You took the first block for r. In Keras the order is z, r, candidate.",
        ),
        Misconception(
            "each step starts from the first state",
            answers.not_carried,
            "Every step of yours starts from the same h. The new state must be the h of the step that follows.",
        ),
    ],
)

# 11.3 Weights from PyTorch

exercise_3 = Exercise(
    "11.3",
    answers.from_pytorch,
    cases=[answers.torch_weights(2, 1, 11), answers.torch_weights(3, 4, 21), answers.torch_weights(4, 4, 31)],
    misconceptions=[
        Misconception(
            "all libraries use one order",
            lambda *args: answers.from_pytorch(*args, order=(0, 1, 2)),
            "The shapes are right, and the two gates have changed places: PyTorch stores r first, Keras z.",
        ),
        Misconception(
            "weights are stored one way",
            answers.untransposed,
            "PyTorch multiplies W x with column vectors, Keras x W with rows: transpose both matrices.",
        ),
        Misconception(
            "two biases are one",
            answers.one_bias,
            "Added up they lose something: the second bias of the candidate is multiplied by r, the first is not. Keep two rows.",
        ),
        Misconception(
            "reshape is transpose",
            answers.state_untransposed,
            "W_x is right; W_h has the right shape and the wrong places. A reshape does not turn rows into columns; .T does.",
        ),
        Misconception(
            "the order of the biases does not matter",
            lambda *args: answers.from_pytorch(*args[:2], args[3], args[2]),
            "The two rows of b are exchanged. Keras's first row goes with the input, as bias_ih does.",
        ),
    ],
)

# 11.4 How many units does a budget buy?

exercise_4 = Exercise(
    "11.4",
    answers.units_within,
    cases=[(108, 3, "GRU"), (107, 3, "GRU"), (4000, 12, "LSTM"), (4000, 12, "SimpleRNN"), (4000, 12, "GRU")],
    misconceptions=[
        Misconception(
            "one bias is enough",
            lambda *args: answers.units_within(
                *args, gates={"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 1)}
            ),
            "Keras's default GRU has two biases per block: 3 * u more parameters than you counted.",
        ),
        Misconception(
            "equal units is equal size",
            lambda *args: answers.units_within(
                *args, gates=dict.fromkeys(["SimpleRNN", "LSTM", "GRU"], (1, 1))
            ),
            "You counted one block for every cell. A GRU has three of them and an LSTM four.",
        ),
        Misconception(
            "a GRU is as large as an LSTM",
            lambda *args: answers.units_within(
                *args, gates={"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (4, 1)}
            ),
            "Four blocks are an LSTM's. A GRU has z, r and the candidate.",
        ),
        Misconception(
            "over the budget",
            lambda *args: answers.units_within(*args, over=1),
            "With that many units the layer is over the budget. Stop one earlier.",
        ),
    ],
)
