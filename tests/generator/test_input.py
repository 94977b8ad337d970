"""The generator's functions refuse what they cannot use, by the argument's name."""

import numpy as np
from refusals import refuses, wrong_calls

from course_utils import quiet
from course_utils.generator import bptt, muon, ngrams, sampling, text
from course_utils.generator import compression as coding
from course_utils.generator import looking_inside as reading

with quiet():
    import keras

    from course_utils.generator import training as generator

RNG = np.random.default_rng(0)
LETTERS = text.Vocabulary("abc")
ZEROS, NAN = np.zeros((2, 5, 3)), np.full((2, 3), np.nan)
SMALL = generator.Settings(units=3, layers=1, embedding=2, streams=2, steps=4)


def small_training():
    return generator.Training(np.arange(900) % 4, 4, SMALL)


def small_writer():
    return sampling.FastGenerator(small_training().model)


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
    ("text.softmax", lambda: text.softmax(NAN), "logits holds NaN"),
    ("text.softmax", lambda: text.softmax(3.0), "logits must have shape"),
    ("text.softmax", lambda: text.softmax([1.0, 2.0], float("nan")), "temperature must not"),
    ("text.greedy", lambda: text.greedy(np.zeros((2, 0))), "scores must have shape"),
    ("text.top_k", lambda: text.top_k([0.5, 0.5], 1.5), "k must be a whole number"),
    ("text.top_k", lambda: text.top_k(NAN, 2), "probabilities holds NaN"),
    ("text.nucleus", lambda: text.nucleus([0.5, 0.5], 0), "must hold more than 0"),
    ("text.nucleus", lambda: text.nucleus(0.5, 0.5), "probabilities must have shape"),
    ("text.next_distribution", lambda: text.next_distribution([], 1.0), "logits must have shape"),
    ("text.draw", lambda: text.draw([0.0, 0.0], RNG), "sum to 0"),
    ("text.draw", lambda: text.draw(NAN, RNG), "probabilities holds NaN"),
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
    ("ngrams.NGram", lambda: ngrams.NGram(2, 4).fit([1, 2, 3]).bits([]), "ids is empty"),
    ("reading.states_over", lambda: reading.states_over(Even(), []), "ids must be one row"),
    (
        "reading.states_over",
        lambda: reading.states_over(Even(), [-1]),
        "ids must be one row of whole numbers",
    ),
    ("reading.coloured", lambda: reading.coloured("abc", [1, 2]), r"values must have shape \(3,\)"),
    ("reading.panels", lambda: reading.panels({}), "samples must be a dict"),
    ("reading.panels", lambda: reading.panels({"a": "b"}, columns=0), "columns must be at least 1"),
    ("coding.parts", lambda: coding.parts(np.zeros(4)), r"logits must have shape \(batch, size\)"),
    ("coding.compress", lambda: coding.compress(b"abc", Even(), LETTERS), "text must be a str"),
    ("coding.compress", lambda: coding.compress("abc", Even(), LETTERS, 0), "lanes must be at least 1"),
    ("coding.compress", lambda: coding.compress("abc", Even(), text.Vocabulary("ab")), "vocabulary holds 3"),
    ("coding.decompress", lambda: coding.decompress("RNN1", Even(), LETTERS), "not written by compress"),
    ("coding.decompress", lambda: coding.decompress(b"", Even(), LETTERS), "not written by compress"),
    ("coding.ideal_bits", lambda: coding.ideal_bits(None, Even(), LETTERS), "text must be a str"),
    ("settings.suited", lambda: generator.suited(SMALL, 0), "length must be at least 2"),
    ("settings.rate_at", lambda: generator.rate_at(np.nan, SMALL), "progress must be 0 or more"),
    ("generator.Training", lambda: generator.Training(ZEROS, 4, SMALL), "ids must be one row"),
    ("generator.Training", lambda: generator.Training(np.arange(900) % 5, 4, SMALL), "from 0 to 3"),
    ("generator.Training", lambda: small_training().run(), "either updates or seconds"),
    ("bptt.prepare", lambda: bptt.prepare([np.zeros((4, 2))]), "weights must be an embedding"),
    (
        "bptt.Reader",
        lambda: bptt.Reader(4, 3, 1, 2, 5).gradients(ZEROS, ZEROS, {}, 10),
        "x must have shape",
    ),
    (
        "muon.Muon",
        lambda: muon.Muon([np.zeros(3)], []).update([np.zeros((3, 1))], 0.1),
        "gradients.0. has shape",
    ),
    ("muon.orthogonal", lambda: muon.orthogonal(np.zeros(3)), "matrix must have shape"),
    ("sampling.FastGenerator", lambda: sampling.FastGenerator(keras.Sequential()), "reads Embedding, GRU"),
    ("sampling.FastGenerator", lambda: small_writer().read([[1, 2]]), "ids must be one row"),
    (
        "sampling.FastGenerator",
        lambda: small_writer().read([4]),
        "ids must be one row of whole numbers from 0 to 3",
    ),
    ("sampling.FastGenerator", lambda: small_writer().generate([-1], 5, RNG), "ids must be one row"),
    ("sampling.FastGenerator", lambda: small_writer().generate([1], 0, RNG), "count must be at least 1"),
    (
        "sampling.FastGenerator",
        lambda: small_writer().generate([1], 5, RNG, copies=1.5),
        "copies must be a whole",
    ),
    (
        "sampling.FastGenerator",
        lambda: small_writer().generate([1], 5, RNG, temperature=np.nan),
        "temperature must",
    ),
    (
        "sampling.bits_per_character",
        lambda: sampling.bits_per_character(small_writer(), [], [1]),
        "at least one char",
    ),
    (
        "sampling.bits_per_character",
        lambda: sampling.bits_per_character(small_writer(), [9], [1]),
        "ids must be one row",
    ),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
