"""Readers that stream say step by step what the Keras layer says of the whole sequence, and keep what they say."""

import keras
import numpy as np
import pytest

from course_utils.cells.streaming import AttentionStream, ConvolutionStream, GRUStream


def sequence(steps, features, seed=0):
    return np.random.default_rng(seed).normal(size=(1, steps, features)).astype("float32")


def streamed(stream, x):
    return np.array([stream.step(step) for step in x[0]])


def test_a_gru_step_by_step():
    keras.utils.set_random_seed(0)
    layer, x = keras.layers.GRU(5, return_sequences=True), sequence(9, 3)
    whole = np.array(layer(x))[0]
    stream = GRUStream(*layer.get_weights())
    assert streamed(stream, x) == pytest.approx(whole, abs=1e-5) and stream.kept == 5


@pytest.mark.parametrize("taps, dilations", [(2, [1, 2, 4]), (3, [1, 3]), (1, [1]), (4, [5])])
def test_convolutions_step_by_step(taps, dilations):
    keras.utils.set_random_seed(0)
    sizes = range(4, 4 + len(dilations))
    stack = [
        keras.layers.Conv1D(n, taps, dilation_rate=d, padding="causal", activation="relu")
        for n, d in zip(sizes, dilations)
    ]
    x = sequence(40, 3)
    whole = np.array(keras.Sequential(stack)(x))[0]
    for layer in stack:  # a bias of 0 would not show whether it is used
        kernel, bias = layer.get_weights()
        layer.set_weights([kernel, np.linspace(-1, 1, len(bias)).astype("float32")])
    whole = np.array(keras.Sequential(stack)(x))[0]
    stream = ConvolutionStream(
        [(*layer.get_weights(), dilation) for layer, dilation in zip(stack, dilations)]
    )
    assert streamed(stream, x) == pytest.approx(whole, abs=1e-5)
    channels = [3, *sizes]
    assert stream.kept == sum(n * ((taps - 1) * d + 1) for n, d in zip(channels, dilations))


def test_attention_step_by_step_and_beyond_the_room_it_began_with():
    keras.utils.set_random_seed(0)
    layer, x = keras.layers.MultiHeadAttention(1, 5, value_dim=4), sequence(37, 3)
    layer(x, x)
    layer.set_weights([weight + 0.1 for weight in layer.get_weights()])
    whole = np.array(layer(x, x, use_causal_mask=True))[0]
    stream = AttentionStream(*layer.get_weights(), room=2)
    kept = []
    for step, right in zip(x[0], whole):
        assert stream.step(step) == pytest.approx(right, abs=1e-5)
        kept.append(stream.kept)
    assert kept == [9 * (t + 1) for t in range(37)]


def weights_of(layer, *inputs):
    layer(*inputs)
    return layer.get_weights()


def test_wrong_weights_and_wrong_steps_are_refused_by_name():
    x = sequence(4, 3)
    gru = weights_of(keras.layers.GRU(5), x)
    with pytest.raises(ValueError, match=r"W_x must have shape \(any, 15\), found \(3, 12\)"):
        GRUStream(gru[0][:, :12], *gru[1:])
    with pytest.raises(ValueError, match=r"b must have shape \(2, 15\), found \(15,\)"):
        GRUStream(*gru[:2], gru[2][0])
    with pytest.raises(ValueError, match=r"x must be one step, shape \(3,\), found \(1, 3\)"):
        GRUStream(*gru).step(x[:, 0])
    kernel, bias = weights_of(keras.layers.Conv1D(5, 2), x)
    with pytest.raises(ValueError, match="layers must hold one"):
        ConvolutionStream([])
    with pytest.raises(ValueError, match="dilation must be 1 or more, found 0"):
        ConvolutionStream([(kernel, bias, 0)])
    with pytest.raises(ValueError, match=r"kernel must have shape \(any, 5, any\), found \(2, 3, 5\)"):
        ConvolutionStream([(kernel, bias, 1), (kernel, bias, 2)])
    with pytest.raises(ValueError, match=r"bias must have shape \(5,\), found \(4,\)"):
        ConvolutionStream([(kernel, bias[:4], 1)])
    with pytest.raises(ValueError, match="W_q must hold one head, found 2"):
        AttentionStream(*weights_of(keras.layers.MultiHeadAttention(2, 5), x, x))
    attention = weights_of(keras.layers.MultiHeadAttention(1, 5), x, x)
    with pytest.raises(ValueError, match=r"W_k must have shape \(3, 1, 5\)"):
        AttentionStream(*attention[:2], attention[2][..., :4], *attention[3:])
    with pytest.raises(ValueError, match=r"x must be one step"):
        AttentionStream(*attention).step(np.zeros(4))
