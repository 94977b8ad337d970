"""An arithmetic coder in integers: any model that predicts the next character becomes a compressor; and its rivals.

The message narrows an interval, one symbol after another, each to its share of what is left: a symbol of probability
p costs log2(1/p) bits, fractions included. Encoder and decoder call the same step function in the same way and round
its probabilities to integers by the same rule; from there on nothing is floating point, so the round trip is exact.
"""

import binascii
import bz2
import gzip
import lzma
import zlib

import numpy as np
from threadpoolctl import threadpool_limits

from course_utils._arguments import whole
from course_utils.generator.sampling import softmax
from course_utils.generator.text import UNKNOWN

RANGE_BITS = 48  # width of the interval; a byte leaves whenever it has shrunk by one
TOP, FLOOR = 1 << RANGE_BITS, 1 << (RANGE_BITS - 8)
TOTAL = 1 << 20  # parts the probability 1 is rounded to
CODE_POINTS = 0x110000  # an unknown character follows its escape as one of these
MAGIC = b"R2"
HEAD = len(MAGIC) + 2  # the mark, and two bytes to check all that follows
CUT_OFF = "the bytes end too early: the file was cut off"
LONGEST = 100_000  # characters that `compare` packs: a longer text changes the ratios little and takes long
SHORTEST_MESSAGE = 8 * 64  # bits: below that the head weighs more than what the coder loses
LANES = 8  # pieces that `compare` reads side by side
ALTERED = (
    "this is not the compressed text: bytes were altered, or the model, its vocabulary or the machine's "
    "floating-point arithmetic is not the one that compressed it. Use the model and the machine that did."
)


