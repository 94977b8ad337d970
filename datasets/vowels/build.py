"""Remake `vowels.npz` from the pinned package: `python datasets/vowels/build.py`."""

import sys
import zipfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

WHEEL = "d05227086706f80111ac5fee8de4d5d3115bb3bcfd1c786c8629393055816409"


def utterances(text):
    """Yield `(frames, speaker)` of a `.ts` file: a line each, `:` between channels, then the speaker."""
    for line in text.split("@data\n")[1].splitlines():
        *channels, speaker = line.split(":")
        yield np.array([channel.split(",") for channel in channels], dtype="float32").T, int(speaker)


def main():
    """Join all utterances, training part first, into one array of frames beside their lengths."""
    archive = zipfile.ZipFile(building.fetch("aeon==1.6.0", WHEEL))
    parts = {}
    for part in ("TRAIN", "TEST"):
        # The name without "_eq_": the other file repeats stretched copies of equal length.
        text = archive.read(f"aeon/datasets/data/JapaneseVowels/JapaneseVowels_{part}.ts").decode("ascii")
        parts[part] = list(utterances(text.replace("\r\n", "\n")))
    both = parts["TRAIN"] + parts["TEST"]
    building.write_arrays(
        "vowels/vowels.npz",
        frames=np.concatenate([frames for frames, _ in both]),
        lengths=np.array([len(frames) for frames, _ in both], dtype="int16"),
        speakers=np.array([speaker for _, speaker in both], dtype="int8"),
        train_count=np.array(len(parts["TRAIN"])),
    )


if __name__ == "__main__":
    main()
