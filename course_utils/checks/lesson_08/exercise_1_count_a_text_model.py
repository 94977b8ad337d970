"""Exercise 8.1: count the numbers of a text model."""

from course_utils.checks.exercise import Exercise, Misconception


def parameters(vocabulary, width, units, classes):
    """Right: a table, a cell with two matrices and a bias, a read-out with one matrix and a bias."""
    embedding = vocabulary * width
    cell = width * units + units * units + units
    read_out = units * classes + classes
    return embedding + cell + read_out


exercise = Exercise(
    "8.1",
    "Count a text model",
    parameters,
    cases=[(10, 2, 3, 4), (50, 8, 3, 2), (27, 16, 48, 5), (1000, 64, 128, 10)],
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
            "no bias in the read-out",
            lambda v, w, u, c: v * w + u * (w + u + 1) + c * u,
            "The embedding and the cell are right. Each class of the read-out has a bias too, in b_y.",
        ),
        Misconception(
            "no embedding",
            lambda v, w, u, c: u * (w + u + 1) + c * (u + 1),
            "The cell and the read-out are right. The embedding is learned too: a table with one row per word.",
        ),
        Misconception(
            "no biases",
            lambda v, w, u, c: v * w + u * (w + u) + c * u,
            "The matrices are right. b_h and b_y are learned as well.",
        ),
    ],
    equivalent={
        "`embedding = vocabulary * width` one line later": "the parts are counted in any order",
        "`cell = width * units + units * units + units` one line later": "the parts are counted in any order",
    },
)
