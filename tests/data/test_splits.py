"""Splits, windows, padding, scaling and memory tasks: properties over many shapes, and refusals by name."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import data


@settings(deadline=None, max_examples=200)
@given(
    past=st.integers(1, 12),
    future=st.integers(1, 6),
    extra=st.integers(0, 30),
    features=st.integers(0, 3),
    stride=st.integers(1, 5),
    kind=st.sampled_from(["float32", "float64", "int64"]),
)
def test_windows_hold_what_they_should(past, future, extra, features, stride, kind):
    steps = past + future + extra
    shape = (steps, features) if features else (steps,)
    series = np.arange(math.prod(shape), dtype=kind).reshape(shape)
    inputs, targets, starts = data.windows(series, past, future, stride=stride)
    assert len(inputs) == len(targets) == len(starts) == extra // stride + 1
    assert inputs.shape[1:] == (past, max(1, features)) and inputs.dtype == targets.dtype == series.dtype
    assert targets.shape[1:] == (future, *shape[1:])
    for window, target, start in zip(inputs, targets, starts):
        np.testing.assert_array_equal(window.reshape(past, *shape[1:]), series[start : start + past])
        np.testing.assert_array_equal(target, series[start + past : start + past + future])


def test_windows_of_one_target_column():
    series = np.arange(20.0).reshape(10, 2)
    first = data.windows(series, 4, 2, target=1)
    assert first.inputs.shape == (5, 4, 2) and first.targets.shape == (5, 2)
    np.testing.assert_array_equal(first.targets[0], [9, 11])
    np.testing.assert_array_equal(data.windows(series, 4, 2, target=-1).targets, first.targets)


def test_windows_are_copies():
    series = np.zeros(10)
    cut = data.windows(series, 3, 1)
    cut.inputs[:] = 1
    cut.targets[:] = 1
    assert (series == 0).all()


def test_windows_of_a_split_never_see_another_part():
    steps = np.arange(500.0)
    split = data.split_by_time(steps, 300, 400)
    seen = []
    for part in split:
        cut = data.windows(steps[part], 24, 6)
        seen.append(set(cut.inputs.ravel()) | set(cut.targets.ravel()))
    assert not (seen[0] & seen[1] or seen[0] & seen[2] or seen[1] & seen[2])


@pytest.mark.parametrize(
    "series, past, future, extra, names",
    [
        ([], 1, 1, {}, "series is empty"),
        (np.zeros((3, 0)), 1, 1, {}, "series is empty"),
        (np.zeros((4, 4, 4)), 1, 1, {}, "series must have 1 or 2 dimensions"),
        (["a", "b", "c"], 1, 1, {}, "series must be an array of numbers"),
        ([1.0, np.nan, 2.0], 1, 1, {}, "series holds 1 NaN"),
        ([1.0, np.inf, 2.0], 1, 1, {}, "series holds 1 NaN"),
        (np.zeros(5), 0, 1, {}, "past must be at least 1"),
        (np.zeros(5), 1, 0, {}, "future must be at least 1"),
        (np.zeros(5), 1.5, 1, {}, "past must be a whole number"),
        (np.zeros(5), 1, 1, {"stride": 0}, "stride must be at least 1"),
        (np.zeros(5), 4, 2, {}, "series has 5 steps, fewer than past"),
        (np.zeros((9, 2)), 1, 1, {"target": 2}, "target"),
        (np.zeros((9, 2)), 1, 1, {"target": -3}, "target"),
        (np.zeros((9, 2)), 1, 1, {"target": "TEMP"}, "target"),
        (np.zeros(9), 1, 1, {"target": 1}, "target"),
    ],
)
def test_windows_refuses(series, past, future, extra, names):
    with pytest.raises(ValueError, match=names):
        data.windows(series, past, future, **extra)


def test_pm25_with_its_gaps_is_refused_not_learnt():
    with pytest.raises(ValueError, match="series holds 1,886 NaN"):
        beijing = data.load_beijing()
        data.windows(beijing.column("pm2.5")[beijing.split.train], 24, 1)


def test_split_by_time_of_dates_and_numbers():
    times = np.arange("2020-01-01", "2020-02-01", dtype="datetime64[D]")
    train, validation, test = data.split_by_time(times, "2020-01-11", np.datetime64("2020-01-21"))
    assert (train, validation, test) == (slice(0, 10), slice(10, 20), slice(20, 31))
    assert data.split_by_time(np.arange(10), 6, 8) == (slice(0, 6), slice(6, 8), slice(8, 10))


@pytest.mark.parametrize(
    "times, first, second, names",
    [
        ([], 1, 2, "times"),
        ([[1, 2]], 1, 2, "times"),
        ([1, 3, 2], 2, 3, "times must rise"),
        ([1, 1, 2], 1, 2, "times must rise"),
        ([1.0, np.nan, 3.0], 2, 3, "times must rise"),
        (np.arange(10), 0, 5, "validation_from=0"),
        (np.arange(10), 6, 6, "test_from=6"),
        (np.arange(10), 8, 6, "validation_from=8"),
        (np.arange(10), 5, 10, "test_from=10"),
    ],
)
def test_split_by_time_refuses(times, first, second, names):
    with pytest.raises(ValueError, match=names):
        data.split_by_time(times, first, second)


@settings(deadline=None, max_examples=60)
@given(groups=st.lists(st.sampled_from("abcdefghijkl"), min_size=3, max_size=60), seed=st.integers(0, 9))
def test_split_by_group_keeps_groups_together(groups, seed):
    groups = np.array(groups)
    if len(set(groups)) < 4:
        return
    split = data.split_by_group(groups, 0.2, 0.2, seed)
    parts = [set(groups[part].tolist()) for part in split]
    assert all(parts) and not (parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
    assert sorted(np.concatenate(split).tolist()) == list(range(len(groups)))
    shuffled = np.random.default_rng(seed).permutation(len(groups))
    again = data.split_by_group(groups[shuffled], 0.2, 0.2, seed)
    assert [set(groups[shuffled][part].tolist()) for part in again] == parts, "the order of rows matters"


def test_split_by_group_follows_the_seed():
    groups = np.arange(100)
    assert not np.array_equal(data.split_by_group(groups).test, data.split_by_group(groups, seed=1).test)


@pytest.mark.parametrize(
    "groups, extra, names",
    [
        ([], {}, "groups"),
        ([1.5, 2.5], {}, "groups must be one row"),
        ([[1, 2]], {}, "groups must be one row"),
        (["a", "b"], {}, "groups holds only 2"),
        (["a", "b", "c"], {"test": 0}, "test=0"),
        (["a", "b", "c"], {"validation": 0.5, "test": 0.5}, "validation=0.5"),
        (["a", "b", "c"], {"test": float("nan")}, "test=nan"),
    ],
)
def test_split_by_group_refuses(groups, extra, names):
    with pytest.raises(ValueError, match=names):
        data.split_by_group(groups, **extra)


def test_pad_agrees_with_keras():
    import keras

    rng = np.random.default_rng(0)
    sequences = [rng.normal(size=(n, 3)).astype("float32") for n in (4, 1, 7)]
    values, lengths = data.pad(sequences)
    keras_values = keras.utils.pad_sequences(sequences, padding="post", dtype="float32")
    np.testing.assert_array_equal(values, keras_values)
    assert lengths.tolist() == [4, 1, 7]
    assert data.pad(sequences, steps=9)[0].shape == (3, 9, 3)


@pytest.mark.parametrize(
    "sequences, steps, names",
    [
        ([], None, "sequences is empty"),
        ([np.zeros(3)], None, r"sequences\[0\] must have 2 dimensions"),
        ([np.zeros((2, 3)), np.zeros((0, 3))], None, r"sequences\[1\] is empty"),
        ([np.zeros((2, 3)), np.zeros((2, 4))], None, r"sequences\[1\] has 4 features"),
        ([np.full((2, 3), np.nan)], None, r"sequences\[0\] holds 6 NaN"),
        ([np.zeros((5, 3))], 4, "steps must be at least 5"),
    ],
)
def test_pad_refuses(sequences, steps, names):
    with pytest.raises(ValueError, match=names):
        data.pad(sequences, steps)


@pytest.mark.parametrize("lengths", [[], [0], [5], [1.5], [[1]], [1, 2, 9]])
def test_mask_refuses_impossible_lengths(lengths):
    with pytest.raises(ValueError, match="lengths"):
        data.mask_of(lengths, 4)


def test_centre_each_ignores_padding():
    rng = np.random.default_rng(0)
    values, lengths = data.pad([rng.normal(5, 1, (n, 2)).astype("float32") for n in (3, 6)])
    centred = data.centre_each(values, lengths)
    assert centred.dtype == np.float32 and (centred[0, 3:] == 0).all()
    for row, length in zip(centred, lengths):
        np.testing.assert_allclose(row[:length].mean(axis=0), 0, atol=1e-6)
    with pytest.raises(ValueError, match="lengths must be 2 whole numbers"):
        data.centre_each(values, [3])
    with pytest.raises(ValueError, match="values holds 1 NaN"):
        data.centre_each(np.array([[[1.0], [np.nan]]]), [2])
    with pytest.raises(ValueError, match="lengths must lie in 1"):  # a row that is nothing but padding
        data.centre_each(values, [0] * len(values))
    with pytest.raises(ValueError, match="values must have 3 dim"):
        data.centre_each(np.zeros((2, 3)), [3, 3])


def test_scaling_agrees_with_scikit_learn_and_returns():
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(0)
    train, test = rng.normal(7, 3, (50, 4)), rng.normal(9, 3, (20, 4))
    train[:, 3] = 2.0
    ours_train, ours_test, scaler = data.standardise(train, test)
    theirs = StandardScaler().fit(train)
    np.testing.assert_allclose(ours_train, theirs.transform(train), atol=1e-6)
    np.testing.assert_allclose(ours_test, theirs.transform(test), atol=1e-5)
    np.testing.assert_allclose(scaler.unscale(ours_test), test, atol=1e-5)
    np.testing.assert_allclose(scaler.unscale(ours_test[:, 1], feature=1), test[:, 1], atol=1e-5)


def test_scaling_never_looks_at_the_test_part():
    train, scale = np.arange(12.0).reshape(6, 2), data.fit_scaler(np.arange(12.0).reshape(6, 2))
    for test in (np.zeros((3, 2)), np.full((3, 2), 1e6)):
        _, _, other = data.standardise(train, test)
        np.testing.assert_array_equal(other.mean, scale.mean)
        np.testing.assert_array_equal(other.deviation, scale.deviation)


def test_scaling_leaves_padding_out_and_at_zero():
    vowels = data.load_vowels()
    train = vowels.split.train
    scaler = data.fit_scaler(vowels.values[train], vowels.lengths[train])
    frames = np.concatenate([x[:n] for x, n in zip(vowels.values[train], vowels.lengths[train])])
    np.testing.assert_allclose(scaler.mean, frames.mean(axis=0, dtype="float64"), rtol=1e-6)
    scaled = scaler.scale(vowels.values, vowels.lengths)
    assert (scaled[~data.mask_of(vowels.lengths, 29)] == 0).all()


@pytest.mark.parametrize(
    "call, names",
    [
        (lambda: data.fit_scaler(np.zeros((0, 3))), "train is empty"),
        (lambda: data.fit_scaler(np.zeros(3)), "train must have 2 or 3"),
        (lambda: data.fit_scaler(np.array([[1.0, np.nan]])), "train holds 1 NaN"),
        (lambda: data.fit_scaler(np.zeros((4, 3)), [1, 2, 3, 4]), "lengths belong to padded"),
        (lambda: data.fit_scaler(np.zeros((2, 4, 3)), [1, 5]), "lengths must lie in 1 to 4"),
        (lambda: data.fit_scaler(np.ones((4, 3))).scale(np.ones((4, 2))), "values has shape"),
        (lambda: data.fit_scaler(np.ones((4, 3))).unscale(np.ones(4), feature=3), "feature=3"),
    ],
)
def test_scaling_refuses(call, names):
    with pytest.raises(ValueError, match=names):
        call()


@pytest.mark.parametrize("steps", [2, 3, 50, 400])
def test_adding_problem(steps):
    inputs, targets = data.adding_problem(20_000, steps, seed=3)
    assert inputs.shape == (20_000, steps, 2) and targets.shape == (20_000, 1)
    assert inputs.dtype == targets.dtype == np.float32
    marks = inputs[:, :, 1]
    assert (marks[:, : steps // 2].sum(axis=1) == 1).all() and (marks[:, steps // 2 :].sum(axis=1) == 1).all()
    for row in range(20):
        assert targets[row, 0] == pytest.approx(inputs[row, marks[row] == 1, 0].sum())
    error = np.mean((targets - 1) ** 2)
    assert error == pytest.approx(data.adding_baseline(), abs=0.006)
    assert data.adding_baseline() == pytest.approx(1 / 6)
    assert abs(error - 0.1767) > 0.004, "0.1767 is the figure often printed by mistake"


def test_adding_problem_follows_the_seed():
    first, again, other = (data.adding_problem(5, 10, seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("steps, symbols, length", [(1, 8, 10), (30, 8, 10), (7, 2, 3)])
def test_copy_memory(steps, symbols, length):
    inputs, targets = data.copy_memory(2000, steps, seed=0, symbols=symbols, length=length)
    assert inputs.shape == targets.shape == (2000, steps + 2 * length)
    np.testing.assert_array_equal(inputs[:, :length], targets[:, -length:])
    assert set(np.unique(inputs[:, :length])) == set(range(1, symbols + 1))
    assert (targets[:, :-length] == 0).all() and (inputs[:, -length:] == 0).all()
    assert (inputs[:, -length - 1] == symbols + 1).all(), "the signal stands just before the answer"
    assert ((inputs == symbols + 1).sum(axis=1) == 1).all()
    assert (inputs[:, length : -length - 1] == 0).all()


@pytest.mark.parametrize("steps", [1, 30, 1000])
def test_copy_memory_baseline_is_the_best_without_memory(steps):
    """Cross-entropy of the best fixed answer for each step, measured on the sequences themselves."""
    _, targets = data.copy_memory(4000, steps, seed=1)
    total = 0.0
    for column in targets.T:
        share = np.bincount(column) / len(column)
        total -= sum(p * math.log(p) for p in share if p)
    assert total / targets.shape[1] == pytest.approx(data.copy_memory_baseline(steps), rel=2e-3)


def test_copy_memory_baseline_of_the_paper():
    assert data.copy_memory_baseline(1000) == pytest.approx(10 * math.log(8) / 1020)
    assert data.copy_memory_baseline(1000) == pytest.approx(0.0204, abs=5e-5)


@pytest.mark.parametrize(
    "call, names",
    [
        (lambda: data.adding_problem(0, 10, 0), "samples"),
        (lambda: data.adding_problem(5, 1, 0), "steps"),
        (lambda: data.adding_problem(5, 10, -1), "seed"),
        (lambda: data.adding_problem(5, 10, None), "seed"),
        (lambda: data.copy_memory(5, 0, 0), "steps"),
        (lambda: data.copy_memory(5, 5, 0, symbols=1), "symbols"),
        (lambda: data.copy_memory(5, 5, 0, length=0), "length"),
        (lambda: data.copy_memory_baseline(0), "steps"),
    ],
)
def test_memory_tasks_refuse(call, names):
    with pytest.raises(ValueError, match=f"^{names} must be"):
        call()
