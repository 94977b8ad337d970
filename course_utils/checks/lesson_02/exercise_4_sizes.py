"""Exercise 2.4: read a model's sizes off its weights."""

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def sizes(weights):
    """Right: `(features, units, outputs)`."""
    matrices = [weight.shape for weight in weights if weight.ndim == 2]
    units = next(rows for rows, columns in matrices if rows == columns)
    features = next(rows for rows, columns in matrices if columns == units and rows != units)
    outputs = next(columns for rows, columns in matrices if rows == units and columns != units)
    return features, units, outputs


def as_keras_orders_them(weights):
    kernel, recurrent, _, _, last = weights
    return kernel.shape[0], recurrent.shape[0], last.shape[0]


def by_size(weights):
    rows = sorted({weight.shape[0] for weight in weights if weight.ndim == 2}, reverse=True)
    bias = min(len(weight) for weight in weights if weight.ndim == 1)
    return rows[0], rows[-1], bias


def largest_bias_is_units(weights):
    biases = sorted(len(weight) for weight in weights if weight.ndim == 1)
    features = next(
        weight.shape[0] for weight in weights if weight.ndim == 2 and weight.shape[0] not in biases
    )
    return features, biases[1], biases[0]


def as_in_the_example(weights):
    _, recurrent, _, kernel, read_out = weights
    return kernel.shape[0], recurrent.shape[0], read_out.shape[1]


def first_that_is_not_square(weights):
    matrices = [weight.shape for weight in weights if weight.ndim == 2]
    units = next(rows for rows, columns in matrices if rows == columns)
    first, second = [shape for shape in matrices if shape[0] != shape[1]]
    return first[0], units, second[1]


def arrays(features, units, outputs, order, seed):
    """The five arrays of a model in the given order; 0 to 4 is the order in which Keras gives them."""
    shapes = [(features, units), (units, units), (units,), (units, outputs), (outputs,)]
    drawn = normals(seed, *shapes)
    return [drawn[place] for place in order]


ANY_ORDER = "only one matrix fits, in whatever order they are looked at"

exercise = Exercise(
    "2.4",
    "what the weights tell",
    sizes,
    cases=[
        (arrays(26, 8, 2, [2, 1, 4, 0, 3], 51),),
        (arrays(3, 5, 7, [3, 4, 1, 0, 2], 52),),
        (arrays(12, 9, 4, [0, 1, 2, 3, 4], 53),),
        (arrays(1, 6, 2, [3, 0, 2, 4, 1], 54),),
        (arrays(2, 3, 10, [4, 3, 2, 1, 0], 55),),
    ],
    parts=("features", "units", "outputs"),
    misconceptions=[
        Misconception(
            "the order in which Keras gives them",
            as_keras_orders_them,
            "That reads the list in Keras's own order. Here it may be any: tell the matrices apart by their shapes.",
        ),
        Misconception(
            "the longer bias belongs to the cell",
            largest_bias_is_units,
            "A read-out may be wider than the state, so the longer bias can be b_y. Which matrix gives the units away?",
        ),
        Misconception(
            "the most numbers are the features",
            by_size,
            "A cell may have more units than features. Do not go by size; go by which matrix is square.",
        ),
        Misconception(
            "the order of the example",
            as_in_the_example,
            "That reads the list in the order of the example. It may be any: tell the matrices apart by their shapes.",
        ),
        Misconception(
            "the order in which Keras gives them, columns",
            lambda weights: (weights[0].shape[0], weights[1].shape[0], weights[3].shape[1]),
            "Places 0, 1 and 3 hold the matrices in Keras's own order only. Here it may be any: go by the shapes.",
        ),
        Misconception(
            "W_xh comes first",
            first_that_is_not_square,
            "Of the two matrices that are not square, either may come first. W_xh leads to the units, W_hy away from them.",
        ),
        Misconception(
            "from the largest to the smallest",
            lambda weights: tuple(sorted(sizes(weights), reverse=True)),
            "The three numbers are right, their places are not. A cell may have more units than features: go by the matrices.",
        ),
        Misconception(
            "columns for rows",
            lambda weights: (sizes(weights)[2], sizes(weights)[1], sizes(weights)[0]),
            "Features and outputs are exchanged. W_xh leads to the units, so they are its columns; W_hy leads away from them.",
        ),
    ],
    equivalent={
        "`[weight.shape for weight in weights if weight.ndim == 2]` -> "
        "`[weight.shape for weight in list(weights)[::-1] if weight.ndim == 2]`": ANY_ORDER,
        "`(rows for rows, columns in matrices if rows == columns)` -> "
        "`(rows for rows, columns in list(matrices)[::-1] if rows == columns)`": ANY_ORDER,
        "`(rows for rows, columns in matrices if columns == units and rows != units)` -> "
        "`(rows for rows, columns in list(matrices)[::-1] if columns == units and rows != units)`": ANY_ORDER,
        "`(columns for rows, columns in matrices if rows == units and columns != units)` -> "
        "`(columns for rows, columns in list(matrices)[::-1] if rows == units and columns != units)`": ANY_ORDER,
        "`features = next((rows for rows, columns in matrices if columns == units and rows != units))` one line later": (
            "the two lines do not need each other"
        ),
    },
)
