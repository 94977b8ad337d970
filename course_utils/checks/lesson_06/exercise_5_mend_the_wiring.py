"""Exercise 6.5: a net that forgot to hand on every step."""

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def per_step_net(x):
    """Right: the cell hands on all its states, and Dense reads each of them."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(4)
    model = keras.Sequential(
        [keras.Input(x.shape[1:]), layers.SimpleRNN(8, return_sequences=True), layers.Dense(1)]
    )
    return keras.ops.convert_to_numpy(model(x))


def net_of(between):
    """Return a wrong answer: `between(layers, steps)` gives its layers."""

    def wrong(x):
        import keras
        from keras import layers

        # The seed comes before the layers: a layer draws the seed of its weights when it is made.
        keras.utils.set_random_seed(4)
        model = keras.Sequential([keras.Input(x.shape[1:]), *between(layers, x.shape[1])])
        return keras.ops.convert_to_numpy(model(x))

    return wrong


def last_step(layers, steps):
    """Only the last state is handed on."""
    return [layers.SimpleRNN(8), layers.Dense(1)]


def last_step_copied(layers, steps):
    """One answer, repeated."""
    return [layers.SimpleRNN(8), layers.Dense(1), layers.RepeatVector(steps)]


def all_steps_from_the_last(layers, steps):
    """The last state answers for all steps at once."""
    return [layers.SimpleRNN(8), layers.Dense(steps), layers.Reshape((steps, 1))]


def no_loop(layers, steps):
    """Every step stands alone."""
    return [layers.Dense(8, activation="tanh"), layers.Dense(1)]


def dense_made_first(layers, steps):
    """Rightly wired, and the weights are not those of the seed."""
    dense = layers.Dense(1)
    return [layers.SimpleRNN(8, return_sequences=True), dense]


def both_ways(layers, steps):
    """A second cell reads from the end."""
    return [layers.Bidirectional(layers.SimpleRNN(8, return_sequences=True)), layers.Dense(1)]


exercise = Exercise(
    "6.5",
    "Mend the wiring",
    per_step_net,
    cases=[(normal(1, 2, 6, 3).astype("float32"),), (normal(2, 3, 4, 2).astype("float32"),)],
    misconceptions=[
        Misconception(
            "one number for the whole sequence",
            net_of(last_step),
            "The cell still hands on its last state only. Which argument makes it hand on all of them?",
        ),
        Misconception(
            "last state copied to every step",
            net_of(last_step_copied),
            "The shape is right and the wiring is not: every step gets the answer of the last one, which has read the future.",
        ),
        Misconception(
            "all steps from the last state",
            net_of(all_steps_from_the_last),
            "The shape is right and the wiring is not: all outputs are computed from the last state, and the net works for one length only.",
        ),
        Misconception(
            "no recurrent layer",
            net_of(no_loop),
            "The shape is right, but no step knows an earlier one: your net has no recurrent layer.",
        ),
        Misconception(
            "reads both ways",
            net_of(both_ways),
            "The shape is right, but a second cell reads from the end, so every step has seen the later ones. One direction is asked for.",
        ),
        Misconception(
            "Dense made before the cell",
            net_of(dense_made_first),
            "The wiring is right; your layers drew other weights from the seed. Make them in the order of the stub, SimpleRNN first.",
        ),
    ],
    **BUILDS_LAYERS,
)
