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

    Attributes:
        logits: shape `(size,)`, for the character after the one read last; written over by the next `read`.
    """

    def __init__(self, generator, state):
        self.rows = []
        for row in generator.table:
            split = len(row) * 2 // 3
            self.rows.append((row[:split], row[split:]))
        uppers = [(W_x, b_x) for W_x, b_x, _, _ in generator.cells[1:]] + [(generator.W_hy, generator.b_y)]
        self.layers = []
        for (_, _, W_h, b_c), (W_up, b_up), h in zip(generator.cells, uppers, state):
            u = len(W_h)
            bias = np.concatenate([np.zeros(2 * u, np.float32), b_c, b_up])
            product = np.vstack([np.hstack([W_h, W_up]), bias])
            h_and_one, result, gates = np.append(h[0], np.float32(1)), np.empty(len(bias), np.float32), np.empty(2 * u)
            gates = gates.astype(np.float32)
            np.dot(h_and_one, product, result)
            own, upper = result[: 3 * u], result[3 * u :]
            self.layers.append(
                (
                    *(h_and_one, h_and_one[:u], product, result, own[: 2 * u], own[2 * u :]),
                    *(gates, gates[:u], gates[u:], np.empty(u, np.float32), np.full(u, 0.5, np.float32)),
                    *(np.ones(2 * u, np.float32), (upper[: 2 * len(upper) // 3], upper[2 * len(upper) // 3 :])),
                )
            )
        self.logits = upper

    def read(self, i):
        """Read the character with id `i` and write what is expected next into `logits`; the sums of `FastGenerator.step`."""
        add, multiply, tanh = np.add, np.multiply, np.tanh
        x_zr, x_c = self.rows[i]
        for h_and_one, h, product, result, own_zr, own_c, gates, z, r, c, half, one, upper in self.layers:
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
            x_zr, x_c = upper

    @property
    def state(self):
        """A copy of the state, as `FastGenerator.step` returns it."""
        return [layer[1][None].copy() for layer in self.layers]
