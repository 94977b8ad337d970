"""Remake `results.csv`: every address tagger of lesson 13 with five seeds, built by the lesson's own cells.

Needs the course's environment and no network; about ten minutes on one core. Rows are kept as they are finished, so
a run that was cut off goes on where it stopped. Run from any folder: `python3 datasets/directions_and_depth/build.py`.
"""

import csv
import os
import re
import sys
from pathlib import Path

# Before the import: one thread, so that two runs on one machine give the same rows.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["RNN_COURSE_STATIC"] = "1"

import nbformat
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import DATASETS, write_table

ROOT, SEEDS = DATASETS.parent, range(5)
sys.path.insert(0, str(ROOT))  # the lesson's cells import course_utils
NEEDED = "key encode score tagger sized ready deep_tagger regular_tagger".split()
FIELDS = "net seed units weights words addresses train_words words_longer words_alone".split()


def lesson():
    """Run the imports of lesson 13 and the cells that make its data and nets; return their names."""
    names = {"__name__": "lesson_13"}
    wanted = re.compile(r"^(def|class) (" + "|".join(NEEDED) + r")\(|^train, test = |^addresses = ", re.M)
    for cell in nbformat.read(ROOT / "notebooks" / "13_bidirectional_and_deep.ipynb", as_version=4).cells:
        tags = set(cell.metadata.get("tags", []))
        chosen = "imports" in tags or (not tags and wanted.search(cell.source))
        if cell.cell_type == "code" and chosen:
            exec(compile(cell.source, cell.id, "exec"), names)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise SystemExit(f"the lesson no longer defines {missing}: its cells and this file must agree")
    return names


def nets(names):
    """Return `{net: (units, function that makes it, whether it reads from the right)}`."""
    tagger, deep, regular = names["tagger"], names["deep_tagger"], names["regular_tagger"]
    return {
        "one way, from the left": (63, lambda: tagger(63, False), False),
        "one way, from the right": (63, lambda: tagger(63, False), True),
        "both ways": (40, lambda: tagger(40, True), False),
        "both ways, no mask": (40, lambda: tagger(40, True, mask=False), False),
        "2 layers": (24, lambda: deep(2, 24), False),
        "3 layers": (19, lambda: deep(3, 19), False),
        "2 layers, dropout 0.3": (24, lambda: regular(dropout=0.3), False),
        "2 layers, recurrent dropout 0.3": (24, lambda: regular(recurrent_dropout=0.3), False),
        "2 layers, norm between": (24, lambda: regular(norm=True), False),
    }


def measure(names, make, turned, seeds):
    """Train one net once per seed and yield its scores; compiled once, it starts from fresh weights each time."""
    train, test = (names["encode"](part, turned) for part in (names["train"], names["test"]))
    longer = np.pad(test[0], ((0, 0), (0, test[0].shape[1])))
    model = names["ready"](make(), jit=True)
    for seed in seeds:
        names["keras"].utils.set_random_seed(seed)
        model.set_weights(make().get_weights())
        for variable in model.optimizer.variables:
            if "learning_rate" not in variable.path:
                variable.assign(np.zeros(variable.shape))
        names["trained"](model, *train)
        words, whole = scored(names, model, *test)
        yield {
            "seed": seed,
            "weights": names["sized"](model),
            "words": f"{words:.2f}",
            "addresses": f"{whole:.2f}",
            "train_words": f"{scored(names, model, *train)[0]:.2f}",
            "words_longer": f"{scored(names, model, longer, test[1])[0]:.2f}",
            "words_alone": f"{alone(model, *test):.2f}",
        }


def scored(names, model, x, y):
    """Return percent of words and of addresses right; steps behind those of `y` are padding."""
    said = np.array(model(x)).argmax(axis=-1)[:, : y.shape[1]]  # predict would be compiled for every shape
    return names["score"](said, x[:, : y.shape[1]], y)


def alone(model, x, y):
    """Return percent of words right when each address is read without any padding."""
    lengths, right = (x != 0).sum(axis=1), 0
    for n in np.unique(lengths):
        rows = lengths == n
        right += (np.array(model(x[rows, :n])).argmax(axis=-1) == y[rows, :n]).sum()
    return 100 * right / lengths.sum()


def main():
    """Write one row per net and seed, behind the rows that are already there."""
    path = Path(__file__).with_name("results.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []
    done = {(row["net"], row["seed"]) for row in rows}
    names = lesson()
    for net, (units, make, turned) in nets(names).items():
        seeds = [seed for seed in SEEDS if (net, str(seed)) not in done]
        for found in measure(names, make, turned, seeds) if seeds else ():
            rows.append({"net": net, "units": units, **found})
            write_table("directions_and_depth/results.csv", FIELDS, rows)


if __name__ == "__main__":
    main()
