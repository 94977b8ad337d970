"""From sound to mel-frequency cepstral coefficients (MFCC), step by step in NumPy.

A clip is cut into short overlapping frames; each frame becomes a power spectrum; the ear's coarse frequency
scale (mel) gathers it into a few bands; the logarithm makes loudness a sum; and a cosine transform keeps the
spectrum's outline and drops its detail. Thirteen numbers every 20 ms are left of 160 samples.

Source:
    Davis and Mermelstein (1980), IEEE Trans. ASSP 28(4), 357-366, doi 10.1109/TASSP.1980.1163420;
    the mel formula and the scaling of the cosine transform are those of the HTK Book (Young et al.), section
    5.
"""

import numpy as np

from course_utils._arguments import numbers, whole


def hertz_to_mel(hertz):
    """Return the mel value of a frequency in Hz: `2595 log10(1 + f / 700)`, nearly linear below 1 kHz."""
    return 2595.0 * np.log10(1.0 + np.asarray(hertz, dtype="float64") / 700.0)


def mel_to_hertz(mel):
    """Return the frequency in Hz of a mel value, the inverse of `hertz_to_mel`."""
    return 700.0 * (10.0 ** (np.asarray(mel, dtype="float64") / 2595.0) - 1.0)


def frames_of(samples, size, hop):
    """Cut a clip into overlapping frames; what does not fill a whole frame at the end is left out.

    Args:
        samples: shape `(time,)`.
        size: samples per frame.
        hop: samples from the start of one frame to the start of the next.

    Returns:
        Shape `(steps, size)` with `steps = 1 + (time - size) // hop`.

    Raises:
        ValueError: if the clip is shorter than one frame.
    """
    samples = numbers("samples", samples, (1,))
    size, hop = whole("size", size), whole("hop", hop)
    if len(samples) < size:
        raise ValueError(f"samples holds {len(samples)} values, less than one frame of {size}")
    return np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]


def mel_filters(bands, bins, rate, low=100.0, high=None):
    """Return triangular filters that gather a power spectrum into mel bands.

    The triangles' corners stand at equal distances on the mel scale, so that they grow wider towards high
    frequencies.

    Args:
        bands: how many filters.
        bins: length of the spectrum, `fft // 2 + 1`.
        rate: samples per second.
        low, high: the outer corners in Hz; `high` defaults to half the rate.

    Returns:
        Shape `(bins, bands)`, values in 0...1: `spectrum @ filters` gives the band energies.

    Raises:
        ValueError: if the corners are in the wrong order, or a band is so narrow that it catches no bin.
    """
    bands, bins, rate = whole("bands", bands), whole("bins", bins, 2), whole("rate", rate)
    high = rate / 2 if high is None else high
    if not 0 <= low < high <= rate / 2:
        raise ValueError(f"low and high must satisfy 0 <= low < high <= {rate / 2} Hz, not {low} and {high}")
    corners = np.linspace(hertz_to_mel(low), hertz_to_mel(high), bands + 2)
    left, middle, right = corners[:-2], corners[1:-1], corners[2:]
    mel = hertz_to_mel(np.linspace(0.0, rate / 2, bins))[:, None]
    rising, falling = (mel - left) / (middle - left), (right - mel) / (right - middle)
    filters = np.maximum(0.0, np.minimum(rising, falling))
    if (filters.sum(axis=0) == 0).any():
        raise ValueError(
            f"bands={bands} is too many for bins={bins}: some bands catch no bin of the spectrum"
        )
    return filters


def cosine_transform(bands, coefficients):
    """Return the matrix of the cosine transform: `sqrt(2 / bands) cos(pi k (n + 1/2) / bands)`.

    Column k is a cosine with k half-waves over the bands: k = 0 is overall loudness, k = 1 the tilt from low
    to high.

    Returns:
        Shape `(bands, coefficients)`: `log_energies @ matrix` gives the cepstral coefficients.

    Raises:
        ValueError: if more coefficients than bands are asked for.
    """
    bands, coefficients = whole("bands", bands), whole("coefficients", coefficients)
    if coefficients > bands:
        raise ValueError(f"coefficients={coefficients} exceeds bands={bands}")
    n, k = np.arange(bands)[:, None], np.arange(coefficients)
    return np.sqrt(2.0 / bands) * np.cos(np.pi * k * (n + 0.5) / bands)


def mfcc(samples, rate, coefficients=13, bands=26, window=0.025, hop=0.020, floor=1e-2):
    """Compute mel-frequency cepstral coefficients of a clip.

    Computes `log(|fft(hann * frame)|^2 @ mel_filters + floor) @ cosine_transform`, frame by frame. There is
    no pre-emphasis: a fixed filter before the logarithm only adds a constant to every frame.

    Args:
        samples: shape `(time,)`, sound pressure in -1...1 (divide 16-bit samples by 32768).
        rate: samples per second.
        coefficients: how many to keep.
        bands: how many mel bands.
        window: length of a frame in seconds.
        hop: seconds from frame to frame.
        floor: added to every band's energy, about 30 dB below loud speech, so that digital silence has a
            logarithm and the hiss of a recording (which betrays the studio, not the words) disappears.

    Returns:
        Shape `(steps, coefficients)`, float32. Column 0 is loudness.

    Raises:
        ValueError: if the clip is empty, shorter than one frame, holds NaN, or is not scaled to -1...1.
    """
    samples, rate = numbers("samples", samples, (1,)).astype("float64"), whole("rate", rate)
    if np.abs(samples).max() > 1.0:
        raise ValueError("samples must lie in -1...1: divide 16-bit samples by 32768")
    size = round(window * rate)
    frames = frames_of(samples, size, round(hop * rate))
    hann = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(size) / size)
    fft = 2 ** int(np.ceil(np.log2(size)))
    power = np.abs(np.fft.rfft(frames * hann, fft)) ** 2
    energies = power @ mel_filters(bands, fft // 2 + 1, rate)
    return (np.log(energies + floor) @ cosine_transform(bands, coefficients)).astype("float32")
