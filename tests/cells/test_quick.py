"""The quick training passes against the checked ones of `course_utils.cells`, and the optimiser against Keras."""

import numpy as np
import pytest

from course_utils import cells
from course_utils.cells import quick as fast
from course_utils.data import adding_problem


def problem(seed):
    x, y = adding_problem(3, 7, seed)
    return x.astype("float64"), y.astype("float64")


@pytest.mark.parametrize("seed", range(3))
def test_lstm_gradients_are_those_of_the_checked_passes(seed):
    (x, y), rng = problem(seed), np.random.default_rng(seed)
    weights = [weight.astype("float64") for weight in fast.lstm_start(2, 4, rng)]
    loss, gradients = fast.lstm_last_gradients(x, y, weights)
    start = np.zeros((3, 4))
    states, memory = cells.lstm_forward(x, start, start, *weights[:3])
    answer = states[:, -1] @ weights[3] + weights[4]
    d_states = np.zeros_like(states)
    d_states[:, -1] = (2 * (answer - y) / y.size) @ weights[3].T
    expected = cells.lstm_backward(d_states, x, start, start, states, memory, *weights[:3])[3:]
    assert loss == pytest.approx(((answer - y) ** 2).mean(), rel=1e-12)
    for found, wanted in zip(gradients, expected):
        np.testing.assert_allclose(found, wanted, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(gradients[3], states[:, -1].T @ (2 * (answer - y) / y.size), rtol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_rnn_gradients_are_those_of_the_checked_passes(seed):
    (x, y), rng = problem(seed), np.random.default_rng(seed)
    weights = [weight.astype("float64") for weight in fast.rnn_start(2, 4, rng)]
    loss, gradients = fast.rnn_last_gradients(x, y, weights)
    states = cells.rnn_forward(x, np.zeros((3, 4)), *weights[:3])
    answer = states[:, -1] @ weights[3] + weights[4]
    d_states = np.zeros_like(states)
    d_states[:, -1] = (2 * (answer - y) / y.size) @ weights[3].T
    expected = cells.rnn_backward(d_states, x, np.zeros((3, 4)), states, *weights[:2])[2:]
    assert loss == pytest.approx(((answer - y) ** 2).mean(), rel=1e-12)
    for found, wanted in zip(gradients, expected):
        np.testing.assert_allclose(found, wanted, rtol=1e-10, atol=1e-14)


def test_start_is_that_of_keras():
    W_x, W_h, b, W_hy, b_y = fast.lstm_start(2, 5, np.random.default_rng(0))
    np.testing.assert_allclose(W_h @ W_h.T, np.eye(5), atol=1e-6)
    assert W_x.shape == (2, 20) and np.abs(W_x).max() <= np.sqrt(6 / 22)
    assert b.tolist() == [0.0] * 5 + [1.0] * 5 + [0.0] * 10 and b_y.tolist() == [0.0]


@pytest.mark.parametrize("scale", [1.0, 1e-2, 1e-4, 1e-6])
def test_adam_takes_the_steps_of_keras(scale):
    """Large gradients are clipped by their common norm; small ones show where the 1e-7 is added."""
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    ours = [rng.normal(size=shape).astype("float32") for shape in [(3, 2), (4,)]]
    theirs = [keras.Variable(weight.copy()) for weight in ours]
    adam, reference = fast.Adam(ours, 0.01, 1.0), keras.optimizers.Adam(0.01, global_clipnorm=1.0)
    for _ in range(5):
        gradients = [(scale * rng.normal(size=weight.shape)).astype("float32") for weight in ours]
        adam.update(gradients)
        reference.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], theirs)
    for found, wanted in zip(ours, theirs):
        np.testing.assert_allclose(found, keras.ops.convert_to_numpy(wanted), atol=2e-6)
