"""Remake features, clips and licence from the pinned packages: `python datasets/speech/build.py`."""

import io
import sys
import wave
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import building

from course_utils.data.mfcc import mfcc

PACKAGES = {  # language: package, its SHA-256, the folder of this voice
    "en": ("asterisk-core-sounds-en-wav", "2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d",
           "en_US_f_Allison"),
    "es": ("asterisk-core-sounds-es-wav", "9283a09a6d56fccdcc2bcfe86c48f0f844289cfbd46a3184d8785a6f7f569903",
           "es_MX_f_Allison"),
}  # fmt: skip
SHORTEST, LONGEST = 0.3, 6.0  # seconds: whole menus are left out, they would be mostly padding
NO_SPEECH = ("silence/", "beep")
LISTEN = ("digits/13", "minutes", "vm-password", "vm-incorrect", "vm-then-pound")  # of the test part


def clips_of(folder):
    """Return `{prompt: (samples, original bytes)}` of the spoken prompts under a voice's folder."""
    found = {}
    for path in sorted(folder.rglob("*.wav")):
        prompt = path.relative_to(folder).with_suffix("").as_posix()
        content = path.read_bytes()
        with wave.open(io.BytesIO(content)) as sound:
            if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (8000, 1, 2):
                raise SystemExit(f"speech: {path} is not 8 kHz, mono, 16 bits")
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2") / 32768
        if SHORTEST <= len(samples) / 8000 <= LONGEST and not prompt.startswith(NO_SPEECH):
            found[prompt] = samples, content
    return found


def licence_of(copyright_file):
    """Return the credit and the full CC BY-SA 3.0 text out of Debian's copyright file."""
    text = copyright_file.read_text(encoding="utf-8")
    credit = text[text.index("Files: *") : text.index("Files: fr-*")]
    legal = text[
        text.index("\nLicense: CC-BY-SA-3.0\n THE WORK") + 1 : text.index("\nLicense: CC-BY-3.0\n Creative")
    ]
    legal = "\n".join("" if line == " ." else line.removeprefix(" ") for line in legal.splitlines()[1:])
    title = "Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0)"
    return f"{HEAD}\n{credit.strip()}\n\n{title}\n\n{legal.strip()}\n"


HEAD = """Everything in this folder but README.md and build.py is under CC BY-SA 3.0, whose text follows.
Recorded by Allison Smith; taken from the Asterisk core sounds 1.6.1 as Debian packages them.
Changed by this course: speech.npz holds features computed from the recordings; the files in clips/ are unchanged.
"""


def main():
    """Compute the features of every clip, quantise them to 7 bits, and copy a few clips to listen to."""
    features, prompts, languages, chosen = [], [], [], {}
    for language, (package, sha256, voice) in PACKAGES.items():
        folder = building.unpack_debian(building.fetch_debian(f"{package}=1.6.1-1", sha256))
        for prompt, (samples, content) in clips_of(folder / "usr/share/asterisk/sounds" / voice).items():
            features.append(mfcc(samples, 8000))
            prompts.append(prompt)
            languages.append(language)
            chosen[language, prompt] = content
        licence = licence_of(folder / "usr/share/doc" / package / "copyright")
    frames = np.concatenate(features)
    low, high = frames.min(axis=0), frames.max(axis=0)
    # 7 bits: an error of at most a hundredth of the range, and a quarter less to store
    step = (high - low) / 127
    building.write_arrays(
        "speech/speech.npz",
        frames=np.round((frames - low) / step).astype("uint8"),
        low=low,
        step=step,
        lengths=np.array([len(one) for one in features], dtype="int16"),
        prompts=np.array(prompts),
        languages=np.array(languages),
    )
    for prompt in LISTEN:
        for language in PACKAGES:
            building.write_bytes(f"speech/clips/{language}/{prompt}.wav", chosen[language, prompt])
    building.write_bytes("speech/LICENSE.txt", licence.encode())


if __name__ == "__main__":
    main()
