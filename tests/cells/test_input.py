"""What the NumPy cells do with odd input: dtypes, extremes, wrong shapes, nothing at all, NaN."""

import inspect
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from cell_problems import KINDS, backward, problem, states_of
from refusals import refuses, wrong_calls

from course_utils import cells
from course_utils.cells import reach


def every_call(dtype="float64", scale=1.0):
    """Return `(function, {argument: array}, options)` for every public function that takes arrays."""
    calls = []
    for kind in KINDS:
        x, initial, weights = problem(kind, (2, 3, 5, 4), dtype)
        x, initial, weights = x * scale, [s * scale for s in initial], [w * scale for w in weights]
        returned = states_of(kind, x, initial, weights)
        name, options = kind.split("_")[0], {"reset_after": kind == "gru_after"} if "gru" in kind else {}
        d, dh = np.ones_like(returned[0]), np.ones_like(returned[0][:, 0])
        used = weights[:2] if name == "rnn" else weights
        given = {
            "step": [x[:, 0], *initial, *weights],
            "forward": [x, *initial, *weights],
            "backward": [d, x, *initial, *returned, *used],
            "step_backward": {
                "rnn": [dh, x[:, 0], *initial, returned[0][:, 0], *used],
                "lstm": [dh, dh, x[:, 0], *initial, *used],
                "gru": [dh, x[:, 0], *initial, *used],
            }[name],
        }
        if name != "rnn":
            given["gates"] = [x[:, 0], initial[0], *weights]
        for ending, arrays in given.items():
            function = getattr(cells, f"{name}_{ending}")
            calls.append((function, dict(zip(inspect.signature(function).parameters, arrays)), options))
    h, W_hy, b_y = (scale * np.ones(shape, dtype) for shape in [(2, 3, 4), (4, 6), 6])
    logits, labels = scale * np.eye(6, dtype=dtype).reshape(2, 3, 6), np.ones((2, 3), int)
    calls += [
        (cells.previous_states, {"h0": h[:, 0], "states": h}, {}),
        (cells.readout, {"h": h, "W_hy": W_hy, "b_y": b_y}, {}),
        (cells.readout_backward, {"dy": logits, "h": h, "W_hy": W_hy}, {}),
        (cells.softmax, {"logits": logits}, {}),
        (cells.cross_entropy, {"logits": logits, "labels": labels}, {}),
        (cells.cross_entropy_backward, {"logits": logits, "labels": labels}, {}),
    ]
    return calls


def each_call(test):
    calls = every_call()
    ids = [f"{function.__name__}{[*options.values()] or ''}" for function, _, options in calls]
    return pytest.mark.parametrize("function, arrays, options", calls, ids=ids)(test)


def arrays_in(returned):
    return returned if isinstance(returned, tuple) else (returned,)


def test_every_public_function_is_called():
    called = {function.__name__ for function, _, _ in every_call()}
    assert called | {"sigmoid", "LSTMGates", "GRUGates"} == set(cells.__all__)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_dtypes_stay(dtype):
    for function, arrays, options in every_call(dtype):
        for array in arrays_in(function(**arrays, **options)):
            assert array.dtype == dtype, function.__name__
    assert cells.sigmoid(np.ones(2, dtype)).dtype == dtype


@each_call
def test_arguments_are_not_changed(function, arrays, options):
    copies = {name: array.copy() for name, array in arrays.items()}
    function(**arrays, **options)
    for name in arrays:
        np.testing.assert_array_equal(arrays[name], copies[name])


