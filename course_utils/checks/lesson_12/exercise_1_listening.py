"""Exercise 12.1: how far back a Keras layer listens, with TensorFlow's tape."""

from course_utils.cells.gradients import gradient_norm_by_lag
from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def listening(kind, weights, x):
    """Return the gradient's norm by lag, shape (steps,), divided by that at lag 0."""
    import keras
    import tensorflow as tf

    layer = getattr(keras.layers, kind)(len(weights[1]))
    layer.build(x.shape)
    layer.set_weights(weights)
    inputs = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        last = layer(inputs)
        total = tf.reduce_sum(last)
    norms = gradient_norm_by_lag(tape.gradient(total, inputs))
    return norms / norms[0]


def norms_of(kind, weights, x, all_states=False, units=None):
    """Return the norms by lag, lag 0 first, not divided; each option is a way to get it wrong."""
    import keras
    import tensorflow as tf

    layer = getattr(keras.layers, kind)(len(weights[1]), return_sequences=all_states)
    layer.build(x.shape)
    layer.set_weights(weights)
    inputs = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(layer(inputs)[..., :units])
    return gradient_norm_by_lag(tape.gradient(total, inputs))


def every_state(kind, weights, x):
    """Send a gradient back from every state."""
    norms = norms_of(kind, weights, x, all_states=True)
    return norms / norms[0]


def oldest_first(kind, weights, x):
    """Turn the order round."""
    norms = norms_of(kind, weights, x)[::-1]
    return norms / norms[0]


def turned_after(kind, weights, x):
    """Divide first, then turn the order round."""
    norms = norms_of(kind, weights, x)
    return (norms / norms[0])[::-1]


def adds_up_to_one(kind, weights, x):
    """Divide by the sum over all lags."""
    norms = norms_of(kind, weights, x)
    return norms / norms.sum()


def by_the_largest(kind, weights, x):
    """Divide by the largest norm."""
    norms = norms_of(kind, weights, x)
    return norms / norms.max()


def one_unit(kind, weights, x):
    """Ask one unit of the last state."""
    norms = norms_of(kind, weights, x, units=1)
    return norms / norms[0]


def case(kind, batch, steps, features, units, seed):
    """Return a layer's kind, its weights and an input, all float32."""
    blocks = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind] * units
    b_shape = (2, blocks) if kind == "GRU" else (blocks,)
    arrays = draws.normals(seed, (features, blocks), (units, blocks), b_shape, scale=0.8)
    x = draws.normal(seed + 1, batch, steps, features)
    return kind, [array.astype("float32") for array in arrays], x.astype("float32")


exercise = Exercise(
    "12.1",
    "How far back does a layer listen?",
    listening,
    cases=[
        case("SimpleRNN", 2, 4, 1, 3, seed=11),
        case("GRU", 3, 6, 2, 4, seed=39),  # its largest norm is at lag 2
        case("LSTM", 4, 5, 3, 2, seed=15),
    ],
    tolerance=1e-4,
    mutants=30,  # each builds layers
    misconceptions=[
        Misconception(
            "a gradient from every state",
            every_state,
            "Every state still sends a gradient back, so each input hears from a state close by. Only the last state may send one.",
        ),
        Misconception(
            "oldest first",
            oldest_first,
            "The order is turned round before dividing. gradient_norm_by_lag puts lag 0, the last step, first already.",
        ),
        Misconception(
            "turned after dividing",
            turned_after,
            "Your curve runs from the oldest input to the newest. It must start at lag 0, as gradient_norm_by_lag gives it.",
        ),
        Misconception(
            "made to add up to 1",
            adds_up_to_one,
            "You divided by the sum over all lags. Divide by the norm at lag 0, so that the curve starts at 1.",
        ),
        Misconception(
            "not divided by lag 0",
            norms_of,
            "Right but for the scale: the first entry must be 1, so divide all of them by it.",
        ),
        Misconception(
            "divided by the largest",
            by_the_largest,
            "You divided by the largest norm, which need not stand at lag 0. Divide by the first entry.",
        ),
        Misconception(
            "one unit speaks for all",
            one_unit,
            "Only one unit of the last state sends a gradient. Sum over all of them before you ask the tape.",
        ),
    ],
    equivalent={
        "`layer.set_weights(weights)` one line later": "the two lines do not depend on each other",
    },
)
