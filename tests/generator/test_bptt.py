"""The generator's training by hand, against TensorFlow's gradients, Keras's Muon and whole Keras updates."""

import signal
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from course_utils import quiet
from course_utils.cells import gru_forward
from course_utils.generator.bptt import Reader, prepare
from course_utils.generator.muon import Muon, orthogonal

with quiet():
    import keras
    import tensorflow as tf

    from course_utils.generator.training import Settings, Training, build, rate_at

SMALL = Settings(units=10, layers=2, embedding=6, streams=5, steps=7)
IDS = np.random.default_rng(0).integers(0, 12, 1000)


def tape_gradients(model, x, y):
    """Loss and gradients by TensorFlow, the embedding's as a full matrix."""
    with tf.GradientTape() as tape:
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y, model(x, training=True))
        loss = tf.reduce_mean(losses)
    values = [w.value for w in model.trainable_variables]
    return float(loss), [tf.convert_to_tensor(g) for g in tape.gradient(loss, values)]


def keras_muon(settings):
    return keras.optimizers.Muon(
        learning_rate=settings.rate,
        weight_decay=settings.decay,
        adam_weight_decay=settings.decay,
        adam_lr_ratio=settings.adam_share,
        clipnorm=settings.clip,
        exclude_layers=["bias", "readout"],
    )


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_gradients_are_those_of_tensorflow_over_carried_batches(layers):
    settings = replace(SMALL, layers=layers)
    model = build(12, settings)
    rng = np.random.default_rng(1)
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    reader = Reader(12, 10, layers, 5, 7)
    for _ in range(3):  # the second and third batch go on from a state that is not zero
        x, y = rng.integers(0, 12, (2, 5, 7))
        loss, gradients = reader.gradients(x, y, prepare(model.get_weights()), x.size)
        reader.commit()
        expected_loss, expected = tape_gradients(model, x, y)
        assert loss == pytest.approx(expected_loss, rel=1e-5)
        for ours, theirs in zip(gradients, expected, strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-5 * np.abs(theirs).max())


def test_gradients_are_the_slope_of_the_loss_in_double_precision():
    rng = np.random.default_rng(2)
    weights = [rng.normal(0, 0.5, w.shape) for w in build(12, SMALL).get_weights()]
    x, y = rng.integers(0, 12, (2, 5, 7))

    def loss_at(weights):
        return Reader(12, 10, 2, 5, 7, np.float64).gradients(x, y, prepare(weights), x.size)

    _, gradients = loss_at(weights)
    for i, gradient in enumerate(gradients):
        direction = rng.normal(size=gradient.shape)
        ends = [
            loss_at([w + e * direction if j == i else w for j, w in enumerate(weights)])[0]
            for e in (1e-5, -1e-5)
        ]
        assert (gradient * direction).sum() == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-6)


def test_the_states_are_those_of_the_course_own_cell():
    rng = np.random.default_rng(3)
    weights = [rng.normal(0, 0.5, w.shape) for w in build(12, replace(SMALL, layers=1)).get_weights()]
    reader = Reader(12, 10, 1, 5, 7, np.float64)
    x = rng.integers(0, 12, (5, 7))
    reader.gradients(x, x, prepare(weights), x.size)
    np.testing.assert_array_equal(reader.state[0], 0)  # nothing moves on before it is told to
    reader.commit()
    states = gru_forward(weights[0][x], np.zeros((5, 10)), *weights[1:4])
    np.testing.assert_allclose(reader.state[0], states[:, -1], atol=1e-12)


def test_two_shares_of_the_streams_add_up_to_the_whole():
    weights = build(12, SMALL).get_weights()
    x, y = np.random.default_rng(4).integers(0, 12, (2, 5, 7))
    loss, whole = Reader(12, 10, 2, 5, 7).gradients(x, y, prepare(weights), 35)
    parts = [
        Reader(12, 10, 2, len(x[rows]), 7).gradients(x[rows], y[rows], prepare(weights), 35)
        for rows in (slice(0, 3), slice(3, 5))
    ]
    assert parts[0][0] + parts[1][0] == pytest.approx(loss, rel=1e-5)
    for gradient, first, second in zip(whole, parts[0][1], parts[1][1]):
        np.testing.assert_allclose(first + second, gradient, atol=1e-6)


