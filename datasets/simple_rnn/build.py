"""Remake `results.csv`: the experiments of lesson 7 with five seeds, by running the lesson's own cells.

Needs the course's environment and no network; about three minutes. Run from any folder:
`python3 datasets/simple_rnn/build.py`.
"""

import sys
from pathlib import Path

import nbformat
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import DATASETS, write_table

ROOT = DATASETS.parent
SEEDS = range(5)
FIRST, LAST = "## 2. A model of your own", "## Bug hunt"  # the sections between them hold the experiments
HELPERS = "def side_by_side("  # this cell of section 1 too: it builds several nets as one model
SKIPPED = {"exercise", "check", "solution"}


def run(seed):
    """Run the lesson's experiments with another seed and return `[(experiment, setting, score), ...]`.

    The seed chooses the first weights and the order of the batches. A claim that fails stops the run.
    """
    names, found, inside = {"__name__": "lesson_07"}, [], False

    def record(file, experiment, live, seed, tolerance):
        found.extend((experiment, setting, score) for setting, score in live.items())
        return {setting: np.array([score]) for setting, score in live.items()}

    for cell in nbformat.read(ROOT / "notebooks" / "07_simple_rnn.ipynb", as_version=4).cells:
        tags = set(cell.metadata.get("tags", []))
        inside = (inside or cell.source.startswith(FIRST)) and not cell.source.startswith(LAST)
        if cell.cell_type == "code" and (
            "imports" in tags or HELPERS in cell.source or inside and not tags & SKIPPED
        ):
            if not cell.source.startswith("quiz("):
                exec(compile(cell.source, cell.id, "exec"), names)
        if "imports" in tags:
            names.update(SEED=seed, beside_stored=record, show=lambda figure, alt: None)
            names.update(sliders=lambda *arguments, **knobs: None)
    return found


def main():
    """Write one line for each experiment, setting and seed."""
    sys.path.insert(0, str(ROOT))  # the lesson's cells import course_utils
    rows = [
        {"experiment": experiment, "setting": setting, "seed": seed, "score": f"{score:.4f}"}
        for seed in SEEDS
        for experiment, setting, score in run(seed)
    ]
    write_table("simple_rnn/results.csv", ["experiment", "setting", "seed", "score"], rows)


if __name__ == "__main__":
    main()
