"""The generator's training: one update, interruption and resumption, what is kept when something goes wrong."""

import csv
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from course_utils import quiet
from course_utils.data import read_text
from course_utils.generator.text import Vocabulary, split_text
from course_utils.generator.writer import Writer, bits_per_character

with quiet():
    import tensorflow as tf

    from course_utils.generator import training
    from course_utils.generator.training import Settings, Training, build, build_optimizer, rate_at, suited

ROOT = Path(__file__).resolve().parents[2]
SMALL = Settings(units=24, layers=1, embedding=8, streams=8, steps=8)
TEXT = "the cat sat on the mat. the dog sat on the log.\nwho sat where? nobody knows, the cat is gone. " * 40
VOCABULARY = Vocabulary.from_text(TEXT)
TRAIN, HELD = split_text(VOCABULARY.encode(TEXT))
SIZE = len(VOCABULARY)


def prepared():
    """Return a new run, its machine code not compiled yet."""
    return Training(TRAIN, SIZE, SMALL)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A run of 150 updates in one go; `losses` holds each of them, `begin` is a checkpoint of its beginning."""
    run = prepared()
    run.losses, run.begin = [], tmp_path_factory.mktemp("whole") / "begin.npz"
    run.save(run.begin)
    return run.run(updates=150, report=lambda progress, run: run.losses.append(run.loss))


@pytest.fixture
def compiled(whole, tmp_path):
    """That run, back at its beginning, and afterwards at its end again: nothing has to be compiled."""
    whole.save(tmp_path / "end.npz")
    yield whole.restore(whole.begin)
    whole.restore(tmp_path / "end.npz")


def test_learning_rate_warms_up_and_comes_down_to_zero():
    rates = [rate_at(p, SMALL) for p in np.linspace(0, 1, 101)]
    assert rates[0] == 0 and max(rates) == pytest.approx(SMALL.learning_rate, rel=1e-3) and rates[-1] < 1e-9
    assert np.argmax(rates) == 5


def test_short_texts_get_fewer_streams():
    for length in (90, 900, 10_000, 5_000_000):
        s = suited(Settings(), length)
        assert length >= 8 * s.streams * s.steps and s.streams <= Settings().streams and s.steps <= 32
    assert suited(Settings(), 5_000_000) == Settings()


@pytest.mark.parametrize("optimizer", ["muon", "adamw"])
def test_the_compiled_unrolled_update_is_the_plain_one(optimizer):
    settings = replace(SMALL, units=10, layers=2, embedding=6, streams=5, steps=4, optimizer=optimizer)
    run = Training(np.random.default_rng(0).integers(0, 12, 165), 12, settings)
    model, plain = build(12, settings), build_optimizer(settings)
    assert run.settings == settings and len(run.x) == 8
    for update in range(11):  # into the second pass, which begins with a state of zero
        place = update % 8
        if place == 0:
            model.layers[1].reset_state()
            model.layers[2].reset_state()
        weights = model.trainable_variables
        with tf.GradientTape() as tape:
            logits = model(run.x[place], training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(run.y[place], logits))
        gradients = tape.gradient(loss, [w.value for w in weights])
        plain.learning_rate.assign(rate_at(update / 11, settings))
        plain.apply([tf.convert_to_tensor(g) for g in gradients], weights)
        assert run.update(update / 11) == pytest.approx(float(loss), abs=1e-4)
    for ours, theirs in zip(run.weights, model.get_weights()):
        np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_training_learns_and_model_for_copies_the_weights(whole):
    bits = bits_per_character(Writer(whole.model), HELD, TRAIN)
    _, counts = np.unique(TRAIN, return_counts=True)
    unigram = -(counts / counts.sum() * np.log2(counts / counts.sum())).sum()
    assert bits < 0.5 * unigram
    copy = whole.model_for(2)
    ids = np.tile(TRAIN[:20], (2, 1))
    logits, _ = Writer(whole.model).read(TRAIN[:20])
    np.testing.assert_allclose(np.asarray(copy(ids))[1, -1], logits[0], atol=1e-4)


def test_every_run_ends_with_the_same_bits(whole, compiled):
    losses = []
    compiled.run(updates=150, report=lambda progress, run: losses.append(run.loss))
    assert losses == whole.losses


def test_a_saved_model_can_be_read_without_the_course(whole, tmp_path):
    path = tmp_path / "writer.keras"
    whole.model.save(path)
    ids = TRAIN[:30][None]
    whole.model.layers[1].reset_state()
    expected = np.asarray(whole.model(ids))
    code = (
        "import sys, keras, numpy as np\n"
        "model = keras.models.load_model(sys.argv[1])\n"
        "np.save(sys.argv[2], np.asarray(model(np.load(sys.argv[3]))))\n"
        "assert not any(name.startswith('course_utils') for name in sys.modules)"
    )
    np.save(tmp_path / "ids.npy", ids)
    words = [sys.executable, "-c", code, path, tmp_path / "logits.npy", tmp_path / "ids.npy"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(words, cwd=tmp_path, env=environment, check=True, capture_output=True)
    np.testing.assert_allclose(np.load(tmp_path / "logits.npy"), expected, atol=1e-5)


def test_interrupted_run_goes_on_with_the_losses_of_an_uninterrupted_one(whole, compiled, tmp_path):
    def interrupt(progress, run):
        if run.updates == 125:
            raise KeyboardInterrupt

    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        compiled.run(updates=150, checkpoint=path, report=interrupt)
    losses = []
    resumed = prepared().run(
        updates=150, checkpoint=path, report=lambda progress, run: losses.append(run.loss)
    )
    assert resumed.updates == 150 and resumed.characters == 150 * SMALL.streams * SMALL.steps
    assert losses == whole.losses[125:]
    assert len(resumed.x) < 125, "the interruption lay in the second pass over the text"


def test_an_interrupt_falls_between_two_updates(compiled, whole):
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what runs in the background ignores it
    inside = compiled._update

    def interrupted(x, y):  # the signal comes while the compiled code runs, Python hears of it afterwards
        loss = inside(x, y)
        signal.raise_signal(signal.SIGINT)
        return loss

    compiled._update = interrupted
    try:
        with pytest.raises(KeyboardInterrupt):
            compiled.update(0.0)
    finally:
        compiled._update = inside
        signal.signal(signal.SIGINT, before)
    assert compiled.updates == 1
    assert [compiled.update(k / 150) for k in range(1, 30)] == whole.losses[1:30]


@pytest.mark.parametrize("problem", [RuntimeError("no memory"), "nan", "half"])
def test_an_error_inside_an_update_leaves_the_last_good_checkpoint(problem, compiled, whole, tmp_path):
    inside, path = compiled._update, tmp_path / "run.npz"

    def fails(x, y):
        loss = inside(x, y)
        if compiled.updates < 21:
            return loss
        if isinstance(problem, Exception):
            raise problem
        compiled._trained.weights[0].assign(np.full((SIZE, 8), np.nan))
        return loss if problem == "half" else loss * float("nan")

    compiled._update = fails
    try:
        with pytest.raises((RuntimeError, FloatingPointError), match="no memory|run away"):
            compiled.run(updates=150, checkpoint=path, every=0)
    finally:
        compiled._update = inside
    compiled.restore(path)
    assert compiled.updates == 20
    assert [compiled.update(k / 150) for k in range(20, 30)] == whole.losses[20:30]


def test_a_learning_rate_that_is_too_high_stops_the_run_at_once():
    run = Training(TRAIN, SIZE, replace(SMALL, optimizer="adamw", learning_rate=1e20))
    with pytest.raises(FloatingPointError, match="smaller learning_rate"):
        run.run(updates=1000)
    assert run.updates < 200


def test_checkpoint_of_another_text_or_of_another_kind_is_refused_and_left_alone(compiled, tmp_path):
    path = tmp_path / "run.npz"
    compiled.run(updates=1, checkpoint=path)
    content = path.read_bytes()
    other = Training(TRAIN[:-9], SIZE, SMALL)
    with pytest.raises(ValueError, match="another text.*not there yet"):
        other.run(updates=9, checkpoint=path)
    assert path.read_bytes() == content
    stored = dict(np.load(path))
    for damaged in ({"optimizer_00": None}, {"weight_00": np.zeros(3)}, {"clock": None}):
        kept = {name: array for name, array in {**stored, **damaged}.items() if array is not None}
        np.savez(path, **kept)
        with pytest.raises(ValueError, match="another version"):
            compiled.restore(path)
    (tmp_path / "letter.txt").write_text("Dear reader, this is no checkpoint.")
    with pytest.raises(ValueError, match="no checkpoint, or a damaged one"):
        compiled.restore(tmp_path / "letter.txt")


@pytest.mark.parametrize("place", ["nowhere/run.npz", "folder"])
def test_a_place_that_cannot_be_written_is_found_before_the_training(place, whole, compiled, tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="No such file|Is a directory"):
        compiled.run(updates=150, checkpoint=tmp_path / place)
    assert compiled.updates == 0


def test_a_disk_that_holds_one_file_only_is_found_before_the_training(compiled, tmp_path, monkeypatch):
    saves = []

    def full(path, **arrays):  # the second file does not fit beside the first
        saves.append(path)
        if len(saves) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(training, "save_checkpoint", full)
    with pytest.raises(OSError, match="No space"):
        compiled.run(updates=150, checkpoint=tmp_path / "run.npz")
    assert compiled.updates == 0


def test_compiling_takes_half_of_a_short_run_at_most(compiled):
    compiled.seconds = compiled.compile_seconds = 12.0
    assert compiled._progress(1000, 4) == 0 and compiled._progress(1000, 24) == 0
    compiled.seconds = 13.0
    assert compiled._progress(1000, 4) == 0.5  # one of two seconds
    assert compiled._progress(1000, 120) == pytest.approx(1 / 108)


def test_run_needs_one_measure_of_length(compiled):
    with pytest.raises(ValueError, match="either updates or seconds"):
        compiled.run()


KILLED = """
import sys
from course_utils import quiet
with quiet():
    from test_training import prepared
