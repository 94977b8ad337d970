"""Exercise 13.4: does an output depend on inputs that come later?"""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def sees_future(net, x, t):
    """Return whether an output of step t or before moves when the inputs after t are changed."""
    changed = x.copy()
    changed[:, t + 1 :] += np.random.normal(size=changed[:, t + 1 :].shape)
    return bool(np.any(net(changed)[:, : t + 1] != net(x)[:, : t + 1]))


def before_and_after(net, x, begin, end=None, noise=None):
    """Return the net's outputs on x, and with the inputs of steps `begin` to `end` changed."""
    changed = x.copy()
    noise = draws.normal(0, *x.shape) if noise is None else noise
    changed[:, begin:end] += noise[:, begin:end]
    return net(x), net(changed)


def all_outputs(net, x, t):
    """Watch the later outputs too."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.any(after != before))


def present_moved(net, x, t):
    """Change the input of step t as well."""
    before, after = before_and_after(net, x, t)
    return bool(np.any(after[:, : t + 1] != before[:, : t + 1]))


def next_step_only(net, x, t):
    """Change step t + 1 alone."""
    before, after = before_and_after(net, x, t + 1, t + 2)
    return bool(np.any(after[:, : t + 1] != before[:, : t + 1]))


def last_step_only(net, x, t):
    """Change the last step alone."""
    before, after = before_and_after(net, x, x.shape[1] - 1)
    return bool(np.any(after[:, : t + 1] != before[:, : t + 1]))


def output_t_only(net, x, t):
    """Watch the output of step t alone."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.any(after[:, t] != before[:, t]))


def without_output_t(net, x, t):
    """Watch the outputs before step t, and not that of step t."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.any(after[:, :t] != before[:, :t]))


def inverted(net, x, t):
    """Answer True where nothing leaks."""
    return not sees_future(net, x, t)


def rises_only(net, x, t):
    """Count only outputs that rise."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.any(after[:, : t + 1] > before[:, : t + 1]))


def falls_only(net, x, t):
    """Count only outputs that fall."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.any(after[:, : t + 1] < before[:, : t + 1]))


def all_must_move(net, x, t):
    """Ask that every output moves."""
    before, after = before_and_after(net, x, t + 1)
    return bool(np.all(after[:, : t + 1] != before[:, : t + 1]))


def set_to_zero(net, x, t):
    """Replace the future by zeros."""
    before, after = before_and_after(net, x, t + 1, noise=-x)
    return bool(np.any(after[:, : t + 1] != before[:, : t + 1]))


def moved_by_one(net, x, t):
    """Move every later input by the same amount."""
    before, after = before_and_after(net, x, t + 1, noise=np.ones_like(x))
    return bool(np.any(after[:, : t + 1] != before[:, : t + 1]))


# Nets for the cases.


def running_sum(x):
    """Read the past and the present."""
    return np.cumsum(x, axis=1)


def sum_to_come(x):
    """Read the present and the future."""
    return np.cumsum(x[:, ::-1], axis=1)[:, ::-1]


def one_step_ahead(x):
    """Return the input of the next step, and 0 at the end."""
    return np.concatenate([x[:, 1:], 0 * x[:, :1]], axis=1)


def two_steps_ahead(x):
    """Return the input two steps later, and 0 at the end."""
    return np.concatenate([x[:, 2:], 0 * x[:, :2]], axis=1)


def last_added(x):
    """Read the present and the very last step."""
    return x + x[:, -1:]


def one_step_late(x):
    """Return the input of the step before."""
    return np.concatenate([0 * x[:, :1], x[:, :-1]], axis=1)


def first_output_peeks(x):
    """Read the whole sequence in the first output alone."""
    out = np.cumsum(x, axis=1)
    out[:, 0] = x.sum(axis=1)
    return out


def steps_of_the_future(x):
    """Read by how much the last step differs from the one before it."""
    return x + np.round(
        x[:, -1:] - x[:, -2:-1], 9
    )  # so that an equal shift of both is nothing, to the last digit


def squares_to_come(x):
    """Return what can only rise when a future of zeros is changed."""
    return sum_to_come(x**2)


def minus_squares_to_come(x):
    """Return what can only fall when a future of zeros is changed."""
    return -sum_to_come(x**2)


def sequences(steps, seed):
    """Return three random sequences of two features."""
    return draws.normal(seed, 3, steps, 2)


ENDS_IN_ZEROS = np.concatenate([np.ones((2, 3, 1)), np.zeros((2, 3, 1))], axis=1)

exercise = Exercise(
    "13.4",
    "A test for leaks",
    sees_future,
    cases=[
        (running_sum, np.arange(8.0).reshape(1, 4, 2), 1),
        (sum_to_come, np.arange(8.0).reshape(1, 4, 2), 1),
        (two_steps_ahead, sequences(9, seed=3), 4),
        (first_output_peeks, sequences(7, seed=4), 3),
        (np.tanh, sequences(6, seed=5), 4),
        (one_step_ahead, sequences(5, seed=6), 0),
        (one_step_late, sequences(6, seed=7), 2),
        (last_added, sequences(6, seed=8), 2),
        (steps_of_the_future, sequences(8, seed=9), 4),
        (squares_to_come, ENDS_IN_ZEROS, 2),
        (minus_squares_to_come, ENDS_IN_ZEROS, 2),
    ],
    misconceptions=[
        Misconception(
            "later outputs are watched too",
            all_outputs,
            "You compared the outputs of all steps. Those after t may move, since their own inputs were changed: look at 0 to t only.",
        ),
        Misconception(
            "the present counts as future",
            present_moved,
            "You changed the input of step t as well. An output may read the present; begin at t + 1.",
        ),
        Misconception(
            "only the next step is moved",
            next_step_only,
            "You changed only step t + 1. A net may read a step further ahead and not that one: change everything after t.",
        ),
        Misconception(
            "only the last step is moved",
            last_step_only,
            "You changed only the last step. A net may read a nearer one and not that: change everything after t.",
        ),
        Misconception(
            "only the output of step t is watched",
            output_t_only,
            "You watched step t alone. An earlier output may be the one that reads the future: watch 0 to t.",
        ),
        Misconception(
            "the output of step t is left out",
            without_output_t,
            "You watched the outputs before step t. That of step t must not move either: a slice up to it ends at t + 1.",
        ),
        Misconception(
            "True means clean",
            inverted,
            "Your answers are the wrong way round: True says that the future is seen.",
        ),
        Misconception(
            "to depend is to rise",
            rises_only,
            "You noticed outputs that rise and missed those that fall. Compare with != or take the absolute value.",
        ),
        Misconception(
            "to depend is to fall",
            falls_only,
            "You noticed outputs that fall and missed those that rise. Compare with != or take the absolute value.",
        ),
        Misconception(
            "every output must move",
            all_must_move,
            "You asked that every output moves. One that does is a leak: any, not all.",
        ),
        Misconception(
            "the future is set to zero",
            set_to_zero,
            "You set the future to zero. Where it is zero already, that changes nothing: add random numbers.",
        ),
        Misconception(
            "the whole future moves alike",
            moved_by_one,
            "You moved every later input by the same amount. A net that reads differences does not notice: add random numbers.",
        ),
    ],
    equivalent={
        "`changed[:, t + 1:] += np.random.normal(size=changed[:, t + 1:].shape)` without adding up": (
            "random numbers differ from the inputs, added or put in their place"
        ),
    },
)