class Encoder:
    """Narrow `[low, low + width)` by one symbol's share after another and write the bytes both ends agree on.

    Source:
        Witten, Neal and Cleary (1987), doi 10.1145/214762.214771.
    """

    def __init__(self):
        self.low, self.width, self.bytes = 0, TOP, bytearray()

    def encode(self, start, size, total):
        """Keep the part `[start, start + size)` of `total` equal parts; all are integers, `size` at least 1."""
        part = self.width // total
        self.low += part * start
        self.width = part * size
        if self.low >= TOP:  # the sum ran over: carry into the bytes already written
            self.low -= TOP
            self._carry()
        while self.width <= FLOOR:
            self.bytes.append(self.low >> (RANGE_BITS - 8))
            self.low = (self.low << 8) & (TOP - 1)
            self.width <<= 8

    def _carry(self):
        place = len(self.bytes) - 1
        while self.bytes[place] == 255:
            self.bytes[place] = 0
            place -= 1
        self.bytes[place] += 1

    def finish(self):
        """Return all bytes: what was written and the shortest number inside the last interval."""
        for shift in range(RANGE_BITS - 8, -1, -8):
            number = (self.low + (1 << shift) - 1) >> shift << shift  # rounded up to whole bytes
            if number < self.low + self.width:
                break
        if number >= TOP:
            number -= TOP
            self._carry()
        tail = number.to_bytes(RANGE_BITS // 8, "big")
        return bytes(self.bytes + tail).rstrip(b"\0")  # the decoder reads zeros after the end


class Decoder:
    """Follow the encoder's interval and tell in which part of it the number lies; `code` counts from its low end."""

    def __init__(self, data):
        self.data, self.place, self.width, self.code = data, 0, TOP, 0
        for _ in range(RANGE_BITS // 8):
            self.code = self.code << 8 | self._byte()

    def _byte(self):
        self.place += 1
        return self.data[self.place - 1] if self.place <= len(self.data) else 0

    def part(self, total):
        """Return in which of `total` equal parts the number lies."""
        return min(self.code // (self.width // total), total - 1)

    def advance(self, start, size, total):
        """Take the same step as the encoder did."""
        part = self.width // total
        self.code -= part * start
        self.width = part * size
        if self.code >= self.width:  # no encoder leaves the number outside the interval
            raise ValueError(ALTERED)
        while self.width <= FLOOR:
            self.code = self.code << 8 | self._byte()
            self.width <<= 8


def parts(logits):
    """Return the edges of the shares `1 + floor(p * TOTAL)`, shape `(batch, size + 1)`: no symbol is impossible."""
    if np.ndim(logits) != 2:
        raise ValueError(f"logits must have shape (batch, size), found {np.shape(logits)}")
    shares = 1 + np.floor(softmax(logits) * TOTAL).astype(np.int64)
    return np.concatenate([np.zeros((len(shares), 1), np.int64), np.cumsum(shares, axis=1)], axis=1)


def _edges(logits, vocabulary):
    if logits.shape[1] != len(vocabulary):
        raise ValueError(f"the model knows {logits.shape[1]} characters, vocabulary holds {len(vocabulary)}")
    return parts(logits)


def compress(text, model, vocabulary, lanes=1):
    """Compress a text with a model; `decompress` needs the same model and vocabulary, which are not in the result.

    Args:
        text: any string, lone surrogates included.
        model: has `initial_state(batch)` and `step(ids, state) -> (logits, state)`, as `writer.Writer`.
        vocabulary: the model's; a character outside it costs its escape and 20.1 bits.
        lanes: the text is cut into this many pieces, read side by side: faster, but each piece starts cold.

    Returns:
        bytes.

    Raises:
        ValueError: if `text` is no string, `lanes` no whole number, or the model is not the vocabulary's.
    """
    lanes = whole("lanes", lanes)
    encoder, ids = Encoder(), vocabulary.encode(text)
    lanes = max(1, min(lanes, len(text)))
    previous, state = np.zeros(lanes, dtype=np.int32), model.initial_state(lanes)
    with threadpool_limits(1):  # the same sums in the same order on both sides
        for column in _lanes(len(text), lanes):
            logits, state = model.step(previous, state)
            edges = _edges(logits, vocabulary)
            for lane, place in column:
                i = int(ids[place])
                start, stop, total = int(edges[lane, i]), int(edges[lane, i + 1]), int(edges[lane, -1])
                encoder.encode(start, stop - start, total)
                if i == UNKNOWN:
                    encoder.encode(ord(text[place]), 1, CODE_POINTS)
                previous[lane] = i
    numbers = number_bytes(len(text)) + number_bytes(lanes)
    packed = numbers + checksum_of(text) + encoder.finish()
    return MAGIC + check_bytes(packed) + packed


def decompress(data, model, vocabulary):
    """Return the text that `compress` was given.

    Raises:
        ValueError: if the bytes are not those that `compress` wrote, which is found out before anything is decoded; or
            if the model is not the one that compressed them.
    """
    if not isinstance(data, bytes) or data[: len(MAGIC)] != MAGIC:
        raise ValueError("these bytes were not written by compress(): they do not begin with its mark")
    check, data = data[len(MAGIC) : HEAD], data[HEAD:]
    if not data:
        raise ValueError(CUT_OFF)
    if check != check_bytes(data):  # a damaged length would keep the decoder busy for ever
        raise ValueError(ALTERED)
    length, place = read_number(data, 0)
    lanes, place = read_number(data, place)
    if length >= 1 << 31 or not 1 <= lanes <= max(1, length):
        raise ValueError(ALTERED)
    checksum, decoder = data[place : place + 4], Decoder(data[place + 4 :])
    characters = np.zeros(length, dtype="<u4")
    known = np.array([0, *map(ord, vocabulary.characters)], dtype="<u4")
    previous, state = np.zeros(lanes, dtype=np.int32), model.initial_state(lanes)
    with threadpool_limits(1):
        for column in _lanes(length, lanes):
            logits, state = model.step(previous, state)
            edges = _edges(logits, vocabulary)
            for lane, place in column:
                total = int(edges[lane, -1])
                i = int(edges[lane].searchsorted(decoder.part(total), side="right")) - 1
                start = int(edges[lane, i])
                decoder.advance(start, int(edges[lane, i + 1]) - start, total)
                characters[place] = known[i]
                if i == UNKNOWN:
                    code = decoder.part(CODE_POINTS)
                    decoder.advance(code, 1, CODE_POINTS)
                    characters[place] = code
                previous[lane] = i
    text = characters.tobytes().decode("utf-32-le", "surrogatepass")
    if checksum_of(text) != checksum:
        raise ValueError(ALTERED)
    return text


def ideal_bits(text, model, vocabulary, lanes=1):
    """Return the least bits in which a text can be coded with a model's probabilities, escapes included.

    The probabilities are the rounded ones that the coder uses: each is a millionth at least, so no text costs
    infinitely much, and no coder that uses them needs less. Rounding costs `1.45 size / TOTAL` bits a character at
    most; where the model holds what comes for next to impossible, it saves some.

    Args:
        text, model, vocabulary: as in `compress`.
        lanes: the text is read in as many pieces as `compress` reads it in: each begins cold.
    """
    ids, bits = vocabulary.encode(text), 0.0
    lanes = max(1, min(whole("lanes", lanes), len(ids)))
    previous, state = np.zeros(lanes, dtype=np.int32), model.initial_state(lanes)
    with threadpool_limits(1):
        for column in _lanes(len(ids), lanes):
            logits, state = model.step(previous, state)
            edges = _edges(logits, vocabulary)
            for lane, place in column:
                i = previous[lane] = ids[place]
                bits -= np.log2((edges[lane, i + 1] - edges[lane, i]) / edges[lane, -1])
    return float(bits + np.log2(CODE_POINTS) * (ids == UNKNOWN).sum())


def _lanes(length, lanes):
    """Yield, step by step, the `(lane, place)` pairs to code: lane i holds the i-th of `lanes` equal pieces."""
    width = -(-length // lanes)
    for t in range(width):
        yield [(i, i * width + t) for i in range(lanes) if i * width + t < length]


def checksum_of(text):
    """Return the CRC-32 of a text in four bytes."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")).to_bytes(4, "big")


def check_bytes(data):
    """Return the CRC-16 of some bytes: two more that tell whether they were altered."""
    return binascii.crc_hqx(data, 0).to_bytes(2, "big")


def number_bytes(value):
    """Write a whole number in as many bytes as it needs, seven bits each."""
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + number_bytes(value >> 7)


def read_number(data, place):
    """Return `(value, place behind it)` of what `number_bytes` wrote at `place`."""
    value = shift = 0
    while place < len(data):
        value |= (data[place] & 127) << shift
        place, shift = place + 1, shift + 7
        if data[place - 1] < 128:
            return value, place
    raise ValueError(CUT_OFF)


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
        model, vocabulary: as `compress` wants them.

    Returns:
        dict of plain numbers. `network` is the message alone: the decoder needs the model besides, whose size is to
        be stated with it. `bits_per_character` is the model's own, on these very characters, each piece begun cold;
        `over_cross_entropy_percent` is what the message has more than that, or None where the message is so short
        that its head is most of it.

    Raises:
        ValueError: if the text is empty.
    """
    text = text[:LONGEST]
    if not text:
        raise ValueError("text is empty: there is nothing to compress")
    packed = compress(text, model, vocabulary, LANES)
    least = ideal_bits(text, model, vocabulary, LANES)
    over = 100 * (8 * len(packed) / least - 1) if least > SHORTEST_MESSAGE else None
    return {
        "characters": len(text),
        "utf8": len(text.encode("utf-8", "surrogatepass")),
        "network": len(packed),
        **standard_sizes(text.encode("utf-8", "surrogatepass")),
        "bits_per_character": round(least / len(text), 4),
        "over_cross_entropy_percent": None if over is None else round(over, 2),
        "exact": decompress(packed, model, vocabulary) == text,
    }
