"""The reach of the three cells against finite differences, their default weights against Keras, an update against the nudged gradient."""

import numpy as np
import pytest

from course_utils.cells import reach as module
from course_utils.cells.gradients import finite_differences, relative_error
from course_utils.cells.quick import glorot

KINDS = ["SimpleRNN", "LSTM", "GRU"]


def squared_at_end(y, wanted):
    d_y = np.zeros_like(y)
    d_y[:, -1] = 2 * (y[:, -1] - wanted) / len(y)
    return ((y[:, -1] - wanted) ** 2).mean(), d_y


@pytest.mark.parametrize("kind", KINDS)
def test_states_are_those_of_keras(kind):
    import keras

    weights = module.default_weights(kind, 2, 3, seed=1)
    x = np.random.default_rng(1).normal(size=(2, 5, 2))
    layer = getattr(keras.layers, kind)(3, return_sequences=True)
    layer.build((None, None, 2))
    layer.set_weights(weights)
    states, _ = module.walk(kind, x, weights)
    assert np.abs(np.array(layer(x.astype("float32"))) - states).max() < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_reach_is_the_nudged_gradient(kind):
    weights = module.default_weights(kind, 2, 3, seed=2)
    x, v = np.random.default_rng(2).normal(size=(1, 6, 2)), np.array([1.0, -2.0, 0.5])
    nudged = finite_differences(lambda x: float(module.walk(kind, x, weights)[0][0, -1] @ v), [x])[0]
    norms = np.linalg.norm(nudged[0], axis=-1)[::-1]
    assert relative_error(module.reach(kind, x, weights, v), norms / norms[0]) < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_first_update_goes_against_the_nudged_gradient(kind):
    rng = np.random.default_rng(3)
    weights = [*module.default_weights(kind, 2, 3, seed=3), rng.normal(size=(3, 1)), np.zeros(1)]
    x, wanted = rng.normal(size=(4, 5, 2)), rng.normal(size=(4, 1))

    def loss(*arrays):
        y = module.walk(kind, x, list(arrays[:3]))[0] @ arrays[3] + arrays[4]
        return squared_at_end(y, wanted)[0]

    nudged = finite_differences(loss, weights)
    before = [weight.copy() for weight in weights]
    (value,) = module.train(kind, weights, [(x, wanted)], squared_at_end, rate=0.001)
    assert value == pytest.approx(loss(*before))
    for old, new, gradient in zip(before, weights, nudged):
        clear = np.abs(gradient) > 1e-3  # Adam's first step has the size of the rate, against the sign
        np.testing.assert_allclose((new - old)[clear], -0.001 * np.sign(gradient)[clear], rtol=5e-2)


def test_glorot_stays_within_its_limit():
    drawn = glorot(30, 20, np.random.default_rng(0))
    assert drawn.shape == (30, 20) and 0.9 < np.abs(drawn).max() / np.sqrt(6 / 50) <= 1


def test_unknown_kind_is_named():
    with pytest.raises(ValueError, match="kind must be one of .* found 'RNN'"):
        module.walk("RNN", np.zeros((1, 2, 1)), [])
    with pytest.raises(ValueError, match="kind must be one of"):
        module.default_weights("Dense", 1, 2, 0)
