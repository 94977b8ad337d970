"""Exercise 23.1: how many inputs a stack of dilated convolutions sees."""

from course_utils.checks.exercise import Exercise, Misconception


def receptive_field(kernel_size, dilations):
    """Return how many inputs act on one output of the stack, the newest included."""
    steps = 1
    for dilation in dilations:
        steps = steps + (kernel_size - 1) * dilation
    return steps


def kernel_times_layers(kernel_size, dilations):
    """Multiply the kernel by the number of layers."""
    return kernel_size * len(dilations)


def dilation_forgotten(kernel_size, dilations):
    """Let every layer reach one kernel further, whatever its dilation."""
    return 1 + (kernel_size - 1) * len(dilations)


def newest_forgotten(kernel_size, dilations):
    """Count the inputs before the newest one."""
    return (kernel_size - 1) * sum(dilations)


def kernel_times_dilation(kernel_size, dilations):
    """Let a layer reach `kernel_size` dilations back, one too many."""
    return 1 + kernel_size * sum(dilations)


def last_layer_only(kernel_size, dilations):
    """Look at the highest layer alone."""
    return 1 + (kernel_size - 1) * dilations[-1]


def power(kernel_size, dilations):
    """Multiply the kernels, which holds for one choice of dilations: 1, k, k², ..."""
    return kernel_size ** len(dilations)


exercise = Exercise(
    "23.1",
    "Receptive field",
    receptive_field,
    cases=[(2, [1, 2]), (3, [1, 2, 4, 8]), (3, [4, 1, 1]), (5, [3, 2]), (1, [1, 2, 4]), (4, [6])],
    misconceptions=[
        Misconception(
            "kernel times layers",
            kernel_times_layers,
            "You multiplied kernel size and number of layers. Neighbouring layers share a place, and a dilation reaches further.",
        ),
        Misconception(
            "dilation forgotten",
            dilation_forgotten,
            "A tap lies `dilation` steps from the next, not one. Draw the taps of the second layer.",
        ),
        Misconception(
            "newest forgotten",
            newest_forgotten,
            "That is how far back it reaches. The newest input is seen as well.",
        ),
        Misconception(
            "one tap too many",
            kernel_times_dilation,
            "A kernel of 3 has two gaps between its taps, not three.",
        ),
        Misconception(
            "last layer only",
            last_layer_only,
            "You looked at the highest layer. What it reads has seen further back already.",
        ),
        Misconception(
            "product of the kernels",
            power,
            "That holds if the dilations are 1, k, k² and so on. These may be any.",
        ),
    ],
    equivalent={"the loop ran backwards: `for dilation in dilations:`": "a sum has no order"},
)
