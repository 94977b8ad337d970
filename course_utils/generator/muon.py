"""Muon and AdamW in NumPy: the optimisers that train the generator's weights in place."""

import numpy as np


class Muon:
    """Muon for the matrices it is told, AdamW for all other weights; the same updates as `keras.optimizers.Muon`.

    Args:
        weights: list of float arrays; `update` changes them in place.
        matrices: indices of the weights that Muon is for, each with two axes; none makes this AdamW.
        decay: weight decay, of all weights.
        clip: largest gradient norm of a weight; longer gradients are scaled down to it.
        adam_share: share of the rate for the weights under Adam.
        beta_2: how much of Adam's mean of squares is kept.

    Source:
        Jordan et al. (2024), "Muon"; Liu et al. (2025), arXiv 2502.16982, for the scale that makes its rates comparable
        with Adam's; Loshchilov and Hutter (2019), arXiv 1711.05101, for AdamW.
    """

    def __init__(self, weights, matrices, decay=0.1, clip=1.0, adam_share=1.0, beta_2=0.999):
        self.weights, self.matrices = weights, frozenset(matrices)
        self.decay, self.clip, self.adam_share, self.beta_2 = decay, clip, adam_share, beta_2
        self.updates = 0
        self.means = [np.zeros_like(w) for w in weights]
        self.squares = [np.zeros_like(w) for i, w in enumerate(weights) if i not in self.matrices]

    @property
    def variables(self):
        """All arrays a checkpoint has to hold, besides the weights and `updates`."""
        return [*self.means, *self.squares]

    def update(self, gradients, rate, each=map):
        """Take one step against the gradients.

        Args:
            gradients: arrays in the shapes of the weights.
            rate: the learning rate.
            each: `map`, or an executor's: the matrices may be worked on side by side.
        """
        for k, (weight, gradient) in enumerate(zip(self.weights, gradients, strict=True)):
            if gradient.shape != weight.shape:  # it would be broadcast, and nobody would notice
                raise ValueError(f"gradients[{k}] has shape {gradient.shape}, expected {weight.shape}")
        self.updates += 1
        squares = iter(self.squares)
        square = [None if i in self.matrices else next(squares) for i in range(len(self.weights))]
        # the largest first, so that no thread is left with a long one at the end
        order = sorted(range(len(self.weights)), key=lambda i: -self.weights[i].size * (i in self.matrices))
        list(each(lambda i: self._one(i, gradients[i], square[i], rate), order))

    def _one(self, i, gradient, square, rate):
        weight, mean = self.weights[i], self.means[i]
        norm = float(np.sqrt(np.vdot(gradient, gradient)))
        if norm > self.clip:
            gradient = gradient * (self.clip / norm)
        weight *= 1 - rate * self.decay
        if square is None:
            mean *= 0.95
            mean += gradient
            step = orthogonal(gradient + 0.95 * mean)  # Nesterov: look where the momentum will have led
            step *= rate * 0.2 * np.sqrt(max(weight.shape))
            weight -= step
            return
        mean += 0.1 * (gradient - mean)
        square += (1 - self.beta_2) * (gradient**2 - square)
        both = np.sqrt(1 - self.beta_2**self.updates) / (1 - 0.9**self.updates)  # both bias corrections
        weight -= float(rate * self.adam_share * both) * mean / (np.sqrt(square) + 1e-7)


def orthogonal(matrix, iterations=5):
    """Return roughly the nearest matrix whose singular values are all 1, by Newton and Schulz's iteration.

    Each iteration is `x = 3.4445 x - 4.7750 x x' x + 2.0315 x x' x x' x`, a polynomial of the singular values that
    brings each towards 1, and leaves it between 0.7 and 1.2.

    Args:
        matrix: shape `(rows, columns)`.

    Raises:
        ValueError: if it has not two axes.
    """
    if np.ndim(matrix) != 2:
        raise ValueError(f"matrix must have shape (rows, columns), found {np.shape(matrix)}")
    x = np.ascontiguousarray(matrix.T) if matrix.shape[0] > matrix.shape[1] else matrix.copy()
    x /= np.sqrt(np.vdot(x, x)) + 1e-7
    (square, polynomial), new = np.empty((2, len(x), len(x)), x.dtype), np.empty_like(x)
    for _ in range(iterations):
        np.matmul(x, x.T, out=square)
        np.matmul(square, square, out=polynomial)
        polynomial *= 2.0315
        square *= 4.7750
        polynomial -= square
        np.einsum("ii->i", polynomial)[:] += 3.4445
        np.matmul(polynomial, x, out=new)
        x, new = new, x
    return x.T if matrix.shape[0] > matrix.shape[1] else x
