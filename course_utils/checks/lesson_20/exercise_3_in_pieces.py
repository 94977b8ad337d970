"""Exercise 20.3: a classifier that hears a clip in pieces and answers after each frame, in Keras."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def in_pieces(pieces, units):
    """Return the answer after each frame of a clip that comes in pieces."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    gru = layers.GRU(units, return_sequences=True, return_state=True)
    read_out = layers.Dense(1, activation="sigmoid")
    state = None
    answers = []
    for piece in pieces:
        outputs, state = gru(piece[None], initial_state=state)
        answers.append(np.array(read_out(outputs))[0, :, 0])
    return np.concatenate(answers)


def layers_of(units):
    """Return the two layers with the weights of the seed."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    gru = layers.GRU(units, return_sequences=True, return_state=True)
    return gru, layers.Dense(1, activation="sigmoid")


def state_forgotten(pieces, units):
    """Begin each piece as if it were a clip."""
    gru, read_out = layers_of(units)
    return np.concatenate([np.array(read_out(gru(piece[None])[0]))[0, :, 0] for piece in pieces])


def last_of_each(pieces, units):
    """Answer once a piece."""
    ends = np.cumsum([len(piece) for piece in pieces]) - 1
    return in_pieces(pieces, units)[ends]


def last_piece(pieces, units):
    """Answer for the last piece alone."""
    return in_pieces(pieces, units)[-len(pieces[-1]) :]


def final_answer(pieces, units):
    """Answer once, at the end."""
    return in_pieces(pieces, units)[-1:]


def first_output_handed_on(pieces, units):
    """Hand on the output of the first frame of a piece."""
    gru, read_out = layers_of(units)
    state, answers = None, []
    for piece in pieces:
        outputs, _ = gru(piece[None], initial_state=state)
        state = outputs[:, 0]
        answers.append(np.array(read_out(outputs))[0, :, 0])
    return np.concatenate(answers)


def never_renewed(pieces, units):
    """Start every later piece from the state after the first."""
    gru, read_out = layers_of(units)
    outputs, state = gru(pieces[0][None])
    answers = [np.array(read_out(outputs))[0, :, 0]]
    for piece in pieces[1:]:
        outputs, _ = gru(piece[None], initial_state=state)
        answers.append(np.array(read_out(outputs))[0, :, 0])
    return np.concatenate(answers)


def frames_as_clips(pieces, units):
    """Give each frame as a clip of its own."""
    return state_forgotten([frame[None] for piece in pieces for frame in piece], units)


def backwards(pieces, units):
    """Read the pieces in the wrong order."""
    return in_pieces(pieces[::-1], units)


def logits(pieces, units):
    """Leave the sigmoid out."""
    p = in_pieces(pieces, units)
    return np.log(p / (1 - p))


def clip(seed, lengths, features):
    """Return the pieces of a clip, a list of arrays (frames, features)."""
    return [normal(seed + k, length, features).astype("float32") for k, length in enumerate(lengths)]


exercise = Exercise(
    "20.3",
    "In pieces",
    in_pieces,
    cases=[(clip(1, [2, 3], 2), 3), (clip(11, [4, 1, 3], 5), 4), (clip(21, [3, 6, 2, 5], 3), 7)],
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
    mutants=30,  # each builds layers
    misconceptions=[
        Misconception(
            "state forgotten",
            state_forgotten,
            "Every piece begins from an empty state. Hand the state after one piece to the next: initial_state.",
        ),
        Misconception(
            "one answer a piece",
            last_of_each,
            "You answer once a piece. Asked is an answer after every frame.",
        ),
        Misconception(
            "last piece only",
            last_piece,
            "Those are the answers of the last piece. Keep those of the earlier ones, in order.",
        ),
        Misconception(
            "one answer in all",
            final_answer,
            "That is the answer at the end. Asked is one after every frame.",
        ),
        Misconception(
            "first output handed on",
            first_output_handed_on,
            "You hand on the output of a piece's first frame. The state to go on from is the one after its last.",
        ),
        Misconception(
            "state never renewed",
            never_renewed,
            "Every later piece starts from the state after the first. Take the new state after each piece.",
        ),
        Misconception(
            "each frame a clip",
            frames_as_clips,
            "Each frame is read from an empty state, so nothing is remembered. Hand the state on.",
        ),
        Misconception(
            "pieces reversed", backwards, "You read the last piece first. Sound comes in the order of time."
        ),
        Misconception(
            "no sigmoid",
            logits,
            "Those are the numbers before the sigmoid. Give probabilities.",
        ),
    ],
    equivalent={
        "`read_out = layers.Dense(1, activation='sigmoid')` one line later": "the layer draws its weights when it is called",
        "`np.array(read_out(outputs))[0, :, 0]` -> `np.array(read_out(outputs))[-1, :, 0]`": "there is one clip",
        "`np.array(read_out(outputs))[0, :, 0]` -> `np.array(read_out(outputs))[0, :, -1]`": "there is one number",
    },
)