@each_call
def test_lists_are_taken_as_arrays(function, arrays, options):
    expected = function(**arrays, **options)
    found = function(**{name: array.tolist() for name, array in arrays.items()}, **options)
    for one, other in zip(arrays_in(expected), arrays_in(found), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("scale", [1e4, -1e4])
def test_extremes_stay_finite_without_warnings(dtype, scale):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for function, arrays, options in every_call(dtype, scale):
            for array in arrays_in(function(**arrays, **options)):
                assert np.isfinite(array).all(), function.__name__
        for sign in (1, -1):
            assert cells.sigmoid(np.array([sign * 1e4], dtype))[0] == (sign + 1) / 2


# --- shapes -------------------------------------------------------------------------------------------------

# the expected shape as the message has it, where no other argument fixes an axis
FREE = {
    ("rnn_forward", "x"): "(2, steps, 5)",
    ("lstm_forward", "x"): "(2, steps, 5)",
    ("gru_forward", "x"): "(2, steps, 5)",
    ("previous_states", "states"): "(2, steps, 4)",
    ("readout", "h"): "(..., 4)",
    ("softmax", "logits"): "(..., classes)",
    ("cross_entropy", "logits"): "(2, 3, classes)",
    ("cross_entropy_backward", "logits"): "(2, 3, classes)",
}


def fits(expected, shape):
    """Return whether a shape is right after all, `expected` being text such as `(2, steps, 5)`."""
    axes = expected.strip("(),").split(", ")
    if axes[0] == "...":
        axes, shape = axes[1:], shape[len(shape) - len(axes) + 1 :]
    return len(axes) == len(shape) and all(not a.isdigit() or int(a) == n for a, n in zip(axes, shape))


@each_call
def test_wrong_shapes_name_the_argument_and_both_shapes(function, arrays, options):
    for name, right in arrays.items():
        expected = FREE.get((function.__name__, name), str(right.shape))
        longer = [tuple(n + (k == axis) for k, n in enumerate(right.shape)) for axis in range(right.ndim)]
        for shape in [*longer, right.shape[1:], (*right.shape, 1), right.shape[::-1], ()]:
            wrong = {**arrays, name: np.ones(shape, right.dtype)}
            if fits(expected, shape):
                function(**wrong, **options)
                continue
            with pytest.raises(ValueError) as caught:
                function(**wrong, **options)
            message = str(caught.value)
            assert message.startswith(f"{function.__name__}: ")
            assert f"{name} has shape {shape}, expected {expected}" in message


def test_a_transposed_matrix_is_named_alone():
    x, (h0,), (W_xh, W_hh, b_h) = problem("rnn", (2, 1, 5, 4))
    with pytest.raises(ValueError) as caught:
        cells.rnn_step(x[:, 0], h0, W_xh.T, W_hh, b_h)
    assert str(caught.value) == (
        "rnn_step: W_xh has shape (4, 5), expected (5, 4) = (features, units). "
        "All shapes given: x (2, 5), h (2, 4), W_xh (4, 5), W_hh (4, 4), b_h (4,)"
    )


def test_two_wrong_shapes_are_both_shown():
    x, (h0,), (W_xh, W_hh, b_h) = problem("rnn", (2, 1, 5, 4))
    with pytest.raises(
        ValueError, match=r"several shapes do not fit: .*x \(5,\), expected \(batch, features\)"
    ):
        cells.rnn_step(x[0, 0], h0[0], W_xh, W_hh, b_h)


def test_the_bias_of_the_other_form_is_refused():
    x, (h0,), weights = problem("gru_after", (2, 3, 5, 4))
    with pytest.raises(ValueError, match=r"b has shape \(2, 12\), expected \(12,\) = \(3\*units,\)"):
        cells.gru_forward(x, h0, *weights, reset_after=False)
    x, (h0,), weights = problem("gru_before", (2, 3, 5, 4))
    with pytest.raises(ValueError, match=r"b has shape \(12,\), expected \(2, 12\) = \(2, 3\*units\)"):
        cells.gru_forward(x, h0, *weights)


@each_call
def test_empty_arrays_are_refused(function, arrays, options):
    for name, right in arrays.items():
        for axis in range(right.ndim):
            shape = tuple(0 if k == axis else n for k, n in enumerate(right.shape))
            with pytest.raises(ValueError, match=f"{function.__name__}: {name} is empty: it has shape"):
                function(**{**arrays, name: np.ones(shape)}, **options)


def test_a_sequence_without_steps_is_refused():
    for kind in KINDS:
        x, initial, weights = problem(kind, (2, 3, 5, 4))
        with pytest.raises(
            ValueError, match=r"x is empty: it has shape \(2, 0, 5\), expected \(batch, steps, feat"
        ):
            states_of(kind, x[:, :0], initial, weights)


# --- values -------------------------------------------------------------------------------------------------


@each_call
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_are_refused_with_their_place(function, arrays, options, value):
    for name, right in arrays.items():
        broken = right.astype(float)
        broken.flat[-1] = value
        place = tuple(n - 1 for n in right.shape)
        with pytest.raises(ValueError) as caught:
            function(**{**arrays, name: broken}, **options)
        assert str(caught.value).startswith(f"{function.__name__}: {name} holds {value} at index {place}; ")


@pytest.mark.parametrize(
    "odd", ["text", [["a", "b"]], None, [[1.0], [1.0, 2.0]], np.ones((2, 5), complex)], ids=str
)
def test_what_is_no_array_of_numbers_is_refused(odd):
    x, (h0,), weights = problem("rnn", (2, 1, 5, 4))
    with pytest.raises(
        ValueError, match="rnn_step: x (must hold real numbers|has rows of different lengths)"
    ):
        cells.rnn_step(odd, h0, *weights)


def test_after_a_refusal_the_next_call_is_checked_again():
    x, (h0,), weights = problem("rnn", (2, 1, 5, 4))

    def broken(a):
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            cells.rnn_step(x[:, 0], h0, *weights, activation=broken)
        with pytest.raises(ValueError, match="h has shape"):
            cells.rnn_step(x[:, 0], h0[:, 1:], *weights)


@pytest.mark.parametrize("truncate", [0, -2, 1.5, True, "3"])
def test_truncate_must_be_a_number_of_steps(truncate):
    for kind in KINDS:
        x, initial, weights = problem(kind, (2, 3, 5, 4))
        states = states_of(kind, x, initial, weights)
        with pytest.raises(
            ValueError, match=f"truncate must be None or a chunk length .* found {truncate!r}"
        ):
            backward(kind, states[0], x, initial, states, weights, truncate)


@pytest.mark.parametrize("labels", [[0, 6], [-1, 0], [0.0, 1.0]])
def test_labels_that_are_no_class_are_refused(labels):
    for function in (cells.cross_entropy, cells.cross_entropy_backward):
        with pytest.raises(
            ValueError, match=r"labels must be integers from 0 to 5, because logits has shape \(2, 6\)"
        ):
            function(np.zeros((2, 6)), np.array(labels))


def test_tensorflow_is_not_imported():
    code = (
        "import sys, course_utils.cells, course_utils.cells.gradients; sys.exit('tensorflow' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, timeout=60).returncode == 0


# --- the modules beside the cells ---------------------------------------------------------------------------

RNG = np.random.default_rng(0)
ZEROS = np.zeros((2, 5, 3))
RNN = [RNG.normal(size=shape) for shape in [(3, 4), (4, 4), (4,)]]


REFUSED = [
    ("readout.sigmoid", lambda: cells.sigmoid([0.0, np.nan]), r"sigmoid: a holds nan at index \(1,\)"),
    ("readout.sigmoid", lambda: cells.sigmoid([]), "sigmoid: a is empty"),
    ("readout.sigmoid", lambda: cells.sigmoid("open"), "sigmoid: a must hold real numbers"),
    ("reach.default_weights", lambda: reach.default_weights("Dense", 1, 2, 0), "kind must be one of"),
    ("reach.default_weights", lambda: reach.default_weights("GRU", 0, 2, 0), "features must be at least 1"),
    ("reach.walk", lambda: reach.walk("RNN", ZEROS, RNN), "kind must be one of"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS, []), "weights be"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS[0], RNN), "x must have shape"),
    ("reach.walk", lambda: reach.walk("LSTM", ZEROS, RNN), "W_x has shape|several shapes"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS * np.nan, RNN), "x holds nan"),
    ("reach.walk", lambda: reach.walk("SimpleRNN", ZEROS[:, :0], RNN), "x is empty"),
    (
        "reach.reach",
        lambda: reach.reach("SimpleRNN", ZEROS, RNN, np.zeros(9)),
        "towards must be one number or 4",
    ),
    (
        "reach.reach",
        lambda: reach.reach("SimpleRNN", ZEROS, RNN, np.nan),
        "towards holds 1 NaN",
    ),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
