"""The arithmetic coder: exact for any string, as short as the model's cross-entropy, shorter than gzip where it should be."""

import bz2
import gzip
import lzma

import numpy as np
import pytest
from counting import Counts
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.generator import compression
from course_utils.generator.compression import (
    CODE_POINTS,
    TOTAL,
    Decoder,
    Encoder,
    compress,
    decompress,
    ideal_bits,
    parts,
)
from course_utils.generator.text import Vocabulary

LETTERS = Vocabulary("abcdefghijklmnopqrstuvwxyz ,.\n")


class Uniform:
    def __init__(self, size):
        self.size = size

    def initial_state(self, batch=1):
        return []

    def step(self, ids, state):
        return np.zeros((len(ids), self.size)), state


class Certain(Uniform):
    """All but a trace of the probability on one id: what stresses the carry and the empty shares."""

    def step(self, ids, state):
        logits = np.full((len(ids), self.size), -80.0)
        logits[:, (np.asarray(ids) + 1) % self.size] = 0.0
        return logits, state


MODELS = [
    Counts("the quick brown fox jumps over the lazy dog, " * 9, LETTERS),
    Uniform(len(LETTERS)),
    Certain(len(LETTERS)),
]


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.characters(codec=None, exclude_categories=())), lanes=st.integers(1, 5))
def test_any_string_comes_back(text, lanes):
    for model in MODELS:
        assert decompress(compress(text, model, LETTERS, lanes), model, LETTERS) == text


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="ab ,.\nz\r\N{BLACK HEART SUIT}"))
def test_common_characters_come_back(text):
    for model in MODELS:
        assert decompress(compress(text, model, LETTERS), model, LETTERS) == text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.integers(1, 2**18), min_size=1, max_size=8), st.randoms()), max_size=60)
)
def test_coder_alone_is_exact_for_any_shares(steps):
    encoder, chosen = Encoder(), []
    for sizes, random in steps:
        i = random.randrange(len(sizes))
        chosen.append(i)
        encoder.encode(sum(sizes[:i]), sizes[i], sum(sizes))
    decoder = Decoder(encoder.finish())
    for (sizes, _), i in zip(steps, chosen):
        part = decoder.part(sum(sizes))
        found = next(j for j in range(len(sizes)) if part < sum(sizes[: j + 1]))
        assert found == i
        decoder.advance(sum(sizes[:i]), sizes[i], sum(sizes))


def test_carry_runs_through_all_ones():
    encoder = Encoder()
    for _ in range(400):  # always the last part: low creeps up to the top of the interval
        encoder.encode(TOTAL - 1, 1, TOTAL)
    encoder.encode(0, 1, 3)
    decoder = Decoder(encoder.finish())
    for _ in range(400):
        assert decoder.part(TOTAL) == TOTAL - 1
        decoder.advance(TOTAL - 1, 1, TOTAL)
    assert decoder.part(3) == 0


def test_bytes_are_within_one_percent_of_the_cross_entropy():
    rng = np.random.default_rng(0)
    text = "".join(rng.choice(list("etaoin shrdlu,.\n"), 4000, p=np.arange(16, 0, -1) / 136))
    for model in MODELS[:2]:
        ideal = ideal_bits(text, model, LETTERS)
        assert ideal <= 8 * len(compress(text, model, LETTERS)) <= 1.01 * ideal + 8 * 12  # 12 bytes of head


