"""Exercise 1.3: the weights of three ways to read some steps."""

from course_utils.checks.exercise import Exercise, Misconception


def count_weights(features, units, steps):
    """Return the weights of a dense layer on the window, of one layer per step, and of one layer for all steps."""
    layer = features * units + units * units + units
    window = steps * features * units + units
    return window, steps * layer, layer


def counted(window=None, per_step=None, shared=None):
    """Return the right function with one or more of its three counts replaced by wrong ones."""

    def wrong(features, units, steps):
        right = count_weights(features, units, steps)
        given = [part and part(features, units, steps) for part in (window, per_step, shared)]
        return tuple(good if bad is None else bad for good, bad in zip(right, given))

    return wrong


exercise = Exercise(
    "1.3",
    "Count the weights",
    count_weights,
    parts=("window", "layer per step", "shared"),
    cases=[(26, 32, 7), (2, 3, 5), (3, 8, 500), (12, 48, 29)],
    equivalent={
        "`layer = features * units + units * units + units` one line later": "the window's count does not use it",
    },
    misconceptions=[
        Misconception(
            "weights per time step",
            counted(shared=lambda f, u, steps: steps * (f * u + u * u + u)),
            "Your shared cell grows with the number of steps. It is one cell, used again at each step.",
        ),
        Misconception(
            "a window's weights do not depend on its length",
            counted(window=lambda f, u, steps: f * u + u),
            "The flattened window has steps × features numbers, and each of them has a weight to each unit.",
        ),
        Misconception(
            "the window has a bias per step",
            counted(window=lambda f, u, steps: steps * (f * u + u)),
            "The window goes into a single dense layer, so there is one bias per unit, and not one per unit and step.",
        ),
        Misconception(
            "the window has a step before",
            counted(window=lambda f, u, steps: steps * f * u + u * u + u),
            "The dense layer on the window reads the window and nothing else: units × units weights too many.",
        ),
        Misconception(
            "a layer per step shares its biases",
            counted(per_step=lambda f, u, steps: steps * (f * u + u * u) + u),
            "With a layer for each step, each has biases of its own as well.",
        ),
        Misconception(
            "a cell reads its input only",
            counted(
                per_step=lambda f, u, steps: steps * (f * u + u),
                shared=lambda f, u, steps: f * u + u,
            ),
            "Each layer also reads the units of the step before: units × units weights more.",
        ),
        Misconception(
            "a cell reads each unit by itself",
            counted(
                per_step=lambda f, u, steps: steps * (f * u + u + u),
                shared=lambda f, u, steps: f * u + u + u,
            ),
            "Each unit reads all units of the step before, and not itself alone: units × units weights.",
        ),
        Misconception(
            "a layer that reads its own units has no bias",
            counted(
                per_step=lambda f, u, steps: steps * (f * u + u * u),
                shared=lambda f, u, steps: f * u + u * u,
            ),
            "The window is right. A layer that reads the units of the step before has biases as well, one for each unit.",
        ),
        Misconception(
            "only the shared layer reads the step before",
            counted(per_step=lambda f, u, steps: steps * (f * u + u)),
            "Your shared layer reads the units of the step before, and your layers per step do not. All are built alike.",
        ),
        Misconception(
            "the first layer has no step before",
            counted(per_step=lambda f, u, steps: steps * (f * u + u * u + u) - u * u),
            "You left out the first layer's weights for a step before. Nothing stands there to be read, and yet the weights exist: "
            "each layer is built like the shared one.",
        ),
        Misconception(
            "one bias for a layer",
            counted(
                window=lambda f, u, steps: steps * f * u + 1,
                per_step=lambda f, u, steps: steps * (f * u + u * u + 1),
                shared=lambda f, u, steps: f * u + u * u + 1,
            ),
            "The matrices are counted. A layer has more than one bias: each of its units adds a bias of its own.",
        ),
        Misconception(
            "the last two exchanged",
            lambda features, units, steps: tuple(count_weights(features, units, steps)[i] for i in (0, 2, 1)),
            "The numbers are right, and the last two have changed places: first a layer per step, then the shared one.",
        ),
        Misconception(
            "no biases",
            counted(
                window=lambda f, u, steps: steps * f * u,
                per_step=lambda f, u, steps: steps * (f * u + u * u),
                shared=lambda f, u, steps: f * u + u * u,
            ),
            "The matrices are counted. The biases are missing: one for each unit of a layer.",
        ),
    ],
)
