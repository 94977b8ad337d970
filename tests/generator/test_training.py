"""The generator: one update, interruption and resumption, evaluation, and a sampler that is fast, exact and flat."""

import csv
import os
import subprocess
import sys
import time
import tracemalloc
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2

from course_utils import quiet
from course_utils.data import read_text
from course_utils.generator.onetext import OneText
from course_utils.generator.sampling import FastGenerator, bits_per_character
from course_utils.generator.text import Vocabulary, next_distribution, softmax, split_text

with quiet():
    import keras

    from course_utils.generator.training import Settings, Training, build, rate_at, suited

ROOT = Path(__file__).resolve().parents[2]
SMALL = Settings(units=24, layers=1, embedding=8, streams=8, steps=16)
TEXT = "the cat sat on the mat. the dog sat on the log.\nwho sat where? nobody knows, the cat is gone. " * 40
VOCABULARY = Vocabulary.from_text(TEXT)
TRAIN, HELD = split_text(VOCABULARY.encode(TEXT))


def random_model(size=20, units=12, streams=3, layers=1):
    keras.utils.set_random_seed(3)
    cells = [keras.layers.GRU(units, return_sequences=True, stateful=True) for _ in range(layers)]
    ends = keras.layers.Embedding(size, 6), keras.layers.Dense(size)
    model = keras.Sequential(
        [keras.Input((None,), batch_size=streams, dtype="int32"), ends[0], *cells, ends[1]]
    )
    rng = np.random.default_rng(3)
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    return model


def constant_model(logits):
    """A model whose logits are the same whatever it read."""
    model = random_model(size=len(logits))
    weights = model.get_weights()
    model.set_weights([*weights[:-2], np.zeros_like(weights[-2]), np.asarray(logits)])
    return FastGenerator(model)


@pytest.mark.parametrize("layers", [1, 2])
def test_numpy_copy_gives_the_logits_of_keras(layers):
    model = random_model(layers=layers)
    ids = np.random.default_rng(0).integers(0, 20, (3, 25))
    expected, fast = np.asarray(model(ids)), FastGenerator(model)
    state = fast.initial_state(3)
    one = OneText(fast, fast.initial_state())
    for t in range(25):
        logits, state = fast.step(ids[:, t], state)
        np.testing.assert_allclose(logits, expected[:, t], atol=1e-5)
        np.testing.assert_allclose(one.step(ids[0, t]), expected[0, t], atol=1e-5)
    _, one_state = fast.read(ids[0, :10])
    before = [h.copy() for h in one_state]
    one = OneText(fast, one_state)
    for t in range(10, 25):
        np.testing.assert_allclose(one.step(ids[0, t]), expected[0, t], atol=1e-5)
    np.testing.assert_array_equal(one_state, before)


def test_other_layers_are_refused():
    other = keras.Sequential([keras.Input((None,)), keras.layers.Embedding(5, 3), keras.layers.LSTM(4)])
    with pytest.raises(ValueError, match="Embedding, GRU layers and Dense"):
        FastGenerator(other)


WAYS = [
    {"temperature": 0.5},
    {},
    {"temperature": 1.7},
    {"k": 5},
    {"mass": 0.8},
    {"temperature": 1.3, "k": 8, "mass": 0.95},
]
FIXED = np.random.default_rng(4).normal(0, 1.5, 12)


def misfit(written, p):
    """Return chi-square of some ids against a distribution and the bound that one fair draw in a thousand passes."""
    counts, possible = np.bincount(np.ravel(written), minlength=len(p)), p > 0
    assert not counts[~possible].any(), "what has no probability was written"
    expected = counts.sum() * p[possible]
    return ((counts[possible] - expected) ** 2 / expected).sum(), chi2.ppf(0.999, possible.sum() - 1)


