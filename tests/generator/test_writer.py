"""The writer: exactly Keras's logits, the distribution asked for, fast, in flat memory; and the bits of a text."""

import time
import tracemalloc

import numpy as np
import pytest
from scipy.stats import chi2

from course_utils import quiet
from course_utils.generator.sampling import next_distribution, softmax
from course_utils.generator.text import Vocabulary, split_text
from course_utils.generator.writer import Writer, bits_per_character, compiled_writer, probabilities

with quiet():
    import keras

    from course_utils.generator.training import Settings, build

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
    return Writer(model)


@pytest.mark.parametrize("layers", [1, 2])
def test_numpy_copy_gives_the_logits_of_keras(layers):
    model = random_model(layers=layers)
    ids = np.random.default_rng(0).integers(0, 20, (3, 25))
    expected, fast = np.asarray(model(ids)), Writer(model)
    state = fast.initial_state(3)
    for t in range(25):
        logits, state = fast.step(ids[:, t], state)
        np.testing.assert_allclose(logits, expected[:, t], atol=1e-5)
    _, one_state = fast.read(ids[0, :10])
    before = [h.copy() for h in one_state]
    state = one_state
    for t in range(10, 25):
        logits, state = fast.step(ids[:1, t], state)
        np.testing.assert_allclose(logits[0], expected[0, t], atol=1e-5)
    np.testing.assert_array_equal(one_state, before)


@pytest.mark.parametrize("copies", [1, 200])
def test_the_compiled_loop_draws_from_the_same_distribution(copies):
    model = random_model(layers=2)
    write, fast, prompt = compiled_writer(model), Writer(model), [3, 1, 2]
    for temperature in (1.0, 0.5):
        counts = np.zeros(20)
        for i in range(
            4000 // copies if copies > 1 else 800
        ):  # the first two characters: the second depends on the first
            drawn = write(prompt, 2, (i, 5), temperature, copies)
            np.add.at(counts, np.reshape(drawn, (copies, 2))[:, 1], 1)
        first = next_distribution(fast.read(prompt)[0][0], temperature)
        seconds = [next_distribution(fast.read([*prompt, c])[0][0], temperature) for c in range(20)]
        expected = counts.sum() * first @ np.array(seconds)
        common = expected > 5
        found = ((counts - expected)[common] ** 2 / expected[common]).sum()
        assert found < chi2.ppf(0.999, common.sum() - 1)


def test_the_compiled_loop_repeats_itself_for_a_seed_and_leaves_the_carried_state_alone():
    model = random_model()
    write = compiled_writer(model)
    model(np.ones((3, 4), dtype=int))
    before = np.asarray(model.layers[1].states[0])
    one, two, other = (write([1, 2], 60, seed, copies=2) for seed in ((1, 2), (1, 2), (1, 3)))
    assert one.shape == (2, 60) and (one == two).all() and (one != other).any() and (one[0] != one[1]).any()
    np.testing.assert_array_equal(np.asarray(model.layers[1].states[0]), before)
    model.layers[2].set_weights([np.zeros((12, 20)), np.eye(20)[7] * 50])
    assert set(write([1, 2], 30, (1, 2))) == {7}, "the weights are read anew at each call"


