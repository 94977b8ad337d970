"""Progress that leaves nothing behind, seeds that repeat, checkpoints that survive."""

import io

import numpy as np
import pytest

from course_utils import training
from course_utils.training import Progress, fresh_start, load_checkpoint, over_seeds, save_checkpoint


def test_progress_is_visible_while_it_runs_and_gone_afterwards(monkeypatch):
    monkeypatch.delenv("RNN_COURSE_STATIC", raising=False)
    stream = io.StringIO()
    seen = [item for item in Progress("abc", "work", stream)]
    assert seen == ["a", "b", "c"] and "work [" in stream.getvalue() and "2/3" in stream.getvalue()
    assert stream.getvalue().split("\r")[-2].strip() == "" and "\n" not in stream.getvalue()


def test_progress_is_silent_where_outputs_are_stored(monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    stream = io.StringIO()
    assert list(Progress(range(3), "work", stream)) == [0, 1, 2] and stream.getvalue() == ""


def test_keras_progress_counts_epochs_and_clears_its_line(monkeypatch, capsys):
    import keras

    monkeypatch.delenv("RNN_COURSE_STATIC", raising=False)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    model.fit(
        np.ones((4, 1)),
        np.ones((4, 1)),
        epochs=3,
        verbose=0,
        callbacks=[training.keras_progress(3, "fitting")],
    )
    out = capsys.readouterr().out
    assert "fitting [" in out and "2/3" in out and "loss" in out and out.split("\r")[-2].strip() == ""


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "rmsprop", "adagrad"])
def test_fresh_start_equals_a_model_built_anew(optimizer):
    import keras

    def built():
        keras.utils.set_random_seed(3)
        model = keras.Sequential([keras.Input((2, 1)), keras.layers.SimpleRNN(3), keras.layers.Dense(1)])
        model.compile(optimizer=optimizer, loss="mse")
        return model

    def learn(model):
        model.fit(x, x[:, -1], epochs=3, batch_size=4, shuffle=False, verbose=0)
        return model.get_weights()

    x = np.random.default_rng(3).normal(size=(8, 2, 1))
    alone, again = learn(built()), built()
    start = fresh_start(again)
    again.optimizer.learning_rate = 0.5
    learn(again)  # leaves weights, moments, step count and learning rate behind
    start()
    for one, other in zip(alone, learn(again)):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_fresh_start_refuses_what_it_cannot_put_back():
    import keras

    for model in (keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]), None):
        with pytest.raises(ValueError, match="model must be a compiled"):
            fresh_start(model)
    unbuilt = keras.Sequential([keras.layers.Dense(1)])
    unbuilt.compile("sgd", "mse")
    with pytest.raises(ValueError, match="knows its input shape"):
        fresh_start(unbuilt)


def test_over_seeds_repeats_itself():
    import keras

    def measure(seed):
        return float(keras.random.normal(())) + np.random.normal()

    first = over_seeds(measure, range(3))
    assert first.shape == (3,) and len(set(first)) == 3
    np.testing.assert_array_equal(first, over_seeds(measure, range(3)))
    np.testing.assert_array_equal(first[2:], over_seeds(measure, [2]))
    with pytest.raises(ValueError, match="one seed or more"):
        over_seeds(measure, [])


def test_checkpoint_round_trip(tmp_path):
    path = tmp_path / "state.npz"
    assert load_checkpoint(path) is None
    save_checkpoint(path, weights=np.arange(6.0).reshape(2, 3), step=np.array(7))
    loaded = load_checkpoint(path)
    np.testing.assert_array_equal(loaded["weights"], np.arange(6.0).reshape(2, 3))
    assert loaded["step"] == 7


def test_cut_off_save_leaves_the_old_checkpoint(tmp_path, monkeypatch):
    path = tmp_path / "state.npz"
    save_checkpoint(path, step=np.array(1))

    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(training.np, "savez", full)
    with pytest.raises(OSError, match="No space"):
        save_checkpoint(path, step=np.array(2))
    monkeypatch.undo()
    assert load_checkpoint(path)["step"] == 1 and [file.name for file in tmp_path.iterdir()] == ["state.npz"]


def test_an_interrupt_just_after_the_file_took_its_place_is_passed_on(tmp_path, monkeypatch):
    real = training.os.replace

    def replaced(old, new):
        real(old, new)
        raise KeyboardInterrupt

    monkeypatch.setattr(training.os, "replace", replaced)
    with pytest.raises(KeyboardInterrupt):
        save_checkpoint(tmp_path / "state.npz", step=np.array(2))
    assert load_checkpoint(tmp_path / "state.npz")["step"] == 2 and len(list(tmp_path.iterdir())) == 1


def test_two_runs_that_save_to_one_place_do_not_disturb_each_other(tmp_path, monkeypatch):
    path, real = tmp_path / "state.npz", np.savez

    def between(file, **arrays):  # while one writes, another does so from beginning to end
        monkeypatch.setattr(training.np, "savez", real)
        save_checkpoint(path, step=np.array(2))
        real(file, **arrays)

    monkeypatch.setattr(training.np, "savez", between)
    save_checkpoint(path, step=np.array(1))
    assert load_checkpoint(path)["step"] == 1 and [file.name for file in tmp_path.iterdir()] == ["state.npz"]


def test_damaged_checkpoint_says_what_to_do(tmp_path):
    path = tmp_path / "state.npz"
    save_checkpoint(path, step=np.arange(1000))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ValueError, match="no checkpoint, or a damaged one.*not there yet"):
        load_checkpoint(path)
