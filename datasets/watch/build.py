"""Remake `watch.npz` from the pinned package: `python datasets/watch/build.py`."""

import io
import sys
import zipfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import building

WHEEL = "ec6b952c85c9627050102854b372d85951563d3b990df677d7c55547e87413dd"
EVERY = 5  # 50 Hz to 10 Hz: an arm's exercise moves about once in two seconds
SCALE = 1000  # whole thousandths: finer than the sensor's noise, half the size of float32


def main():
    """Average every five samples, sort by person, side and exercise, and store whole thousandths."""
    archive = zipfile.ZipFile(building.fetch("seglearn==1.2.5", WHEEL))
    stored = io.BytesIO(archive.read("seglearn/data/watch_dataset.npy"))
    # The package stores a pickled dictionary. It is opened here once, from an archive whose hash is known;
    # learners get plain numbers.
    source = np.load(stored, allow_pickle=True).item()
    keys = [
        (int(person), int(side), int(exercise))
        for person, side, exercise in zip(source["subject"], source["side"], source["y"])
    ]
    if len(set(keys)) != 140:
        raise SystemExit("watch: expected one series for each of 10 people, 2 sides and 7 exercises")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    series = [source["X"][index] for index in order]
    slow = [x[: len(x) // EVERY * EVERY].reshape(-1, EVERY, 6).mean(axis=1) for x in series]
    building.write_arrays(
        "watch/watch.npz",
        values=np.round(np.concatenate(slow) * SCALE).astype("int16"),
        lengths=np.array([len(x) for x in slow], dtype="int16"),
        person=np.array([keys[index][0] for index in order], dtype="int8"),
        right=np.array([keys[index][1] for index in order], dtype="int8"),
        exercise=np.array([keys[index][2] for index in order], dtype="int8"),
        exercise_names=np.array(source["y_labels"]),
        columns=np.array(source["X_labels"]),
    )


if __name__ == "__main__":
    main()
