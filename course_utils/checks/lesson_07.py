"""Checks of lesson 7: SimpleRNN in Keras."""

import numpy as np

from course_utils.checks import answers_07 as answers
from course_utils.checks.mechanism import Exercise, Misconception

exercise_1 = Exercise(
    "7.1",
    answers.samples_of,
    cases=[(np.arange(1.0, 7.0), 3), (answers.numbers(1, 12), 5), (answers.numbers(2, 4), 1)],
    misconceptions=[
        Misconception(
            "the features axis is missing",
            lambda series, steps: answers.samples_of(series, steps)[:, :, 0],
            "The numbers are right. SimpleRNN wants three axes; one feature per step still needs its axis, of size 1.",
        ),
        Misconception(
            "steps and features swapped",
            lambda series, steps: np.swapaxes(answers.samples_of(series, steps), 1, 2),
            "That is one step with many features: the cell would read all numbers at once, and no recurrence would happen.",
        ),
        Misconception(
            "the target is inside the window",
            lambda series, steps: answers.samples_of(series, steps, first=1),
            "Each window begins one place too late, so its last number is the answer itself.",
        ),
        Misconception(
            "one window too many",
            answers.one_too_many,
            "Your last window has no next value, so nothing could be its target. Stop one window earlier.",
        ),
        Misconception(
            "windows that do not overlap",
            lambda series, steps: answers.samples_of(series, steps)[::steps],
            "You jumped by a whole window. Each sample begins one place after the one before.",
        ),
    ],
)

exercise_2 = Exercise(
    "7.2",
    answers.scaled,
    cases=[
        (np.array([1.0, 2.0, 5.0]), np.array([1.0, 3.0, 6.0])),
        (answers.numbers(3, 9), answers.numbers(4, 4)),
        (np.array([-10.0, 30.0]), np.array([200.0])),
    ],
    misconceptions=[
        Misconception(
            "every set is scaled by itself",
            lambda train, new: answers.scaled(new, new) if np.ptp(new) else np.zeros(len(new)),
            "You used the lowest and highest value of `new`. Then 4, 5, 6 and 40, 41, 42 become the same numbers.",
        ),
        Misconception(
            "both sets are scaled together",
            lambda train, new: answers.scaled(np.concatenate([train, new]), new),
            "The range came from both sets, so the new values decide how the training data look. Use `train` alone.",
        ),
        Misconception(
            "0 to 1 instead of -1 to 1",
            lambda train, new: (answers.scaled(train, new) + 1) / 2,
            "Your range is 0 to 1. Asked for is -1 to 1, where tanh is symmetric.",
        ),
        Misconception(
            "new values are cut off at the range",
            lambda train, new: np.clip(answers.scaled(train, new), -1, 1),
            "A new value outside the training range must come out below -1 or above 1. Cutting it off hides that it is new.",
        ),
        Misconception(
            "standardised",
            answers.standardised,
            "You took the mean away and divided by the standard deviation: a good scaling too, and another one. Asked for: lowest to -1, highest to 1.",
        ),
    ],
)

exercise_3 = Exercise(
    "7.3",
    answers.basic_rnn,
    cases=[
        (answers.numbers(5, 2, 4, 3), answers.numbers(6, 2, 5), *answers.weights(7, 3, 5, 1)),
        (answers.numbers(15, 3, 6, 2), answers.numbers(16, 3, 2), *answers.weights(17, 2, 2, 2)),
        (answers.numbers(25, 4, 1, 1), np.zeros((4, 3)), *answers.weights(27, 1, 3, 2)),
    ],
    misconceptions=[
        Misconception(
            "the first state is always zero",
            answers.from_zero,
            "Your loop begins from zeros. It must begin from the state that was handed in.",
        ),
        Misconception(
            "the output is squashed",
            lambda *arguments: answers.basic_rnn(*arguments, squash=np.tanh),
            "The states are right. The read-out is linear here; tanh belongs to the cell.",
        ),
        Misconception(
            "rows of a batch follow one another",
            answers.along_the_batch,
            "One row's last state became the next row's first. Rows are strangers; all of them take each step together.",
        ),
        Misconception(
            "the state comes first",
            lambda *arguments: answers.basic_rnn(*arguments)[::-1],
            "Both arrays are right and they stand in the wrong order: the output first, then the state, as BasicRNN does.",
        ),
    ],
)

