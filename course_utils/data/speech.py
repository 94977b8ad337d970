"""Telephone prompts in English and Spanish as features, and a few as sound, split by prompt."""

import io
import wave
from dataclasses import dataclass

import numpy as np

from .files import datasets_folder, expected_sums, read_arrays, verified
from .splits import Split, cut_and_pad, split_by_group


@dataclass(frozen=True)
class Speech:
    """Telephone prompts by one voice; English or Spanish?

    Attributes:
        values: shape `(970, 298, 13)`, float32: 13 MFCC every 20 ms as `mfcc` computes them, stored in 7
            bits; zeros behind the end.
        lengths: shape `(970,)`, 14 to 298 frames.
        spanish: shape `(970,)`, int64: 0 English, 1 Spanish.
        prompt: shape `(970,)`, the prompt's name: the same name in both languages says the same thing.
        rate: 8,000, samples per second of the sound the features come from.
        split: row numbers; a prompt's two languages always stand in the same part.
    """

    values: np.ndarray
    lengths: np.ndarray
    spanish: np.ndarray
    prompt: np.ndarray
    rate: int
    split: Split


def load_speech():
    """Return the `Speech` record; raises `DatasetError` if the file is not as it should be."""
    stored = read_arrays("speech/speech.npz")
    values, lengths = cut_and_pad(stored["low"] + stored["frames"] * stored["step"], stored["lengths"])
    spanish = (stored["languages"] == "es").astype("int64")
    return Speech(values, lengths, spanish, stored["prompts"], 8000, split_by_group(stored["prompts"]))


def load_speech_clips():
    """Return a few original clips of the speech set's test part to listen to.

    Returns:
        `{(language, prompt): samples}`: language `"en"` or `"es"`, float32 samples in -1...1 at 8,000 a
        second.

    Raises:
        DatasetError: if a clip is missing or altered.
    """
    clips = {}
    for name in expected_sums(datasets_folder()):
        if name.startswith("speech/clips/"):
            with wave.open(io.BytesIO(verified(name).read_bytes())) as sound:
                samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
            language, prompt = name.removeprefix("speech/clips/").removesuffix(".wav").split("/", 1)
            clips[language, prompt] = samples.astype("float32") / 32768
    return clips
