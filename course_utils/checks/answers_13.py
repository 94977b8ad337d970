"""Right and wrong answers to the exercises of lesson 13; `lesson_13` says which wrong answer gets which hint."""

import numpy as np


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(0, 1, shape)


def cell(features, units, seed):
    """W_xh, W_hh and b_h of a simple recurrent cell."""
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(0, 0.7, shape) for shape in [(features, units), (units, units), (units,)])


def run(x, W_xh, W_hh, b_h, h=None):
    """All states of a tanh cell, from zero or from `h`."""
    h, states = np.zeros((len(x), len(b_h))) if h is None else h, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W_xh + h @ W_hh + b_h)
        states.append(h)
    return np.stack(states, axis=1)


def both_ways(x, forward, backward, turn_back=True, turn=lambda x: x[:, ::-1], first=True, carry=False):
    """Right as it stands; the options are the wrong answers."""
    left = run(x, *forward)
    right = run(turn(x), *backward, left[:, -1] if carry else None)
    right = right[:, ::-1] if turn_back else right
    return np.concatenate([left, right] if first else [right, left], axis=-1)


def decoder_state(states, h=(0, 2), c=(1, 3)):
    """Right as it stands: which of the four tensors make h and which make c."""
    return tuple(np.concatenate([states[k] for k in pair], axis=-1) for pair in (h, c))


def four_states(batch, units, seed):
    """The four states of a bidirectional LSTM."""
    return ([numbers(seed + k, batch, units) for k in range(4)],)


def sees_future(net, x, t, moved=lambda t: slice(t + 1, None), watched=lambda t: slice(None, t + 1)):
    """Right as it stands: move the inputs in one slice of steps, watch the outputs in another."""
    changed = x.copy()
    changed[:, moved(t)] += numbers(0, *changed[:, moved(t)].shape)
    return bool(np.any(net(changed)[:, watched(t)] != net(x)[:, watched(t)]))


def running_sum(x):
    """A net that reads the past and the present."""
    return np.cumsum(x, axis=1)


def sum_to_come(x):
    """A net that reads the present and the future."""
    return np.cumsum(x[:, ::-1], axis=1)[:, ::-1]


def ahead(steps):
    """A net whose output is the input some steps later, and 0 at the end."""

    def net(x):
        return np.concatenate([x[:, steps:], np.zeros_like(x[:, :steps])], axis=1)

    return net


def last_added(x):
    """A net that reads the present and the very last step."""
    return x + x[:, -1:]


def delayed(x):
    """A net that reads the step before and not the present one."""
    return np.concatenate([np.zeros_like(x[:, :1]), x[:, :-1]], axis=1)


def first_step_peeks(x):
    """A net whose first output alone reads the whole sequence."""
    out = np.cumsum(x, axis=1)
    out[:, 0] = x.sum(axis=1)
    return out


def count_weights(features, units, depth, widen=2, directions=2, sets=4):
    """Right as it stands: layer by layer, each with the width it receives."""
    total = 0
    for _ in range(depth):
        total += directions * sets * (features * units + units * units + units)
        features = widen * units
    return total


def layer_norm(a, gain, shift, epsilon=1e-3, axis=-1, spread=np.sqrt):
    """Right as it stands; the options are the wrong answers."""
    mean, variance = a.mean(axis=axis, keepdims=True), a.var(axis=axis, keepdims=True)
    return gain * (a - mean) / spread(variance + epsilon) + shift


def states_of(lengths, steps, units, seed):
    """States of a masked bidirectional layer, zeros on padded steps, and the lengths."""
    lengths = np.array(lengths)
    states = numbers(seed, len(lengths), steps, 2 * units)
    return states * (np.arange(steps) < lengths[:, None])[:, :, None], lengths


def final_output(states, lengths, forward=lambda n: n - 1, backward=lambda n: 0 * n, swapped=False):
    """Right as it stands: at which step each half is picked, given the lengths."""
    units, rows = states.shape[2] // 2, np.arange(len(states))
    halves = slice(None, units), slice(units, None)
    one, two = halves[::-1] if swapped else halves
    return np.concatenate(
        [states[rows, forward(lengths), one], states[rows, backward(lengths), two]], axis=-1
    )
