"""Exercise 12.5, bug hunt: padding that is scaled is no padding any more."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def prepared(values, lengths, train):
    """Return x: scaled by the real frames of the training part, zeros behind the end of each recording."""
    real = np.arange(values.shape[1]) < lengths[:, None]
    frames = values[train][real[train]]
    x = (values - frames.mean(axis=0)) / frames.std(axis=0)
    x[~real] = 0
    return x


def real_steps(values, lengths):
    """Return where a recording has a frame, (recordings, steps)."""
    return np.arange(values.shape[1]) < lengths[:, None]


def scaled_by(values, lengths, frames, zeros=True):
    """Return the values scaled by the given frames, padding set to 0 or not."""
    x = (values - frames.mean(axis=0)) / frames.std(axis=0)
    if zeros:
        x[~real_steps(values, lengths)] = 0
    return x


def as_it_was(values, lengths, train):
    """Scale by all frames of the training part, padding too, and leave the padding scaled."""
    return scaled_by(values, lengths, values[train].reshape(-1, values.shape[2]), zeros=False)


def padding_still_scaled(values, lengths, train):
    """Scale by the real frames, and leave the padding scaled."""
    return scaled_by(values, lengths, values[train][real_steps(values, lengths)[train]], zeros=False)


def padding_still_counted(values, lengths, train):
    """Set the padding to 0, and count it in mean and deviation."""
    return scaled_by(values, lengths, values[train].reshape(-1, values.shape[2]))


def everyone_counted(values, lengths, train):
    """Scale by the frames of all recordings."""
    return scaled_by(values, lengths, values[real_steps(values, lengths)])


def one_scale(values, lengths, train):
    """Use one mean and one deviation for all features."""
    frames = values[train][real_steps(values, lengths)[train]]
    x = (values - frames.mean()) / frames.std()
    x[~real_steps(values, lengths)] = 0
    return x


def by_the_variance(values, lengths, train):
    """Divide by the variance."""
    frames = values[train][real_steps(values, lengths)[train]]
    x = (values - frames.mean(axis=0)) / frames.var(axis=0)
    x[~real_steps(values, lengths)] = 0
    return x


def one_step_too_few(values, lengths, train):
    """Take the last frame of each recording for padding."""
    return prepared(values, np.asarray(lengths) - 1, train)


def recordings(count, steps, features, seed):
    """Return values with zeros behind each end, the lengths, and which rows are for training."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(2, steps + 1, count)
    values = 2.0 + draws.normal(seed + 1, count, steps, features) * np.arange(1, features + 1)
    values[np.arange(steps) >= lengths[:, None]] = 0
    return values, lengths, rng.permutation(count)[: count // 2 + 1]


ROUND = (  # two features, the third recording is for testing
    np.array(
        [
            [[1.0, 10.0], [3.0, 30.0], [0.0, 0.0]],
            [[5.0, 10.0], [0.0, 0.0], [0.0, 0.0]],
            [[9.0, 50.0], [7.0, 70.0], [8.0, 20.0]],
        ]
    ),
    np.array([2, 1, 3]),
    np.array([0, 1]),
)

exercise = Exercise(
    "12.5",
    "Bug hunt: the rival that lost its edge",
    prepared,
    cases=[ROUND, recordings(5, 6, 3, seed=21), recordings(7, 4, 2, seed=31)],
    misconceptions=[
        Misconception(
            "scaling leaves zeros alone",
            as_it_was,
            "That is the cell from before the hunt. Look at a row of x behind the end of its recording.",
        ),
        Misconception(
            "only the mean was wrong",
            padding_still_scaled,
            "Mean and deviation are right now. Behind the end x is still not 0, so no mask can tell padding from sound.",
        ),
        Misconception(
            "padding counts in the mean",
            padding_still_counted,
            "The zeros are back behind the end, and they still pull at mean and deviation: take those over real frames only.",
        ),
        Misconception(
            "test recordings may set the scale",
            everyone_counted,
            "Mean and deviation come from all recordings. What you test on must not take part: only rows in train.",
        ),
        Misconception(
            "one scale fits all",
            one_scale,
            "You used one mean and one deviation for all features. Each has its own: axis=0.",
        ),
        Misconception(
            "deviation is variance",
            by_the_variance,
            "You divided by the variance. Divide by its root, the standard deviation.",
        ),
        Misconception(
            "a length is the last index",
            one_step_too_few,
            "The last frame of each recording was taken for padding. A recording of length n has the steps 0 to n - 1.",
        ),
    ],
    equivalent={},
)
