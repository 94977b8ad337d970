"""The reach of the three cells against finite differences, their default weights against Keras."""

import numpy as np
import pytest

from course_utils.cells import reach as module
from course_utils.cells.gradients import finite_differences, relative_error

KINDS = ["SimpleRNN", "LSTM", "GRU"]


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
    assert relative_error(module.reach(kind, x, weights, v, relative=False), norms) < 1e-6


def test_unknown_kind_is_named():
    with pytest.raises(ValueError, match="kind must be one of .* found 'RNN'"):
        module.walk("RNN", np.zeros((1, 2, 1)), [])
    with pytest.raises(ValueError, match="kind must be one of"):
        module.default_weights("Dense", 1, 2, 0)
