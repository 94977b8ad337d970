"""The real-valued data sets: known rows, class counts, padding, and splits that cannot leak."""

import dataclasses

import numpy as np
import pytest

from course_utils import data

LOADERS = {
    "beijing": data.load_beijing,
    "vowels": data.load_vowels,
    "watch": data.load_watch,
    "speech": data.load_speech,
    "digits": data.load_moving_digits,
}


@pytest.fixture(scope="module")
def sets():
    return {name: load() for name, load in LOADERS.items()}


def rows_of(split, total):
    return [np.arange(total)[part] for part in split]


@pytest.mark.parametrize("name", LOADERS)
def test_records_are_frozen_documented_and_repeatable(sets, name):
    record, again = sets[name], LOADERS[name]()
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.values = None
    for field in dataclasses.fields(record):
        assert field.name in type(record).__doc__, f"{field.name} is not documented"
        first, second = getattr(record, field.name), getattr(again, field.name)
        for one, two in zip(*((first, second) if field.name == "split" else ((first,), (second,)))):
            np.testing.assert_array_equal(one, two)
    assert record.values.dtype == np.float32


@pytest.mark.parametrize("name", LOADERS)
def test_parts_share_no_row_and_leave_none_out(sets, name):
    parts = rows_of(sets[name].split, len(sets[name].values))
    assert all(len(part) for part in parts)
    joined = np.concatenate(parts)
    assert len(joined) == len(set(joined.tolist())) == len(sets[name].values)
    for part in sets[name].split:
        assert isinstance(part, slice) or (np.diff(part) > 0).all()


@pytest.mark.parametrize("name", ["vowels", "watch", "speech"])
def test_padding_stands_behind_and_is_zero(sets, name):
    record = sets[name]
    mask = data.mask_of(record.lengths, record.values.shape[1])
    assert (record.values[~mask] == 0).all()
    assert (np.abs(record.values[mask]).sum(axis=1) > 0).all(), "a real frame looks like padding"
    assert record.lengths.max() == record.values.shape[1]


def test_beijing_rows(sets):
    beijing = sets["beijing"]
    assert beijing.values.shape == (43_824, 7)
    assert beijing.columns == ("pm2.5", "DEWP", "TEMP", "PRES", "Iws", "Is", "Ir")
    at = int(np.flatnonzero(beijing.time == np.datetime64("2013-06-03T22"))[0])
    np.testing.assert_allclose(beijing.values[at], [150, 16, 23, 1007, 2.67, 0, 0], rtol=1e-6)
    assert beijing.wind_names[beijing.wind[at]] == "cv"
    np.testing.assert_allclose(beijing.values[at + 3], [164, 12, 23, 1008, 3.58, 0, 0], rtol=1e-6)
    assert beijing.wind_names[beijing.wind[at + 3]] == "SE"
    assert (np.diff(beijing.time) == np.timedelta64(1, "h")).all()
    assert np.isnan(beijing.values).sum(axis=0).tolist() == [2067, 0, 0, 0, 0, 0, 0]
    counts = dict(zip(beijing.wind_names, np.bincount(beijing.wind).tolist()))
    assert counts == {"NE": 4997, "NW": 14150, "SE": 15290, "cv": 9387}


def test_beijing_is_split_by_year(sets):
    beijing = sets["beijing"]
    for part, years in zip(beijing.split, ({2010, 2011, 2012}, {2013}, {2014})):
        assert set(beijing.time[part].astype("datetime64[Y]").astype(int) + 1970) == years


def test_beijing_persistence_errors_agree_with_its_readme(sets):
    test = sets["beijing"].column("TEMP")[sets["beijing"].split.test]
    cut = data.windows(test, 72, 24)
    now, yesterday = cut.inputs[:, -1:, 0], cut.inputs[:, -24:, 0]
    assert np.abs(cut.targets - now).mean() == pytest.approx(4.57, abs=0.01)
    assert np.abs(cut.targets - yesterday).mean() == pytest.approx(2.66, abs=0.01)


def test_beijing_columns_by_name(sets):
    beijing = sets["beijing"]
    assert beijing.column("TEMP").shape == (43_824,)
    np.testing.assert_array_equal(beijing.column("PRES", "TEMP"), beijing.values[:, [3, 2]])
    for names in ((), ("temp",), ("TEMP", "humidity")):
        with pytest.raises(ValueError, match="names"):
            beijing.column(*names)


