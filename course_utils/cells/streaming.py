"""Readers that get one step at a time and answer at once: a GRU, a causal convolution, attention with a cache.

Each keeps what it will need of the past and nothing else; `kept` says how many numbers that is. Weights have the layout of
`layer.get_weights()` in Keras, and what comes out is what the layer gives for the whole sequence.
"""

import numpy as np

from course_utils.cells.gru import gru_step
from course_utils.cells.readout import softmax

__all__ = ["AttentionStream", "ConvolutionStream", "GRUStream"]


class GRUStream:
    """A GRU that is fed step by step: it keeps its state.

    Args:
        W_x, W_h, b: shapes `(features, 3 * units)`, `(units, 3 * units)`, `(2, 3 * units)`, as `keras.layers.GRU` has them.

    Raises:
        ValueError: if shapes do not fit; the message names the weights and what was found.
    """

    def __init__(self, W_x, W_h, b):
        units = np.shape(W_h)[0]
        _check("W_h", W_h, (units, 3 * units))
        _check("W_x", W_x, (None, 3 * units))
        _check("b", b, (2, 3 * units))
        self.weights = W_x, W_h, b
        self.features = np.shape(W_x)[0]
        self.h = np.zeros((1, units), np.float32)

    @property
    def kept(self):
        """How many numbers are carried to the next step."""
        return self.h.size

    def step(self, x):
        """Read `x`, shape `(features,)`, and return the state, shape `(units,)`."""
        self.h = gru_step(_one_step(x, self.features)[None], self.h, *self.weights)
        return self.h[0]


class ConvolutionStream:
    """Causal convolutions on top of one another, each with a ring buffer of the inputs that its kernel still needs.

    A layer of kernel size K and dilation D keeps `(K - 1) * D + 1` inputs. The newest takes the place of the oldest, so
    nothing is moved. Before the first step all inputs are 0, as `padding="causal"` has it.

    Args:
        layers: one `(kernel, bias, dilation)` for each layer, the lowest first: shapes `(K, channels, filters)` and
            `(filters,)`, as `keras.layers.Conv1D` has them, and a whole number.

    Raises:
        ValueError: if shapes do not fit or a dilation is below 1.
    """

    def __init__(self, layers):
        self.layers, self.rings, self.t = [], [], 0
        channels = None
        for kernel, bias, dilation in layers:
            _check("kernel", kernel, (None, channels, None))
            _check("bias", bias, (np.shape(kernel)[2],))
            if dilation < 1:
                raise ValueError(f"dilation must be 1 or more, found {dilation}")
            taps, incoming, channels = np.shape(kernel)
            ago = dilation * np.arange(taps - 1, -1, -1)  # of each tap: the last one meets the newest input
            self.layers.append((np.reshape(kernel, (taps * incoming, channels)), bias, ago))
            self.rings.append(np.zeros((ago[0] + 1, incoming), np.float32))
        if not self.layers:
            raise ValueError("layers must hold one (kernel, bias, dilation) or more, found none")
        self.features = self.rings[0].shape[1]

    @property
    def kept(self):
        """How many numbers are carried to the next step."""
        return sum(ring.size for ring in self.rings)

    def step(self, x):
        """Read `x`, shape `(features,)`, and return what the highest layer gives, shape `(filters,)`: relu after each."""
        x = _one_step(x, self.features)
        for ring, (kernel, bias, ago) in zip(self.rings, self.layers):
            ring[self.t % len(ring)] = x
            x = np.maximum(ring[(self.t - ago) % len(ring)].ravel() @ kernel + bias, 0)
        self.t += 1
        return x


class AttentionStream:
    """Attention with one head that looks at all steps so far: it keeps a key and a value of each of them.

    Args:
        W_q, b_q, W_k, b_k, W_v, b_v, W_o, b_o: as `keras.layers.MultiHeadAttention(1, size)` has them:
            `(features, 1, size)` and `(1, size)` three times, then `(1, size, out)` and `(out,)`.
        room: how many steps there is room for at first; it doubles when it is full.

    Raises:
        ValueError: if shapes do not fit or there is more than one head.
    """

    def __init__(self, W_q, b_q, W_k, b_k, W_v, b_v, W_o, b_o, room=16):
        features, heads, size = np.shape(W_q)
        if heads != 1:
            raise ValueError(f"W_q must hold one head, found {heads}: build MultiHeadAttention(1, size)")
        _check("W_k", W_k, (features, 1, size))
        _check("W_v", W_v, (features, 1, None))
        _check("W_o", W_o, (1, np.shape(W_v)[2], None))
        self.project = np.concatenate([W_q[:, 0], W_k[:, 0], W_v[:, 0]], axis=1)
        self.bias = np.concatenate([b_q[0], b_k[0], b_v[0]])
        self.out = W_o[0], b_o
        self.features, self.size = features, size
        self.keys = np.zeros((room, size), np.float32)
        self.values = np.zeros((room, np.shape(W_v)[2]), np.float32)
        self.t = 0

    @property
    def kept(self):
        """How many numbers are carried to the next step: a key and a value for each step read."""
        return self.t * (self.keys.shape[1] + self.values.shape[1])

    def step(self, x):
        """Read `x`, shape `(features,)`, and return the mixture of values that it asks for, shape `(out,)`."""
        if self.t == len(self.keys):
            self.keys = np.concatenate([self.keys, np.zeros_like(self.keys)])
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
        projected = _one_step(x, self.features) @ self.project + self.bias
        query, key, value = np.split(projected, [self.size, 2 * self.size])
        self.keys[self.t], self.values[self.t] = key, value
        self.t += 1
        weights = softmax(self.keys[: self.t] @ query / np.sqrt(self.size))
        W_o, b_o = self.out
        return weights @ self.values[: self.t] @ W_o + b_o


def _one_step(x, features):
    x = np.asarray(x, np.float32)
    if x.shape != (features,):
        raise ValueError(f"x must be one step, shape ({features},), found {x.shape}")
    return x


def _check(name, array, wanted):
    """Raise a ValueError that names the array unless its shape is `wanted`, where None is any size above 0."""
    found = np.shape(array)
    if len(found) != len(wanted) or not all(n and w in (None, n) for n, w in zip(found, wanted)):
        said = ", ".join("any" if size is None else str(size) for size in wanted)
        raise ValueError(f"{name} must have shape ({said}{',' * (len(wanted) == 1)}), found {found}")
