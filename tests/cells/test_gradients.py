"""Finite differences, relative error and gradient norm by lag, against closed forms."""

import numpy as np
import pytest

from course_utils import cells
from course_utils.cells.gradients import finite_differences, gradient_norm_by_lag, relative_error


def test_finite_differences_of_known_functions():
    a, b = np.linspace(-1, 2, 6).reshape(2, 3), np.array(0.7)
    copies = a.copy(), b.copy()
    da, db = finite_differences(lambda a, b: (np.sin(a) * b**2).sum(), [a, b])
    assert relative_error(da, np.cos(a) * 0.7**2) < 1e-8
    assert relative_error(db, 2 * 0.7 * np.sin(a).sum()) < 1e-8
    np.testing.assert_array_equal(a, copies[0])
    assert b == copies[1]


@pytest.mark.parametrize("odd", [np.ones(2, "float32"), np.ones(2, int), [1.0, 2.0], 1.0])
def test_finite_differences_want_float64(odd):
    with pytest.raises(
        ValueError, match=r"arrays\[1\] must be a float64 array, found .*array.astype\('float64'\)"
    ):
        finite_differences(lambda a, b: a.sum(), [np.ones(2), odd])


def test_finite_differences_refuse_odd_losses_and_steps():
    with pytest.raises(ValueError, match=r"loss must return one finite number, found shape \(2,\)"):
        finite_differences(lambda a: a, [np.ones(2)])
    with pytest.raises(ValueError, match="loss must return one finite number, found shape .*nan"):
        finite_differences(lambda a: np.nan, [np.ones(2)])
    with pytest.raises(ValueError, match="arrays must be a list"):
        finite_differences(lambda a: a.sum(), np.ones(2))
    with pytest.raises(ValueError, match=r"arrays\[1\] holds 1 NaN"):
        finite_differences(lambda a, b: a.sum(), [np.ones(2), np.array([1.0, np.nan])])
    with pytest.raises(ValueError, match=r"arrays\[0\] is empty"):
        finite_differences(lambda a: 0.0, [np.ones(0)])
    for epsilon in (0, -1e-6, np.nan):
        with pytest.raises(ValueError, match="epsilon positive"):
            finite_differences(lambda a: a.sum(), [np.ones(2)], epsilon)


def test_relative_error():
    assert relative_error([1.0, 4.0], [1.0, 5.0]) == pytest.approx(0.2)
    assert relative_error([1.0], [-1.0]) == 2
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error([0.0, 1e-300], [0.0, 2e-300]) == pytest.approx(0.5)
    with pytest.raises(ValueError, match=r"b has shape \(3,\), expected that of a, \(2,\)"):
        relative_error(np.ones(2), np.ones(3))
    for bad in (np.nan, np.inf):
        with pytest.raises(ValueError, match="holds NaN or infinity"):
            relative_error([1.0], [bad])


def test_gradient_norm_by_lag_of_a_linear_decay():
    """Where tanh is nearly the identity, one unit with weight 0.5 halves the gradient at every step back."""
    x, h0 = np.full((3, 12, 2), 1e-9), np.zeros((3, 1))
    W_xh, W_hh, b_h = np.array([[3.0], [4.0]]), np.array([[0.5]]), np.zeros(1)
    states = cells.rnn_forward(x, h0, W_xh, W_hh, b_h)
    d_states = np.zeros_like(states)
    d_states[:, -1] = 1
    dx, *_ = cells.rnn_backward(d_states, x, h0, states, W_xh, W_hh)
    np.testing.assert_allclose(gradient_norm_by_lag(dx), 5 * 0.5 ** np.arange(12), rtol=1e-12)


def test_gradient_norm_by_lag_does_not_lose_small_float32():
    norms = gradient_norm_by_lag(np.full((1, 2, 1), 1e-30, "float32"))
    np.testing.assert_allclose(norms, 1e-30, rtol=1e-6)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 0, 3), (0, 3, 2)])
def test_gradient_norm_by_lag_refuses_wrong_shapes(shape):
    with pytest.raises(ValueError, match="d_inputs has shape .* expected \\(batch, steps, features\\)"):
        gradient_norm_by_lag(np.ones(shape))


def test_gradient_norm_by_lag_says_how_to_have_a_gradient():
    with pytest.raises(ValueError, match="tape.watch"):
        gradient_norm_by_lag(None)


def test_gradient_norm_by_lag_refuses_nan():
    with pytest.raises(ValueError, match="d_inputs holds NaN or infinity"):
        gradient_norm_by_lag(np.full((1, 2, 1), np.nan))
