"""Exercise 15.3: a forecaster of one hour reads its own answers."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def recursive(one_hour, window, clock):
    """Return the forecasts of all hours; each is appended to the window before the next is asked for."""
    said = []
    for hour in range(clock.shape[1]):
        answer = one_hour(window)
        said.append(answer)
        newest = np.concatenate([answer, clock[:, hour]], axis=1)
        window = np.concatenate([window[:, 1:], newest[:, None]], axis=1)
    return np.stack(said, axis=1)


def walked(
    one_hour,
    window,
    clock,
    kept=slice(1, None),
    at_front=False,
    clock_of=lambda hour: hour,
    clock_first=False,
):
    """Walk through the hours; the options are the wrong answers."""
    said = []
    for hour in range(clock.shape[1]):
        answer = one_hour(window)
        said.append(answer)
        pair = [answer, clock[:, clock_of(hour)]]
        newest = np.concatenate(pair[::-1] if clock_first else pair, axis=1)[:, None]
        parts = [newest, window[:, :-1]] if at_front else [window[:, kept], newest]
        window = np.concatenate(parts, axis=1)
    return np.stack(said, axis=1)


def window_never_moves(one_hour, window, clock):
    """Ask the same question each time."""
    return np.stack([one_hour(window)] * clock.shape[1], axis=1)


def window_grows(one_hour, window, clock):
    """Append without dropping the oldest hour."""
    return walked(one_hour, window, clock, kept=slice(None))


def put_in_front(one_hour, window, clock):
    """Put the newest hour in front."""
    return walked(one_hour, window, clock, at_front=True)


def newest_overwritten(one_hour, window, clock):
    """Write the answer over the last hour; the window does not move."""
    return walked(one_hour, window, clock, kept=slice(None, -1))


def clock_stands_still(one_hour, window, clock):
    """Give every new hour the first clock."""
    return walked(one_hour, window, clock, clock_of=lambda hour: 0)


def clock_one_late(one_hour, window, clock):
    """Give each new hour the clock of the hour after it."""
    last = clock.shape[1] - 1
    return walked(one_hour, window, clock, clock_of=lambda hour: min(hour + 1, last))


def old_clock_kept(one_hour, window, clock):
    """Copy the clock of the window's last hour into every new one."""
    kept = np.repeat(window[:, -1:, -2:], clock.shape[1], axis=1)
    return walked(one_hour, window, kept)


def clock_in_front(one_hour, window, clock):
    """Put the clock in the first columns."""
    return walked(one_hour, window, clock, clock_first=True)


def last_hour_only(one_hour, window, clock):
    """Return the last hour alone."""
    return recursive(one_hour, window, clock)[:, -1]


def hours_first(one_hour, window, clock):
    """Return shape (hours, batch, weather)."""
    return recursive(one_hour, window, clock).swapaxes(0, 1)


def answers_and_clock(one_hour, window, clock):
    """Return the clock behind the answers."""
    return np.concatenate([recursive(one_hour, window, clock), clock], axis=2)


# Forecasters for the cases: each reads all hours and the clock, with weights that rise towards the newest hour.


def as_now(window):
    """Repeat the newest weather."""
    return window[:, -1, :-2].copy()


def weighted(window):
    """Weigh the hours, and add the newest clock."""
    weights = np.linspace(0.1, 0.5, window.shape[1])
    return np.tensordot(window[:, :, :-2], weights, axes=(1, 0)) + window[:, -1:, -2:].sum(axis=2)


def trend(window):
    """Go on as from the oldest hour to the newest, turned by the clock."""
    change = (window[:, -1, :-2] - window[:, 0, :-2]) / window.shape[1]
    return np.tanh(window[:, -1, :-2] + change * window[:, -1:, -1] + 0.3 * window[:, -1:, -2])


exercise = Exercise(
    "15.3",
    "Hour by hour",
    recursive,
    cases=[
        (weighted, np.arange(8.0).reshape(1, 2, 4), np.array([[[0.0, 1.0], [1.0, 0.0], [0.5, 2.0]]])),
        (as_now, normal(1, 3, 5, 4), normal(2, 3, 6, 2)),
        (trend, normal(3, 2, 4, 5), normal(4, 2, 7, 2)),
        (weighted, normal(5, 4, 3, 3), normal(6, 4, 5, 2)),
    ],
    misconceptions=[
        Misconception(
            "the window never moves",
            window_never_moves,
            "Your window stays as it was, so every hour gets the same answer. Append each answer before you ask again.",
        ),
        Misconception(
            "the window grows",
            window_grows,
            "Your window grows by an hour each time. Drop the oldest hour, so that it keeps its length.",
        ),
        Misconception(
            "the newest in front",
            put_in_front,
            "You put the newest hour in front. Time runs to the right along axis 1: it belongs at the end.",
        ),
        Misconception(
            "the last hour is overwritten",
            newest_overwritten,
            "You wrote each answer over the last hour. The hours must move: drop the first, append the new one.",
        ),
        Misconception(
            "the clock stands still",
            clock_stands_still,
            "Every new hour got the first clock. Take clock[:, hour].",
        ),
        Misconception(
            "the clock is one hour late",
            clock_one_late,
            "Each answer got the clock of the hour after it. The first answer belongs to clock[:, 0].",
        ),
        Misconception(
            "the window's last clock is kept",
            old_clock_kept,
            "You copied the clock of the window's last hour. The clock of the hours to come is in `clock`.",
        ),
        Misconception(
            "the clock in front",
            clock_in_front,
            "You put the clock into the first columns. In the window it stands in the last two.",
        ),
        Misconception(
            "only the last hour",
            last_hour_only,
            "You returned the last hour alone. Keep every answer on the way.",
        ),
        Misconception(
            "hours before batch",
            hours_first,
            "The numbers are right, the axes are not: (batch, hours, weather). Stack along axis 1.",
        ),
        Misconception(
            "the clock is returned too",
            answers_and_clock,
            "You returned the clock behind the weather. Forecasts are the weather alone.",
        ),
    ],
    equivalent={
        "`np.concatenate([answer, clock[:, hour]], axis=1)` -> `np.concatenate([answer, clock[:, hour]], axis=-1)`": "the last axis is this one",
        "`said.append(answer)` one line later": "the two lines do not depend on each other",
    },
)
