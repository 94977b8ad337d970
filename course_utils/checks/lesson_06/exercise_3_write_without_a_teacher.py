"""Exercise 6.3: a decoder writes without a teacher."""

import numpy as np

from course_utils.cells import rnn_step
from course_utils.checks.draws import normal, normals
from course_utils.checks.exercise import Exercise, Misconception

WORDS, UNITS = 6, 5


def write(h, step, start, end, longest):
    """Right: feed what was written, until the decoder says `end`."""
    token = start
    written = []
    for _ in range(longest):
        scores, h = step(token, h)
        token = int(np.argmax(scores))
        if token == end:
            break
        written.append(token)
    return written


def write_wrongly(
    h, step, start, end, longest, *, feeds="own", carries=True, stops=True, keeps_end=False, pick=np.argmax
):
    """Write with one thing done in another way."""
    token, written = start, []
    for _ in range(longest):
        scores, after = step(start if feeds == "start" else token, h)
        h = after if carries else h
        token = int(pick(scores))
        if token == end and stops:
            return written + [token] if keeps_end else written
        written.append(token)
    return written


def wrong(**changes):
    """Return `write_wrongly` with these options."""
    return lambda *arguments: write_wrongly(*arguments, **changes)


def start_kept(h, step, start, end, longest):
    """Wrong: what was said to the decoder stands in its answer."""
    return [start, *write_wrongly(h, step, start, end, longest)]


def written_before_asked(h, step, start, end, longest):
    """Wrong: what is fed is written down, and not what comes back; so the start token comes in, and the last does not."""
    return start_kept(h, step, start, end, longest)[:longest]


def end_skipped(h, step, start, end, longest):
    """Wrong: `end` is left out of the answer, and the decoder goes on."""
    written = write_wrongly(h, step, start, end, longest, stops=False)
    return [token for token in written if token != end]


def no_longest(h, step, start, end, longest):
    """Wrong: `longest` is ignored (up to a bound, or a decoder that never ends would never end)."""
    return write_wrongly(h, step, start, end, 10 * longest)


def counting(token, h):
    """Say the next token that can be told from `token` and from h, the number of steps taken: to follow by hand."""
    scores = np.zeros(WORDS)
    scores[(2 * token + int(h[0])) % WORDS] = 1.0
    return scores, h + 1


def decoder(seed):
    """Return `step(token, h) -> (scores, new h)` of a small recurrent decoder with random weights."""
    table, W_hh, W_hy = normals(seed, (WORDS, UNITS), (UNITS, UNITS), (UNITS, WORDS))

    def step(token, h):
        h = rnn_step(1.5 * table[[token]], h[None], np.eye(UNITS), 0.9 * W_hh, np.zeros(UNITS))[0]
        return h @ W_hy, h

    return step


exercise = Exercise(
    "6.3",
    "Write without a teacher",
    write,
    cases=[
        (np.zeros(1), counting, 1, 4, 6),  # says 2, 5, 0, 3, then end
        (np.zeros(1), counting, 1, 2, 4),  # ends at once
        (normal(107, UNITS), decoder(7), 1, 2, 9),  # says the start token on the way
        (normal(107, UNITS), decoder(7), 0, 5, 5),  # is cut off
    ],
    misconceptions=[
        Misconception(
            "feeds the start token every time",
            wrong(feeds="start"),
            "You feed the start token at every step. The decoder has to read what it wrote one step before.",
        ),
        Misconception(
            "state not carried",
            wrong(carries=False),
            "Every step begins from the encoder's state. The h that step returns is where the next step begins.",
        ),
        Misconception(
            "end token kept",
            wrong(keeps_end=True),
            "The end token is in your result. It is a signal to stop and no part of what was said.",
        ),
        Misconception(
            "start token kept",
            start_kept,
            "The start token is in your result. You said it to the decoder; the decoder did not write it.",
        ),
        Misconception(
            "written before it was said",
            written_before_asked,
            "The first token in your result is the start token: you wrote before you asked. Call step first, then write what it says.",
        ),
        Misconception(
            "end token skipped",
            end_skipped,
            "You left `end` out and went on writing. What comes after it was never part of the answer: stop there.",
        ),
        Misconception(
            "never stops",
            wrong(stops=False),
            "You go on writing after the end token. The output's length is the decoder's own decision: stop when it says so.",
        ),
        Misconception(
            "no longest",
            no_longest,
            "You wrote more than `longest` tokens. A decoder may never say `end`: stop after `longest` tokens then.",
        ),
        Misconception(
            "takes the least likely",
            wrong(pick=np.argmin),
            "You took the smallest score. The largest score is the most likely word.",
        ),
    ],
    equivalent={
        "`int(np.argmax(scores))` -> `np.argmax(scores)`": "a whole number of NumPy is as good",
        "`token = start` one line later": "neither start needs the other",
        "`range(longest)` -> `list(range(longest))[::-1]`": "all steps are alike: none looks at its number",
    },
)