def test_vowels(sets):
    vowels = sets["vowels"]
    assert vowels.values.shape == (640, 29, 12)
    assert (vowels.lengths.min(), vowels.lengths.max()) == (7, 29)
    np.testing.assert_allclose(vowels.values[0, 0, :4], [1.861, -0.207, 0.262, -0.215], atol=5e-4)
    assert vowels.speaker[0] == 0
    assert np.bincount(vowels.speaker[vowels.split.test]).tolist() == [31, 35, 88, 44, 29, 24, 40, 50, 29]
    assert np.bincount(vowels.speaker[vowels.official_train]).tolist() == [30] * 9
    assert np.bincount(vowels.speaker[vowels.split.validation]).tolist() == [6] * 9
    assert set(vowels.official_train) == set(vowels.split.train) | set(vowels.split.validation)


def test_watch(sets):
    watch = sets["watch"]
    assert watch.values.shape == (140, 523, 6) and watch.rate == 10
    assert watch.columns == ("ax", "ay", "az", "wx", "wy", "wz")
    assert watch.exercise_names == ("PEN", "ABD", "FEL", "IR", "ER", "TRAP", "ROW")
    assert np.bincount(watch.exercise).tolist() == [20] * 7
    assert np.bincount(watch.person).tolist() == [0] + [14] * 10
    assert len(set(zip(watch.person, watch.right, watch.exercise))) == 140
    people = [set(watch.person[part].tolist()) for part in watch.split]
    assert people == [{1, 2, 3, 5, 6, 8}, {9, 10}, {4, 7}]
    weight = np.linalg.norm(watch.values[data.mask_of(watch.lengths, 523)][:, :3], axis=1)
    assert 0.9 < np.median(weight) < 1.2, "acceleration should be in g"


def test_speech(sets):
    speech = sets["speech"]
    assert speech.values.shape == (970, 298, 13) and speech.rate == 8000
    assert np.bincount(speech.spanish).tolist() == [519, 451]
    assert not any(prompt.startswith(("silence/", "beep")) for prompt in speech.prompt)
    prompts = [set(speech.prompt[part].tolist()) for part in speech.split]
    assert [len(one) for one in prompts] == [386, 82, 82]
    assert not (prompts[0] & prompts[1] or prompts[0] & prompts[2] or prompts[1] & prompts[2])


def test_stored_features_are_those_of_the_clips(sets):
    speech, clips = sets["speech"], data.load_speech_clips()
    assert len(clips) == 10 and {language for language, _ in clips} == {"en", "es"}
    stored = data.read_arrays("speech/speech.npz")
    for (language, prompt), samples in clips.items():
        row = np.flatnonzero((speech.prompt == prompt) & (speech.spanish == (language == "es")))
        assert len(row) == 1 and row[0] in speech.split.test
        fresh = data.mfcc(samples, speech.rate)
        kept = speech.values[row[0], : speech.lengths[row[0]]]
        assert fresh.shape == kept.shape
        assert (np.abs(fresh - kept) <= stored["step"] * 0.501 + 1e-5).all()


def test_moving_digits_move_as_their_label_says(sets):
    digits = sets["digits"]
    assert digits.values.shape == (1797, 8, 16, 16)
    assert np.bincount(digits.digit).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    moves = {"right": (0, 1), "down": (1, 0), "left": (0, -1), "up": (-1, 0)}
    for film, direction in zip(digits.values, digits.direction):
        move = moves[digits.direction_names[direction]]
        for before, after in zip(film, film[1:]):
            np.testing.assert_array_equal(np.roll(before, move, axis=(0, 1)), after)


def test_moving_digits_are_the_real_pictures(sets):
    from sklearn.datasets import load_digits

    ink = load_digits().images.sum(axis=(1, 2)) / 16
    np.testing.assert_allclose(
        sets["digits"].values.sum(axis=(2, 3)), np.repeat(ink[:, None], 8, 1), rtol=1e-4
    )


def test_one_frame_says_nothing_about_the_direction(sets):
    """Every place is as likely for one direction as for another, in the first frame and the last."""
    digits = sets["digits"]
    for step in (0, 7):
        rows = digits.values[:, step].sum(axis=2) > 0
        share = np.array([rows[digits.direction == way].mean(axis=0) for way in range(4)])
        assert np.abs(share - share.mean(axis=0)).max() < 0.08, "four standard errors at 450 films"


def test_moving_digits_directions_are_balanced_and_follow_the_seed(sets):
    digits = sets["digits"]
    for part in digits.split:
        counts = np.bincount(digits.direction[part], minlength=4)
        assert counts.max() - counts.min() <= 1
    other = data.load_moving_digits(seed=1, steps=3, frame=8)
    assert other.values.shape == (1797, 3, 8, 8)
    assert (other.direction != digits.direction).mean() > 0.5


@pytest.mark.parametrize(
    "arguments", [{"seed": -1}, {"steps": 0}, {"frame": 7}, {"steps": 2.5}, {"frame": "16"}]
)
def test_moving_digits_refuses(arguments):
    with pytest.raises(ValueError, match=next(iter(arguments))):
        data.load_moving_digits(**arguments)
