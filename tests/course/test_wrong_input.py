"""Functions that a lesson can call refuse what they cannot use, by the argument's name: one wrong call or more each."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import course_utils
from course_utils import cells, comparisons, diagrams, plots, training, widgets
from course_utils.cells import quick as fast
from course_utils.cells import reach
from course_utils.data import _dividing as dividing
from course_utils.data import scaling
from course_utils.data.mfcc import cosine_transform
from course_utils.generator import bptt, muon, ngrams, sampling, text
from course_utils.generator import compression as coding
from course_utils.generator import looking_inside as reading

with course_utils.quiet():
    import keras

    from course_utils.generator import training as generator

RNG = np.random.default_rng(0)
LETTERS = text.Vocabulary("abc")
ZEROS, NAN = np.zeros((2, 5, 3)), np.full((2, 3), np.nan)
LSTM, RNN = fast.lstm_start(3, 4, RNG), fast.rnn_start(3, 4, RNG)


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


def stored_beside(live, tolerance=0.1):
    return comparisons.beside_stored("simple_rnn/results.csv", "counting", live, 0, tolerance)


def wide(weights):
    return [weight.astype(np.float64) for weight in weights]


def with_ax(draw):
    """Return a call that draws on fresh axes and clears them away."""

    def call():
        fig, ax = plt.subplots()
        try:
            draw(ax)
        finally:
            plt.close(fig)

    return call


REFUSED = [
    ("__init__.show", lambda: course_utils.show(plt.figure(), "a plot"), "alt must say"),
    ("__init__.show", lambda: course_utils.show(plt.figure(), None), "alt must say"),
    ("__init__.show", lambda: course_utils.show([1], "five words say what it shows"), "fig must be"),
    (
        "__init__.approx",
        lambda: course_utils.approx(np.zeros(3)),
        r"value must be one number, found shape \(3,\)",
    ),
    ("__init__.approx", lambda: course_utils.approx("much"), "value must be one number, found 'much'"),
    (
        "__init__.reproduces",
        lambda: course_utils.reproduces("t", [1, 2], 1, "s", 0),
        "ours must be one number",
    ),
    ("__init__.reproduces", lambda: course_utils.reproduces("t", 1, None, "s", 0), "published must be"),
    (
        "__init__.reproduces",
        lambda: course_utils.reproduces("t", 1, 1, "s", -1),
        "tolerance must be 0 or more",
    ),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {})), "curves must be a dict"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, [1, 2])), "curves must be a dict"),
    (
        "plots.lines",
        with_ax(lambda ax: plots.lines(ax, {"a": ZEROS})),
        r"curves\['a'\] has shape \(2, 5, 3\)",
    ),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": [1, 2]}, x=[1])), r"expected \(1,\)"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": []})), r"curves\['a'\] is empty"),
    ("plots.lines", with_ax(lambda ax: plots.lines(ax, {"a": [1, np.nan]})), r"curves\['a'\] holds 1 NaN"),
    (
        "plots.heat_map",
        with_ax(lambda ax: plots.heat_map(ax, ZEROS)),
        r"values must have shape \(steps, units\)",
    ),
    ("plots.heat_map", with_ax(lambda ax: plots.heat_map(ax, np.zeros((0, 3)))), "values is empty"),
    ("plots.heat_map", with_ax(lambda ax: plots.heat_map(ax, NAN)), "values holds 6 NaN"),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {})), "heights must be a dict"),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {"a": [1, 2]})), r"heights\['a'\] must have 0 dim"),
    ("plots.bars", with_ax(lambda ax: plots.bars(ax, {"a": np.nan})), r"heights\['a'\] holds 1 NaN"),
    (
        "plots.training_curves",
        with_ax(lambda ax: plots.training_curves(ax, {"loss": [1]}, "mae")),
        "not recorded",
    ),
    ("plots.phase_portrait", with_ax(lambda ax: plots.phase_portrait(ax, np.zeros((5, 3)))), r"\(steps, 2\)"),
    (
        "plots.phase_portrait",
        with_ax(lambda ax: plots.phase_portrait(ax, np.zeros((0, 2)))),
        "states is empty",
    ),
    ("plots.confusion", with_ax(lambda ax: plots.confusion(ax, ZEROS, ["a", "b"])), "counts must have shape"),
    ("plots.figure", lambda: plots.figure(0), "columns"),
    ("diagrams.box", with_ax(lambda ax: diagrams.box(ax, (1, 2, 3), "x", "white")), "centre must be two"),
    (
        "diagrams.box",
        with_ax(lambda ax: diagrams.box(ax, (1, 2), "x", "white", size=1)),
        "size must have 1 dim",
    ),
    ("diagrams.arrow", with_ax(lambda ax: diagrams.arrow(ax, (1,), (1, 2))), "start must be two numbers"),
    ("diagrams.arrow", with_ax(lambda ax: diagrams.arrow(ax, (1, 1), (1, np.nan))), "end holds 1 NaN"),
    ("diagrams.bare", with_ax(lambda ax: diagrams.bare(ax, (0, 1), 3)), "ylim must have 1 dim"),
    ("diagrams.unrolled", with_ax(lambda ax: diagrams.unrolled(ax, 0)), "between 1 and 0"),
    ("diagrams.unrolled", with_ax(lambda ax: diagrams.unrolled(ax, 3, outputs=[4])), "between 1 and 3"),
    ("diagrams.encoder_decoder", with_ax(lambda ax: diagrams.encoder_decoder(ax, 0, 2)), "reads and writes"),
    (
        "comparisons.against_baseline",
        with_ax(lambda ax: comparisons.against_baseline(ax, {"a": (1, 2, 3)})),
        r"scores\['a'\] must be \(baseline, net\), found 3",
    ),
    (
        "comparisons.against_baseline",
        with_ax(lambda ax: comparisons.against_baseline(ax, {})),
        "scores must be",
    ),
    ("comparisons.beside_stored", lambda: stored_beside({}), "live must be"),
    ("comparisons.beside_stored", lambda: stored_beside({"a": np.nan}), "live must be"),
    ("comparisons.beside_stored", lambda: stored_beside({"a": 1.0}), "live has the settings"),
    ("comparisons.beside_stored", lambda: stored_beside({"a": 1.0}, -1), "tolerance must be 0 or more"),
    (
        "comparisons.runs_beside",
        with_ax(lambda ax: comparisons.runs_beside(ax, {}, 0, 0)),
        "runs must be a dict",
    ),
    ("comparisons.runs_beside", with_ax(lambda ax: comparisons.runs_beside(ax, {"a": []}, 0, 0)), "one row"),
    ("comparisons.runs_beside", with_ax(lambda ax: comparisons.runs_beside(ax, {"a": NAN}, 0, 0)), "one row"),
    (
        "comparisons.runs_beside",
        with_ax(lambda ax: comparisons.runs_beside(ax, {"a": [1]}, np.nan, 0)),
        "linear holds 1 NaN",
    ),
    (
        "comparisons.runs_beside",
        with_ax(lambda ax: comparisons.runs_beside(ax, {"a": [1]}, 0, [0, 1])),
        "trivial must have 0 dim",
    ),
    ("cells.readout.sigmoid", lambda: cells.sigmoid([0.0, np.nan]), r"sigmoid: a holds nan at index \(1,\)"),
    ("cells.readout.sigmoid", lambda: cells.sigmoid([]), "sigmoid: a is empty"),
    ("cells.readout.sigmoid", lambda: cells.sigmoid("open"), "sigmoid: a must hold real numbers"),
    ("cells.fast.glorot", lambda: fast.glorot(0, 3, RNG), "rows must be at least 1"),
    ("reach.default_weights", lambda: reach.default_weights("Dense", 1, 2, 0), "kind must be one of"),
    ("reach.default_weights", lambda: reach.default_weights("GRU", 0, 2, 0), "features must be at least 1"),
    ("reach.walk", lambda: reach.walk("RNN", ZEROS, RNN[:3]), "kind must be one of"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS, []), "weights be"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS[0], RNN[:3]), "x must have shape"),
    ("reach.walk", lambda: reach.walk("LSTM", ZEROS, RNN[:3]), "W_x has shape|several shapes"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS * np.nan, RNN[:3]), "x holds nan"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS[:, :0], RNN[:3]), "x is empty"),
    (
        "reach.reach",
        lambda: reach.reach("SimpleRNN", ZEROS, RNN[:3], np.zeros(9)),
        "towards must be one number or 4",
    ),
    (
        "reach.reach",
        lambda: reach.reach("SimpleRNN", ZEROS, RNN[:3], np.nan),
        "towards holds 1 NaN",
    ),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, [1, 2])), "curves must be a dict"),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, {"a": 3.0})), r"curves\['a'\] must be"),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, {"a": []})), r"curves\['a'\] must be"),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, {"a": [np.nan]})), r"curves\['a'\] must"),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, {"a": [1, 0]})), "numbers above 0"),
    ("reach.draw_by_lag", with_ax(lambda ax: reach.draw_by_lag(ax, {})), "curves must be a dict"),
    ("reach.train", lambda: next(reach.train("GRU", RNN[:3], [], None, 0.1)), "weights must be three"),
    (
        "reach.train",
        lambda: next(reach.train("SimpleRNN", wide(RNN), [(ZEROS, 0)], lambda y, wanted: (0.0, y[0]), 0.1)),
        "gradient of y's shape",
    ),
    (
        "reach.train",
        lambda: next(
            reach.train(
                "SimpleRNN", wide(RNN), [(ZEROS, 0)], lambda y, wanted: (np.nan, np.zeros_like(y)), 0.1
            )
        ),
        "loss must return one finite number",
    ),
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
    ("training.Progress", lambda: training.Progress(iter([1]), "work"), "items must have a length"),
    ("training.keras_progress", lambda: training.keras_progress(0), "epochs must be at least 1"),
    ("training.fresh_start", lambda: training.fresh_start(keras.Sequential()), "model must be a compiled"),
    ("training.over_seeds", lambda: training.over_seeds(lambda seed: seed, []), "seeds must hold"),
    ("training.save_checkpoint", lambda: training.save_checkpoint("x", a=[object()]), "a must be an array"),
    ("training.load_checkpoint", lambda: training.load_checkpoint(__file__), "Delete it"),
    ("widgets.shuffled_options", lambda: widgets.shuffled_options("q", ("a", "b"), []), "wrong needs two"),
    ("widgets.quiz", lambda: widgets.quiz("q", ("a", "b"), [("a", "c"), ("d", "e")]), "two options"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(3, 0, 1, 1)), "w must be"),
    ("widgets.sliders", lambda: widgets.sliders(print, "", w=(0, 1)), "w must be"),
    ("widgets.prompt_box", lambda: widgets.prompt_box(print, "", "", t=(3, 0, 1, 1)), "t must be"),
    ("cells.fast.lstm_start", lambda: fast.lstm_start(0, 4, RNG), "features must be at least 1"),
    ("cells.fast.rnn_start", lambda: fast.rnn_start(2, 1.5, RNG), "units must be a whole number"),
    ("cells.fast.lstm_last", lambda: fast.lstm_last(ZEROS[0], *LSTM), r"lstm_last: x has shape \(5, 3\)"),
    ("cells.fast.lstm_last", lambda: fast.lstm_last(ZEROS, LSTM[0].T, *LSTM[1:]), "W_x has shape"),
    ("cells.fast.lstm_last", lambda: fast.lstm_last(ZEROS[:, :0], *LSTM), "x is empty"),
    ("cells.fast.lstm_last", lambda: fast.lstm_last(ZEROS * np.nan, *LSTM), "x holds 30 NaN"),
    (
        "cells.fast.lstm_last_gradients",
        lambda: fast.lstm_last_gradients(ZEROS, np.full((2, 1), np.nan), LSTM),
        "y holds 2 NaN",
    ),
    ("cells.fast.rnn_last", lambda: fast.rnn_last(ZEROS, *RNN[:4], RNN[4] * np.nan), "b_y holds 1 NaN"),
    (
        "cells.fast.Adam",
        lambda: fast.Adam([np.zeros(3)]).update([np.full(3, np.nan)]),
        r"gradients\[0\] holds 3 NaN",
    ),
    ("cells.fast.rnn_last", lambda: fast.rnn_last(ZEROS, *RNN[:4], np.zeros(2)), "b_y has shape"),
    (
        "cells.fast.lstm_last_gradients",
        lambda: fast.lstm_last_gradients(ZEROS, np.zeros(2), LSTM),
        r"y has shape \(2,\), expected \(2, 1\)",
    ),
    (
        "cells.fast.rnn_last_gradients",
        lambda: fast.rnn_last_gradients(ZEROS, np.zeros(2), RNN),
        r"y has shape \(2,\), expected \(2, 1\)",
    ),
    (
        "cells.fast.Adam",
        lambda: fast.Adam([np.zeros(3)]).update([np.zeros((3, 1))]),
        r"gradients\[0\] has shape",
    ),
    ("cells.fast.Adam", lambda: fast.Adam([np.zeros(3)]).update([]), "shorter"),
    (
        "data.scaling.Scaler",
        lambda: scaling.fit_scaler(ZEROS).scale(np.zeros((2, 4))),
        "must hold 3 features",
    ),
    ("data.scaling.standardise", lambda: scaling.standardise(NAN), "train holds 6 NaN"),
    (
        "data.scaling.standardise",
        lambda: scaling.standardise(ZEROS, np.zeros((2, 4))),
        "must hold 3 features",
    ),
    ("data.dividing.divide", lambda: dividing.divide("abc", 1.5, 0.1, 0.1), "seed must be a whole number"),
    ("data.dividing.divide", lambda: dividing.divide("abc", 1, 0.9, 0.1), "validation"),
    (
        "data.dividing.divide",
        lambda: dividing.divide("abc", 1, 0.1, 0.1, [True]),
        "strata holds 1 labels for 3",
    ),
    ("data.scaling.Scaler", lambda: scaling.fit_scaler(ZEROS).unscale(ZEROS, feature=3), "feature=3 is none"),
    ("data.speech.cosine_transform", lambda: cosine_transform(3, 4), "coefficients=4 exceeds"),
]


@pytest.mark.parametrize(
    "name, call, said", REFUSED, ids=[f"{name}-{i}" for i, (name, _, _) in enumerate(REFUSED)]
)
def test_wrong_input_is_refused_by_name(name, call, said, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "1")
    with pytest.raises(ValueError, match=said) as caught:
        call()
    assert len(str(caught.value)) < 400
    plt.close("all")