def test_other_layers_are_refused():
    other = keras.Sequential([keras.Input((None,)), keras.layers.Embedding(5, 3), keras.layers.LSTM(4)])
    with pytest.raises(ValueError, match="Embedding, GRU layers and Dense"):
        Writer(other)


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
    written = constant_model(FIXED).write([1], 24_000 // copies, rng, copies=copies, **options)
    found, bound = misfit(written, next_distribution(FIXED, **options))
    assert found < bound


def test_chi_square_notices_a_sampler_that_is_a_little_off():
    written = constant_model(FIXED).write([1], 24_000, np.random.default_rng(5), temperature=1.06)
    found, bound = misfit(written, next_distribution(FIXED))
    assert found > bound


def test_top_k_and_nucleus_write_only_what_they_keep():
    model, rng = constant_model(np.log([0.4, 0.3, 0.2, 0.1])), np.random.default_rng(6)
    assert set(model.write([1], 400, rng, k=2)) == {0, 1}
    assert set(model.write([1], 400, rng, mass=0.8)) == {0, 1, 2}
    assert set(model.write([1], 50, rng, temperature=0)) == {0}


def test_one_text_and_many_copies_draw_alike():
    fast, rng = Writer(random_model(layers=2)), np.random.default_rng(8)
    alone = np.array([fast.write([1, 2, 3], 3, rng) for _ in range(4000)])
    together = fast.write([1, 2, 3], 3, rng, copies=20_000)
    for t in range(3):  # the third character depends on the two that were drawn before it
        a, b = np.bincount(alone[:, t], minlength=20), np.bincount(together[:, t], minlength=20)
        expected = (a + b) * len(alone) / (len(alone) + len(together))
        common = expected > 5
        found = ((a - expected)[common] ** 2 / (expected * 20 / 24)[common]).sum()
        assert found < 43.8  # at most 19 degrees of freedom, one chance in a thousand


def test_copies_differ_and_each_goes_on_from_the_prompt():
    fast = Writer(random_model())
    written = fast.write([1, 2, 3], 50, np.random.default_rng(0), copies=4)
    assert written.shape == (4, 50) and len({row.tobytes() for row in written}) == 4
    greedy = fast.write([1, 2, 3], 50, np.random.default_rng(0), temperature=0, copies=2)
    np.testing.assert_array_equal(greedy[0], fast.write([1, 2, 3], 50, None, temperature=0))


def test_memory_stays_flat_over_a_million_characters():
    fast, rng = Writer(random_model()), np.random.default_rng(0)
    fast.write([1], 2000, rng, copies=8)
    tracemalloc.start()
    peaks = []
    for count in (20_000, 1_000_000):
        tracemalloc.reset_peak()
        fast.write([1], count // 250, rng, copies=250)
        peaks.append(
            tracemalloc.get_traced_memory()[1] - 2 * 4 * count
        )  # what was written, and its copy by rows
    tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**20


def test_faster_than_the_predict_loop():
    model = build(64, Settings(streams=1))
    fast, rng = Writer(model), np.random.default_rng(0)
    model.predict(np.zeros((1, 40)), verbose=0)
    start = time.process_time()
    for _ in range(5):
        model.predict(np.zeros((1, 40)), verbose=0)
    loop = (time.process_time() - start) / 5
    start = time.process_time()
    fast.write([1], 1000, rng)
    # 500 and more on a quiet machine: the bench measures that
    assert loop / ((time.process_time() - start) / 1000) > 150


def test_bits_count_every_character_once_and_warm():
    fast = Writer(random_model(size=len(VOCABULARY)))
    logits, state = fast.read(TRAIN[-300:])
    nats = 0.0
    for i in HELD:
        nats -= np.log(softmax(logits)[0, i])
        logits, state = fast.step([i], state)
    expected = nats / np.log(2) / len(HELD)
    assert bits_per_character(fast, HELD, TRAIN, lanes=1) == pytest.approx(expected, rel=1e-4)
    assert bits_per_character(fast, HELD, TRAIN, lanes=7) == pytest.approx(expected, rel=1e-2)
    assert bits_per_character(fast, HELD[:1], HELD[:1]) > 0


def test_cold_pieces_begin_with_a_state_of_zero():
    fast = Writer(random_model(size=len(VOCABULARY)))
    ids, before = HELD[:40], TRAIN[-3:]
    found = probabilities(fast, ids, before, lanes=4, run_in=0)
    joined = np.concatenate([before[-1:], ids])
    for piece in range(4):
        logits, _ = fast.read(joined[10 * piece : 10 * piece + 4])
        assert found[10 * piece + 3] == pytest.approx(softmax(logits)[0, ids[10 * piece + 3]], rel=1e-4)
    assert found.shape == (40,)


def test_bits_of_a_constant_model_are_its_cross_entropy():
    logits = np.log(np.arange(1, len(VOCABULARY) + 1))
    expected = -np.log2(softmax(logits)[HELD]).mean()
    assert bits_per_character(constant_model(logits), HELD, TRAIN[:3]) == pytest.approx(expected, rel=1e-5)
