"""Remake `addresses.tsv`: US addresses tagged by hand, from the training file of the usaddress package.

Needs pip, NumPy and a network. Run from any folder: `python3 datasets/addresses/build.py`.
"""

import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import fetch, write_bytes

USADDRESS = "f7e614e2489c159cf85be1b6f86edbfaf329dbeedef4d002a025757afd1ec6c6"
TABLE = "usaddress-0.5.16/training/labeled.xml"


def main():
    """Write one token and its tag a line, an empty line after each address."""
    with tarfile.open(fetch("usaddress==0.5.16", USADDRESS, sdist=True)) as archive:
        collection = ElementTree.fromstring(archive.extractfile(TABLE).read())
    addresses = [tuple((token.text.strip(), token.tag) for token in address) for address in collection]
    # Some strings name private people; a lesson on tagging does not need them.
    kept = [a for a in dict.fromkeys(addresses) if not any(tag == "Recipient" for _, tag in a)]
    blocks = ["".join(f"{token}\t{tag}\n" for token, tag in address) for address in kept]
    write_bytes("addresses/addresses.tsv", ("token\ttag\n\n" + "\n".join(blocks)).encode("utf-8"))


if __name__ == "__main__":
    main()
