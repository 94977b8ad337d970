"""Exercise 19.2: Bahdanau's attention from two Dense layers and Keras's AdditiveAttention."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception
from course_utils.data import mask_of


def bahdanau(question, states, real, units):
    """Return the context of every written step; the score is v tanh(W1 question + W2 states)."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    for_question = layers.Dense(units, use_bias=False)
    for_states = layers.Dense(units, use_bias=False)
    look = layers.AdditiveAttention()
    query, key = for_question(question), for_states(states)
    return np.array(look([query, states, key], mask=[None, real]))


def mixed(question, states, real, units, mask=True, value="states", swapped=False, dot=False):
    """Return the context with one thing done otherwise."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    first, second = layers.Dense(units, use_bias=False), layers.Dense(units, use_bias=False)
    if swapped:
        first, second = second, first
        second(states)
    query, key = first(question), second(states)
    look = layers.Attention() if dot else layers.AdditiveAttention()
    mean_of = states if value == "states" else key
    return np.array(look([query, mean_of, key], mask=[None, real] if mask else None))


def no_mask(question, states, real, units):
    """Forget the mask."""
    return mixed(question, states, real, units, mask=False)


def keys_mixed(question, states, real, units):
    """Take the mean of what the Dense made of the states."""
    return mixed(question, states, real, units, value="keys")


def dot_product(question, states, real, units):
    """Use Luong's layer on the two projections."""
    return mixed(question, states, real, units, dot=True)


def made_in_the_other_order(question, states, real, units):
    """Make the Dense for the states first."""
    return mixed(question, states, real, units, swapped=True)


def mask_turned(question, states, real, units):
    """Shut out the real steps."""
    return mixed(question, states, ~real, units)


def states_zeroed(question, states, real, units):
    """Set padded states to zeros in place of a mask."""
    return mixed(question, states * real[:, :, None], real, units, mask=False)


def plain_mean(question, states, real, units):
    """Take the mean of the real states, whatever is asked."""
    weights = real / real.sum(axis=1, keepdims=True)
    context = np.einsum("bt,btf->bf", weights, states)
    return np.repeat(context[:, None], question.shape[1], axis=1)


def with_biases(question, states, real, units):
    """Give the layers biases that start at 0: the same numbers, for the tests."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    for_question, for_states = layers.Dense(units), layers.Dense(units)
    look = layers.AdditiveAttention()
    return np.array(look([for_question(question), states, for_states(states)], mask=[None, real]))


def case(seed, lengths, steps, written, width, features, units):
    """Return questions, states that are not zero at padding, which steps are real, and the units."""
    batch = len(lengths)
    question = normal(seed, batch, written, width).astype("float32")
    states = normal(seed + 1, batch, steps, features, scale=2.0).astype("float32")
    return question, states, mask_of(lengths, steps), units


exercise = Exercise(
    "19.2",
    "Bahdanau's attention in Keras",
    bahdanau,
    cases=[case(1, [2, 3], 4, 1, 2, 3, 5), case(3, [4, 1, 6], 6, 2, 5, 4, 3), case(5, [5, 2], 7, 3, 4, 6, 4)],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "no mask",
            no_mask,
            "Padding still takes weight. The layer is told by mask=[None, real]: none for the questions, real for the states.",
        ),
        Misconception(
            "the projections mixed",
            keys_mixed,
            "You mixed what the Dense made of the states. Score with it as key, the third in the list, and mix the states themselves, the second.",
        ),
        Misconception(
            "dot product",
            dot_product,
            "That is the dot product of the two projections. Bahdanau adds them and takes the tanh: AdditiveAttention.",
        ),
        Misconception(
            "made in the other order",
            made_in_the_other_order,
            "You made the Dense for the states first. The weights are drawn in the order of the calls: the questions come first.",
        ),
        Misconception(
            "mask turned",
            mask_turned,
            "Your mask is True at padding. In Keras True means: this step is real.",
        ),
        Misconception(
            "states of zeros",
            states_zeroed,
            "States of zeros are no mask: their score is not -inf, and they take weight. Hand the mask over by name.",
        ),
        Misconception(
            "plain mean",
            plain_mean,
            "You took the plain mean of the real states, the same for every question. Where is the score?",
        ),
    ],
    equivalent={
        "`for_states = layers.Dense(units, use_bias=False)` one line later": "the layer draws its weights when it is called",
        "`layers.Dense(units, use_bias=False)` -> `layers.Dense(units)`": "a bias starts at 0",
        "`False` -> `True`": "a bias starts at 0",
    },
)
