"""The generator's gradients by hand: the GRU's backward pass of lesson 8 through time, as in lesson 3, made quick.

What is computed is what `cells.gru_forward` and `cells.gru_backward` compute, and `tests/test_bptt.py` holds it against
TensorFlow's gradients. It is quick because the input's share of all steps is one matrix product and so is each weight's
gradient, because what the way back needs is worked out on the way forward, while the gates are still in the
processor's cache, and because every array is made once and written again and again.
"""

import numpy as np


def prepare(weights):
    """Bring Keras's weights into the form the passes read; once per update, for all readers.

    sigmoid(a) = (1 + tanh(a / 2)) / 2, so halving what goes into z and r makes one tanh of all gates.

    Args:
        weights: `[embedding, W_x, W_h, b, ..., W_hy, b_y]`, with W_x, W_h and b for each GRU layer.

    Returns:
        dict of arrays, and under "cells" one such dict per layer.
    """
    if len(weights) < 6 or len(weights) % 3:
        raise ValueError(
            f"weights must be an embedding, three arrays a layer and two of Dense, found {len(weights)}"
        )
    embedding, *cells, W_hy, b_y = weights
    ready = {
        "embedding": embedding,
        "W_hy": W_hy,
        "b_y": b_y,
        "back_y": np.ascontiguousarray(W_hy.T),
        "cells": [],
    }
    for W_x, W_h, b in zip(cells[::3], cells[1::3], cells[2::3]):
        u = len(W_h)
        half = np.repeat(np.array([0.5, 1], W_h.dtype), [2 * u, u])
        b_x = b[0].copy()
        b_x[: 2 * u] += b[1, : 2 * u]  # only the candidate needs its two biases apart
        from_c_first = np.concatenate([W_h[:, 2 * u :], W_h[:, : 2 * u]], axis=1)
        ready["cells"].append(
            {
                "W_x": W_x * half,
                "b_x": b_x * half,
                "W_h": W_h * half,
                "b_c": b[1, 2 * u :],
                "back_x": np.ascontiguousarray(W_x.T),
                "back_h": np.ascontiguousarray(from_c_first.T),
            }
        )
    return ready