exercise_4 = Exercise(
    "7.4",
    lambda vocabulary, width, units, classes: (
        vocabulary * width + units * (width + units + 1) + classes * (units + 1)
    ),
    cases=[(1000, 64, 128, 10), (27, 16, 48, 2), (50, 8, 3, 1)],
    misconceptions=[
        Misconception(
            "the embedding has a bias",
            lambda v, w, u, c: (v + 1) * w + u * (w + u + 1) + c * (u + 1),
            "An embedding is a table: one row per word and nothing added to it.",
        ),
        Misconception(
            "the cell reads the vocabulary",
            lambda v, w, u, c: v * w + u * (v + u + 1) + c * (u + 1),
            "The cell never sees the word's number. It reads the row that the embedding found, so W_xh has as many rows as that row has numbers.",
        ),
        Misconception(
            "no recurrent matrix",
            lambda v, w, u, c: v * w + u * (w + 1) + c * (u + 1),
            "You counted a dense layer. The cell also reads its own old state, through W_hh.",
        ),
        Misconception(
            "no bias in the cell",
            lambda v, w, u, c: v * w + u * (w + u) + c * (u + 1),
            "The matrices and the read-out are right. Each unit of the cell has a bias too, in b_h.",
        ),
        Misconception(
            "no biases",
            lambda v, w, u, c: v * w + u * (w + u) + c * u,
            "The matrices are right. b_h and b_y are learned as well.",
        ),
    ],
)

exercise_5 = Exercise(
    "7.5",
    answers.contiguous,
    cases=[(np.arange(24), 2, 3), (np.arange(100), 4, 5), (answers.numbers(8, 35), 3, 2)],
    misconceptions=[
        Misconception(
            "consecutive windows side by side",
            answers.side_by_side,
            "Row 1 of a batch continues row 0 of the same batch. The state is handed down, not across: row i must go on in row i of the next batch.",
        ),
        Misconception(
            "rows and batches swapped",
            lambda stream, rows, steps: np.swapaxes(answers.contiguous(stream, rows, steps), 0, 1).copy(),
            "The pieces are right, the axes are not: the first axis counts batches, the second rows.",
        ),
        Misconception(
            "each strip drops its own end",
            answers.own_leftovers,
            "Drop what is left over at the end of the stream, before the strips are cut: each strip has steps * batches values.",
        ),
        Misconception(
            "every row takes every rows-th value",
            answers.interleaved,
            "Your rows skip values. Inside a row, time must go on one step at a time.",
        ),
    ],
)

exercise_6 = Exercise(
    "7.6",
    answers.patient_states,
    cases=[(answers.recordings(9, 3, 2, 4, 2),), (answers.recordings(10, 2, 3, 5, 1),)],
    misconceptions=[
        Misconception(
            "a stateful layer resets itself",
            lambda recordings: answers.patient_states(recordings, reset="never"),
            "The first patient is right, the second still begins with the first one's state. Nothing clears it unless you do.",
        ),
        Misconception(
            "reset after every piece",
            lambda recordings: answers.patient_states(recordings, reset="piece"),
            "Now the pieces of one patient no longer follow one another. Reset between patients only.",
        ),
        Misconception(
            "a new layer for each patient",
            lambda recordings: answers.patient_states(recordings, reset="layer"),
            "Only the first patient is right: a new layer draws new weights. Keep the layer and clear its state.",
        ),
    ],
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
)
