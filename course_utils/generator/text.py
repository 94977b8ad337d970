"""Text as numbers and back: a vocabulary, contiguous batches, units of surprise."""

import numpy as np

from course_utils._arguments import whole

UNKNOWN = 0  # the id of every character the vocabulary does not hold
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # how an unknown character is shown


class Vocabulary:
    """Characters in a fixed order, each with an id; id 0 stands for every other character.

    The order is that of the code points, so that it is the same in every process: the order of a `set` is not.

    Args:
        characters: the characters to number from 1 on; repeats and order do not matter.
    """

    def __init__(self, characters):
        self.characters = tuple(sorted(set(characters)))
        self._codes = np.array([ord(c) for c in self.characters], dtype=np.int64)

    @classmethod
    def from_text(cls, text, max_size=2000):
        """Number the characters of a text, at most `max_size - 1` of them: the frequent ones.

        Chinese has thousands of characters, most of them rare; a read-out of 2,000 covers nearly all of a text.
        """
        codes, counts = np.unique(_code_points(text), return_counts=True)
        frequent = codes[np.lexsort((codes, -counts))][
            : max_size - 1
        ]  # ties by code point: always the same choice
        return cls(chr(code) for code in frequent)

    def __len__(self):
        return len(self.characters) + 1

    def encode(self, text):
        """Return the ids of a text, shape `(len(text),)`, int32; characters never seen become `UNKNOWN`."""
        codes = _code_points(text)
        if not len(self._codes):
            return np.zeros(len(codes), dtype=np.int32)
        place = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        return np.where(self._codes[place] == codes, place + 1, UNKNOWN).astype(np.int32)

    def decode(self, ids):
        """Return the text of some ids, with U+FFFD for `UNKNOWN`."""
        shown, ids = (REPLACEMENT, *self.characters), np.asarray(ids).ravel()
        if ids.size and (ids.dtype.kind not in "iu" or ids.min() < 0 or ids.max() >= len(shown)):
            raise ValueError(f"ids must be whole numbers from 0 to {len(shown) - 1}, found {ids!r:.80}")
        return "".join(shown[i] for i in ids.tolist())


def _code_points(text):
    """Return the code points of a text, lone surrogates included, shape `(len(text),)`."""
    if not isinstance(text, str):
        raise ValueError(f"text must be a str, found {type(text).__name__}")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def split_text(ids, held_out=0.1):
    """Cut a text once, in order: the beginning to train on, the last tenth never seen in training.

    Returns:
        `(train, held)`, two views of `ids`.

    Raises:
        ValueError: if the share is not above 0 and below 1, or `ids` is not one row.
    """
    if np.ndim(ids) != (0 if isinstance(ids, str) else 1):
        raise ValueError(f"ids must be a text or have shape (length,), found shape {np.shape(ids)}")
    if not 0 < held_out < 1:
        raise ValueError(f"held_out must be a share above 0 and below 1, found {held_out}")
    cut = len(ids) - int(len(ids) * held_out)
    return ids[:cut], ids[cut:]


def contiguous_batches(ids, batch, steps):
    """Cut a text into batches for a stateful net: row i of one batch goes on where row i of the batch before ended.

    The text is laid out as `batch` long streams side by side; each batch is the next `steps` columns of them.

    Args:
        ids: shape `(length,)`.
        batch: number of streams, the rows of every batch.
        steps: columns per batch, over which gradients flow.

    Returns:
        `(x, y)`, both of shape `(batches, batch, steps)`; `y` is `x` one character later in the text.

    Raises:
        ValueError: if the text is not one row of ids, or too short for a single batch.
    """
    ids, batch, steps = np.asarray(ids), whole("batch", batch), whole("steps", steps)
    if ids.ndim != 1:
        raise ValueError(f"ids must have shape (length,), found {ids.shape}")
    width = (len(ids) - 1) // (batch * steps) * steps
    if width < 1:
        raise ValueError(
            f"{len(ids)} characters are too few for {batch} streams of {steps} steps: "
            f"give at least {batch * steps + 1}, or fewer streams or steps"
        )
    x = ids[: batch * width].reshape(batch, -1, steps).swapaxes(0, 1)
    y = ids[1 : batch * width + 1].reshape(batch, -1, steps).swapaxes(0, 1)
    return np.ascontiguousarray(x), np.ascontiguousarray(y)


def bits_from_nats(nats):
    """Convert a loss in nats, as Keras reports it, to bits: `nats / ln 2`."""
    return nats / np.log(2)


def nats_from_bits(bits):
    """Convert bits to nats: `bits * ln 2`."""
    return bits * np.log(2)


def perplexity_from_nats(nats):
    """Return `exp(nats)`: among how many equally likely characters the model hesitates on average."""
    return np.exp(nats)
