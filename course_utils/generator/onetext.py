"""One character of one text in as few operations as possible: what `FastGenerator` uses when it writes a single text.

For one text, a step is some thirty small operations, and calling them costs as much as computing. So there is one
product per layer: what a layer's new state is multiplied with for its own next step and for the layer above stands side
by side in one matrix, the biases are its last row, and every result has its place in memory from the beginning.
"""

import numpy as np


class OneText:
    """Reads one text, character by character, with the weights of a `FastGenerator`.

    Args:
        generator: the `FastGenerator`.
        state: list of one array `(1, units)` per layer, to go on from; not changed.
    """

    def __init__(self, generator, state):
        self.rows = [_halves(row) for row in generator.table]
        above = [(W_x, b_x) for W_x, b_x, _, _ in generator.cells[1:]] + [(generator.W_hy, generator.b_y)]
        self.layers = []
        for (_, _, W_h, b_c), (W_up, b_up), h in zip(generator.cells, above, state):
            u = len(W_h)
            own, up = np.vstack([W_h, np.zeros(3 * u)]), np.vstack([W_up, b_up])
            own[u, 2 * u :] = b_c
            product = _aligned(np.hstack([own, up]))
            h_and_one = _aligned(np.append(h[0], 1))
            gates, c = _aligned(np.ones(2 * u)), _aligned(np.ones(u))
            result = _aligned(np.dot(h_and_one, product))
            own_zr, own_c = _halves(result[: 3 * u])
            buffers = h_and_one, h_and_one[:u], product, result, own_zr, own_c, gates, gates[:u], gates[u:], c
            self.layers.append(
                (*buffers, np.ones_like(gates), np.full_like(c, 0.5), _halves(result[3 * u :]))
            )
        self.logits = result[3 * u :]

    def write(self, logits, noise):
        """Draw a character, read it, and so on: each is the argmax of the logits and its row of noise.

        Args:
            logits: shape `(size,)`, the prediction to begin with.
            noise: shape `(count, size)`.

        Returns:
            `(ids, logits)`: a list of `count` ids, and the prediction after the last, shape `(size,)`.
        """
        ids, sums, add, step = [], np.empty_like(logits), np.add, self.step
        for row in noise:
            i = add(logits, row, sums).argmax()
            ids.append(i)
            logits = step(i)
        return ids, logits

    def step(self, i):
        """Read one character and predict the next, as `FastGenerator.step` does.

        Args:
            i: its id.

        Returns:
            logits, shape `(size,)`; the next call writes over them.
        """
        add, multiply, tanh = np.add, np.multiply, np.tanh
        x_zr, x_c = self.rows[i]
        for h_and_one, h, product, result, own_zr, own_c, gates, z, r, c, one, half, above in self.layers:
            add(x_zr, own_zr, gates)
            tanh(gates, gates)
            add(gates, one, gates)  # now 2z and 2r; the weights hold the other halves
            multiply(own_c, r, c)
            add(c, x_c, c)
            tanh(c, c)
            np.subtract(h, c, h)  # z h + (1 - z) c = c + z (h - c)
            multiply(h, z, h)
            multiply(h, half, h)
            add(h, c, h)
            np.dot(h_and_one, product, result)
            x_zr, x_c = above
        return self.logits


def _halves(inputs):
    """Cut what goes into a layer, shape `(3 * units,)`, into the gates' part and the candidate's."""
    cut = 2 * len(inputs) // 3
    return inputs[:cut], inputs[cut:]


def _aligned(array):
    """Copy an array, as float32, to an address that 64 divides: then no load needs two lines of the cache."""
    room = np.empty(4 * array.size + 64, np.uint8)
    start = -room.ctypes.data % 64
    copy = room[start : start + 4 * array.size].view(np.float32).reshape(array.shape)
    copy[...] = array
    return copy
