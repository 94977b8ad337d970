"""The generator's gradients by hand: the GRU's backward pass of lesson 11 through time, as in lesson 4, made quick.

It computes what `cells.gru_forward` and `cells.gru_backward` compute; `tests/test_bptt.py` holds it against TensorFlow.
It is quick because all steps' inputs are one matrix product, and so is each weight's gradient; the first layer's inputs
are looked up; each gate has an array of its own, which is read from end to end; what the way back needs is worked out
while the gates are still in the processor's cache; and every array is made once and written again and again.
"""

import numpy as np


def prepare(weights):
    """Bring Keras's weights into the form the passes read; once per update, for all readers.

    Gates come first: Keras's `(inputs, 3 * units)` is cut into `(3, inputs, units)`, in the order z, r, candidate.
    sigmoid(a) = (1 + tanh(a / 2)) / 2, so halving what goes into z and r makes one tanh of all gates.

    Args:
        weights: `[embedding, W_x, W_h, b, ..., W_hy, b_y]`, with W_x, W_h and b for each GRU layer.

    Returns:
        dict of arrays, and under "cells" one such dict per layer.

    Raises:
        ValueError: if the arrays are not those of an embedding, GRU layers and a `Dense`.
    """
    if len(weights) < 6 or len(weights) % 3:
        expected = "an embedding, three arrays a layer and two of Dense"
        raise ValueError(f"weights must be {expected}, found {len(weights)}")
    embedding, *cells, W_hy, b_y = weights
    ready = {"embedding": embedding, "W_hy": W_hy, "b_y": b_y, "back_y": W_hy.T.copy(), "cells": []}
    for W_x, W_h, b in zip(cells[::3], cells[1::3], cells[2::3]):
        half = np.array([0.5, 0.5, 1], W_h.dtype)[:, None, None]
        b_x, b_h = _gates(b).swapaxes(0, 1)[:, :, None]
        b_x = np.concatenate([b_x[:2] + b_h[:2], b_x[2:]])  # only the candidate needs its two biases apart
        cell = {"b_x": b_x * half, "b_c": b_h[2]}
        for name, W in (("x", W_x), ("h", W_h)):
            cell[f"W_{name}"] = np.multiply(_gates(W), half, order="C")
            cell[f"back_{name}"] = W.T.reshape(3, -1, len(W))
        ready["cells"].append(cell)
    # A character costs the first layer one row of a table.
    ready["table"] = embedding @ ready["cells"][0]["W_x"] + ready["cells"][0]["b_x"]
    return ready


