"""The trained generator in NumPy, one character at a time: hundreds of times faster than a loop around `predict`.

Three things make it fast. The embedding times the first layer's input weights is computed once, so that an input
costs one row of a table. Nothing is built or traced per call. And the draw is an argmax: adding Gumbel noise to the
logits and taking the largest is exactly a draw from their softmax, and the noise comes in blocks.
"""

import numpy as np

from course_utils._arguments import ids_below, whole
from course_utils.generator.onetext import OneText
from course_utils.generator.text import draw, next_distribution, softmax
from course_utils.generator.threads import one_thread

NOISE = 2**18  # numbers of noise drawn at a time: 1 MB, however much is written


class FastGenerator:
    """A NumPy copy of a Keras model of `Embedding`, one or more `GRU` (`reset_after`) and `Dense`, by its weights.

    Args:
        model: the trained Keras model; its batch size does not matter here.

    Raises:
        ValueError: if the model holds other layers than these.
    """

    def __init__(self, model):
        layers = [layer for layer in model.layers if type(layer).__name__ not in ("InputLayer", "Dropout")]
        names = [type(layer).__name__ for layer in layers]
        if names != ["Embedding", *["GRU"] * (len(names) - 2), "Dense"] or len(names) < 3:
            raise ValueError(f"the fast generator reads Embedding, GRU layers and Dense, found {names}")
        if not all(layer.reset_after for layer in layers[1:-1]):
            raise ValueError("the fast generator reads GRU(reset_after=True), Keras's default, only")
        (embedding,), *cells, (self.W_hy, self.b_y) = [layer.get_weights() for layer in layers]
        self.size, self.cells = len(self.b_y), []
        for W_x, W_h, b in cells:
            units = len(W_h)
            # sigmoid(a) = (1 + tanh(a / 2)) / 2: halve what goes into z and r, and all gates are one tanh.
            half = np.repeat(np.float32([0.5, 1.0]), [2 * units, units])
            b_x, b_h = b * half
            b_x[: 2 * units] += b_h[: 2 * units]  # only the candidate needs its two biases apart
            # r * (h W + b) = (1 + tanh) * (h W + b) / 2: the candidate's recurrent part is halved as well.
            self.cells.append([W_x * half, b_x, W_h * np.float32(0.5), b_h[2 * units :] * np.float32(0.5)])
        first = self.cells[0]
        self.table = embedding @ first[0] + first[1]

    def initial_state(self, batch=1):
        """Return the zero state: a list with one array `(batch, units)` per layer."""
        return [np.zeros((batch, len(W_h)), dtype=np.float32) for _, _, W_h, _ in self.cells]

    def step(self, ids, state):
        """Read one character per row and predict the next.

        Args:
            ids: shape `(batch,)`.
            state: list of `(batch, units)`, as `initial_state` or the step before returned it; not changed.

        Returns:
            `(logits, state)`: shape `(batch, size)`, float32, and the new state.
        """
        x, new = self.table[ids], []
        for i, ((W_x, b_x, W_h, b_q), h) in enumerate(zip(self.cells, state)):
            units = h.shape[1]
            if i:
                x = new[-1] @ W_x + b_x
            recurrent = h @ W_h
            gates = np.tanh(x[:, : 2 * units] + recurrent[:, : 2 * units])
            gates += 1  # now 2z and 2r
            candidate = recurrent[:, 2 * units :]
            candidate += b_q
            candidate *= gates[:, units:]
            candidate += x[:, 2 * units :]
            np.tanh(candidate, out=candidate)
            h = h - candidate  # z h + (1 - z) c = c + z (h - c)
            h *= gates[:, :units]
            h *= np.float32(0.5)
            h += candidate
            new.append(h)
        return new[-1] @ self.W_hy + self.b_y, new

    def read(self, ids, state=None):
        """Read a text; return the logits after its last character `(1, size)` and the state."""
        state, logits = state or self.initial_state(), np.zeros((1, self.size), dtype=np.float32)
        for i in ids_below("ids", ids, self.size).tolist():
            logits, state = self.step([i], state)
        return logits, state

    def generate(self, prompt, count, rng, temperature=1.0, k=None, mass=None, copies=1):
        """Go on writing after a prompt.

        Args:
            prompt: ids, shape `(length,)`; an empty one starts from equal chances.
            count: how many characters to add.
            rng: `numpy.random.Generator`.
            temperature, k, mass: as in `text.next_distribution`; temperature 0 takes the likeliest character.
            copies: how many different continuations to write side by side.

        Returns:
            ids, shape `(count,)`, or `(copies, count)` if `copies` is more than 1.
        """
        count, copies = whole("count", count), whole("copies", copies)
        if not temperature >= 0:
            raise ValueError(f"temperature must not be negative, got {temperature}")
        logits, state = self.read(prompt)
        logits, state = np.repeat(logits, copies, axis=0), [np.repeat(h, copies, axis=0) for h in state]
        written = np.empty((count, copies), dtype=np.int32)
        plain = k is None and mass is None and temperature > 0
        block = max(1, NOISE // (copies * self.size))
        with one_thread():  # one character is too little work to share between cores
            one = OneText(self, state) if copies == 1 else None
            for start in range(0, count, block):
                rows = min(block, count - start)
                noise = _gumbel(rng, (rows, copies, self.size), temperature) if plain else [None] * rows
                if one and plain:
                    written[start : start + rows, 0], logits[0] = one.write(logits[0], noise[:, 0])
                    continue
                for t in range(rows):
                    if plain:
                        ids = (logits + noise[t]).argmax(axis=1)
                    elif temperature == 0:
                        ids = logits.argmax(axis=1)
                    else:
                        ids = draw(next_distribution(logits, temperature, k, mass), rng)
                    written[start + t] = ids
                    if one:
                        logits = one.step(ids[0])[None]
                    else:
                        logits, state = self.step(ids, state)
        return written[:, 0] if copies == 1 else np.ascontiguousarray(written.T)


def bits_per_character(model, ids, before, lanes=64, run_in=256):
    """Return the model's cross-entropy on a text in bits per character, read with a warm state.

    The text is cut into lanes read side by side; each lane first reads the `run_in` characters before it, which
    are not scored. Every character of `ids` is scored exactly once.

    Args:
        model: `FastGenerator`.
        ids: shape `(length,)`, the text to score.
        before: shape `(any,)`, what stands before it.
    """
    ids, before = ids_below("ids", ids, model.size), ids_below("before", before, model.size)
    if not len(ids) or not len(before):
        raise ValueError("give at least one character to score and one before it")
    lanes = min(lanes, len(ids))
    width, joined = -(-len(ids) // lanes), np.concatenate([before, ids]).astype(np.int32)
    first = len(before) + width * np.arange(lanes)  # where each lane's scored part begins
    state, nats = model.initial_state(lanes), 0.0
    with one_thread():
        for t in range(-run_in, width):
            read, target = first + t - 1, first + t
            if (read <= 0).any():  # where the text has not begun yet, or begins now, the state is zero
                state = [h * (read > 0)[:, None] for h in state]
            logits, state = model.step(joined[np.clip(read, 0, len(joined) - 1)], state)
            if t >= 0:
                rows = np.flatnonzero(target < len(joined))
                nats -= np.log(softmax(logits[rows])[np.arange(len(rows)), joined[target[rows]]]).sum()
    return nats / np.log(2) / len(ids)


def _gumbel(rng, shape, temperature):
    """Return Gumbel noise times the temperature: `argmax(logits / T + G) = argmax(logits + T G)`.

    Source:
        Gumbel (1954); Maddison, Tarlow and Minka (2014), arXiv 1411.0030, section 2.
    """
    waiting = rng.standard_exponential(shape, dtype=np.float32)
    return np.log(np.maximum(waiting, np.float32(1e-30))) * np.float32(-temperature)
