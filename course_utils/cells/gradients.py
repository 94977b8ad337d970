"""Check a gradient against finite differences, and see how far back a gradient reaches."""

import numpy as np

from course_utils._arguments import numbers


def finite_differences(loss, arrays, epsilon=1e-6):
    """Estimate gradients by central differences: `(loss(v + epsilon) - loss(v - epsilon)) / (2 * epsilon)`.

    Two evaluations for every single number: a proof for small arrays, no way to train.

    Args:
        loss: function of the arrays, `loss(*arrays)`, that returns one number.
        arrays: list of float64 arrays; they are not changed.
        epsilon: the step. Smaller loses digits to rounding, larger to curvature; 1e-6 leaves 9 right digits.

    Returns:
        A list of gradients, one per array, each in its array's shape.

    Raises:
        ValueError: if an array is not float64, is empty or holds NaN, epsilon is not positive or the loss is not
            one finite number.

    Source:
        Goodfellow, Bengio and Courville (2016), section 11.5.
    """
    if isinstance(arrays, np.ndarray) or not epsilon > 0:
        raise ValueError("arrays must be a list of arrays, such as [W_xh, W_hh, b_h], and epsilon positive")
    for k, array in enumerate(arrays):
        if getattr(array, "dtype", None) != np.float64:
            found = getattr(array, "dtype", type(array).__name__)
            raise ValueError(
                f"arrays[{k}] must be a float64 array, found {found}: "
                "in float32 the difference of two losses is mostly rounding; use array.astype('float64')"
            )
        numbers(f"arrays[{k}]", array, range(array.ndim + 1))
    arrays = [array.copy() for array in arrays]
    gradients = [np.zeros_like(array) for array in arrays]
    for array, gradient in zip(arrays, gradients):
        for index in np.ndindex(array.shape):
            value = array[index]
            array[index] = value + epsilon
            above = one_number(loss(*arrays))
            array[index] = value - epsilon
            below = one_number(loss(*arrays))
            array[index] = value
            gradient[index] = (above - below) / (2 * epsilon)
    return gradients


def one_number(loss):
    """Return a loss as a float, or raise a `ValueError` if it is not one finite number."""
    if np.shape(loss) != () or not np.isfinite(loss):
        raise ValueError(f"loss must return one finite number, found shape {np.shape(loss)}: {loss}")
    return float(loss)


def relative_error(a, b):
    """Measure how far two arrays are apart: `max|a - b| / max(|a|, |b|)`, the largest entry as the scale.

    Args:
        a: any shape.
        b: the same shape.

    Returns:
        A float; 0 for equal arrays, below 1e-7 for a right gradient in float64, near 1 or 2 for a wrong one.

    Raises:
        ValueError: if the shapes differ or a value is NaN.

    Source:
        Higham (2002), Accuracy and stability of numerical algorithms, section 1.2, in the maximum norm.
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.size == 0:
        raise ValueError(f"b has shape {b.shape}, expected that of a, {a.shape}, and not empty")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise ValueError("a or b holds NaN or infinity: the gradient itself is broken, look there first")
    scale = max(np.abs(a).max(), np.abs(b).max())
    return float(np.abs(a - b).max() / scale) if scale > 0 else 0.0


def gradient_norm_by_lag(d_inputs):
    """Measure how much the last step depends on the input `lag` steps earlier: `||dx_{T - lag}||`.

    Args:
        d_inputs: shape `(batch, steps, features)`, gradient of a loss on the **last** state with respect to
            each input, such as the `dx` of `rnn_backward` when `d_states` is zero but for the last step, or
            a `tf.GradientTape` gradient.

    Returns:
        Shape `(steps,)`, float64: the Euclidean norm over features, averaged over the batch; lag 0 first.
        Divide by `norms[0]` to compare cells.

    Raises:
        ValueError: if `d_inputs` does not have three axes, is empty or holds NaN, or is None, as a tape answers for
            an input that it did not watch.

    Source:
        Pascanu, Mikolov and Bengio (2013), section 2, arXiv 1211.5063.
    """
    if d_inputs is None:
        raise ValueError(
            "d_inputs is None: the tape saw no way from the inputs to the loss; call tape.watch(inputs), then the layer"
        )
    d_inputs = np.asarray(d_inputs, dtype=np.float64)  # a float32 of 1e-30 would vanish once squared
    if d_inputs.ndim != 3 or d_inputs.size == 0:
        raise ValueError(f"d_inputs has shape {d_inputs.shape}, expected (batch, steps, features), all > 0")
    if not np.isfinite(d_inputs).all():
        raise ValueError(
            "d_inputs holds NaN or infinity: the gradient exploded; measure fewer steps or float64"
        )
    return np.linalg.norm(d_inputs, axis=-1).mean(axis=0)[::-1]
