"""10.4 The number of weights of an LSTM layer."""

from course_utils.checks.exercise import Exercise, Misconception


def count_weights(features, units):
    """Return the number of weights of an LSTM layer as Keras builds it."""
    block = features * units + units * units + units
    return 4 * block


exercise = Exercise(
    "10.4",
    "how many weights",
    count_weights,
    cases=[(2, 32), (64, 128), (1, 3), (3, 4), (12, 5)],
    misconceptions=[
        Misconception(
            "one set of weights",
            lambda f, u: f * u + u * u + u,
            "That is a SimpleRNN. Each of the three gates and the candidate has a set of its own.",
        ),
        Misconception(
            "three gates, three sets",
            lambda f, u: 3 * (f * u + u * u + u),
            "The three gates are counted. The candidate has weights as well.",
        ),
        Misconception(
            "gates without biases",
            lambda f, u: 4 * (f * u + u * u),
            "The matrices are right. Each of the four blocks also has one bias per unit.",
        ),
        Misconception(
            "gates read the cell",
            lambda f, u: 4 * (f * u + u * u + u) + 3 * u,
            "You counted peepholes, which Keras does not have: its gates read x and h, and never c.",
        ),
        Misconception(
            "one number per gate",
            lambda f, u: f * u + u * u + u + 3 * (f + u + 1),
            "You gave each gate a single number for the whole cell. Every unit has gates of its own.",
        ),
        Misconception(
            "two biases per block",
            lambda f, u: 4 * (f * u + u * u + 2 * u),
            "That is PyTorch's count, with one bias for the input and one for the state. Keras has a single bias in each block.",
        ),
        Misconception(
            "no recurrent matrix",
            lambda f, u: 4 * (f * u + u),
            "You counted four dense layers of the input. Each block also reads the old state: units × units weights more.",
        ),
        Misconception(
            "one bias for all blocks",
            lambda f, u: 4 * (f * u + u * u) + u,
            "The matrices are right. Each of the four blocks has a bias of its own, one number per unit.",
        ),
    ],
)
