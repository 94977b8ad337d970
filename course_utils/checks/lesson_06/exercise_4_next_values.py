"""Exercise 6.4: read any number of steps, write n of them, without feedback."""

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def next_values(x, n):
    """Right: the last state of the first loop is what the second loop reads at every step."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(4)
    model = keras.Sequential(
        [
            keras.Input(x.shape[1:]),
            layers.SimpleRNN(8),
            layers.RepeatVector(n),
            layers.SimpleRNN(6, return_sequences=True),
            layers.Dense(1),
        ]
    )
    return keras.ops.convert_to_numpy(model(x))


def net_of(made):
    """Return a wrong answer: `made(layers, n)` gives its layers."""

    def wrong(x, n):
        import keras
        from keras import layers

        # The seed comes before the layers: a layer draws the seed of its weights when it is made.
        keras.utils.set_random_seed(4)
        model = keras.Sequential([keras.Input(x.shape[1:]), *made(layers, n)])
        return keras.ops.convert_to_numpy(model(x))

    return wrong


def no_copies(layers, n):
    """One loop over the input's steps: as many answers as inputs."""
    return [
        layers.SimpleRNN(8, return_sequences=True),
        layers.SimpleRNN(6, return_sequences=True),
        layers.Dense(1),
    ]


def last_of_the_writer(layers, n):
    """The second loop hands on its last state alone."""
    return [layers.SimpleRNN(8), layers.RepeatVector(n), layers.SimpleRNN(6), layers.Dense(1)]


def no_second_loop(layers, n):
    """Every copy is read out as it is, which is the same as copying one answer: n equal answers."""
    return [layers.SimpleRNN(8), layers.RepeatVector(n), layers.Dense(1)]


def all_at_once(layers, n):
    """One matrix for all n answers, which then fits one n only."""
    return [layers.SimpleRNN(8), layers.Dense(n), layers.Reshape((n, 1))]


def all_at_once_in_a_row(layers, n):
    """One matrix for all n answers, left side by side."""
    return [layers.SimpleRNN(8), layers.RepeatVector(n), layers.SimpleRNN(6), layers.Dense(n)]


def sizes_exchanged(layers, n):
    """The reader has the writer's number of units."""
    return [
        layers.SimpleRNN(6),
        layers.RepeatVector(n),
        layers.SimpleRNN(8, return_sequences=True),
        layers.Dense(1),
    ]


def reader_made_last(layers, n):
    """Rightly wired, and the weights are not those of the seed."""
    dense, writer = layers.Dense(1), layers.SimpleRNN(6, return_sequences=True)
    return [layers.SimpleRNN(8), layers.RepeatVector(n), writer, dense]


exercise = Exercise(
    "6.4",
    "Read any number of steps, write n",
    next_values,
    cases=[
        (normal(1, 2, 5, 3).astype("float32"), 4),
        (normal(2, 3, 4, 2).astype("float32"), 7),
    ],
    misconceptions=[
        Misconception(
            "as many answers as inputs",
            net_of(no_copies),
            "Your net gives one answer for each step it reads. n has nothing to do with the number of steps: which layer "
            "makes n steps out of one state?",
        ),
        Misconception(
            "last state of the writer only",
            net_of(last_of_the_writer),
            "The second loop hands on its last state alone. Each of its n states has an answer to give.",
        ),
        Misconception(
            "no second loop",
            net_of(no_second_loop),
            "All n answers of a sequence are equal: no second loop goes over the copies, whose state could tell the steps "
            "apart. Copy the reader's state, not its answer.",
        ),
        Misconception(
            "all answers from one matrix",
            net_of(all_at_once),
            "The shape is right and the wiring is not: one Dense makes all n answers, so its weights fit one n only. Let a "
            "second loop write them.",
        ),
        Misconception(
            "all answers side by side",
            net_of(all_at_once_in_a_row),
            "Your n answers stand side by side, read from one state. Each answer belongs to a step of its own: let the second "
            "loop hand on all its states, and Dense(1) reads each.",
        ),
        Misconception(
            "sizes exchanged",
            net_of(sizes_exchanged),
            "The wiring is right; the loop that reads has 8 units and the loop that writes has 6.",
        ),
        Misconception(
            "layers made in another order",
            net_of(reader_made_last),
            "The wiring is right; your layers drew other weights from the seed. Make them in the order in which they are used.",
        ),
    ],
    **BUILDS_LAYERS,
)