class Reader:
    """Some streams of the text: their carried state, and room for one pass forward and one back.

    Args:
        size: of the alphabet.
        units, layers: width and depth of the network.
        streams, steps: shape of the batches it will read.
        dtype: float32, or float64 for a test.
    """

    def __init__(self, size, units, layers, streams, steps, dtype=np.float32):
        def room(*shape):
            return np.zeros(shape, dtype)

        self.units, self.shape = units, (steps, streams)
        self.state = [room(streams, units) for _ in range(layers)]
        # h[0] is the state before the first step. Gates are z, r, candidate; da is at the candidate's share of x, at z,
        # at r, at the candidate's share of h; to_z, to_c and c_to_r are what dh is multiplied with on its way there.
        self.cells = [
            {
                "h": room(steps + 1, streams, units),
                "gates": room(3, steps, streams, units),
                "da": room(4, steps, streams, units),
                **{name: room(steps, streams, units) for name in ("dh", "to_z", "to_c", "c_to_r")},
            }
            for _ in range(layers)
        ]
        self.products, self.a, self.b = room(3, streams, units), room(streams, units), room(streams, units)
        self.back = room(3, steps * streams, units)
        self.logits, self.one_hots = room(steps * streams, size), np.eye(size, dtype=dtype)

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
        for i, (own, w) in enumerate(zip(self.cells, ready["cells"])):
            into = own["gates"].reshape(3, -1, self.units)
            if i:
                np.matmul(_flat(self.cells[i - 1]["h"][1:]), w["W_x"], out=into)
                into += w["b_x"]
            else:
                np.take(ready["table"], ids, axis=1, out=into, mode="clip")
            own["h"][0] = self.state[i]
            self._forward(own, w)
        top = _flat(self.cells[-1]["h"][1:])
        loss, d_logits = self._loss(top, ready, targets, total)
        gradients = [top.T @ d_logits, d_logits.sum(axis=0)]
        np.matmul(d_logits, ready["back_y"], out=_flat(self.cells[-1]["dh"]))
        for i in reversed(range(len(self.cells))):
            own, w = self.cells[i], ready["cells"][i]
            self._backward(own, w)
            if i:
                below = self.cells[i - 1]
                for place, back, out in zip((1, 2, 0), w["back_x"], self.back):
                    np.matmul(_flat(own["da"][place]), back, out=out)
                np.add(self.back[0], self.back[1], out=_flat(below["dh"]))
                _flat(below["dh"])[:] += self.back[2]
                gradients = [*self._weight_gradients(own, _flat(below["h"][1:])), *gradients]
        d_table, *cell = self._weight_gradients(own, self.one_hots[ids])  # the table is embedding @ W_x + b_x
        d_embedding = d_table @ w["back_x"].reshape(d_table.shape[1], -1)
        return loss, [d_embedding, ready["embedding"].T @ d_table, *cell, *gradients]

    def commit(self):
        """Take over the state after the batch read last, for the batch that follows it in the text."""
        for state, own in zip(self.state, self.cells):
            state[:] = own["h"][-1]

    def _forward(self, own, w):
        h, gates, products, kept, other = own["h"], own["gates"], self.products, self.a, self.b
        for t in range(self.shape[0]):
            zr, (z, r, c) = gates[:2, t], gates[:, t]
            np.matmul(h[t], w["W_h"], out=products)
            product_c = products[2]
            zr += products[:2]
            np.tanh(zr, out=zr)
            zr *= 0.5
            zr += 0.5
            product_c += w["b_c"]
            product_c *= r
            c += product_c
            np.tanh(c, out=c)
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

    def _loss(self, top, ready, targets, total):
        """Return the sum of the surprises in nats over `total`, and the gradient at the logits: p - one_hot(y)."""
        rows, logits = np.arange(len(targets)), np.matmul(top, ready["W_hy"], out=self.logits)
        logits += ready["b_y"]
        logits -= logits.max(axis=1, keepdims=True)
        likelihoods = logits[rows, targets]
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1, keepdims=True)
        logits /= sums * total
        logits[rows, targets] -= 1 / total
        return float((np.log(sums[:, 0]) - likelihoods).sum()) / total, logits

    def _backward(self, own, w):
        dh, (z, r, _), through = own["dh"], own["gates"], self.products
        for t in reversed(range(len(dh))):
            da_c, da_z, da_r, da_hc = own["da"][:, t]
            np.multiply(dh[t], own["to_z"][t], out=da_z)
            np.multiply(dh[t], own["to_c"][t], out=da_c)
            np.multiply(da_c, own["c_to_r"][t], out=da_r)
            np.multiply(da_c, r[t], out=da_hc)
            if t:  # gradients end where the batch begins
                dh[t - 1] += np.multiply(dh[t], z[t], out=self.a)
                for at, back, out in zip((da_z, da_r, da_hc), w["back_h"], through):
                    dh[t - 1] += np.matmul(at, back, out=out)

    def _weight_gradients(self, own, x):
        """Return the gradients of W_x, W_h and b from what stands at the gates; x: shape `(steps * streams, n)`."""
        da = _flat(own["da"])
        c, z, r, hc = da.sum(axis=1)
        dW_x, dW_h = np.matmul(x.T, da[:3]), np.matmul(_flat(own["h"][:-1]).T, da[1:])
        db = np.stack([[z, r, c], [z, r, hc]]).reshape(2, -1)
        return _side_by_side(dW_x[[1, 2, 0]]), _side_by_side(dW_h), db


def _flat(a):
    """View `(..., steps, streams, n)` as `(..., steps * streams, n)`: all steps are one product."""
    return a.reshape(*a.shape[:-3], -1, a.shape[-1])


def _gates(weight):
    """View `(n, 3 * units)` as a gate each, `(3, n, units)`."""
    return weight.reshape(len(weight), 3, -1).swapaxes(0, 1)


def _side_by_side(gates):
    """Join `(3, n, units)` to `(n, 3 * units)`, Keras's shape; undoes `_gates`."""
    return gates.swapaxes(0, 1).reshape(gates.shape[1], -1)
