"""Hourly weather and fine dust of five years, split by time: what will tomorrow be like?"""

from dataclasses import dataclass

import numpy as np

from .files import read_text
from .splits import Split, split_by_time


@dataclass(frozen=True)
class Beijing:
    """Hourly weather and fine dust in Beijing, 2010 to 2014.

    Attributes:
        time: shape `(43824,)`, datetime64 in hours; no hour is missing.
        values: shape `(43824, 7)`, float32, one column per name in `columns`; only `pm2.5` has NaN (2,067
            hours).
        columns: `pm2.5` (ug/m3), `DEWP`, `TEMP` (dew point, temperature in whole degrees C), `PRES` (hPa),
            `Iws` (wind run since the direction last changed, m/s summed up), `Is`, `Ir` (hours of snow, rain
            so far).
        wind: shape `(43824,)`, int8: an index into `wind_names`.
        wind_names: `NE`, `NW`, `SE`, `cv` (calm or variable).
        split: slices of hours: 2010 to 2012 train, 2013 validates, 2014 tests. Cut windows inside each.
    """

    time: np.ndarray
    values: np.ndarray
    columns: tuple
    wind: np.ndarray
    wind_names: tuple
    split: Split

    def column(self, *names):
        """Return the named columns: shape `(43824,)` for one name, `(43824, names)` for several."""
        unknown = [name for name in names if name not in self.columns]
        if unknown or not names:
            raise ValueError(f"names {unknown} are no columns: choose from {', '.join(self.columns)}")
        chosen = self.values[:, [self.columns.index(name) for name in names]]
        return chosen[:, 0] if len(names) == 1 else chosen


def load_beijing():
    """Return the `Beijing` record; raises `DatasetError` if the file is not as it should be."""
    header, *rows = read_text("beijing/beijing.csv.gz").splitlines()
    names = header.split(",")
    table = dict(zip(names, zip(*(row.split(",") for row in rows))))
    stamps = (
        f"{y}-{int(m):02}-{int(d):02}T{int(h):02}" for y, m, d, h in zip(*(table[n] for n in names[:4]))
    )
    time = np.array(list(stamps), dtype="datetime64[h]")
    columns = tuple(name for name in names[4:] if name != "cbwd")
    values = [np.array([x or "nan" for x in table[name]], dtype="float32") for name in columns]
    wind_names, wind = np.unique(table["cbwd"], return_inverse=True)
    split = split_by_time(time, "2013-01-01", "2014-01-01")
    return Beijing(
        time, np.stack(values, axis=1), columns, wind.astype("int8"), tuple(map(str, wind_names)), split
    )
