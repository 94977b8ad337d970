"""Results of long runs, stored by a `build.py`: load the table, pick scores from it, set a run of today beside them."""

import csv

import numpy as np

from course_utils import approx
from course_utils.data import read_text


def load_table(file):
    """Return the rows of a stored table as dicts from a column's name to what stands there, a `str`.

    Args:
        file: below `datasets`, such as `"comparison/results.csv"`.

    Raises:
        DatasetError: if the file is missing or altered; the message names the command that mends it.
    """
    return list(csv.DictReader(read_text(file).splitlines()))


def column(rows, name, **where):
    """Return one column of a table as numbers, of the rows that hold what `where` says.

    Example: `column(load_table("comparison/results.csv"), "test", task="names to sex", method="GRU")`.

    Args:
        rows: what `load_table` returns.
        name: the column's name.
        **where: another column's name and what must stand there.

    Returns:
        Shape `(rows,)`, float64, in the order of the table.

    Raises:
        ValueError: if there is no such column, no such row, or a number is missing.
    """
    found = _picked(rows, name, where)
    try:
        return np.array(found, dtype=np.float64)
    except ValueError:
        raise ValueError(f"column {name!r} holds something else than numbers where {where}") from None


def curves(rows, name, **where):
    """Return one column whose entries are curves, numbers with spaces between them, of the rows that `where` names.

    Args:
        rows: what `load_table` returns.
        name: the column's name.
        **where: another column's name and what must stand there.

    Returns:
        Shape `(rows, points)`, float64, in the order of the table.

    Raises:
        ValueError: if there is no such column, no such row, or the entries are not equally many numbers.
    """
    found = [entry.split() for entry in _picked(rows, name, where)]
    try:
        return np.array(found, dtype=np.float64)
    except ValueError:
        raise ValueError(f"column {name!r} does not hold equally many numbers where {where}") from None


def _picked(rows, name, where):
    """Return what stands in a column, of the rows that hold what `where` says."""
    known = list(rows[0]) if rows else []
    for wanted in (name, *where):
        if wanted not in known:
            raise ValueError(f"there is no column {wanted!r} in this table; there are {known}")
    found = [row[name] for row in rows if all(row[key] == str(value) for key, value in where.items())]
    if not found:
        raise ValueError(f"no row of this table has {where}")
    return found


def beside_stored(file, experiment, live, seed, tolerance):
    """Print this run's scores beside the stored ones of several seeds, and return the stored ones.

    A lesson trains with one seed; a `build.py` ran the same cells with more and stored one line for each.

    Args:
        file: a stored table such as `"long_memory/results.csv"`, with columns experiment, setting, seed, score.
        experiment: which of its experiments.
        live: `{setting: score}` of this run, all settings of the experiment in the order to print.
        seed: the seed of this run; it must be among the stored ones.
        tolerance: largest allowed distance of a score from the stored score of the same seed.

    Returns:
        `{setting: scores}`, each of shape `(seeds,)`, in the order of the seeds.

    Raises:
        AssertionError: if a score is farther than `tolerance` from its stored row.
        ValueError: if `live`, `experiment` or `seed` does not fit the table, or a score is not a number.
    """
    if not live or not all(np.isfinite(score) for score in live.values()):
        raise ValueError(f"live must be {{setting: finite score}}, one setting or more, found {live}")
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 or more, found {tolerance}")
    rows = [row for row in load_table(file) if row["experiment"] == experiment]
    stored = {(row["setting"], int(row["seed"])): float(row["score"]) for row in rows}
    settings, seeds = {setting for setting, _ in stored}, sorted({k for _, k in stored})
    if set(live) != settings:
        raise ValueError(
            f"live has the settings {sorted(live)}; {file} has {sorted(settings)} for {experiment!r}"
        )
    if seed not in seeds:
        raise ValueError(f"seed {seed} is not stored in {file}; there are {seeds}")
    for setting, score in live.items():
        scores = np.array([stored[setting, k] for k in seeds])
        said = (
            f"{approx(score, 3)}, {len(seeds)} seeds {approx(scores.min(), 3)} to {approx(scores.max(), 3)}"
        )
        print(f"{setting}: this run {said}")
        if not abs(score - stored[setting, seed]) <= tolerance:
            raise AssertionError(
                f"✗ {experiment}, {setting}: this run {score:g}, stored for seed {seed} "
                f"{stored[setting, seed]:g} ± {tolerance:g}"
            )
    return {setting: np.array([stored[setting, k] for k in seeds]) for setting in live}


def share_won(a, b, higher_is_better):
    """Return the share of all pairs, one run of `a` and one of `b`, in which `a` is better; a tie counts one half.

    Args:
        a, b: scores, one a run, each of shape `(runs,)`, not always equally many.
        higher_is_better: `False` for errors.

    Raises:
        ValueError: if a side has no run or a score is NaN.

    Source:
        Mann and Whitney (1947), doi 10.1214/aoms/1177730491: this share is their U, divided by the number of pairs.
    """
    a, b = _runs("a", a, 1)[:, None], _runs("b", b, 1)
    won = a > b if higher_is_better else a < b
    return float(np.mean(won + 0.5 * (a == b)))


def gap_in_errors(a, b):
    """Return `(mean(a) - mean(b)) / error`, where `error` is the standard error of that difference.

    Args:
        a, b: scores, one a run, each of shape `(runs,)`, two runs or more.

    Raises:
        ValueError: if a side has less than two runs, a score is NaN or no run differs from another.

    Source:
        Welch (1947), doi 10.1093/biomet/34.1-2.28.
    """
    a, b = _runs("a", a, 2), _runs("b", b, 2)
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    if error == 0:
        raise ValueError("all runs of a are equal and so are those of b: there is no spread to judge by")
    return float((a.mean() - b.mean()) / error)


def _runs(name, scores, least):
    scores = np.asarray(scores, dtype=np.float64)
    if scores.ndim != 1 or len(scores) < least or not np.isfinite(scores).all():
        raise ValueError(f"{name} must be one row of finite scores, {least} or more, found {scores}")
    return scores
