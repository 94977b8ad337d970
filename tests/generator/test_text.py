"""Text: vocabulary, contiguous batches, distributions against hand-made ones, n-grams against plain counting."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.generator import sampling as s
from course_utils.generator import text as t
from course_utils.generator.ngrams import NGram


def test_vocabulary_is_sorted_and_counts_the_unknown():
    v = t.Vocabulary("banana")
    assert v.characters == ("a", "b", "n") and len(v) == 4
    assert v.encode("ban!").tolist() == [2, 1, 3, t.UNKNOWN] and v.encode("ban").dtype == np.int32
    assert v.decode([2, 1, 3, 0]) == "ban\ufffd"


@settings(deadline=None)
@given(known=st.text(), text=st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_encode_survives_any_text(known, text):
    v = t.Vocabulary(known)
    ids = v.encode(text)
    assert ids.shape == (len(text),) and ids.min(initial=0) >= 0 and ids.max(initial=0) < len(v)
    assert v.decode(ids) == "".join(c if c in known else "\ufffd" for c in text)


@settings(deadline=None)
@given(st.text())
def test_own_text_comes_back(text):
    v = t.Vocabulary.from_text(text)
    assert v.decode(v.encode(text)) == text


def test_large_alphabets_keep_the_frequent():
    chinese = "".join(chr(0x4E00 + i) for i in range(3000)) + "的一是" * 50
    v = t.Vocabulary.from_text(chinese, max_size=100)
    assert len(v) == 100 and set("的一是") <= set(v.characters)
    assert v.characters == t.Vocabulary.from_text(chinese, max_size=100).characters


def test_split_keeps_order_and_the_last_tenth():
    train, held = t.split_text(np.arange(1003))
    assert len(held) == 100 and train[-1] + 1 == held[0] and held[-1] == 1002


def test_rows_go_on_from_batch_to_batch():
    ids = np.arange(1000)
    x, y = t.contiguous_batches(ids, batch=4, steps=10)
    assert x.shape == y.shape == (24, 4, 10)
    np.testing.assert_array_equal(y, x + 1)
    for row in range(4):
        stream = x[:, row].ravel()
        np.testing.assert_array_equal(stream, np.arange(stream[0], stream[0] + 240))


@given(length=st.integers(2, 400), batch=st.integers(1, 9), steps=st.integers(1, 9))
def test_batches_fit_or_say_why_not(length, batch, steps):
    if length <= batch * steps:
        with pytest.raises(ValueError, match="too few"):
            t.contiguous_batches(np.arange(length), batch, steps)
    else:
        x, y = t.contiguous_batches(np.arange(length), batch, steps)
        assert x[0, 0, 0] == 0 and y.max() < length and x.size > length - 1 - batch * steps


def test_softmax_temperature_and_its_limits():
    logits = np.array([[1.0, 2.0, 4.0], [0.0, 0.0, -1000.0]])
    np.testing.assert_allclose(s.softmax(logits)[0], np.exp([1, 2, 4]) / np.exp([1, 2, 4]).sum())
    np.testing.assert_allclose(s.softmax(logits, 2.0)[0], s.softmax(logits / 2)[0])
    np.testing.assert_allclose(s.softmax(logits, 1e9), 1 / 3, atol=1e-5)
    np.testing.assert_array_equal(s.softmax(logits, 0), [[0, 0, 1], [1, 0, 0]])
    np.testing.assert_allclose(s.softmax(logits, 1e-3)[0], [0, 0, 1])
    with pytest.raises(ValueError, match="negative"):
        s.softmax(logits, -1)


def test_top_k_and_nucleus_by_hand():
    p = np.array([0.1, 0.4, 0.2, 0.3])
    np.testing.assert_allclose(s.top_k(p, 2), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(s.top_k(p, 9), p)
    np.testing.assert_allclose(s.nucleus(p, 0.4), [0, 1, 0, 0])
    np.testing.assert_allclose(s.nucleus(p, 0.41), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(s.nucleus(p, 1.0), p)
    assert s.nucleus([0.4, 0.3, 0.2, 0.1], 0.9)[3] == 0  # they sum to 0.8999999999999999 in floats
    np.testing.assert_allclose(s.next_distribution(np.log(p), k=3, mass=0.5), [0, 4 / 7, 0, 3 / 7])
    assert s.top_k([0.25] * 4, 2).tolist() == [0.5, 0.5, 0, 0]  # of equals, the first
    for bad in (0, 1.5):
        with pytest.raises(ValueError, match="probability"):
            s.nucleus(p, bad)
    with pytest.raises(ValueError, match="at least 1"):
        s.top_k(p, 0)


def test_draws_have_the_distribution_asked_for():
    p, n = s.softmax(np.random.default_rng(0).normal(0, 2, 10)), 80_000
    drawn = s.draw(np.tile(p, (n, 1)), np.random.default_rng(1))
    chi2 = ((np.bincount(drawn, minlength=10) - n * p) ** 2 / (n * p)).sum()
    assert chi2 < 27.88  # 9 degrees of freedom, one chance in a thousand
    assert s.draw(np.array([0.0, 1.0, 0.0]), np.random.default_rng(2)) == 1


def test_units_of_surprise():
    assert t.bits_from_nats(np.log(8)) == pytest.approx(3)
    assert t.nats_from_bits(t.bits_from_nats(1.88)) == pytest.approx(1.88)
    assert t.perplexity_from_nats(np.log(65)) == pytest.approx(65)


def kneser_ney(text, order, size):
    """The textbook's formula with dictionaries, one history at a time: the authority for the fast one."""
    counts = [Counter() for _ in range(order + 1)]
    counts[order].update(tuple(text[i : i + order]) for i in range(len(text) - order + 1))
    for n in range(order - 1, 0, -1):
        counts[n].update(gram[1:] for gram in counts[n + 1])
    followers = [defaultdict(dict) for _ in range(order + 1)]
    discount = [0.5] * (order + 1)
    for n in range(1, order + 1):
        for gram, count in counts[n].items():
            followers[n][gram[:-1]][gram[-1]] = count
        once, twice = (sum(c == k for c in counts[n].values()) for k in (1, 2))
        discount[n] = once / (once + 2 * twice) if once and twice else 0.5

    def p(character, history, n):
        if n == 0:
            return 1 / size
        shorter = p(character, history[1:] if n > 1 else (), n - 1)
        seen = followers[n].get(tuple(history))
        if not seen:
            return shorter
        total = sum(seen.values())
        return (max(seen.get(character, 0) - discount[n], 0) + discount[n] * len(seen) * shorter) / total

    return p