def test_cross_entropy_in_lanes_is_what_the_coder_in_lanes_needs():
    text = "the quick brown fox jumps over the lazy dog, " * 60
    model = MODELS[0]
    for lanes in (1, 3, 8):
        ideal = ideal_bits(text, model, LETTERS, lanes)
        assert ideal <= 8 * len(compress(text, model, LETTERS, lanes)) <= 1.01 * ideal + 8 * 12
    pieces = [text[i : i + len(text) // 5] for i in range(0, len(text), len(text) // 5)]
    assert ideal_bits(text, model, LETTERS, 5) == pytest.approx(
        sum(ideal_bits(piece, model, LETTERS) for piece in pieces)
    )


def test_uniform_model_costs_log2_of_the_alphabet():
    text = "abc" * 2000
    expected = 6000 * np.log2(len(LETTERS))
    assert ideal_bits(text, Uniform(len(LETTERS)), LETTERS) == pytest.approx(expected)
    assert 8 * len(compress(text, Uniform(len(LETTERS)), LETTERS)) == pytest.approx(expected, rel=0.005)


def test_unknown_characters_cost_their_escape():
    model = Uniform(len(LETTERS))
    extra = ideal_bits("Б" * 50, model, LETTERS) - ideal_bits("b" * 50, model, LETTERS)
    assert extra == pytest.approx(50 * np.log2(CODE_POINTS))


def test_a_model_that_knows_the_text_beats_the_standard_compressors():
    sentence = (
        "it was the best of times, it was the worst of times,\nit was the age of wisdom, it was the age of "
    )
    text = sentence * 3
    model = Counts(text, LETTERS)
    ours = len(compress(text, model, LETTERS))
    data = text.encode()
    assert ours < min(len(gzip.compress(data, 9, mtime=0)), len(bz2.compress(data)), len(lzma.compress(data)))


def test_no_share_is_empty():
    edges = parts(np.array([[0.0, -1000.0, -1000.0], [5.0, 5.0, -3.0]]))
    assert (np.diff(edges, axis=1) >= 1).all() and edges.dtype == np.int64


def test_empty_text():
    assert decompress(compress("", MODELS[0], LETTERS), MODELS[0], LETTERS) == ""


@pytest.mark.parametrize("damage", ["mark", "byte", "cut", "length", "model"])
def test_damage_is_reported_and_never_silent(damage):
    model, text = MODELS[0], "the lazy fox jumps over the quick dog, the brown dog jumps. " * 4
    data = bytearray(compress(text, model, LETTERS))
    if damage == "mark":
        data[0] ^= 1
    elif damage == "byte":
        data[len(data) // 2] ^= 16
    elif damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "length":
        data[4:6] = b"\xff\xff\xff\xff\xff\x7f"
    else:
        model = MODELS[1]
    with pytest.raises(ValueError, match="compress"):
        decompress(bytes(data), model, LETTERS)
    with pytest.raises(ValueError, match="cut off"):
        decompress(b"R2\xff", model, LETTERS)


def test_comparison_with_the_standard_compressors_states_what_it_measured():
    text = "the lazy fox jumps over the quick dog, the brown dog jumps. \N{SNOWMAN}" * 40
    found = compression.compare(text, MODELS[0], LETTERS)
    data = text.encode()
    assert found["exact"] is True and found["characters"] == len(text) and found["utf8"] == len(data)
    assert found["network"] == len(compress(text, MODELS[0], LETTERS, compression.LANES))
    sizes = [
        len(gzip.compress(data, 9, mtime=0)),
        len(bz2.compress(data, 9)),
        len(lzma.compress(data, preset=9)),
    ]
    assert [found[name] for name in ("gzip_9", "bz2_9", "xz_9")] == sizes
    assert list(compression.standard_sizes(data).values()) == sizes
    assert 0 <= found["over_cross_entropy_percent"] < 100 * 12 / found["network"] + 1  # 12 bytes of head
    ideal = ideal_bits(text, MODELS[0], LETTERS, compression.LANES)
    assert found["bits_per_character"] == pytest.approx(ideal / len(text), abs=1e-4)


def test_comparison_takes_the_beginning_of_a_long_text_and_refuses_none(monkeypatch):
    monkeypatch.setattr(compression, "LONGEST", 50)
    assert compression.compare("abc" * 100, MODELS[1], LETTERS)["characters"] == 50
    with pytest.raises(ValueError, match="empty"):
        compression.compare("", MODELS[1], LETTERS)
    with pytest.raises(ValueError, match="bytes"):
        compression.standard_sizes("text")


class Asked(Uniform):
    """A model that counts how often it is asked."""

    def __init__(self, size):
        super().__init__(size)
        self.steps = 0

    def step(self, ids, state):
        self.steps += 1
        return super().step(ids, state)


def test_a_damaged_file_fails_before_anything_is_decoded():
    data = compress("the lazy fox jumps over the quick dog. " * 9, MODELS[1], LETTERS, lanes=3)
    model = Asked(len(LETTERS))
    for place in range(len(data)):
        for bit in (1, 128):
            damaged = bytes([*data[:place], data[place] ^ bit, *data[place + 1 :]])
            with pytest.raises(ValueError, match="compress"):
                decompress(damaged, model, LETTERS)
    for length in range(len(data)):
        with pytest.raises(ValueError, match="compress|cut off"):
            decompress(data[:length], model, LETTERS)
    assert model.steps == 0
    decompress(data, model, LETTERS)
    assert model.steps > 0


class Deluded(Uniform):
    """A model that is certain, and wrong: what comes has no probability that a float could hold."""

    def step(self, ids, state):
        logits = np.full((len(ids), self.size), -2000.0)
        logits[:, 0] = 0.0
        return logits, state


def test_the_least_is_finite_and_least_even_for_a_model_that_is_certain_and_wrong():
    text, model = "abcabd" * 30, Deluded(len(LETTERS))
    ideal = ideal_bits(text, model, LETTERS)
    assert np.isfinite(ideal)
    assert ideal <= 8 * len(compress(text, model, LETTERS)) <= 1.01 * ideal + 8 * 12
    assert ideal == pytest.approx(len(text) * 20, rel=0.001)  # each is given one of a million parts


def test_a_text_of_one_character_gets_no_absurd_percentage():
    text = "a" * 1500
    model = Counts(text, Vocabulary("a"))
    found = compression.compare(text, model, Vocabulary("a"))
    assert found["over_cross_entropy_percent"] is None and found["exact"] is True
    assert 0 <= found["bits_per_character"] < 0.1


class Forgetful(Uniform):
    """A model that answers otherwise every time it is asked: what a coder must notice."""

    def __init__(self, size):
        super().__init__(size)
        self.rng = np.random.default_rng(0)

    def step(self, ids, state):
        return self.rng.normal(0, 3, (len(ids), self.size)), state


def test_a_model_that_is_not_repeatable_is_noticed():
    with pytest.raises(ValueError, match="not the compressed text"):
        compression.compare("abcabc " * 30, Forgetful(len(LETTERS)), LETTERS)
