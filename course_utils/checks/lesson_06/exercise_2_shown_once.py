"""Exercise 6.2: the input is heard once, as the state from which the loop starts."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def shown_once(x, steps):
    """Right: x makes the first state, and the loop hears nothing more of it."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(4)
    silence = np.zeros((len(x), steps, 1), "float32")
    first_state = layers.Dense(8, activation="tanh")(x)
    states = layers.SimpleRNN(8, return_sequences=True)(silence, initial_state=first_state)
    return keras.ops.convert_to_numpy(layers.Dense(4)(states))


def net_of(wired):
    """Return a wrong answer: `wired(x, silence, start, loop)` gives the states that are read out."""

    def wrong(x, steps):
        import keras
        from keras import layers

        # The seed comes before the layers: a layer draws the seed of its weights when it is made.
        keras.utils.set_random_seed(4)
        start = layers.Dense(8, activation="tanh")
        loop = layers.SimpleRNN(8, return_sequences=True)
        read_out = layers.Dense(4)
        silence = np.zeros((len(x), steps, 1), "float32")
        return keras.ops.convert_to_numpy(read_out(wired(x, silence, start, loop)))

    return wrong


def state_forgotten(x, silence, start, loop):
    """The loop starts from zero, as it does by itself."""
    return loop(silence)


def at_every_step(vectors, silence):
    """Return vectors `(batch, features)` repeated as often as `silence` has steps."""
    from keras import layers

    return layers.RepeatVector(silence.shape[1])(vectors)


def shown_at_every_step(x, silence, start, loop):
    """What Dense made of x is the input, not the state."""
    return loop(at_every_step(start(x), silence))


def picture_at_every_step(x, silence, start, loop):
    """The wiring of section 3, to the letter."""
    return loop(at_every_step(x, silence))


def started_and_shown(x, silence, start, loop):
    """The first state is made of x, and x stands at every step as well."""
    return loop(at_every_step(x, silence), initial_state=start(x))


def heard_at_the_first_step(x, silence, start, loop):
    """The vector is the first input, and zeros follow."""
    from keras import ops

    first = ops.expand_dims(start(x), 1)
    return loop(ops.pad(first, [[0, 0], [0, silence.shape[1] - 1], [0, 0]]))


def last_state_only(x, silence, start, loop):
    """Many-to-one: one answer for each sequence."""
    return loop(silence, initial_state=start(x))[:, -1]


def straight_start(x, silence, start, loop):
    """The first state is not squashed, so it may lie where no state of this loop can."""
    from keras import activations

    start.activation = activations.linear
    return loop(silence, initial_state=start(x))


def first_state_read_out(x, silence, start, loop):
    """The answers come one step early: the first is read before the loop has taken a step."""
    from keras import ops

    first = start(x)
    states = loop(silence, initial_state=first)
    return ops.concatenate([ops.expand_dims(first, 1), states[:, :-1]], axis=1)


def as_probabilities(x, steps):
    """The read-out of section 3, softmax and all."""
    shares = np.exp(shown_once(x, steps))
    return shares / shares.sum(axis=-1, keepdims=True)


def made_in_another_order(x, steps):
    """Rightly wired, and the weights are not those of the seed."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(4)
    loop = layers.SimpleRNN(8, return_sequences=True)
    first_state = layers.Dense(8, activation="tanh")(x)
    states = loop(np.zeros((len(x), steps, 1), "float32"), initial_state=first_state)
    return keras.ops.convert_to_numpy(layers.Dense(4)(states))


exercise = Exercise(
    "6.2",
    "Shown once",
    shown_once,
    cases=[
        (normal(7, 2, 3).astype("float32"), 5),
        (normal(9, 3, 2).astype("float32"), 6),
    ],
    misconceptions=[
        Misconception(
            "the first state is not handed over",
            net_of(state_forgotten),
            "All your answers are 0. Did the loop start from zero? Then x never reaches it: hand its state over, "
            "`layer(inputs, initial_state=...)`. Or were the answers cut to whole numbers?",
        ),
        Misconception(
            "shown at every step",
            net_of(shown_at_every_step),
            "You repeat what Dense made of x as the input of every step. It is the state *before* the first step, and the "
            "loop reads zeros.",
        ),
        Misconception(
            "shown at every step as it is",
            net_of(picture_at_every_step),
            "This is the wiring of section 3, where x stands at every step. Here the loop reads zeros; x makes the state "
            "it starts from.",
        ),
        Misconception(
            "started and shown",
            net_of(started_and_shown),
            "The first state is right, and the loop still reads x at every step. Let it read zeros.",
        ),
        Misconception(
            "answers as probabilities",
            as_probabilities,
            "The wiring is right, and the answers went through a softmax. `Dense(4)` alone hands on its sums.",
        ),
        Misconception(
            "heard at the first step",
            net_of(heard_at_the_first_step),
            "You gave x to the loop as its first input. The loop reads zeros at all steps; x makes the state *before* the "
            "first of them.",
        ),
        Misconception(
            "last state only",
            net_of(last_state_only),
            "You read the last state alone. There is an answer at every step: the loop must hand on all its states.",
        ),
        Misconception(
            "the first state is not squashed",
            net_of(straight_start),
            "The wiring is right. Make the first state with `tanh`: then it lies between -1 and 1, as all later states do.",
        ),
        Misconception(
            "reads out before the step",
            net_of(first_state_read_out),
            "Your answers come one step early: the first is read from the state that x made. Take the step, then read out.",
        ),
        Misconception(
            "layers made in another order",
            made_in_another_order,
            "The wiring is right; your layers drew other weights from the seed. Make them in the order in which they are used.",
        ),
    ],
    equivalent={
        "`1` -> `2`": "features of silence: zeros of any width say nothing",
        "`1` -> `0`": "features of silence: zeros of any width say nothing",
        "`keras.utils.set_random_seed(4)` one line later": "silence draws nothing",
        "`silence = np.zeros((len(x), steps, 1), 'float32')` one line later": "silence draws nothing",
    },
    **BUILDS_LAYERS,
)