@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_ngrams_agree_with_plain_counting_and_sum_to_one(order):
    rng = np.random.default_rng(order)
    ids, held = rng.choice(6, 400, p=[0.4, 0.3, 0.1, 0.1, 0.06, 0.04]), rng.integers(0, 7, 60)
    model, p = NGram(order, 7).fit(ids), kneser_ney(ids.tolist(), order, 7)
    expected = [p(held[i], tuple(held[i - order + 1 : i]), order) for i in range(order, 60)]
    np.testing.assert_allclose(model.probabilities(held)[order:], expected)
    for history in ([], [1], [6, 6], [1, 0, 0, 1, 1, 0]):
        assert model.distribution(history).sum() == pytest.approx(1)
        assert model.distribution(history).min() > 0
    history = held[:order]
    by_character = [model.probabilities(np.append(history, c))[-1] for c in range(7)]
    np.testing.assert_allclose(model.distribution(history), by_character)


def test_longer_contexts_help_on_real_regularities():
    ids = np.tile([0, 1, 2, 0, 2, 1], 300)
    bits = [NGram(order, 3).fit(ids[:1500]).bits(ids[1500:], ids[1490:1500]) for order in (1, 2, 3)]
    assert bits[0] == pytest.approx(np.log2(3), rel=0.01)
    assert bits[2] < 0.02 < bits[1] < bits[0]


def test_ngrams_refuse_what_they_cannot_count():
    with pytest.raises(ValueError, match="lower the order"):
        NGram(12, 2000)
    with pytest.raises(ValueError, match="no 5-gram"):
        NGram(5, 10).fit([1, 2])