prepared().run(updates=5000, checkpoint=sys.argv[1], every=0)
print("finished")
"""


def test_a_killed_process_is_taken_up_again_and_goes_on_as_an_unbroken_one(compiled, whole, tmp_path):
    path = tmp_path / "run.npz"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"}
    command = [sys.executable, "-c", KILLED, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    deadline, reached = time.time() + 240, 0
    while reached < 3 and process.poll() is None and time.time() < deadline:
        time.sleep(0.01)
        if path.exists():
            reached = int(np.load(path)["optimizer_00"])
    process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert "finished" not in process.communicate()[0], "killed too late to prove anything"
    at = compiled.restore(path).updates
    assert 3 <= at < 5000
    resumed = [compiled.update((at + k) / 5000) for k in range(20)]
    compiled.restore(whole.begin)
    unbroken = [compiled.update(k / 5000) for k in range(at + 20)]
    assert resumed == unbroken[at:]


def test_the_defaults_are_the_best_row_of_the_search_at_their_size():
    table = list(csv.DictReader(read_text("generator_search/results.csv").splitlines()))
    means = {}
    for row in table:
        means.setdefault(row["name"], []).append(float(row["bits_per_character"]))
    best = min((name for name in means if len(means[name]) > 1), key=lambda name: np.mean(means[name]))
    assert all(bits < min(means["AdamW, one layer of 256"]) for bits in means[best])
    row = next(row for row in table if row["name"] == best)
    for name, value in asdict(Settings()).items():
        assert str(value) == row[name], name