@pytest.mark.parametrize("shape", [(6, 18), (18, 6), (9, 9)])
def test_orthogonal_is_what_keras_computes_and_brings_singular_values_near_one(shape):
    matrix = np.random.default_rng(5).normal(size=shape).astype("float32")
    before, ours = matrix.copy(), orthogonal(matrix)
    theirs = keras.optimizers.Muon().zeropower_via_newtonschulz5(matrix, 5)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    np.testing.assert_array_equal(matrix, before)
    wide = np.random.default_rng(6).normal(size=(6, 60))  # no singular value near zero
    values = np.linalg.svd(orthogonal(wide), compute_uv=False)
    assert values.min() > 0.6 and values.max() < 1.3


@pytest.mark.parametrize("clip", [1e-3, 1.0])
def test_updates_are_those_of_keras_muon_and_adamw(clip):
    rng = np.random.default_rng(7)
    shapes = [(6, 4), (4, 12), (4, 12), (2, 12), (4, 6), (6,)]
    names = ["embedding", "kernel", "recurrent_kernel", "bias", "readout", "readout_bias"]
    start = [rng.normal(size=shape).astype("float32") for shape in shapes]
    variables = [keras.Variable(w, name=name) for w, name in zip(start, names)]
    muon = keras_muon(replace(SMALL, clip=clip, adam_share=0.5))
    muon.build(variables)
    weights = [w.copy() for w in start]
    ours = Muon(weights, [1, 2], decay=0.1, clip=clip, adam_share=0.5)
    for step in range(6):
        gradients = [rng.normal(size=shape).astype("float32") for shape in shapes]
        muon.learning_rate.assign(0.01 * step)
        muon.apply([tf.constant(g) for g in gradients], variables)
        ours.update(gradients, 0.01 * step)
    for mine, theirs in zip(weights, variables):
        np.testing.assert_allclose(mine, np.asarray(theirs), atol=1e-5)
    plain = [w.copy() for w in start]
    adamw = keras.optimizers.AdamW(0.01, weight_decay=0.1, beta_2=0.99, clipnorm=clip)
    variables = [keras.Variable(w) for w in start]
    adamw.build(variables)
    ours = Muon(plain, [], decay=0.1, clip=clip, beta_2=0.99)
    for _ in range(4):
        gradients = [rng.normal(size=shape).astype("float32") for shape in shapes]
        adamw.apply([tf.constant(g) for g in gradients], variables)
        ours.update(gradients, 0.01)
    for mine, theirs in zip(plain, variables):
        np.testing.assert_allclose(mine, np.asarray(theirs), atol=1e-5)


@pytest.mark.parametrize("streams", [1, 2, 5])
def test_training_is_a_loop_of_keras_updates(streams):
    settings = replace(SMALL, streams=streams)
    run = Training(IDS, 12, settings)
    model, muon = build(12, settings), keras_muon(settings)
    muon.build(model.trainable_variables)
    for update in range(10):
        loss, gradients = tape_gradients(model, run.x[update], run.y[update])
        muon.learning_rate.assign(rate_at(update / 10, settings))
        muon.apply(gradients, model.trainable_variables)
        assert run.update(update / 10) == pytest.approx(loss, abs=1e-4)
    for ours, theirs in zip(run.model.get_weights(), model.get_weights()):
        np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_an_update_is_whole_when_the_run_is_interrupted(monkeypatch):
    run = Training(IDS, 12, SMALL)
    whole = Training(IDS, 12, SMALL)
    inside = threading.Event()
    real = Reader.gradients

    def slow(reader, *arguments):
        inside.set()
        time.sleep(0.3)
        return real(reader, *arguments)

    monkeypatch.setattr(Reader, "gradients", slow)
    main = threading.main_thread().ident

    def interrupt():
        inside.wait()
        import _thread

        _thread.interrupt_main()

    assert threading.get_ident() == main
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what runs in the background ignores it
    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            run.update(0.5)
    finally:
        signal.signal(signal.SIGINT, before)
    thread.join()
    monkeypatch.undo()
    assert run.updates == 1
    whole.update(0.5)
    for ours, theirs in zip(run.weights, whole.weights):
        np.testing.assert_array_equal(ours, theirs)


def test_every_run_ends_with_the_same_bits():
    first, second = (Training(IDS, 12, SMALL).run(updates=30) for _ in range(2))
    for ours, theirs in zip(first.weights, second.weights):
        np.testing.assert_array_equal(ours, theirs)
