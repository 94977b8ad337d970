"""Write a trained text generator as one HTML page that writes in any browser."""

import re

import numpy as np

from course_utils import quiet
from course_utils._paths import from_caller
from course_utils.commands._lessons import ROOT, CommandError, Options
from course_utils.data import load_shakespeare
from course_utils.generator.bench import TextError, read_utf8
from course_utils.generator.export import page_of, weights_of
from course_utils.generator.text import Vocabulary, split_text
from course_utils.training import load_checkpoint

HELP = """Write a trained text generator as one HTML page that writes in any browser, offline.

    export --checkpoint build/generator/shakespeare.keras --out page.html      what lesson 21 left
    export --checkpoint run.npz --text novel.txt --out page.html               what bench --checkpoint left
    export                                                                     the network that comes with the course

The page is written where you are, as page.html, if --out names no other.
"""
TRAINED = ROOT / "datasets" / "trained_generator" / "weights.npz"
KERAS_FILE = b"PK\x03\x04"  # a zip, as an .npz is


def main(options):
    """Write the page and print where it is and how large; return 0."""
    parser = Options("export", HELP)
    parser.add_argument(
        "--checkpoint", type=from_caller, default=TRAINED, help="a .keras file or a run's .npz"
    )
    parser.add_argument(
        "--text", type=from_caller, help="the text it learned from, if that is not the course's"
    )
    parser.add_argument(
        "--out", type=from_caller, default="page.html", help="the page to write, page.html if not given"
    )
    parser.add_argument("--title", default="A small network writes", help="the page's heading")
    parser.add_argument("--prompt", default="ROMEO:\n", help="what stands in its box at first")
    given = parser.parse_args(options)
    if given.out.is_dir() or not given.out.parent.is_dir():
        raise CommandError(
            f"--out {given.out} must name a file in a folder that is there, such as page.html."
        )
    weights, characters = read_generator(given.checkpoint, given.text)
    try:
        page = page_of(weights, characters, given.title, given.prompt)
    except ValueError as problem:
        raise CommandError(f"{given.checkpoint}: {problem}.") from None
    given.out.write_text(page, encoding="utf-8", newline="\n")
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} million bytes, all in one file")
    return 0


def read_generator(path, text=None):
    """Return a trained generator's weights and the characters of its ids from 1 on.

    Args:
        path: of a `.keras` file, of a run that `bench --checkpoint` keeps, or of the course's own network.
        text: path of the text it learned from; without it, the plays of Shakespeare.

    Raises:
        CommandError: if the file is missing, damaged or something else, or the text is not the one it learned from.
    """
    try:
        with open(path, "rb") as file:
            found = file.read(len(KERAS_FILE))
    except OSError as problem:
        raise CommandError(f"{path} cannot be read ({problem.strerror}): name a trained generator.") from None
    if path.suffix == ".keras" and found == KERAS_FILE:
        weights = _from_keras(path)
    else:
        weights, characters = _from_arrays(path)
        if characters:
            return weights, characters
    return weights, _characters(len(weights[-1]), text)


def _from_keras(path):
    with quiet():
        import keras
    try:
        return weights_of(keras.models.load_model(path, compile=False))
    except (
        Exception
    ) as problem:  # a zip's, a JSON's, HDF5's and Keras's own errors have nothing else in common
        said = str(problem).strip().split("\n")[0]
        raise CommandError(f"{path} is no text generator, or a damaged file: {said}") from None


def _from_arrays(path):
    try:
        stored = load_checkpoint(path)
    except ValueError:
        stored = {}
    # `weight_0` in the course's file, `weight_00` in a run's
    names = sorted((name for name in stored if re.fullmatch(r"weight_\d+", name)), key=lambda n: int(n[7:]))
    if len(names) < 6:
        raise CommandError(
            f"{path} is no trained generator, or a damaged file: name lesson 21's .keras file, or a run that "
            "bench --checkpoint has kept."
        )
    return [stored[name].astype(np.float32) for name in names], [chr(c) for c in stored.get("characters", ())]


def _characters(size, text):
    """Return the characters of a text, or of the plays, that make `size` ids with the unknown."""
    if text is None:
        read = [load_shakespeare().train]
    else:
        try:
            whole = read_utf8(text)
        except TextError as problem:
            raise CommandError(f"{problem}.") from None
        read = [split_text(whole)[0], whole]  # `bench` learns from the first nine tenths
    for part in read:
        characters = Vocabulary.from_text(part).characters
        if len(characters) + 1 == size:
            return characters
    raise CommandError(
        f"The network knows {size} characters, the unknown included; "
        f"{'the plays of Shakespeare' if text is None else text} would make {len(characters) + 1}: "
        "give the text that it learned from with --text."
    )
