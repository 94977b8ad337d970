"""The example of lesson 0, which shows what a check says: count the weights of a dense layer."""

from course_utils.checks.exercise import Exercise, Misconception


def count_weights(inputs, outputs):
    """Return how many weights a dense layer has: a matrix and a bias for each number that goes out."""
    return inputs * outputs + outputs


exercise = Exercise(
    "0.0",
    "What a check says",
    count_weights,
    cases=[(64, 27), (3, 8), (10, 1), (2, 5)],
    misconceptions=[
        Misconception(
            "no biases",
            lambda inputs, outputs: inputs * outputs,
            "The matrix is counted. Each output also adds a number of its own, its bias.",
        ),
        Misconception(
            "a bias per input",
            lambda inputs, outputs: inputs * outputs + inputs,
            "There is one bias for each number that comes out, not for each that goes in.",
        ),
        Misconception(
            "a single bias",
            lambda inputs, outputs: inputs * outputs + 1,
            "There is one bias for each number that comes out, not one for the whole layer.",
        ),
        Misconception(
            "one weight per input",
            lambda inputs, outputs: inputs + outputs,
            "Every output weighs every input, so the matrix has inputs times outputs numbers.",
        ),
    ],
)
