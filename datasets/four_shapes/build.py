"""Remake `results.csv`: every net of lesson 6 trained with five seeds, by running the lesson's own cells.

Needs the course's environment and no network; a few minutes. Run from any folder: `python3 datasets/four_shapes/build.py`.
"""

import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from building import DATASETS, write_table

ROOT = DATASETS.parent
SEEDS = [4, 5, 6, 7, 8]
SUMMARY = "## 6. Side by side"  # from here on the lesson reads the results that are made here


def run(seed):
    """Run the lesson's cells up to its summary with another seed and return its `scores`.

    The seed chooses first weights, batches and, for pictures and numbers, the division. A claim that fails stops the run.
    """
    names = {"__name__": "lesson_06"}
    for cell in nbformat.read(ROOT / "notebooks" / "06_four_shapes.ipynb", as_version=4).cells:
        if cell.source.startswith(SUMMARY):
            return names["scores"]
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), names)
        if "imports" in cell.metadata.get("tags", []):
            names.update(SEED=seed, show=lambda figure, alt: None)
    raise SystemExit(f"the lesson has no section {SUMMARY!r}: its summary must read what this file writes")


def main():
    """Write one line for each seed and task: the share of unseen examples answered without a fault."""
    sys.path.insert(0, str(ROOT))  # the lesson's cells import course_utils
    rows = [
        {"seed": seed, "task": task, "rival": f"{rival:.4f}", "net": f"{net:.4f}"}
        for seed in SEEDS
        for task, (rival, net) in run(seed).items()
    ]
    write_table("four_shapes/results.csv", ["seed", "task", "rival", "net"], rows)


if __name__ == "__main__":
    main()
