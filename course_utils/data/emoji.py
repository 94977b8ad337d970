"""Small pictures with their captions: emoji of people and hands, named in three languages."""

import csv
import re
from dataclasses import dataclass

import numpy as np

from ._dividing import Divided, check_choice, check_division, divide
from .files import read_text, verified

SIDE = 32
LANGUAGES = ("en", "fr", "es")
GENDERS = frozenset("man woman person men women people".split())


@dataclass(frozen=True)
class Captioned:
    """Pictures and their captions.

    Attributes:
        picture: uint8 array, shape `(n, 32, 32, 3)`, red, green, blue, 0 to 255, on white.
        caption: unicode array, shape `(n,)`, the official short name in the language asked for: words in lower
            case with single spaces between them, no punctuation but hyphens and apostrophes.
        emoji: unicode array, shape `(n,)`, the character or sequence itself.
        activity: unicode array, shape `(n,)`, the English name without gender and tone, such as `"artist"`.
        gender: unicode array, shape `(n,)`, such as `"man"`, `"woman man"`, or `""` where the name has none.
        tone: unicode array, shape `(n,)`, such as `"dark"`, `"light dark"`, or `""` for the yellow default.
    """

    picture: np.ndarray
    caption: np.ndarray
    emoji: np.ndarray
    activity: np.ndarray
    gender: np.ndarray
    tone: np.ndarray


@dataclass(frozen=True)
class Emoji(Divided):
    """The three parts of the emoji, each a `Captioned`: no (activity, gender, tone) is in two of them."""

    train: Captioned
    validation: Captioned
    test: Captioned


def _words(name):
    """Return a short name as lower-case words with single spaces between them."""
    return " ".join(re.findall(r"[\w’'-]+", name.lower()))


def _factors(name):
    """Return `(activity, gender, tone)` of an English short name such as `man artist: dark skin tone`."""
    tones = re.findall(r"([\w-]+) skin tone", name)
    words = _words(re.sub(r"[\w-]+ skin tone", "", name)).split()
    gender = [word for word in words if word in GENDERS]
    activity = [word for word in words if word not in GENDERS]
    # "woman and man holding hands": the "and" belongs to the pair that was taken out.
    if len(gender) > 1 and "and" in activity:
        activity.remove("and")
    return " ".join(activity), " ".join(gender), " ".join(tones)


def _keys(factors, pictures):
    """Return one key per row; rows that share their factors or look the same share the key."""
    keys, owner = list(factors), {}
    for row, picture in enumerate(pictures):
        key = owner.setdefault(picture.tobytes(), keys[row])
        keys = [key if other == keys[row] else other for other in keys] if key != keys[row] else keys
    return keys


def _settled(parts, keys, needs):
    """Move to train what nobody could name from parts: rows that need something train never shows.

    Args:
        parts: `{part: rows}` as `divide` gives them.
        keys: one key per row; rows with the same key move together.
        needs: one set per row, the activity and the caption's words in all languages.
    """
    known = set().union(*(needs[row] for row in parts["train"]))
    moved = {keys[row] for part in ("validation", "test") for row in parts[part] if not needs[row] <= known}
    settled = {
        part: np.array([row for row in parts[part] if keys[row] not in moved], dtype=np.int64)
        for part in ("validation", "test")
    }
    elsewhere = np.concatenate(list(settled.values()))
    return {"train": np.setdiff1d(np.arange(len(keys)), elsewhere), **settled}


def load_emoji(language="en", seed=7, validation=0.1, test=0.2):
    """Return 2,072 emoji of people and hands with their captions as an `Emoji`.

    Whole combinations of activity, gender and tone are held out: a model has seen every word of a held-out
    caption, never together. Pictures that are the same to the last pixel stay on one side.

    Args:
        language: `"en"`, `"fr"` or `"es"`.
        seed: whole number, chooses the division.
        validation: share of all combinations.
        test: share of all combinations.

    Raises:
        ValueError: if an argument is out of range; the message names it.
        DatasetError: if a file is missing or altered; the message names the command that mends it.

    Source:
        Pictures: Noto Color Emoji; captions: Unicode CLDR 41; see `datasets/emoji/README.md`.
    """
    from PIL import Image  # matplotlib brings it; imported here so that the text lessons do not wait for it

    check_choice("language", language, LANGUAGES)
    check_division(seed, validation, test)
    table = list(csv.DictReader(read_text("emoji/captions.csv").splitlines()))
    with Image.open(verified("emoji/emoji.png")) as opened:
        sheet = np.asarray(opened.convert("RGB"))
    rows, columns = sheet.shape[0] // SIDE, sheet.shape[1] // SIDE
    squares = sheet.reshape(rows, SIDE, columns, SIDE, 3).swapaxes(1, 2).reshape(-1, SIDE, SIDE, 3)
    pictures = squares[: len(table)]
    factors = [_factors(row["en"]) for row in table]
    captions = [_words(row[language]) for row in table]
    keys = _keys(factors, pictures)
    needs = [
        {("activity", factors[place][0])}
        | {(spoken, word) for spoken in LANGUAGES for word in _words(row[spoken]).split()}
        for place, row in enumerate(table)
    ]
    # Neither step looks at the language asked for: a picture is held out in all languages or in none.
    parts = _settled(divide(keys, seed, validation, test), keys, needs)
    columns = [np.array(column) for column in zip(*factors)]
    caption, emoji = np.array(captions), np.array([row["emoji"] for row in table])
    return Emoji(
        **{
            part: Captioned(pictures[chosen], caption[chosen], emoji[chosen], *(c[chosen] for c in columns))
            for part, chosen in parts.items()
        }
    )
