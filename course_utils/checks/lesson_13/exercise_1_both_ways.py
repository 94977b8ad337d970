"""Exercise 13.1: a bidirectional layer from two cells."""

import numpy as np

from course_utils.cells import rnn_forward
from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def both_ways(x, forward, backward):
    """Return the joined states, shape (batch, steps, 2 * units): forward units first."""
    zero = np.zeros((len(x), len(forward[2])))
    left = rnn_forward(x, zero, *forward)
    right = rnn_forward(x[:, ::-1], zero, *backward)[:, ::-1]
    return np.concatenate([left, right], axis=2)


def directions(x, forward, backward, turn=lambda x: x[:, ::-1], turn_back=True, carry=False):
    """Return the states of both directions; the options are the wrong answers."""
    zero = np.zeros((len(x), len(forward[2])))
    left = rnn_forward(x, zero, *forward)
    right = rnn_forward(turn(x), left[:, -1] if carry else zero, *backward)
    return left, right[:, ::-1] if turn_back else right


def not_turned_back(x, forward, backward):
    """Leave the backward states in the order of reading."""
    return np.concatenate(directions(x, forward, backward, turn_back=False), axis=2)


def only_states_turned(x, forward, backward):
    """Read forwards and turn the states."""
    return np.concatenate(directions(x, forward, backward, turn=lambda x: x), axis=2)


def never_turned(x, forward, backward):
    """Read forwards twice."""
    return np.concatenate(directions(x, forward, backward, lambda x: x, turn_back=False), axis=2)


def forward_weights_twice(x, forward, backward):
    """Read backwards with the forward weights."""
    return both_ways(x, forward, forward)


def weights_exchanged(x, forward, backward):
    """Read forwards with the backward weights, and backwards with the forward ones."""
    return both_ways(x, backward, forward)


def carried(x, forward, backward):
    """Start the backward cell from the last forward state."""
    return np.concatenate(directions(x, forward, backward, carry=True), axis=2)


def backward_first(x, forward, backward):
    """Exchange the halves."""
    return np.concatenate(directions(x, forward, backward)[::-1], axis=2)


def batch_turned(x, forward, backward):
    """Turn the sequences of the batch, and the steps of the states."""
    return np.concatenate(directions(x, forward, backward, turn=lambda x: x[::-1]), axis=2)


def added(x, forward, backward):
    """Add the directions up."""
    left, right = directions(x, forward, backward)
    return left + right


def weights(features, units, seed):
    """Return W_xh, W_hh and b_h of a simple recurrent cell."""
    return draws.normals(seed, (features, units), (units, units), (units,), scale=0.7)


def case(batch, steps, features, units, seed):
    """Return a batch of sequences and the weights of two cells."""
    x = draws.normal(seed, batch, steps, features)
    return x, weights(features, units, seed + 1), weights(features, units, seed + 2)


exercise = Exercise(
    "13.1",
    "Two cells by hand",
    both_ways,
    cases=[
        case(batch=2, steps=4, features=3, units=5, seed=1),
        case(batch=3, steps=6, features=4, units=2, seed=4),
        case(batch=5, steps=3, features=2, units=4, seed=7),
    ],
    misconceptions=[
        Misconception(
            "the states are not turned back",
            not_turned_back,
            "Your backward states stand in the order of reading: its first row belongs to the last step. Turn them around before joining.",
        ),
        Misconception(
            "reading backwards = turning the states",
            only_states_turned,
            "You let the second cell read forwards and turned its states. The input itself has to be read from its last step.",
        ),
        Misconception(
            "never turned at all",
            never_turned,
            "Both your cells read forwards. One of them must begin at the last step: turn axis 1, `x[:, ::-1]`. To turn axis 0, the batch, there and back changes nothing.",
        ),
        Misconception(
            "one set of weights for both directions",
            forward_weights_twice,
            "You read backwards with the forward weights. Each direction has a cell of its own.",
        ),
        Misconception(
            "the weights are exchanged",
            weights_exchanged,
            "The weights are exchanged: `forward` is for the cell that reads from step 0 on.",
        ),
        Misconception(
            "the backward cell starts from the forward state",
            carried,
            "Your backward cell began with the last forward state. The two know nothing of each other; both start at zero.",
        ),
        Misconception(
            "backward half first",
            backward_first,
            "All numbers are there, with the halves exchanged: forward units come first.",
        ),
        Misconception(
            "the batch is turned",
            batch_turned,
            "You turned axis 0, the sequences of the batch. Time is axis 1.",
        ),
        Misconception(
            "the directions are added",
            added,
            "You added the two directions. Lay them side by side: twice the units.",
        ),
    ],
    equivalent={
        "`forward[2]` -> `forward[1]`": "W_hh has as many rows as b_h has numbers",
        "`forward` -> `backward`": "only in the size of the zero state: both cells have equally many units",
        "`np.concatenate([left, right], axis=2)` -> `np.concatenate([left, right], axis=-1)`": "the last axis is this one",
        "`left = rnn_forward(x, zero, *forward)` one line later": "the two lines do not depend on each other",
    },
)
