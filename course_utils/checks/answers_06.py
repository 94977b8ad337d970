"""The later exercises of lesson 6: a teacher's inputs, writing without one, a net that forgot to hand on every step."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.mechanism import Exercise, Misconception

UNITS, WORDS = 5, 6


def _teacher_inputs(targets, start):
    return np.concatenate([np.full((len(targets), 1), start), targets[:, :-1]], axis=1)


def _first_replaced(targets, start):
    changed = np.array(targets)
    changed[:, 0] = start
    return changed


exercise_4 = Exercise(
    "6.4",
    _teacher_inputs,
    cases=[
        (np.array([[5, 6, 7, 2], [8, 9, 2, 2]]), 1),
        (np.array([[3, 4, 0], [7, 0, 0], [5, 6, 0]]), 9),
        (np.array([[4]]), 1),
    ],
    misconceptions=[
        Misconception(
            "not shifted",
            lambda targets, start: np.array(targets),
            "You hand the decoder the very word it has to write at that step. It learns to copy, and has nothing to copy from later.",
        ),
        Misconception(
            "shifted the other way",
            lambda targets, start: np.concatenate(
                [targets[:, 1:], np.full((len(targets), 1), start)], axis=1
            ),
            "You shifted to the left, so step t reads the word of step t + 1: the future. Step t may read the word before it.",
        ),
        Misconception(
            "rolled round",
            lambda targets, start: np.roll(targets, 1, axis=1),
            "np.roll carries the last word round to the front. Before the first word stands the start token.",
        ),
        Misconception(
            "one step too long",
            lambda targets, start: np.concatenate([np.full((len(targets), 1), start), targets], axis=1),
            "Your result has one step more than the targets. The last word is never an input: nothing is written after it.",
        ),
        Misconception(
            "first word replaced",
            _first_replaced,
            "You overwrote the first word by the start token and left the others where they were. Every word moves one step to the right.",
        ),
    ],
)


def _decoder(seed):
    """Return `step(token, h) -> (scores, h)` of a small decoder with random weights, and a state to start from."""
    rng = np.random.default_rng(seed)
    table = rng.normal(0, 1.5, (WORDS, UNITS))
    W_hh, W_hy = rng.normal(0, 0.9, (UNITS, UNITS)), rng.normal(0, 1, (UNITS, WORDS))

    def step(token, h):
        h = rnn_step(table[[token]], h[None], np.eye(UNITS), W_hh, np.zeros(UNITS))[0]
        return h @ W_hy, h

    return rng.normal(0, 1, UNITS), step


def _write(
    h, step, start, end, longest, feeds="own", carries=True, stops=True, keeps_end=False, pick=np.argmax
):
    token, written = start, []
    for _ in range(longest):
        scores, after = step(start if feeds == "start" else token, h)
        h = after if carries else h
        token = int(pick(scores))
        if token == end and stops:
            return written + [token] if keeps_end else written
        written.append(token)
    return written


def _wrong(**changes):
    return lambda h, step, start, end, longest: _write(h, step, start, end, longest, **changes)


def _cases():
    for seed, end, longest in ((10, 4, 8), (5, 2, 10), (54, 2, 5)):
        h, step = _decoder(seed)
        yield h, step, 1, end, longest


exercise_5 = Exercise(
    "6.5",
    _write,
    cases=list(_cases()),
    misconceptions=[
        Misconception(
            "feeds the start token every time",
            _wrong(feeds="start"),
            "You feed the start token at every step. The decoder has to read what it wrote one step before.",
        ),
        Misconception(
            "state not carried",
            _wrong(carries=False),
            "Every step begins from the encoder's state. The h that step returns is where the next step begins.",
        ),
        Misconception(
            "end token kept",
            _wrong(keeps_end=True),
            "The end token is in your result. It is a signal to stop and no part of what was said.",
        ),
        Misconception(
            "start token kept",
            lambda h, step, start, *rest: [start, *_write(h, step, start, *rest)],
            "The start token is in your result. You said it to the decoder; the decoder did not write it.",
        ),
        Misconception(
            "never stops",
            _wrong(stops=False),
            "You go on writing after the end token. The output's length is the decoder's own decision: stop when it says so.",
        ),
        Misconception(
            "no longest",
            lambda h, step, start, end, longest: _write(h, step, start, end, 10 * longest),
            "You wrote more than `longest` tokens. A decoder may never say `end`: stop after `longest` tokens then.",
        ),
        Misconception(
            "takes the least likely",
            _wrong(pick=np.argmin),
            "You took the smallest score. The largest score is the most likely word.",
        ),
    ],
)


def _net(x, wiring="every step"):
    import keras
    from keras import layers

    # The seed comes before the layers: a layer draws the seed of its weights when it is made.
    keras.utils.set_random_seed(4)
    net = [keras.Input(x.shape[1:])]
    if wiring == "no loop":
        net.append(layers.Dense(8, activation="tanh"))
    else:
        net.append(layers.SimpleRNN(8, return_sequences=wiring == "every step"))
    net.append(layers.Dense(x.shape[1] if wiring == "one dense" else 1))
    if wiring == "one dense":
        net.append(layers.Reshape((x.shape[1], 1)))
    if wiring == "last step copied":
        net.append(layers.RepeatVector(x.shape[1]))
    return keras.ops.convert_to_numpy(keras.Sequential(net)(x))


def _wired(name):
    return lambda x: _net(x, name)


exercise_6 = Exercise(
    "6.6",
    _net,
    cases=[
        (np.random.default_rng(1).normal(size=(2, 6, 1)).astype("float32"),),
        (np.random.default_rng(2).normal(size=(3, 4, 2)).astype("float32"),),
    ],
    misconceptions=[
        Misconception(
            "one number for the whole sequence",
            _wired("last step"),
            "The cell still hands on its last state only. Which argument makes it hand on all of them?",
        ),
        Misconception(
            "last state copied to every step",
            _wired("last step copied"),
            "The shape is right and the wiring is not: every step gets the answer of the last one, which has read the future.",
        ),
        Misconception(
            "all steps from the last state",
            _wired("one dense"),
            "The shape is right and the wiring is not: all outputs are computed from the last state, and the net works for one length only.",
        ),
        Misconception(
            "no recurrent layer",
            _wired("no loop"),
            "The shape is right, but no step knows an earlier one: your net has no recurrent layer.",
        ),
    ],
    tolerance=1e-5,
    seconds=120,  # the first call may have to import TensorFlow
)
