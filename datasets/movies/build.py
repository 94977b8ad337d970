"""Remake `movies.csv.gz`: sentences from film reviews with the mean of at least twenty human ratings.

Needs pip, NumPy and a network. Run from any folder: `python3 datasets/movies/build.py`.
"""

import csv
import io
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch, write_gzip

VADER = "b960c954831f5ca58afee61780cc04ed48e551b91e783bfcbfb2c18bb8081a84"
INNER = "vaderSentiment-2.5/additional_resources/hutto_ICWSM_2014.tar.gz"
TABLE = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"


def main():
    """Fetch the source archive, decode the table inside its inner archive, write score and text."""
    with tarfile.open(fetch("vaderSentiment==2.5", VADER, sdist=True)) as outer:
        with tarfile.open(fileobj=io.BytesIO(outer.extractfile(INNER).read())) as inner:
            raw = inner.extractfile(TABLE).read()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["score", "text"])
    for line in raw.decode("utf-8").splitlines():
        _, score, text = line.split("\t")
        writer.writerow([f"{float(score):.4f}", " ".join(text.split())])
    write_gzip("movies/movies.csv.gz", table.getvalue())


if __name__ == "__main__":
    main()
