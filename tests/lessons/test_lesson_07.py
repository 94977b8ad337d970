"""Lesson 7: what it says of a plain SimpleRNN, without its trainings."""

import numpy as np
import pytest

from course_utils.data import load_beijing


def test_the_weather_of_the_workflow_has_no_gap():
    weather = load_beijing()
    hours = weather.column("TEMP", "DEWP", "PRES")
    assert hours.shape == (43824, 3) and np.isfinite(hours).all()
    parts = [weather.split.train, weather.split.validation, weather.split.test]
    assert [part.stop for part in parts[:2]] == [part.start for part in parts[1:]]


@pytest.mark.parametrize("first", [1.0, 50.0, 1000.0, 1e6])
def test_no_input_lifts_a_tanh_net_above_its_ceiling(first):
    import keras

    keras.utils.set_random_seed(3)
    net = keras.Sequential([keras.Input((3, 1)), keras.layers.SimpleRNN(10), keras.layers.Dense(1)])
    W_hy, b_y = net.layers[-1].get_weights()
    window = np.float32([[first, first + 1, first + 2]])[:, :, None]
    assert np.asarray(net(window))[0, 0] <= np.abs(W_hy).sum() + b_y[0] + 1e-5