@pytest.mark.parametrize("copies", [1, 40])
@pytest.mark.parametrize("options", WAYS, ids=str)
def test_samples_have_the_distribution_asked_for(options, copies):
    rng = np.random.default_rng(5)
    written = constant_model(FIXED).generate([1], 24_000 // copies, rng, copies=copies, **options)
    found, bound = misfit(written, next_distribution(FIXED, **options))
    assert found < bound


def test_chi_square_notices_a_sampler_that_is_a_little_off():
    written = constant_model(FIXED).generate([1], 24_000, np.random.default_rng(5), temperature=1.06)
    found, bound = misfit(written, next_distribution(FIXED))
    assert found > bound


def test_top_k_and_nucleus_write_only_what_they_keep():
    model, rng = constant_model(np.log([0.4, 0.3, 0.2, 0.1])), np.random.default_rng(6)
    assert set(model.generate([1], 400, rng, k=2)) == {0, 1}
    assert set(model.generate([1], 400, rng, mass=0.8)) == {0, 1, 2}
    assert set(model.generate([1], 50, rng, temperature=0)) == {0}


def test_one_text_and_many_copies_draw_alike():
    fast, rng = FastGenerator(random_model(layers=2)), np.random.default_rng(8)
    alone = np.array([fast.generate([1, 2, 3], 3, rng) for _ in range(4000)])
    together = fast.generate([1, 2, 3], 3, rng, copies=20_000)
    for t in range(3):  # the third character depends on the two that were drawn before it
        a, b = np.bincount(alone[:, t], minlength=20), np.bincount(together[:, t], minlength=20)
        expected = (a + b) * len(alone) / (len(alone) + len(together))
        common = expected > 5
        found = ((a - expected)[common] ** 2 / (expected * 20 / 24)[common]).sum()
        assert found < 43.8  # at most 19 degrees of freedom, one chance in a thousand


def test_copies_differ_and_each_goes_on_from_the_prompt():
    fast = FastGenerator(random_model())
    written = fast.generate([1, 2, 3], 50, np.random.default_rng(0), copies=4)
    assert written.shape == (4, 50) and len({row.tobytes() for row in written}) == 4
    greedy = fast.generate([1, 2, 3], 50, np.random.default_rng(0), temperature=0, copies=2)
    np.testing.assert_array_equal(greedy[0], fast.generate([1, 2, 3], 50, None, temperature=0))


def test_memory_stays_flat_over_a_million_characters():
    fast, rng = FastGenerator(random_model()), np.random.default_rng(0)
    fast.generate([1], 2000, rng, copies=8)
    tracemalloc.start()
    peaks = []
    for count in (20_000, 1_000_000):
        tracemalloc.reset_peak()
        fast.generate([1], count // 250, rng, copies=250)
        peaks.append(
            tracemalloc.get_traced_memory()[1] - 2 * 4 * count
        )  # what was written, and its copy by rows
    tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**20


def test_faster_than_the_predict_loop():
    model = build(64, Settings(streams=1))
    fast, rng = FastGenerator(model), np.random.default_rng(0)
    model.predict(np.zeros((1, 40)), verbose=0)
    start = time.process_time()
    for _ in range(5):
        model.predict(np.zeros((1, 40)), verbose=0)
    loop = (time.process_time() - start) / 5
    start = time.process_time()
    fast.generate([1], 1000, rng)
    # 500 and more on a quiet machine: the bench measures that
    assert loop / ((time.process_time() - start) / 1000) > 150


def test_bits_count_every_character_once_and_warm():
    fast = FastGenerator(random_model(size=len(VOCABULARY)))
    logits, state = fast.read(TRAIN[-300:])
    nats = 0.0
    for i in HELD:
        nats -= np.log(softmax(logits)[0, i])
        logits, state = fast.step([i], state)
    expected = nats / np.log(2) / len(HELD)
    assert bits_per_character(fast, HELD, TRAIN, lanes=1) == pytest.approx(expected, rel=1e-4)
    assert bits_per_character(fast, HELD, TRAIN, lanes=7) == pytest.approx(expected, rel=1e-2)
    assert bits_per_character(fast, HELD[:1], HELD[:1]) > 0


def test_bits_of_a_constant_model_are_its_cross_entropy():
    logits = np.log(np.arange(1, len(VOCABULARY) + 1))
    expected = -np.log2(softmax(logits)[HELD]).mean()
    assert bits_per_character(constant_model(logits), HELD, TRAIN[:3]) == pytest.approx(expected, rel=1e-5)


def test_learning_rate_warms_up_and_comes_down_to_zero():
    rates = [rate_at(p, SMALL) for p in np.linspace(0, 1, 101)]
    assert rates[0] == 0 and max(rates) == pytest.approx(SMALL.rate, rel=1e-3) and rates[-1] < 1e-9
    assert np.argmax(rates) == 5


def test_short_texts_get_fewer_streams():
    for length in (90, 900, 10_000, 5_000_000):
        s = suited(Settings(), length)
        assert length >= 8 * s.streams * s.steps and s.streams <= Settings().streams and s.steps <= 32
    assert suited(Settings(), 5_000_000) == Settings()


def test_training_learns_and_model_for_copies_the_weights():
    run = Training(TRAIN, len(VOCABULARY), SMALL).run(updates=150)
    bits = bits_per_character(FastGenerator(run.model), HELD, TRAIN)
    _, counts = np.unique(TRAIN, return_counts=True)
    unigram = -(counts / counts.sum() * np.log2(counts / counts.sum())).sum()
    assert bits < 0.5 * unigram
    copy = run.model_for(2)
    ids = np.tile(TRAIN[:20], (2, 1))
    logits, _ = FastGenerator(run.model).read(TRAIN[:20])
    np.testing.assert_allclose(np.asarray(copy(ids))[1, -1], logits[0], atol=1e-4)


def test_interrupted_run_ends_like_an_uninterrupted_one(tmp_path):
    whole = Training(TRAIN, len(VOCABULARY), SMALL).run(updates=60)

    def interrupt(progress, run):
        if run.updates == 25:
            raise KeyboardInterrupt

    path = tmp_path / "run.npz"
    with pytest.raises(KeyboardInterrupt):
        Training(TRAIN, len(VOCABULARY), SMALL).run(updates=60, checkpoint=path, report=interrupt)
    resumed = Training(TRAIN, len(VOCABULARY), SMALL).run(updates=60, checkpoint=path)
    assert resumed.updates == 60 and resumed.characters == whole.characters
    for ours, theirs in zip(resumed.model.get_weights(), whole.model.get_weights()):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_checkpoint_of_another_text_is_refused(tmp_path):
    Training(TRAIN, len(VOCABULARY), SMALL).run(updates=1, checkpoint=tmp_path / "run.npz")
    with pytest.raises(ValueError, match="Delete it"):
        Training(TRAIN[:-9], len(VOCABULARY), SMALL).restore(tmp_path / "run.npz")


KILLED = """
import sys
from course_utils import quiet
from course_utils.data import read_text
with quiet():
    from test_training import SMALL, TRAIN, VOCABULARY
    from course_utils.generator.training import Training
Training(TRAIN, len(VOCABULARY), SMALL).run(updates=10**6, checkpoint=sys.argv[1], every=0)
"""


def test_killed_process_leaves_a_checkpoint_to_go_on_from(tmp_path):
    path = tmp_path / "run.npz"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"}
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, env=environment)
    deadline = time.time() + 120
    while not path.exists() and process.poll() is None and time.time() < deadline:
        time.sleep(0.2)
    time.sleep(1.0)
    process.kill()
    process.wait()
    run = Training(TRAIN, len(VOCABULARY), SMALL).restore(path)
    assert run.updates > 0
    whole = Training(TRAIN, len(VOCABULARY), SMALL)
    for _ in range(run.updates):
        whole.update(whole.updates / 10**6)
    fast = [bits_per_character(FastGenerator(r.model), HELD, TRAIN) for r in (run, whole)]
    assert abs(fast[0] - fast[1]) < 0.02


def test_run_needs_one_measure_of_length():
    with pytest.raises(ValueError, match="either updates or seconds"):
        Training(TRAIN, len(VOCABULARY), SMALL).run()


def test_the_defaults_are_the_best_row_of_the_search():
    table = list(csv.DictReader(read_text("generator_search/results.csv").splitlines()))
    means = {}
    for row in table:
        means.setdefault(row["name"], []).append(float(row["bits_per_character"]))
    best = min((name for name in means if len(means[name]) > 1), key=lambda name: np.mean(means[name]))
    assert all(bits < min(means["AdamW, one layer of 256"]) for bits in means[best])
    row = next(row for row in table if row["name"] == best)
    for name, value in asdict(Settings()).items():
        assert str(value) == row[name], name
