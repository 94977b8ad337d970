"""The generator's functions refuse what they cannot use, by the argument's name."""

import numpy as np
from refusals import refuses, wrong_calls

from course_utils import quiet
from course_utils.generator import bench, ngrams, sampling, text, writer
from course_utils.generator import compression as coding
from course_utils.generator import looking_inside as reading

with quiet():
    import keras

    from course_utils.generator import training

RNG = np.random.default_rng(0)
LETTERS = text.Vocabulary("abc")
ZEROS, NAN = np.zeros((2, 5, 3)), np.full((2, 3), np.nan)
SMALL = training.Settings(units=3, layers=1, embedding=2, streams=2, steps=4)


def small_training():
    return training.Training(np.arange(900) % 4, 4, SMALL)


def small_writer():
    return writer.Writer(small_training().model)


class Even:
    """A model of four characters that finds them all equally likely."""

    size = 4

    def initial_state(self, batch=1):
        return []

    def step(self, ids, state):
        return np.zeros((len(ids), 4)), state


REFUSED = [
    ("text.Vocabulary", lambda: LETTERS.encode(b"abc"), "text must be a str, found bytes"),
    ("text.Vocabulary", lambda: LETTERS.decode([1, 9]), "ids must be whole numbers from 0 to 3"),
    ("text.Vocabulary", lambda: LETTERS.decode([-1]), "ids must be whole numbers"),
    ("text.Vocabulary", lambda: LETTERS.decode([0.5]), "ids must be whole numbers"),
    ("text.split_text", lambda: text.split_text(ZEROS), "ids must be a text or have shape"),
    ("text.split_text", lambda: text.split_text("abcd", 1.5), "held_out must be a share"),
    (
        "text.contiguous_batches",
        lambda: text.contiguous_batches(ZEROS, 2, 2),
        r"ids must have shape \(length,\)",
    ),
    (
        "text.contiguous_batches",
        lambda: text.contiguous_batches(np.arange(9), 0, 2),
        "batch must be at least 1",
    ),
    (
        "text.contiguous_batches",
        lambda: text.contiguous_batches(np.arange(9), 2, 2.5),
        "steps must be a whole",
    ),
    ("text.contiguous_batches", lambda: text.contiguous_batches([], 2, 2), "too few"),
    ("sampling.softmax", lambda: sampling.softmax(NAN), "logits holds NaN"),
    ("sampling.softmax", lambda: sampling.softmax(3.0), "logits must have shape"),
    ("sampling.softmax", lambda: sampling.softmax([1.0, 2.0], float("nan")), "temperature must not"),
    ("sampling.greedy", lambda: sampling.greedy(np.zeros((2, 0))), "scores must have shape"),
    ("sampling.top_k", lambda: sampling.top_k([0.5, 0.5], 1.5), "k must be a whole number"),
    ("sampling.top_k", lambda: sampling.top_k(NAN, 2), "probabilities holds NaN"),
    ("sampling.nucleus", lambda: sampling.nucleus([0.5, 0.5], 0), "must hold more than 0"),
    ("sampling.nucleus", lambda: sampling.nucleus(0.5, 0.5), "probabilities must have shape"),
    ("sampling.next_distribution", lambda: sampling.next_distribution([], 1.0), "logits must have shape"),
    ("sampling.draw", lambda: sampling.draw([0.0, 0.0], RNG), "sum to 0"),
    ("sampling.draw", lambda: sampling.draw(NAN, RNG), "probabilities holds NaN"),
    ("ngrams.NGram", lambda: ngrams.NGram(0, 4), "lower the order"),
    (
        "ngrams.NGram",
        lambda: ngrams.NGram(2, 4).fit([[1, 2]]),
        "ids must be one row of whole numbers from 0 to 3",
    ),
    (
        "ngrams.NGram",
        lambda: ngrams.NGram(2, 4).fit([1, 2, 4]),
        "ids must be one row of whole numbers from 0 to 3",
    ),
    ("ngrams.NGram", lambda: ngrams.NGram(2, 4).probabilities([1, 2]), "fit"),
    ("ngrams.NGram", lambda: ngrams.NGram(2, 4).distribution([1, 2]), "fit"),
    ("ngrams.NGram", lambda: ngrams.NGram(2, 4).fit([1, 2, 3]).bits([]), "ids is empty"),
    ("reading.coloured", lambda: reading.coloured("abc", [1, 2]), r"values must have shape \(3,\)"),
    ("reading.coloured", lambda: reading.coloured("ab", [1, np.nan]), "values holds NaN"),
    ("reading.panels", lambda: reading.panels({}), "samples must be a dict"),
    ("reading.panels", lambda: reading.panels({"a": "b"}, columns=0), "columns must be at least 1"),
    ("coding.parts", lambda: coding.parts(np.zeros(4)), r"logits must have shape \(batch, size\)"),
    ("coding.compress", lambda: coding.compress(b"abc", Even(), LETTERS), "text must be a str"),
    ("coding.compress", lambda: coding.compress("abc", Even(), LETTERS, 0), "lanes must be at least 1"),
    ("coding.compress", lambda: coding.compress("abc", Even(), text.Vocabulary("ab")), "vocabulary holds 3"),
    ("coding.decompress", lambda: coding.decompress("R2", Even(), LETTERS), "not written by compress"),
    ("coding.decompress", lambda: coding.decompress(b"", Even(), LETTERS), "not written by compress"),
    ("coding.ideal_bits", lambda: coding.ideal_bits(None, Even(), LETTERS), "text must be a str"),
    ("bench.mixture_bits", lambda: bench.mixture_bits(1.5, [0.5], [0.5]), "weight must lie in 0 to 1"),
    ("bench.mixture_bits", lambda: bench.mixture_bits(0.5, [], []), "first is empty"),
    ("bench.mixture_bits", lambda: bench.mixture_bits(0.5, [0.5, 0.5], [0.5]), r"second has shape \(1,\)"),
    ("bench.best_weight", lambda: bench.best_weight([0.5, np.nan], [0.5, 0.5]), "first holds 1 NaN"),
    ("bench.best_weight", lambda: bench.best_weight([0.5], [-2.5]), "second must hold probabilities"),
    ("bench.best_weight", lambda: bench.best_weight(np.ones((2, 3)), [0.5]), "first must have 1 dimensions"),
    ("training.suited", lambda: training.suited(SMALL, 0), "length must be at least 2"),
    ("training.rate_at", lambda: training.rate_at(np.nan, SMALL), "progress must be 0 or more"),
    ("training.Training", lambda: training.Training(ZEROS, 4, SMALL), "ids must be one row"),
    ("training.Training", lambda: training.Training(np.arange(900) % 5, 4, SMALL), "from 0 to 3"),
    ("training.Training", lambda: small_training().run(), "either updates or seconds"),
    (
        "training.build_optimizer",
        lambda: training.build_optimizer(training.Settings(optimizer="sgd")),
        'optimizer must be "muon" or "adamw"',
    ),
    ("writer.Writer", lambda: writer.Writer(keras.Sequential()), "reads Embedding, GRU"),
    ("writer.Writer", lambda: small_writer().read([[1, 2]]), "ids must be one row"),
    (
        "writer.Writer",
        lambda: small_writer().read([4]),
        "ids must be one row of whole numbers from 0 to 3",
    ),
    ("writer.Writer", lambda: small_writer().write([-1], 5, RNG), "ids must be one row"),
    ("writer.Writer", lambda: small_writer().write([1], 0, RNG), "count must be at least 1"),
    (
        "writer.Writer",
        lambda: small_writer().write([1], 5, RNG, copies=1.5),
        "copies must be a whole",
    ),
    (
        "writer.Writer",
        lambda: small_writer().write([1], 5, RNG, temperature=np.nan),
        "temperature must",
    ),
    (
        "writer.compiled_writer",
        lambda: writer.compiled_writer(small_training().model)([], 5, (1, 2)),
        "prompt must hold",
    ),
    (
        "writer.compiled_writer",
        lambda: writer.compiled_writer(small_training().model)([1], 5, (1, 2), temperature=0),
        "temperature must be above 0",
    ),
    (
        "writer.bits_per_character",
        lambda: writer.bits_per_character(small_writer(), [], [1]),
        "at least one char",
    ),
    (
        "writer.bits_per_character",
        lambda: writer.bits_per_character(small_writer(), [9], [1]),
        "ids must be one row",
    ),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
