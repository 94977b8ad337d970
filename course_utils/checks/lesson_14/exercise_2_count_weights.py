"""Exercise 14.2: the weights of a stack of bidirectional LSTMs."""

from course_utils.checks.exercise import Exercise, Misconception


def count_weights(features, units, depth):
    """Return the number of weights, layer by layer, each with the width that it receives."""
    total = 0
    for _ in range(depth):
        total += 8 * (features * units + units * units + units)
        features = 2 * units
    return total


def counted(features, units, depth, *, width=2, directions=2, sets=4, biases=1):
    """Return the count where a layer hands on `width * units` numbers and has so many cells, sets and biases."""
    total = 0
    for _ in range(depth):
        total += directions * sets * (features * units + units * units + biases * units)
        features = width * units
    return total


def input_for_all(features, units, depth):
    """Let every layer read the input."""
    return depth * counted(features, units, 1)


def units_handed_on(features, units, depth):
    """Let a layer hand on one direction's width."""
    return counted(features, units, depth, width=1)


def one_direction(features, units, depth):
    """Count one cell for each layer."""
    return counted(features, units, depth, directions=1)


def one_layer(features, units, depth):
    """Count one layer whatever the depth."""
    return counted(features, units, 1)


def one_set(features, units, depth):
    """Count a SimpleRNN."""
    return counted(features, units, depth, sets=1)


def no_bias(features, units, depth):
    """Count the matrices only."""
    return counted(features, units, depth, biases=0)


def three_sets(features, units, depth):
    """Count a GRU."""
    return counted(features, units, depth, sets=3)


def one_too_many(features, units, depth):
    """Put `depth` layers above the first."""
    return counted(features, units, depth + 1)


def one_wide_cell(features, units, depth):
    """Count one cell as wide as both directions together."""
    return counted(features, 2 * units, depth, width=1, directions=1)


exercise = Exercise(
    "14.2",
    "Weights of a deep bidirectional LSTM",
    count_weights,
    cases=[(3, 4, 1), (2, 5, 3), (6, 3, 4), (10, 2, 2), (128, 64, 2)],
    misconceptions=[
        Misconception(
            "every layer reads the input",
            input_for_all,
            "You gave each layer the width of the input. From the second on a layer reads the states of the layer below.",
        ),
        Misconception(
            "a layer hands on `units` features",
            units_handed_on,
            "Your upper layers read `units` numbers. With concat the layer below hands on both directions: twice as many.",
        ),
        Misconception(
            "one cell per layer",
            one_direction,
            "You counted one direction. Each Bidirectional layer holds two cells with weights of their own.",
        ),
        Misconception(
            "depth shares weights, like time",
            one_layer,
            "You counted one layer. Weights are shared over time; each layer of a stack has its own.",
        ),
        Misconception(
            "one set of weights per cell",
            one_set,
            "That is a SimpleRNN. An LSTM has four sets: three gates and the candidate.",
        ),
        Misconception(
            "the three sets of a GRU",
            three_sets,
            "That is a GRU. An LSTM has four sets: three gates and the candidate.",
        ),
        Misconception(
            "one layer too many",
            one_too_many,
            "You counted one layer too many: the first one belongs to the `depth` layers.",
        ),
        Misconception(
            "one cell of twice the units",
            one_wide_cell,
            "You counted one LSTM of twice the units. Here two LSTMs of `units` units each stand side by side, and neither sees the other's state.",
        ),
        Misconception(
            "biases are not weights",
            no_bias,
            "You counted the matrices only. Each gate and the candidate has a bias for each unit.",
        ),
    ],
    equivalent={
        "`range(depth)` -> `list(range(depth))[::-1]`": "the loop only counts the layers",
    },
)
