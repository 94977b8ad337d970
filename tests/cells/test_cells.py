"""The NumPy cells against three authorities: Keras, finite differences and `tf.GradientTape`."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
import tensorflow as tf  # noqa: E402
from cell_problems import KINDS, SIZES, SMALL, backward, problem, states_of  # noqa: E402

from course_utils import cells  # noqa: E402
from course_utils.cells.gradients import finite_differences, relative_error  # noqa: E402


def keras_layer(kind, x, weights, dtype):
    """Return the Keras layer that has these weights and returns all its states."""
    units = weights[1].shape[0]
    options = {"return_sequences": True, "dtype": dtype}
    if kind == "rnn":
        layer = keras.layers.SimpleRNN(units, **options)
    elif kind == "lstm":
        layer = keras.layers.LSTM(units, **options)
    else:
        layer = keras.layers.GRU(units, reset_after=kind == "gru_after", **options)
    layer.build(x.shape)
    layer.set_weights(weights)
    return layer


# --- forward: the layers of Keras ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_states_agree_with_keras(kind, sizes):
    x, initial, weights = problem(kind, sizes, "float32", seed=sum(sizes))
    theirs = keras_layer(kind, x, weights, "float32")(x, initial_state=[tf.constant(s) for s in initial])
    ours = states_of(kind, x, initial, weights)[0]
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs.numpy()).max() < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_steps_agree_with_keras_and_with_the_sequence(kind):
    x, initial, weights = problem(kind, (3, 5, 2, 4), "float32")
    theirs = keras_layer(kind, x, weights, "float32")(x, initial_state=[tf.constant(s) for s in initial])
    state = tuple(initial)
    for t in range(x.shape[1]):
        if kind == "rnn":
            state = (cells.rnn_step(x[:, t], *state, *weights),)
        elif kind == "lstm":
            state = cells.lstm_step(x[:, t], *state, *weights)
        else:
            state = (cells.gru_step(x[:, t], *state, *weights, reset_after=kind == "gru_after"),)
        assert np.abs(state[0] - theirs[:, t].numpy()).max() < 1e-6
    for last, whole in zip(state, states_of(kind, x, initial, weights)):
        np.testing.assert_array_equal(last, whole[:, -1])


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (1, 1, 3, 4), (3, 6, 2, 4)], ids=str)
def test_lstm_cells_agree_with_keras(sizes):
    x, (h0, c0), weights = problem("lstm", sizes, "float32")
    layer = keras.layers.LSTM(sizes[3], return_state=True)
    layer.build(x.shape)
    layer.set_weights(weights)
    _, h, c = layer(x, initial_state=[tf.constant(h0), tf.constant(c0)])
    states, all_cells = cells.lstm_forward(x, h0, c0, *weights)
    assert np.abs(states[:, -1] - h.numpy()).max() < 1e-6
    assert np.abs(all_cells[:, -1] - c.numpy()).max() < 1e-6


def test_other_activations_agree_with_keras():
    x, (h0,), weights = problem("rnn", (2, 4, 3, 5), "float32")
    layer = keras.layers.SimpleRNN(5, activation="relu", return_sequences=True)
    layer.build(x.shape)
    layer.set_weights(weights)
    ours = cells.rnn_forward(x, h0, *weights, activation=lambda a: np.maximum(a, 0))
    np.testing.assert_allclose(ours, layer(x, initial_state=tf.constant(h0)).numpy(), rtol=1e-5, atol=1e-6)


def test_gates_of_all_steps_give_the_states():
    x, (h0, c0), weights = problem("lstm", (2, 5, 3, 4))
    states, all_cells = cells.lstm_forward(x, h0, c0, *weights)
    gates = cells.lstm_gates(x, cells.previous_states(h0, states), *weights)
    before = cells.previous_states(c0, all_cells)
    np.testing.assert_allclose(gates.f * before + gates.i * gates.candidate, all_cells, rtol=1e-12)
    np.testing.assert_allclose(gates.o * np.tanh(all_cells), states, rtol=1e-12)
    for after in (True, False):
        x, (h0,), weights = problem("gru_after" if after else "gru_before", (2, 5, 3, 4))
        states = cells.gru_forward(x, h0, *weights, reset_after=after)
        before = cells.previous_states(h0, states)
        gates = cells.gru_gates(x, before, *weights, reset_after=after)
        np.testing.assert_allclose(gates.z * before + (1 - gates.z) * gates.candidate, states, rtol=1e-12)
        assert ((gates.r > 0) & (gates.r < 1)).all()


def test_the_block_order_of_the_gates_is_that_of_keras():
    """A layer whose forget (or update) block alone has a large bias must keep its cell (or state)."""
    x = np.zeros((1, 2))
    bias = np.zeros(12)
    bias[3:6] = 50  # i, f, c, o: the second block
    gates = cells.lstm_gates(x, np.zeros((1, 3)), np.zeros((2, 12)), np.zeros((3, 12)), bias)
    np.testing.assert_allclose([gate[0, 0] for gate in gates], [0.5, 1, 0, 0.5])
    bias = np.zeros((2, 9))
    bias[0, :3] = 50  # z, r, candidate: the first block
    h = np.full((1, 3), 0.3)
    np.testing.assert_allclose(cells.gru_step(x, h, np.zeros((2, 9)), np.zeros((3, 9)), bias), h)


# --- backward: finite differences and tf.GradientTape -----------------------------------------


def tape_gradients(kind, d_states, x, initial, weights, truncate=None):
    """Return `[dx, d initial ..., d weights ...]` by TensorFlow, with the gradient stopped between chunks."""
    layer = keras_layer(kind, x, weights, "float64")
    inputs, starts = tf.constant(x), [tf.constant(s) for s in initial]
    cell, chunk = layer.cell, truncate or x.shape[1]
    with tf.GradientTape() as tape:
        tape.watch([inputs, *starts])
        state, loss = starts, 0.0
        for t in range(x.shape[1]):
            if t and t % chunk == 0:
                state = [tf.stop_gradient(s) for s in state]
            h, state = cell(inputs[:, t], state)
            loss += tf.reduce_sum(h * d_states[:, t])
    variables = [v.value for v in layer.trainable_variables]
    return [np.asarray(g) for g in tape.gradient(loss, [inputs, *starts, *variables])]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_backward_agrees_with_finite_differences_and_the_tape(kind, sizes):
    x, initial, weights = problem(kind, sizes, seed=sum(sizes) + 1)
    d_states = np.random.default_rng(5).standard_normal((*x.shape[:2], sizes[3]))

    def loss(x, *rest):
        return (d_states * states_of(kind, x, rest[: len(initial)], rest[len(initial) :])[0]).sum()

    ours = backward(kind, d_states, x, initial, states_of(kind, x, initial, weights), weights)
    differences = finite_differences(loss, [x, *initial, *weights])
    tape = tape_gradients(kind, d_states, x, initial, weights)
    assert len(ours) == len(differences) == len(tape)
    for by_hand, by_differences, by_tape in zip(ours, differences, tape):
        assert by_hand.shape == by_tape.shape
        assert relative_error(by_hand, by_tape) < 1e-12
        assert relative_error(by_hand, by_differences) < 1e-7


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (1, 1, 3, 4), (3, 1, 2, 4)], ids=str)
def test_step_backward_agrees_with_finite_differences(kind, sizes):
    x, initial, weights = problem(kind, sizes, seed=3)
    x = x[:, 0]
    dh, dc = np.random.default_rng(6).standard_normal((2, sizes[0], sizes[3]))
    after = kind == "gru_after"

    def loss(x, *rest):
        if kind == "rnn":
            return (dh * cells.rnn_step(x, *rest)).sum()
        if kind == "lstm":
            h, c = cells.lstm_step(x, *rest)
            return (dh * h).sum() + (dc * c).sum()
        return (dh * cells.gru_step(x, *rest, reset_after=after)).sum()

    if kind == "rnn":
        h = cells.rnn_step(x, *initial, *weights)
        ours = cells.rnn_step_backward(dh, x, *initial, h, *weights[:2])
    elif kind == "lstm":
        ours = cells.lstm_step_backward(dh, dc, x, *initial, *weights)
    else:
        ours = cells.gru_step_backward(dh, x, *initial, *weights, reset_after=after)
    for by_hand, by_differences in zip(ours, finite_differences(loss, [x, *initial, *weights]), strict=True):
        assert relative_error(by_hand, by_differences) < 1e-7


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("truncate", [1, 3, 50])
def test_truncation_stops_the_gradient_between_chunks(kind, truncate):
    x, initial, weights = problem(kind, (2, 7, 3, 4))
    d_states = np.random.default_rng(5).standard_normal((2, 7, 4))
    ours = backward(kind, d_states, x, initial, states_of(kind, x, initial, weights), weights, truncate)
    for by_hand, by_tape in zip(
        ours, tape_gradients(kind, d_states, x, initial, weights, truncate), strict=True
    ):
        assert relative_error(by_hand, by_tape) < 1e-12


def test_readout_and_cross_entropy_agree_with_tensorflow_and_differences():
    rng = np.random.default_rng(2)
    h, W_hy, b_y = rng.standard_normal((3, 4, 5)), rng.standard_normal((5, 6)), rng.standard_normal(6)
    labels = rng.integers(0, 6, (3, 4))
    logits = cells.readout(h, W_hy, b_y)
    theirs = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)).numpy()
    assert abs(cells.cross_entropy(logits, labels) - theirs) < 1e-12
    np.testing.assert_allclose(cells.softmax(logits), tf.nn.softmax(logits).numpy(), rtol=1e-12)
    ours = cells.readout_backward(cells.cross_entropy_backward(logits, labels), h, W_hy)
    differences = finite_differences(
        lambda h, W_hy, b_y: cells.cross_entropy(cells.readout(h, W_hy, b_y), labels), [h, W_hy, b_y]
    )
    for by_hand, by_differences in zip(ours, differences, strict=True):
        assert relative_error(by_hand, by_differences) < 1e-7
    assert cells.cross_entropy(np.zeros((4, 10)), np.arange(4)) == pytest.approx(np.log(10))
