"""Dates written out in English and French: pairs for a translator, as many as wanted, none of them stored."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from course_utils._arguments import whole

from ._dividing import PARTS, Divided, check_choice, check_division, divide

STYLES = ("full", "long", "medium")


@dataclass(frozen=True)
class DateList:
    """The same dates written three ways.

    Attributes:
        english: unicode array, shape `(n,)`, such as `"Saturday, November 21, 2026"`.
        french: unicode array, shape `(n,)`, such as `"samedi 21 novembre 2026"`.
        iso: unicode array, shape `(n,)`, such as `"2026-11-21"`.
    """

    english: np.ndarray
    french: np.ndarray
    iso: np.ndarray


@dataclass(frozen=True)
class DatePairs(Divided):
    """The three parts of the dates, each a `DateList`: no date is in two of them."""

    train: DateList
    validation: DateList
    test: DateList


def date_pairs(count=2000, first_year=1950, last_year=2049, style="full", seed=7, validation=0.1, test=0.2):
    """Draw different dates and write them in English, French and ISO 8601 as a `DatePairs`.

    The dates are generated; how they are written is what Unicode's CLDR records for each language, through
    Babel. CLDR writes the first of a month `1 janvier`, where most people in France write `1er janvier`.

    Args:
        count: how many different dates.
        first_year: year, 1 to 9999.
        last_year: year, `first_year` to 9999.
        style: `"full"` (with the day of the week), `"long"` or `"medium"` (month shortened).
        seed: whole number, chooses the dates and the division.
        validation: share of the dates.
        test: share of the dates.

    Raises:
        ValueError: if an argument is out of range; the message names it.

    Source:
        Unicode CLDR date patterns as packaged in Babel (BSD-3, Unicode licence).
    """
    from babel.dates import format_date  # imported here so that the other lessons do not wait for it

    whole("count", count, 1)
    whole("first_year", first_year, 1)
    whole("last_year", last_year, first_year)
    if last_year > 9999:
        raise ValueError(f"last_year must be at most 9999, not {last_year}")
    check_choice("style", style, STYLES)
    check_division(seed, validation, test)
    first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    if count > last - first + 1:
        raise ValueError(f"count must be at most {last - first + 1}, the days from first_year to last_year")
    days = first + np.random.default_rng(seed).choice(last - first + 1, size=count, replace=False)
    dates = [date.fromordinal(int(day)) for day in days]
    written = {
        "english": np.array([format_date(day, style, locale="en_US") for day in dates]),
        "french": np.array([format_date(day, style, locale="fr_FR") for day in dates]),
        "iso": np.array([day.isoformat() for day in dates]),
    }
    parts = divide(days.tolist(), seed, validation, test)
    return DatePairs(
        **{part: DateList(**{key: written[key][parts[part]] for key in written}) for part in PARTS}
    )
