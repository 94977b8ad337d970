"""4.4: the bug hunt, all steps of the way back through a leaky cell."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def _leaky_sums(new, d_y, W_hh, W_hy, keep):
    d_a, d_next = [], 0.0
    for t in reversed(range(new.shape[1])):
        d_h = d_y[:, t] @ W_hy.T + d_next
        d_a_t = (1 - keep) * d_h * (1 - new[:, t] ** 2)
        d_next = d_a_t @ W_hh.T + keep * d_h
        d_a.append(d_a_t)
    return np.stack(d_a[::-1], axis=1)


def _walk(sent_back, new, d_y, W_hy, keep, order=reversed):
    """Return the walk back with `sent_back(d_h, d_a)` for what the state before receives."""
    d_a, d_next = np.zeros_like(new), np.zeros_like(new[:, 0])
    for t in order(range(new.shape[1])):
        d_h = d_y[:, t] @ W_hy.T + d_next
        d_a[:, t] = (1 - keep) * d_h * (1 - new[:, t] ** 2)
        d_next = sent_back(d_h, d_a[:, t])
    return d_a


def _kept_part_forgotten(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh.T, new, d_y, W_hy, keep)


def _kept_part_whole(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh.T + d_h, new, d_y, W_hy, keep)


def _kept_part_through_tanh(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh.T + keep * d_a, new, d_y, W_hy, keep)


def _share_taken_twice(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: (1 - keep) * d_a @ W_hh.T + keep * d_h, new, d_y, W_hy, keep)


def _kept_part_only(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: keep * d_h, new, d_y, W_hy, keep)


def _shares_exchanged(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh.T + (1 - keep) * d_h, new, d_y, W_hy, keep)


def _matrix_as_it_stands(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh + keep * d_h, new, d_y, W_hy, keep)


def _both_as_they_stand(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh, new, d_y, W_hy, keep)


def _slope_not_passed_on(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: (1 - keep) * d_h @ W_hh.T + keep * d_h, new, d_y, W_hy, keep)


def _without_later_steps(new, d_y, W_hh, W_hy, keep):
    return (1 - keep) * (d_y @ W_hy.T) * (1 - new**2)


def _walked_forwards(new, d_y, W_hh, W_hy, keep):
    return _walk(lambda d_h, d_a: d_a @ W_hh.T + keep * d_h, new, d_y, W_hy, keep, order=iter)


def _last_output_only(new, d_y, W_hh, W_hy, keep):
    last = np.zeros_like(d_y)
    last[:, -1] = d_y[:, -1]
    return _leaky_sums(new, last, W_hh, W_hy, keep)


def _one_step_early(new, d_y, W_hh, W_hy, keep):
    return _leaky_sums(np.roll(new, 1, axis=1), d_y, W_hh, W_hy, keep)


def _plain_cell(new, d_y, W_hh, W_hy, keep):
    return _leaky_sums(new, d_y, W_hh, W_hy, 0.0)


def _case(seed, batch, steps, units, outputs, keep):
    rng = np.random.default_rng(seed)
    new, d_y = np.tanh(rng.normal(size=(batch, steps, units))), rng.normal(size=(batch, steps, outputs))
    return new, d_y, rng.normal(size=(units, units)), rng.normal(size=(units, outputs)), keep


exercise = Exercise(
    "4.4",
    "the mended walk",
    _leaky_sums,
    cases=[
        (
            np.zeros((1, 3, 2)),
            np.array([[[1.0], [1.0], [4.0]]]),
            np.array([[1.0, 1.0], [0.0, 0.0]]),
            np.array([[1.0], [2.0]]),
            0.75,
        ),
        _case(7, 2, 4, 3, 2, 0.8),
        _case(8, 3, 6, 4, 1, 0.5),
        _case(9, 1, 5, 2, 3, 0.1),
    ],
    misconceptions=[
        Misconception(
            "the bug itself",
            _kept_part_forgotten,
            "The bug is still in. How many arrows leave a state of this cell? What each of them does to the loss must come back.",
        ),
        Misconception(
            "kept part whole",
            _kept_part_whole,
            "The way past the tanh is there now, at full strength. What did the old state meet on that way?",
        ),
        Misconception(
            "kept part through the tanh",
            _kept_part_through_tanh,
            "The kept part never passed the tanh, so what comes back along it has not met the slope either.",
        ),
        Misconception(
            "share taken twice",
            _share_taken_twice,
            "The kept part is right. On the way through the tanh the share 1 - keep is taken twice: d_a has it already.",
        ),
        Misconception(
            "kept part only",
            _kept_part_only,
            "Now the way through the matrix is gone. Both ways lead from a state to the next one, and both count.",
        ),
        Misconception(
            "shares exchanged",
            _shares_exchanged,
            "Two shares are exchanged: look at the cell's equation for the one that stands before the old state.",
        ),
        Misconception(
            "matrix as it stands",
            _matrix_as_it_stands,
            "The kept part is right. On the other way unit i collects along row i of W_hh, as section 2 shows: that line had been right.",
        ),
        Misconception(
            "matrix turned, bug still in",
            _both_as_they_stand,
            "The transpose was not the bug, and now it is missing. Count the arrows that leave a state of this cell.",
        ),
        Misconception(
            "no gradient from later steps",
            _without_later_steps,
            "A state acts on its own output and on all that follows. You followed only the first.",
        ),
        Misconception(
            "walked forwards",
            _walked_forwards,
            "You walked from the first step to the last. What arrives at step t comes from step t + 1, so that one must be done before.",
        ),
        Misconception(
            "slope not passed on",
            _slope_not_passed_on,
            "What goes back through the matrix has passed the tanh already: send d_a that way, not d_h.",
        ),
        Misconception(
            "last output only",
            _last_output_only,
            "Here every step has an output and an error of its own, not the last one alone.",
        ),
        Misconception(
            "one step early",
            _one_step_early,
            "new[:, t] is what the tanh of step t gave. Here it has no h_0 in front, so its slope belongs to the same t.",
        ),
        Misconception(
            "plain cell",
            _plain_cell,
            "That is right for the plain cell, which keeps nothing. Follow both shares of the leaky one.",
        ),
    ],
    equivalent={
        "`new` -> `d_y`": "where only the number of steps is read: both have the same",
        "`d_next = d_a_t @ W_hh.T + keep * d_h` one line later": "the next line does not use it",
    },
)
