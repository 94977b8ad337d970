"""Exercise 20.1: the loudest frequency of each frame, in Hz."""

import numpy as np

from course_utils.checks.draws import normal
from course_utils.checks.exercise import Exercise, Misconception


def loudest(samples, size, hop, rate):
    """Return the loudest frequency of each whole frame in Hz, one number for each frame."""
    frames = 1 + (len(samples) - size) // hop
    found = []
    for k in range(frames):
        spectrum = np.fft.rfft(samples[k * hop : k * hop + size])
        found.append(np.abs(spectrum).argmax() * rate / size)
    return np.array(found)


def spectra(samples, size, hop):
    """Return the spectrum of each whole frame, `(frames, bins)`, complex."""
    return np.fft.rfft(np.lib.stride_tricks.sliding_window_view(samples, size)[::hop])


def bin_numbers(samples, size, hop, rate):
    """Say which bin, not which frequency."""
    return np.abs(spectra(samples, size, hop)).argmax(axis=1)


def by_number_of_bins(samples, size, hop, rate):
    """Take the bins to reach from 0 to the rate."""
    found = np.abs(spectra(samples, size, hop))
    return found.argmax(axis=1) * rate / found.shape[1]


def by_hop(samples, size, hop, rate):
    """Divide by the hop."""
    return bin_numbers(samples, size, hop, rate) * rate / hop


def real_part(samples, size, hop, rate):
    """Compare the complex numbers as they are, that is by their real parts."""
    return spectra(samples, size, hop).real.argmax(axis=1) * rate / size


def without_overlap(samples, size, hop, rate):
    """Cut frames that do not overlap."""
    return loudest(samples, size, size, rate)


def last_frame_filled_up(samples, size, hop, rate):
    """Fill the last frame up with zeros."""
    return loudest(np.concatenate([samples, np.zeros(hop)]), size, hop, rate)


def one_frame_short(samples, size, hop, rate):
    """Forget the last whole frame."""
    return loudest(samples, size, hop, rate)[:-1]


def whole_clip(samples, size, hop, rate):
    """Look at the clip as one frame."""
    frames = 1 + (len(samples) - size) // hop
    return np.repeat(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples), frames)


def hann_window(samples, size, hop, rate):
    """Fade each frame in and out first."""
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    return np.abs(np.fft.rfft(frames * hann)).argmax(axis=1) * rate / size


def loudness(samples, size, hop, rate):
    """Return how loud the loudest is."""
    return np.abs(spectra(samples, size, hop)).max(axis=1)


TWO_TONES = np.concatenate([np.cos(2 * np.pi * np.arange(12) / 4), np.cos(2 * np.pi * np.arange(12) * 3 / 8)])

exercise = Exercise(
    "20.1",
    "The loudest frequency",
    loudest,
    cases=[
        (TWO_TONES, 8, 4, 80),
        (normal(1, 61), 10, 4, 100),
        (normal(2, 90), 16, 5, 8000),
        (normal(3, 120), 25, 10, 440),
        (normal(4, 77), 12, 7, 60),
    ],
    misconceptions=[
        Misconception(
            "bin numbers",
            bin_numbers,
            "Those are numbers of bins. Bin k of a frame of `size` samples is k waves in size / rate seconds.",
        ),
        Misconception(
            "rate over bins",
            by_number_of_bins,
            "The bins of rfft reach from 0 to half the rate. From one to the next it is rate / size.",
        ),
        Misconception(
            "rate over hop",
            by_hop,
            "Two bins lie rate / size apart. The hop says where frames begin, not how long they are.",
        ),
        Misconception(
            "real part",
            real_part,
            "A spectrum is complex. Its real part depends on where the wave begins: compare absolute values.",
        ),
        Misconception(
            "no overlap",
            without_overlap,
            "Your frames begin `size` samples apart. They begin every `hop` samples and may overlap.",
        ),
        Misconception(
            "a frame too many",
            last_frame_filled_up,
            "You filled the last frame up with zeros. What does not fill a whole frame is left out.",
        ),
        Misconception(
            "a frame short",
            one_frame_short,
            "One frame is missing at the end. The first begins at 0: there is one more than hops fit in.",
        ),
        Misconception(
            "the clip as one frame",
            whole_clip,
            "You took the spectrum of the whole clip. Each frame has its own.",
        ),
        Misconception(
            "Hann window",
            hann_window,
            "You faded the frames in and out. That is a good habit; here the frames stay as they are.",
        ),
        Misconception(
            "how loud",
            loudness,
            "That says how loud the loudest frequency is. Asked is which one it is: argmax, not max.",
        ),
    ],
    equivalent={
        "`frames = 1 + (len(samples) - size) // hop` one line later": "the next line does not need it",
    },
)
