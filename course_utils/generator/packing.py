"""Numbers and checksums as bytes, for the head of a compressed text."""

import zlib


def checksum_of(text):
    """Return the CRC-32 of a text in four bytes."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")).to_bytes(4, "big")


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
    raise ValueError("the bytes end too early: the file was cut off")
