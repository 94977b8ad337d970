"""Exercise 16.5: a bug hunt. Recordings whose axes are swapped make a net read features as steps, in Keras."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def speaker_states(archive, units):
    """Return the GRU's last states, read along time and with the padding behind skipped."""
    import keras

    keras.utils.set_random_seed(0)
    recordings = np.transpose(archive, (0, 2, 1))
    skip = keras.layers.Masking()
    reader = keras.layers.GRU(units)
    return np.array(reader(skip(recordings)))


def read(recordings, units, masked=True):
    """Return the last states of recordings of shape (recordings, steps, features)."""
    import keras

    keras.utils.set_random_seed(0)
    mask = (recordings != 0).any(axis=2) if masked else None
    return np.array(keras.layers.GRU(units)(recordings, mask=mask))


def as_they_stand(archive, units):
    """Read the features one after the other."""
    return read(archive, units)


def reshaped(archive, units):
    """Cut the numbers anew into rows instead of turning the axes."""
    recordings, features, steps = archive.shape
    return read(archive.reshape(recordings, steps, features), units)


def no_mask(archive, units):
    """Turn the axes and read the padding."""
    return read(archive.transpose(0, 2, 1), units, masked=False)


def backwards(archive, units):
    """Turn the axes and read from the end."""
    return read(archive.transpose(0, 2, 1)[:, ::-1], units)


def batch_as_steps(archive, units):
    """Turn the recordings into steps."""
    return read(archive.transpose(2, 0, 1), units)


def case(seed, lengths, features, steps):
    """Return recordings as an archive stores them, (recordings, features, steps), zeros behind."""
    values = draws.normal(seed, len(lengths), features, steps).astype("float32")
    return values * (np.arange(steps) < np.array(lengths)[:, None])[:, None, :]


exercise = Exercise(
    "16.5",
    "Bug hunt: recordings of an archive",
    speaker_states,
    cases=[
        (case(1, [4, 2], features=3, steps=4), 2),
        (case(2, [5, 3, 1], features=2, steps=6), 4),
        (case(3, [3, 7, 5, 2], features=4, steps=7), 3),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "the axes as they stand",
            as_they_stand,
            "Your net reads the archive as it stands: the first axis behind the recordings holds features, and it took them for steps.",
        ),
        Misconception(
            "reshape for transpose",
            reshaped,
            "The shape is right, the numbers are not: `reshape` cuts them anew in the order in which they lie. Axes are exchanged by `transpose`.",
        ),
        Misconception(
            "padding read",
            no_mask,
            "Time is read as time now, and so is the padding behind. A mask made before the axes were turned marks nothing.",
        ),
        Misconception(
            "time backwards",
            backwards,
            "You read the recordings from their end.",
        ),
        Misconception(
            "recordings as steps",
            batch_as_steps,
            "You exchanged the recordings with the steps, so that one recording follows another. Axis 0 stays where it is.",
        ),
    ],
    equivalent={
        "`keras.utils.set_random_seed(0)` one line later": "turning axes draws nothing",
        "`recordings = np.transpose(archive, (0, 2, 1))` one line later": "the two lines do not depend on each other",
        "`skip = keras.layers.Masking()` one line later": "it has no weights, so the two lines do not depend on each other",
    },
)
