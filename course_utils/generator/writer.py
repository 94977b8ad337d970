"""The trained generator as a writer, one character at a time: hundreds of times faster than a loop around `predict`.

`Writer` is the network in NumPy. Two things make it fast. The embedding times the first layer's input weights is worked
out once, so that reading a character costs one row of a table. And the draw is an argmax: adding Gumbel noise to the
logits and taking the largest is exactly a draw from their softmax, and the noise comes in blocks.

`compiled_writer` is the same loop in TensorFlow: all of it inside one `tf.function`, from Keras's own layers.
"""

import functools

import numpy as np
from threadpoolctl import ThreadpoolController

from course_utils._arguments import ids_below, whole
from course_utils.generator.sampling import draw, next_distribution, softmax

HALF = np.float32(0.5)
NOISE = 2**18  # numbers of noise drawn at a time: 1 MB, however much is written


class Writer:
    """A NumPy copy of a Keras model of `Embedding`, one or more `GRU` (`reset_after`) and `Dense`, by its weights.

    Args:
        model: the trained Keras model; its batch size does not matter here.

    Attributes:
        size: how many ids it knows.
        table: the first layer's inputs for each id, shape `(size, 3 * units)`: `embedding @ W_x + b_x`.
        layers: for each, `(units, W_h, b_c, W_up, b_up)`: what its state is multiplied with for its own next step, and
            for what stands above it: the next layer, or the read-out, whose product are the logits.

    Raises:
        ValueError: if the model holds other layers than these.
    """

    def __init__(self, model):
        layers = layers_of(model)
        (embedding,), *cells, (W_hy, b_y) = [layer.get_weights() for layer in layers]
        self.size = len(b_y)
        cells = [_prepared(*weights) for weights in cells]
        W_x, b_x, _, _ = cells[0]
        self.table = embedding @ W_x + b_x
        above = [(W_x, b_x) for W_x, b_x, _, _ in cells[1:]] + [(W_hy, b_y)]
        self.layers = [(len(W_h), W_h, b_c, *up) for (_, _, W_h, b_c), up in zip(cells, above)]

    def initial_state(self, batch=1):
        """Return the zero state: a list with one array `(batch, units)` per layer."""
        return [np.zeros((batch, units), dtype=np.float32) for units, *_ in self.layers]

    def step(self, ids, state):
        """Read one character per row and predict the next.

        Args:
            ids: shape `(batch,)`.
            state: list of `(batch, units)`, as `initial_state` or the step before returned it; not changed.

        Returns:
            `(logits, state)`: shape `(batch, size)`, float32, and the new state.
        """
        x, new = self.table[ids], []
        for (units, W_h, b_c, W_up, b_up), h in zip(self.layers, state):
            recurrent = np.matmul(h, W_h)
            gates = np.tanh(x[:, : 2 * units] + recurrent[:, : 2 * units])
            gates += 1  # now 2z and 2r: the weights hold the other halves
            c = recurrent[:, 2 * units :]
            c += b_c
            c *= gates[:, units:]
            c += x[:, 2 * units :]
            np.tanh(c, out=c)
            h = h - c
            h *= gates[:, :units]
            h *= HALF
            h += c  # z h + (1 - z) c = c + z (h - c)
            new.append(h)
            x = np.matmul(h, W_up)
            x += b_up
        return x, new

    def read(self, ids, state=None):
        """Read a text; return the logits after its last character `(1, size)` and the state."""
        state = state or self.initial_state()
        logits = np.zeros((1, self.size), dtype=np.float32)
        for i in ids_below("ids", ids, self.size).tolist():
            logits, state = self.step([i], state)
        return logits, state

    def write(self, prompt, count, rng, temperature=1.0, k=None, mass=None, copies=1):
        """Go on writing after a prompt.

        Args:
            prompt: ids, shape `(length,)`; an empty one starts from equal chances.
            count: how many characters to add.
            rng: `numpy.random.Generator`.
            temperature, k, mass: as in `sampling.next_distribution`; temperature 0 takes the likeliest character.
            copies: how many different continuations to write side by side.

        Returns:
            ids, shape `(count,)`, or `(copies, count)` if `copies` is more than 1.
        """
        count, copies = whole("count", count), whole("copies", copies)
        if not temperature >= 0:
            raise ValueError(f"temperature must not be negative, got {temperature}")
        with one_thread():  # one character is too little work to share between cores
            logits, state = self.read(prompt)
            logits = np.repeat(logits, copies, axis=0)
            state = [np.repeat(h, copies, axis=0) for h in state]
            written = np.empty((count, copies), dtype=np.int32)
            draws = self._draws(rng, temperature, k, mass, copies)
            for t in range(count):
                written[t] = ids = next(draws)(logits)
                logits, state = self.step(ids, state)
        return written[:, 0] if copies == 1 else np.ascontiguousarray(written.T)

    def _draws(self, rng, temperature, k, mass, copies):
        """Yield, for one character after another, a function from logits `(copies, size)` to ids `(copies,)`."""
        if temperature == 0:
            while True:
                yield lambda logits: logits.argmax(axis=1)
        if k is not None or mass is not None:
            while True:
                yield lambda logits: draw(next_distribution(logits, temperature, k, mass), rng)
        rows = max(1, NOISE // (copies * self.size))
        while True:
            for noise in gumbel(rng, (rows, copies, self.size)) * np.float32(temperature):
                yield lambda logits, noise=noise: (logits + noise).argmax(axis=1)


def one_thread():
    """Return a context in which NumPy's matrix products use the calling thread alone."""
    return _thread_pools().limit(limits=1)


@functools.cache
def _thread_pools():
    return ThreadpoolController()  # looks through all loaded libraries: too slow to do for every text


def layers_of(model):
    """Return the layers of a model of `Embedding`, one or more `GRU` and `Dense`; input and dropout do not count.

    Raises:
        ValueError: if the model holds other layers than these.
    """
    layers = [layer for layer in model.layers if type(layer).__name__ not in ("InputLayer", "Dropout")]
    names = [type(layer).__name__ for layer in layers]
    if names != ["Embedding", *["GRU"] * (len(names) - 2), "Dense"] or len(names) < 3:
        raise ValueError(f"the writer reads Embedding, GRU layers and Dense, found {names}")
    if not all(layer.reset_after for layer in layers[1:-1]):
        raise ValueError("the writer reads GRU(reset_after=True), Keras's default, only")
    return layers


def _prepared(W_x, W_h, b):
    """Return a GRU layer's weights for `Writer.step`, `(W_x, b_x, W_h, b_c)`.

    `sigmoid(a) = (1 + tanh(a / 2)) / 2`: halve what goes into z and r, and all gates are one tanh.
    """
    units = len(W_h)
    half = np.repeat(np.float32([0.5, 1.0]), [2 * units, units])
    b_x, b_h = b * half
    b_x[: 2 * units] += b_h[: 2 * units]  # only the candidate needs its two biases apart
    # r (h W + b) = (1 + tanh) (h W + b) / 2: the candidate's recurrent part is halved as well.
    return W_x * half, b_x, W_h * np.float32(0.5), b_h[2 * units :] * np.float32(0.5)


def gumbel(rng, shape):
    """Return Gumbel noise, float32: `argmax(logits / T + G) = argmax(logits + T G)` is a draw from the softmax.

    Source:
        Gumbel (1954); Maddison, Tarlow and Minka (2014), arXiv 1411.0030, section 2.
    """
    waiting = rng.standard_exponential(shape, dtype=np.float32)
    return -np.log(np.maximum(waiting, np.float32(1e-30)))


def compiled_writer(model):
    """Return a function that writes with a Keras model, its whole loop inside one `tf.function`.

    The step before this one is usually missing from tutorials: the loop around `predict` is slow because each of its
    turns goes back to Python. Here TensorFlow runs all of them.

    Args:
        model: of `Embedding`, `GRU` layers and `Dense`. Its weights are read anew at each call, its carried state is
            neither used nor changed.

    Returns:
        `write(prompt, count, seed, temperature=1.0, copies=1)`, which returns ids as `Writer.write` does;
        `seed` is a pair of whole numbers. The prompt needs one character at least.
    """
    import tensorflow as tf

    embedding, *cells, readout = layers_of(model)

    def step(ids, state):
        x, new = embedding(ids), []
        for layer, h in zip(cells, state):
            x, (h,) = layer.cell(x, [h])
            new.append(h)
        return readout(x), new

    @tf.function(reduce_retracing=True)
    def loop(prompt, count, seed, temperature, copies):
        state = [tf.zeros((copies, layer.units)) for layer in cells]
        for t in tf.range(tf.shape(prompt)[0] - 1):
            _, state = step(tf.repeat(prompt[t], copies), state)
        ids = tf.repeat(prompt[-1], copies)
        written = tf.TensorArray(tf.int32, size=count)
        for t in tf.range(count):
            logits, state = step(ids, state)
            drawn = tf.random.stateless_categorical(logits / temperature, 1, seed + [0, t], dtype=tf.int32)
            ids = tf.reshape(drawn, [copies])
            written = written.write(t, ids)
        return tf.transpose(written.stack())

    def write(prompt, count, seed, temperature=1.0, copies=1):
        count, copies = whole("count", count), whole("copies", copies)
        if not temperature > 0:
            raise ValueError(f"temperature must be above 0, got {temperature}")
        prompt = ids_below("prompt", prompt, readout.units).astype(np.int32)
        if not len(prompt):
            raise ValueError("prompt must hold at least one character")
        ids = loop(
            tf.constant(prompt),
            tf.constant(count),
            tf.cast(seed, tf.int32),
            tf.constant(float(temperature)),
            tf.constant(copies),
        ).numpy()
        return ids[0] if copies == 1 else ids

    return write


def bits_per_character(model, ids, before, lanes=64, run_in=256):
    """Return the model's cross-entropy on a text in bits per character, read with a warm state.

    Args:
        model: `Writer`.
        ids: shape `(length,)`, the text to score.
        before: shape `(any,)`, what stands before it.
        lanes, run_in: as in `probabilities`.
    """
    return float(-np.log2(probabilities(model, ids, before, lanes, run_in)).mean())


def probabilities(model, ids, before, lanes=64, run_in=256):
    """Return what the model gave to each character of a text that came, shape `(length,)`, float64.

    The text is cut into lanes read side by side; each lane first reads the `run_in` characters before it, which
    are not scored: the state is warm. With `run_in=0` it is cold at the start of every lane.

    Raises:
        ValueError: if there is nothing to score, or nothing before it.
    """
    ids, before = ids_below("ids", ids, model.size), ids_below("before", before, model.size)
    if not len(ids) or not len(before):
        raise ValueError("give at least one character to score and one before it")
    lanes = min(whole("lanes", lanes), len(ids))
    width = -(-len(ids) // lanes)
    joined = np.concatenate([before, ids]).astype(np.int32)
    first = len(before) + width * np.arange(lanes)  # where each lane's scored part begins
    found = np.empty(len(joined))
    state = model.initial_state(lanes)
    with one_thread():
        for t in range(-run_in, width):
            read, target = first + t - 1, first + t
            if (read <= 0).any():  # where the text has not begun yet, or begins now, the state is zero
                state = [h * (read > 0)[:, None] for h in state]
            logits, state = model.step(joined[np.clip(read, 0, len(joined) - 1)], state)
            if t >= 0:
                rows = np.flatnonzero(target < len(joined))
                found[target[rows]] = softmax(logits[rows])[np.arange(len(rows)), joined[target[rows]]]
    return found[len(before) :]
