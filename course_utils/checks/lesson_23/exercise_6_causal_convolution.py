"""Exercise 23.6: a bug hunt. A convolution that is called causal and reads the next character."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import BUILDS_LAYERS, Exercise, Misconception


def convolved(x, filters, kernel_size, dilation):
    """Return the convolution of each step with itself and what came before, with zeros before the first step."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.Conv1D(filters, kernel_size, dilation_rate=dilation)
    before = (kernel_size - 1) * dilation
    padded = keras.ops.pad(x, [(0, 0), (before, 0), (0, 0)])
    return np.array(layer(padded))


def with_padding(x, filters, kernel_size, dilation, before, behind):
    """Return the convolution with that many zeros on both sides."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.Conv1D(filters, kernel_size, dilation_rate=dilation)
    return np.array(layer(np.pad(x, [(0, 0), (before, behind), (0, 0)])))


def her_convolution(x, filters, kernel_size, dilation):
    """Pad both sides alike, as the colleague does."""
    reach = (kernel_size - 1) * dilation
    return with_padding(x, filters, kernel_size, dilation, reach - reach // 2, reach // 2)


def behind(x, filters, kernel_size, dilation):
    """Pad behind, so that it reads the future only."""
    return with_padding(x, filters, kernel_size, dilation, 0, (kernel_size - 1) * dilation)


def not_padded(x, filters, kernel_size, dilation):
    """Take the padding away: nothing is seen that should not be, and steps are missing."""
    return with_padding(x, filters, kernel_size, dilation, 0, 0)


def blind_to_now(x, filters, kernel_size, dilation):
    """Pad one more and cut the last step off: it does not see the newest input any more."""
    return with_padding(x, filters, kernel_size, dilation, (kernel_size - 1) * dilation + 1, 0)[:, :-1]


def dilation_dropped(x, filters, kernel_size, dilation):
    """Pad rightly for a dilation of 1, which the layer then has."""
    import keras

    keras.utils.set_random_seed(0)
    layer = keras.layers.Conv1D(filters, kernel_size, padding="causal")
    return np.array(layer(x))


def turned_twice(x, filters, kernel_size, dilation):
    """Turn time round and back again: causal for who reads from the right."""
    return convolved(x[:, ::-1].copy(), filters, kernel_size, dilation)[:, ::-1]


def half_in_front(x, filters, kernel_size, dilation):
    """Pad half of what is needed in front and cut what is too long nowhere: steps are missing."""
    return with_padding(x, filters, kernel_size, dilation, (kernel_size - 1) * dilation // 2, 0)


def case(seed, batch, steps, features, *more):
    return normal(seed, batch, steps, features).astype("float32"), *more


exercise = Exercise(
    "23.6",
    "Bug hunt: a causal convolution",
    convolved,
    cases=[
        case(1, 1, 4, 2, 3, 3, 1),
        case(2, 2, 9, 3, 4, 3, 2),
        case(3, 3, 8, 2, 5, 5, 1),
        case(4, 2, 7, 4, 2, 2, 3),
    ],
    **BUILDS_LAYERS,
    misconceptions=[
        Misconception(
            "both sides alike",
            her_convolution,
            "That is the colleague's. Half of the kernel still lies on steps that have not come yet.",
        ),
        Misconception(
            "padded behind",
            behind,
            "You padded behind. Now each output sees its own step and only what comes after it.",
        ),
        Misconception(
            "not padded",
            not_padded,
            "Without padding the output has fewer steps than the input. Zeros in front keep their number.",
        ),
        Misconception(
            "blind to now",
            blind_to_now,
            "Your output does not see its own step. A generator may read the newest character, and not the next.",
        ),
        Misconception(
            "dilation dropped",
            dilation_dropped,
            "It is causal, and its taps are neighbours. Keep the dilation: then more zeros are needed in front.",
        ),
        Misconception(
            "time turned",
            turned_twice,
            "You turned time round, convolved, and turned it back. That is causal from the other end.",
        ),
        Misconception(
            "half in front",
            half_in_front,
            "You dropped the zeros behind and kept half in front. Count how many steps come out.",
        ),
    ],
)
