"""Right and wrong answers to the exercises of lesson 2; `lesson_02` says which wrong answer gets which hint."""

import numpy as np

from course_utils.checks.compare import describe


def step(x, h, W_xh, W_hh, b_h):
    """The equation of the lesson."""
    return np.tanh(x @ W_xh + h @ W_hh + b_h)


def random_weights(features, units, seed, outputs=None):
    """W_xh, W_hh, b_h and, if `outputs` is given, W_hy and b_y."""
    rng = np.random.default_rng(seed)
    shapes = [(features, units), (units, units), (units,)]
    if outputs:
        shapes += [(units, outputs), (outputs,)]
    return tuple(rng.normal(0, 0.7, shape) for shape in shapes)


def numbers(seed, *shape):
    """Normal random numbers of the given shape."""
    return np.random.default_rng(seed).normal(0, 1, shape)


def read_out(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Right: every output, shape `(steps, outputs)`."""
    ys = []
    for x in xs:
        h = step(x, h, W_xh, W_hh, b_h)
        ys.append(h @ W_hy + b_y)
    return np.array(ys)


def states_only(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Forgets the read-out."""
    states = []
    for x in xs:
        h = step(x, h, W_xh, W_hh, b_h)
        states.append(h)
    return np.array(states)


def always_from_h_0(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Never keeps the new state."""
    return np.array([step(x, h, W_xh, W_hh, b_h) @ W_hy + b_y for x in xs])


def read_before(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Reads out the state that a step found, not the one it left."""
    ys = []
    for x in xs:
        ys.append(h @ W_hy + b_y)
        h = step(x, h, W_xh, W_hh, b_h)
    return np.array(ys)


def linear_state(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Leaves the tanh out."""
    ys = []
    for x in xs:
        h = x @ W_xh + h @ W_hh + b_h
        ys.append(h @ W_hy + b_y)
    return np.array(ys)


def squashed_output(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Puts a tanh around the read-out."""
    return np.tanh(read_out(xs, h, W_xh, W_hh, b_h, W_hy, b_y))


def bias_outside(xs, h, W_xh, W_hh, b_h, W_hy, b_y):
    """Adds the bias after the tanh."""
    ys = []
    for x in xs:
        h = np.tanh(x @ W_xh + h @ W_hh) + b_h
        ys.append(h @ W_hy + b_y)
    return np.array(ys)


def count(features, units, outputs, steps):
    """Right: the number of weights of a cell and its read-out."""
    return features * units + units * units + units + units * outputs + outputs


def hold(pulse, weights, steps=100):
    """The state `steps` steps after one input of size `pulse`."""
    w_xh, w_hh, b_h = (float(weight) for weight in weights)
    h = np.tanh(w_xh * pulse + b_h)
    for _ in range(steps):
        h = np.tanh(w_hh * h + b_h)
    return h


def judge_latch(weights, pulse):
    """Say what is wrong with a unit that should remember a pulse, or return None."""
    if np.shape(weights) != (3,) or np.asarray(weights).dtype.kind not in "iuf":
        return f"three numbers are asked for, found {describe(weights)}."
    if not np.isfinite(weights).all():
        return "one of the three numbers is NaN or infinite."
    resting, held = hold(0.0, weights), hold(pulse, weights)
    if not resting < 0.1:
        return f"without any pulse the state goes to {resting:.2f}. What pushes it up when the input is 0?"
    if not held > 0.9:
        said = f"100 steps after a pulse of {pulse:g} the state is {held:.2f}; it must be above 0.9."
        if held < 0 and weights[1] > 1:
            return f"{said} The switch holds, but on the lower side. Which w_xh turns this pulse into a push upwards?"
        if 0.01 < held or 0.5 < weights[1] <= 1:
            return f"{said} Which w_hh settles that high? Look at the figure 'Where one unit settles'."
        return said
    return None


def last_states(x, lengths, W_xh, W_hh, b_h, kept=lambda new, old, real: np.where(real, new, old)):
    """Right: the state of each sequence at its own last step, shape `(batch, units)`."""
    h = np.zeros((len(x), len(b_h)))
    for t in range(x.shape[1]):
        h = kept(step(x[:, t], h, W_xh, W_hh, b_h), h, (t < lengths)[:, None])
    return h


def all_states(x, W_xh, W_hh, b_h):
    """The states of all steps of a batch, shape `(batch, steps, units)`."""
    h, states = np.zeros((len(x), len(b_h))), []
    for t in range(x.shape[1]):
        h = step(x[:, t], h, W_xh, W_hh, b_h)
        states.append(h)
    return np.stack(states, axis=1)


def padding_read(x, lengths, W_xh, W_hh, b_h):
    """Lets the cell run through the padding."""
    return last_states(x, lengths, W_xh, W_hh, b_h, kept=lambda new, old, real: new)


def zeroed(x, lengths, W_xh, W_hh, b_h):
    """Sets the state to zero in the padding."""
    return last_states(x, lengths, W_xh, W_hh, b_h, kept=lambda new, old, real: new * real)


def input_zeroed(x, lengths, W_xh, W_hh, b_h):
    """Sets the padding to zero, but lets the cell run."""
    real = np.arange(x.shape[1]) < lengths[:, None]
    return padding_read(x * real[:, :, None], lengths, W_xh, W_hh, b_h)


def one_too_far(x, lengths, W_xh, W_hh, b_h):
    """Counts the first step of padding as real."""
    return last_states(x, lengths + 1, W_xh, W_hh, b_h)


def mean_states(sequences, *weights):
    """Averages the states of each sequence."""
    every = [all_states(xs[None], *weights)[0] for xs in sequences]
    return np.array([states.mean(axis=0) for states in every])


def read_each(sequences, W_xh, W_hh, b_h, clean="sequence"):
    """Right with `clean="sequence"`: the last state of each sequence, shape `(sequences, units)`."""
    h, last = np.zeros(len(b_h)), []
    for xs in sequences:
        h = np.zeros(len(b_h)) if clean == "sequence" else h
        for x in xs:
            h = step(x, np.zeros(len(b_h)) if clean == "step" else h, W_xh, W_hh, b_h)
        last.append(h)
    return np.array(last)
