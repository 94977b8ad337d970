"""Exercise 23.2: one step of a causal convolution with a ring buffer."""

import numpy as np

from course_utils.checks.draws import normals
from course_utils.checks.exercise import Exercise, Misconception


def convolution_step(x, ring, t, kernel, bias, dilation):
    """Put the newest input into the ring and return the output of this step, and the ring."""
    ring = ring.copy()
    ring[t % len(ring)] = x
    y = bias
    for tap in range(len(kernel)):
        ago = (len(kernel) - 1 - tap) * dilation
        y = y + ring[(t - ago) % len(ring)] @ kernel[tap]
    return y, ring


def newest_meets_first_tap(x, ring, t, kernel, bias, dilation):
    """Turn the kernel round, as a convolution of the textbooks does."""
    return convolution_step(x, ring, t, kernel[::-1], bias, dilation)


def without_dilation(x, ring, t, kernel, bias, dilation):
    """Read neighbouring inputs."""
    return convolution_step(x, ring, t, kernel, bias, 1)


def without_bias(x, ring, t, kernel, bias, dilation):
    """Leave the bias out."""
    return convolution_step(x, ring, t, kernel, 0 * bias, dilation)


def moved(x, ring, t, kernel, bias, dilation):
    """Move all inputs one place up and append the newest, which is no ring."""
    line = np.concatenate([np.roll(ring, -(t % len(ring)), axis=0)[1:], x[None]])
    y, _ = convolution_step(x, ring, t, kernel, bias, dilation)
    return y, line


def not_written(x, ring, t, kernel, bias, dilation):
    """Compute from the ring as it was, the newest input not in it."""
    y = bias
    for tap in range(len(kernel)):
        y = y + ring[(t - (len(kernel) - 1 - tap) * dilation) % len(ring)] @ kernel[tap]
    new = ring.copy()
    new[t % len(ring)] = x
    return y, new


def ring_not_returned_new(x, ring, t, kernel, bias, dilation):
    """Give the right output, and the ring without the newest input."""
    y, _ = convolution_step(x, ring, t, kernel, bias, dilation)
    return y, ring


def always_first_place(x, ring, t, kernel, bias, dilation):
    """Write into row 0 and count back from there, so that the past is overwritten."""
    return convolution_step(x, ring, 0, kernel, bias, dilation)


def with_relu(x, ring, t, kernel, bias, dilation):
    """Add a relu that nobody asked for."""
    y, new = convolution_step(x, ring, t, kernel, bias, dilation)
    return np.maximum(y, 0), new


def case(seed, t, taps, channels, filters, dilation):
    """Return arguments in which the ring is full."""
    size = (taps - 1) * dilation + 1
    x, ring, kernel, bias = normals(seed, channels, (size, channels), (taps, channels, filters), filters)
    return x, ring, t, kernel, bias, dilation


SMALL = (
    np.array([5.0]),
    np.array([[1.0], [2.0], [3.0]]),
    4,
    np.array([[[10.0, 0.0]], [[1.0, -1.0]]]),
    np.array([0.5, 0.0]),
    2,
)

exercise = Exercise(
    "23.2",
    "A convolution's step",
    convolution_step,
    cases=[
        SMALL,
        case(1, 0, 3, 2, 4, 1),
        case(2, 7, 2, 3, 2, 4),
        case(3, 23, 4, 2, 3, 2),
        case(4, 10, 3, 4, 5, 3),
    ],
    parts=("y", "ring"),
    misconceptions=[
        Misconception(
            "kernel turned",
            newest_meets_first_tap,
            "The newest input met kernel[0]. In Keras the last tap, kernel[-1], meets the newest input.",
        ),
        Misconception(
            "no dilation",
            without_dilation,
            "You read inputs that lie next to one another. The taps are `dilation` steps apart.",
        ),
        Misconception("no bias", without_bias, "The bias is missing from y. It is added once, not per tap."),
        Misconception(
            "everything moved",
            moved,
            "y is right, but you moved the whole past by one row. In a ring nothing moves: the newest replaces row t % size.",
        ),
        Misconception(
            "newest not in it",
            not_written,
            "You computed y before the newest input was written. It belongs to this step's window.",
        ),
        Misconception(
            "ring as before",
            ring_not_returned_new,
            "y is right, and the ring comes back without the newest input: the next step would miss it.",
        ),
        Misconception(
            "always row 0",
            always_first_place,
            "You always write into row 0. The place goes round: step t belongs into row t % size.",
        ),
        Misconception(
            "relu added", with_relu, "Negative outputs became 0. The layer here has no activation function."
        ),
    ],
    equivalent={
        "`range(len(kernel))` -> `list(range(len(kernel)))[::-1]`": "a sum has no order",
        "`ring[(t - ago) % len(ring)] @ kernel[tap]` -> `ring[(t - ago) % len(ring)].T @ kernel[tap]`": "one row is no matrix",
        "`ring[t % len(ring)] = x` one line later": "the next line does not need it",
    },
)