class Reader:
    """Some streams of the text: their carried state, and room for one pass forward and one back.

    Args:
        size: of the alphabet.
        embedding, units, layers: widths and depth of the network.
        streams, steps: shape of the batches it will read.
        dtype: float32, or float64 for a test.
    """

    def __init__(self, size, embedding, units, layers, streams, steps, dtype=np.float32):
        def room(*shape):
            return np.zeros(shape, dtype)

        self.size, self.units, self.shape = size, units, (steps, streams)
        self.state = [room(streams, units) for _ in range(layers)]
        self.cells = [
            {
                "x": room(steps, streams, units if i else embedding),
                "h": room(steps + 1, streams, units),  # h[0] is the state before the first step
                "gates": room(steps, streams, 3 * units),  # z, r, candidate
                "to_z": room(steps, streams, units),  # what dh is multiplied with on its way to each gate
                "to_c": room(steps, streams, units),
                "c_to_r": room(steps, streams, units),
                "da": room(steps, streams, 4 * units),  # at h's share of the candidate, z, r, x's share
                "dh": room(steps, streams, units),  # from the layer above; then from the future too
            }
            for i in range(layers)
        ]
        self.products, self.a, self.b = room(streams, 3 * units), room(streams, units), room(streams, units)
        self.logits, self.one_hot = room(steps * streams, size), room(steps * streams, size)

    def gradients(self, x, y, ready, total):
        """Read one batch from `state` on; `commit` then moves the state behind it.

        Args:
            x, y: ids, shape `(streams, steps)`; y is what comes next.
            ready: what `prepare` returned.
            total: how many characters the loss is a mean over, those of other readers included.

        Returns:
            `(loss, gradients)`: this reader's share of the mean loss in nats, and of the gradient of each weight,
            in Keras's order and shapes.

        Raises:
            ValueError: if x or y is not of the shape this reader has room for.
        """
        for name, ids in (("x", x), ("y", y)):
            if np.shape(ids) != self.shape[::-1]:
                raise ValueError(f"{name} must have shape {self.shape[::-1]}, found {np.shape(ids)}")
        ids, targets = x.T.ravel(), y.T.ravel()
        np.take(ready["embedding"], ids, axis=0, out=_flat(self.cells[0]["x"]), mode="clip")
        for i, (own, w) in enumerate(zip(self.cells, ready["cells"])):
            if i:
                own["x"] = self.cells[i - 1]["h"][1:]
            own["h"][0] = self.state[i]
            self._forward(own, w)
        top = _flat(self.cells[-1]["h"][1:])
        loss, d_logits = self._loss(
            np.matmul(top, ready["W_hy"], out=self.logits), ready["b_y"], targets, total
        )
        gradients = [top.T @ d_logits, d_logits.sum(axis=0)]
        np.matmul(d_logits, ready["back_y"], out=_flat(self.cells[-1]["dh"]))
        for i in reversed(range(len(self.cells))):
            self._backward(self.cells[i], ready["cells"][i])
            below = _flat(self.cells[i - 1]["dh"]) if i else None
            dx, *cell = self._weight_gradients(self.cells[i], ready["cells"][i], below)
            gradients = [*cell, *gradients]
        self.one_hot[:] = 0
        self.one_hot[np.arange(len(ids)), ids] = 1
        return loss, [self.one_hot.T @ dx, *gradients]

    def commit(self):
        """Take over the state after the batch read last, for the batch that follows it in the text."""
        for state, own in zip(self.state, self.cells):
            state[:] = own["h"][-1]

    def _forward(self, own, w):
        u, h, gates, products = self.units, own["h"], own["gates"], self.products
        np.matmul(_flat(own["x"]), w["W_x"], out=_flat(gates))
        gates += w["b_x"]
        products_zr, product_c = products[:, : 2 * u], products[:, 2 * u :]
        for t in range(len(gates)):
            np.matmul(h[t], w["W_h"], out=products)
            zr, c = gates[t, :, : 2 * u], gates[t, :, 2 * u :]
            z, r = zr[:, :u], zr[:, u:]
            zr += products_zr
            np.tanh(zr, out=zr)
            zr *= 0.5
            zr += 0.5
            product_c += w["b_c"]
            product_c *= r
            c += product_c
            np.tanh(c, out=c)
            kept, other = self.a, self.b
            np.subtract(h[t], c, out=kept)
            kept *= z
            np.add(kept, c, out=h[t + 1])  # c + z (h - c) = z h + (1 - z) c
            np.subtract(1, z, out=other)
            np.multiply(kept, other, out=own["to_z"][t])  # (h - c) z (1 - z)
            np.multiply(c, c, out=kept)
            kept *= other
            np.subtract(other, kept, out=own["to_c"][t])  # (1 - z) (1 - c^2)
            np.subtract(1, r, out=other)
            np.multiply(other, product_c, out=own["c_to_r"][t])  # (h W_c + b_c) r (1 - r)

    def _loss(self, logits, b_y, targets, total):
        """Return the sum of the surprises in nats over `total`, and the gradient at the logits: p - one_hot(y)."""
        rows = np.arange(len(targets))
        logits += b_y
        logits -= logits.max(axis=1, keepdims=True)
        likelihoods = logits[rows, targets]
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1, keepdims=True)
        logits /= sums * total
        logits[rows, targets] -= 1 / total
        return float((np.log(sums[:, 0]) - likelihoods).sum()) / total, logits

    def _backward(self, own, w):
        u, dh, through = self.units, own["dh"], self.a
        for t in reversed(range(len(dh))):
            z, r, da = own["gates"][t, :, :u], own["gates"][t, :, u : 2 * u], own["da"][t]
            da_c = da[:, 3 * u :]
            np.multiply(dh[t], own["to_z"][t], out=da[:, u : 2 * u])
            np.multiply(dh[t], own["to_c"][t], out=da_c)
            np.multiply(da_c, own["c_to_r"][t], out=da[:, 2 * u : 3 * u])
            np.multiply(da_c, r, out=da[:, :u])
            if t:  # gradients end where the batch begins
                np.multiply(dh[t], z, out=through)
                dh[t - 1] += through
                dh[t - 1] += np.matmul(da[:, : 3 * u], w["back_h"], out=through)

    def _weight_gradients(self, own, w, below):
        u, da, before = self.units, _flat(own["da"]), _flat(own["h"][:-1]).T
        dW_h, db = np.empty((u, 3 * u), da.dtype), np.empty((2, 3 * u), da.dtype)
        np.matmul(before, da[:, u : 3 * u], out=dW_h[:, : 2 * u])
        np.matmul(before, da[:, :u], out=dW_h[:, 2 * u :])
        sums = np.ones(len(da), da.dtype) @ da
        db[0], db[1] = sums[u:], np.roll(sums[: 3 * u], -u)
        return np.matmul(da[:, u:], w["back_x"], out=below), _flat(own["x"]).T @ da[:, u:], dW_h, db


def _flat(a):
    """View `(steps, streams, n)` as `(steps * streams, n)`: what is the same for all steps is one product."""
    return a.reshape(-1, a.shape[-1])
