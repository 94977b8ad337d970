"""A text model as a compressor, beside those that come with every computer."""

import bz2
import gzip
import lzma

from course_utils.generator.compression import compress, decompress, ideal_bits

LONGEST = 100_000  # characters: a longer text changes the ratios little and takes long
LANES = 8  # pieces read side by side


def standard_sizes(data):
    """Return how many bytes some bytes take under the standard compressors at their strongest, `{name: bytes}`."""
    if not isinstance(data, bytes):
        raise ValueError(f"data must be bytes, found {type(data).__name__}")
    return {
        "gzip_9": len(gzip.compress(data, 9, mtime=0)),
        "bz2_9": len(bz2.compress(data, 9)),
        "xz_9": len(lzma.compress(data, preset=9)),
    }


def compare(text, model, vocabulary):
    """Compress the beginning of a text with a model and with gzip, bz2 and xz, and unpack it again.

    Args:
        text: a string the model was not trained on; its first 100,000 characters are taken.
        model, vocabulary: as `coding.compress` wants them.

    Returns:
        dict of plain numbers. `network` is the message alone: the decoder needs the model besides, whose size is to
        be stated with it. `over_cross_entropy_percent` is what the coder loses against the model's own bits.

    Raises:
        ValueError: if the text is empty.
    """
    text = text[:LONGEST]
    if not text:
        raise ValueError("text is empty: there is nothing to compress")
    packed = compress(text, model, vocabulary, LANES)
    least = ideal_bits(text, model, vocabulary, LANES) / 8
    return {
        "characters": len(text),
        "utf8": len(text.encode("utf-8", "surrogatepass")),
        "network": len(packed),
        **standard_sizes(text.encode("utf-8", "surrogatepass")),
        "over_cross_entropy_percent": round(100 * (len(packed) / least - 1), 2) if least else None,
        "exact": decompress(packed, model, vocabulary) == text,
    }
