"""Exercise 8.4: a stateful layer that confuses its patients."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def patient_states(recordings):
    """Right: the layer's state is cleared before each patient."""
    import keras

    keras.utils.set_random_seed(5)
    cell = keras.layers.SimpleRNN(4, stateful=True)
    last_states = []
    for recording in recordings:
        cell.reset_state()
        for piece in recording:
            state = np.asarray(cell(piece[None]))[0]
        last_states.append(state)
    return np.array(last_states)


def clinic(recordings, before_patient=None, before_piece=None):
    """Return the last states; `before_patient(layers, cell)` and `before_piece` do something and return the cell."""
    import keras

    keras.utils.set_random_seed(5)
    cell = keras.layers.SimpleRNN(4, stateful=True)
    last_states = []
    for recording in recordings:
        if before_patient is not None:
            cell = before_patient(keras.layers, cell)
        for piece in recording:
            if before_piece is not None:
                cell = before_piece(keras.layers, cell)
            state = np.asarray(cell(piece[None]))[0]
        last_states.append(state)
    return np.array(last_states)


def cleared(layers, cell):
    """Return the cell, its state back at zero."""
    cell.reset_state()
    return cell


def another(layers, cell):
    """Return another cell, with weights of its own."""
    return layers.SimpleRNN(4, stateful=True)


def never_cleared(recordings):
    """Wrong: a patient begins with the state of the one before."""
    return clinic(recordings)


def cleared_for_each_piece(recordings):
    """Wrong: the pieces of a patient do not follow one another."""
    return clinic(recordings, before_piece=cleared)


def another_for_each_patient(recordings):
    """Wrong: the second layer has other weights."""
    return clinic(recordings, before_patient=another)


exercise = Exercise(
    "8.4",
    "Mend the clinic",
    patient_states,
    cases=[(normal(9, 3, 2, 5, 6).astype("float32"),), (normal(10, 2, 3, 4, 5).astype("float32"),)],
    misconceptions=[
        Misconception(
            "a stateful layer resets itself",
            never_cleared,
            "The first patient is right, the second still begins with the first one's state. Nothing clears it unless you do.",
        ),
        Misconception(
            "reset after every piece",
            cleared_for_each_piece,
            "Each piece begins from zero, so the pieces of one patient do not follow one another. Clear a stateful layer between patients only.",
        ),
        Misconception(
            "a new layer for each patient",
            another_for_each_patient,
            "A new layer draws new weights, so the patients are not read by one layer. Keep the layer and clear its state.",
        ),
    ],
    equivalent={
        "`np.asarray(cell(piece[None]))[0]` -> `np.asarray(cell(piece[None]))[-1]`": "a batch of one row",
        "`cell = keras.layers.SimpleRNN(4, stateful=True)` one line later": "the empty list does not need the cell",
        "`cell.reset_state()` one line later": "cleared after each patient: the first begins from zero anyway",
    },
    **BUILDS_LAYERS,
)
