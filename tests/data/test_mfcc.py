"""MFCC against two authorities: TensorFlow's signal library and SciPy's cosine transform."""

import numpy as np
import pytest

from course_utils import data


@pytest.fixture(scope="module")
def clip():
    return data.load_speech_clips()["en", "vm-incorrect"]


def test_mel_scale_and_back():
    assert data.hertz_to_mel(1000) == pytest.approx(1000, abs=0.1)  # how the scale is defined
    hertz = np.linspace(0, 4000, 50)
    np.testing.assert_allclose(data.mel_to_hertz(data.hertz_to_mel(hertz)), hertz, atol=1e-8)


def test_cosine_transform_agrees_with_scipy():
    from scipy.fft import dct

    energies = np.random.default_rng(0).normal(size=(5, 26))
    ours = energies @ data.cosine_transform(26, 13)
    theirs = dct(energies, type=2, norm="ortho")[:, :13]
    theirs[:, 0] *= np.sqrt(2)  # HTK scales the first coefficient like the others
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_filters_agree_with_tensorflow():
    import tensorflow as tf

    theirs = tf.signal.linear_to_mel_weight_matrix(26, 129, 8000, 100.0, 4000.0, dtype=tf.float64)
    np.testing.assert_allclose(data.mel_filters(26, 129, 8000), theirs, atol=1e-5)  # they round in float32


def test_mfcc_agrees_with_tensorflow(clip):
    import tensorflow as tf

    power = tf.abs(tf.signal.stft(clip[None].astype("float64"), 200, 160, 256)) ** 2
    filters = tf.signal.linear_to_mel_weight_matrix(26, 129, 8000, 100.0, 4000.0, dtype=tf.float64)
    theirs = tf.signal.mfccs_from_log_mel_spectrograms(tf.math.log(power @ filters + 1e-2))[0, :, :13]
    ours = data.mfcc(clip, 8000)
    assert ours.shape == theirs.shape and ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, atol=2e-3)


def test_a_tone_lights_the_band_of_its_frequency():
    time = np.arange(8000) / 8000
    filters = data.mel_filters(26, 129, 8000)
    for hertz in (300, 1000, 2500):
        frame = np.hanning(200) * np.sin(2 * np.pi * hertz * time[:200])
        band = int((np.abs(np.fft.rfft(frame, 256)) ** 2 @ filters).argmax())
        corners = np.linspace(data.hertz_to_mel(100), data.hertz_to_mel(4000), 28)
        assert abs(data.mel_to_hertz(corners[band + 1]) - hertz) < 0.2 * hertz


def test_loudness_changes_only_the_first_coefficient(clip):
    quiet, loud = (data.mfcc(clip * gain, 8000, floor=1e-12) for gain in (0.1, 1.0))
    step = np.sqrt(2 / 26) * 26 * 2 * np.log(10)  # every log energy rises by 2 ln 10
    np.testing.assert_allclose(loud[:, 0] - quiet[:, 0], step, rtol=1e-3)
    np.testing.assert_allclose(loud[:, 1:], quiet[:, 1:], atol=1e-2)


def test_silence_is_finite():
    silence = data.mfcc(np.zeros(400), 8000)
    assert np.isfinite(silence).all() and silence.shape == (2, 13)


def test_frames_overlap_as_told():
    frames = data.frames_of(np.arange(10), 4, 3)
    assert frames.tolist() == [[0, 1, 2, 3], [3, 4, 5, 6], [6, 7, 8, 9]]


@pytest.mark.parametrize(
    "call, names",
    [
        (lambda: data.mfcc([], 8000), "samples is empty"),
        (lambda: data.mfcc(np.zeros((2, 400)), 8000), "samples must have 1 dim"),
        (lambda: data.mfcc(np.zeros(100), 8000), "samples holds 100 values, less than one frame of 200"),
        (lambda: data.mfcc(np.full(400, np.nan), 8000), "samples holds 400 NaN"),
        (lambda: data.mfcc(np.full(400, 1200, dtype="int16"), 8000), "divide 16-bit samples by 32768"),
        (lambda: data.mfcc(np.zeros(400), 8000.5), "rate must be a whole number"),
        (lambda: data.mfcc(np.zeros(400), 8000, coefficients=30), "coefficients=30 exceeds bands=26"),
        (lambda: data.mel_filters(300, 129, 8000), "bands=300 is too many"),
        (lambda: data.mel_filters(26, 129, 8000, low=5000), "low and high"),
        (lambda: data.frames_of(np.zeros(9), 4, 0), "hop must be at least 1"),
    ],
)
def test_speech_functions_refuse(call, names):
    with pytest.raises(ValueError, match=names):
        call()
