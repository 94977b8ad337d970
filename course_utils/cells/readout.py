"""Around a cell: the sigmoid of the gates, the read-out `y = h W_hy + b_y`, softmax, cross-entropy."""

import numpy as np

from course_utils.cells._shapes import shapes


@shapes(a="...")
def sigmoid(a):
    """Squash to between 0 and 1: `1 / (1 + exp(-a))`.

    Computed as `(1 + tanh(a / 2)) / 2`, the same function, because `exp(1000)` overflows and tanh never does.

    Args:
        a: any shape.

    Returns:
        The shape and dtype of `a`.

    Raises:
        ValueError: if `a` is empty, holds NaN or infinity, or is not numbers.

    Source:
        Goodfellow, Bengio and Courville (2016), section 3.10.
    """
    return 0.5 * (1 + np.tanh(0.5 * a))


@shapes(logits="... classes")
def softmax(logits):
    """Turn scores into probabilities: `exp(logits) / sum(exp(logits))` over the last axis.

    Args:
        logits: shape `(..., classes)`.

    Returns:
        Probabilities, shape `(..., classes)`, each row sums to 1.

    Raises:
        ValueError: if `logits` is empty or holds NaN.

    Source:
        Goodfellow, Bengio and Courville (2016), sections 4.1 (why the maximum is subtracted) and 6.2.2.3.
    """
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


@shapes(logits="... classes", labels="...")
def cross_entropy(logits, labels):
    """Average surprise at the right class, in nats: `mean(-log(softmax(logits)[label]))`.

    Args:
        logits: shape `(..., classes)`, scores before softmax.
        labels: shape `(...)`, integers from 0 to classes - 1.

    Returns:
        One number, nats per label. `log(classes)` is what guessing evenly gets.

    Raises:
        ValueError: if the shapes do not fit or a label is no class; the message names the argument.

    Source:
        Goodfellow, Bengio and Courville (2016), section 6.2.2.3.
    """
    check_labels(logits, labels)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(log_probabilities, labels[..., None], axis=-1).mean()


@shapes(logits="... classes", labels="...")
def cross_entropy_backward(logits, labels):
    """Gradient of `cross_entropy`: `(softmax(logits) - one_hot(labels)) / number of labels`.

    Args:
        logits: shape `(..., classes)`.
        labels: shape `(...)`, integers from 0 to classes - 1.

    Returns:
        The gradient with respect to `logits`, shape `(..., classes)`.

    Raises:
        ValueError: if the shapes do not fit or a label is no class; the message names the argument.

    Source:
        Bishop (2006), Pattern recognition and machine learning, equation 4.109.
    """
    check_labels(logits, labels)
    one_hot = np.arange(logits.shape[-1]) == labels[..., None]
    return (softmax(logits) - one_hot) / labels.size


@shapes(h="... units", W_hy="units outputs", b_y="outputs")
def readout(h, W_hy, b_y):
    """Read a prediction out of the state: `y = h @ W_hy + b_y`, the same at every step.

    Args:
        h: shape `(..., units)`: one step `(batch, units)` or all of them `(batch, steps, units)`.
        W_hy: shape `(units, outputs)`.
        b_y: shape `(outputs,)`.

    Returns:
        Shape `(..., outputs)`.

    Raises:
        ValueError: if the shapes do not fit; the message names the argument and both shapes.

    Source:
        Goodfellow, Bengio and Courville (2016), equation 10.10; `keras.layers.Dense`.
    """
    return h @ W_hy + b_y


@shapes(dy="... outputs", h="... units", W_hy="units outputs")
def readout_backward(dy, h, W_hy):
    """Carry a gradient back through `readout`: `dh = dy @ W_hy.T`, `dW_hy = h.T @ dy` over all steps.

    Args:
        dy: shape `(..., outputs)`, gradient of the loss with respect to the prediction.
        h: shape `(..., units)`, the states that were read.
        W_hy: shape `(units, outputs)`.

    Returns:
        `(dh, dW_hy, db_y)`, each in the shape of what it is the gradient of.

    Raises:
        ValueError: if the shapes do not fit; the message names the argument and both shapes.

    Source:
        Goodfellow, Bengio and Courville (2016), section 10.2.2.
    """
    rows, states = dy.reshape(-1, dy.shape[-1]), h.reshape(-1, h.shape[-1])
    return dy @ W_hy.T, states.T @ rows, rows.sum(axis=0)


def check_labels(logits, labels):
    """Raise a `ValueError` unless every label is an integer that names a class."""
    classes = logits.shape[-1]
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels must be integers from 0 to {classes - 1}, because logits has shape {logits.shape}; "
            f"found {labels.dtype} from {labels.min()} to {labels.max()}"
        )
