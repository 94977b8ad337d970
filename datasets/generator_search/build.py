"""Try the text generator's settings one after another and write what each reached into results.csv.

    python3 datasets/generator_search/build.py

Every row reads the same number of characters, so that rows compare on a busy machine too; `cpu_seconds` says what
they cost. Rows that are in results.csv already are not run again: delete the file to start afresh (about ten
minutes on two free cores).
"""

import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER.parents[1])]

from building import fill_table  # noqa: E402

from course_utils import quiet  # noqa: E402
from course_utils.data import load_shakespeare  # noqa: E402
from course_utils.generator.text import Vocabulary  # noqa: E402
from course_utils.generator.writer import Writer, bits_per_character  # noqa: E402

with quiet():
    from course_utils.generator.training import Settings, Training

CHARACTERS = 1_500_000  # about 40 seconds on two free cores
DEEP = Settings(
    units=160, layers=2, streams=128, steps=16, optimizer="muon", learning_rate=0.012, weight_decay=0.1
)
WIDE = replace(DEEP, layers=1, units=256)
ADAMW = {"optimizer": "adamw", "learning_rate": 0.008}
TRIED = {
    "Muon, two layers of 160": DEEP,
    "Muon, one layer of 256": WIDE,
    "AdamW, one layer of 256": replace(WIDE, **ADAMW),
    "AdamW, two layers of 160": replace(DEEP, **ADAMW),
    "Muon, two layers of 160, 64 streams of 32 steps": replace(DEEP, streams=64, steps=32),
    "Muon, two layers of 160, rate 0.008": replace(DEEP, learning_rate=0.008),
    "Muon, two layers of 192": replace(DEEP, units=192),
}
FINALISTS = {"Muon, two layers of 160": (7, 8, 9, 10, 11), "Muon, one layer of 256": (7, 8, 9)}
COLUMNS = ["name", "seed", "bits_per_character", "parameters", "cpu_seconds"]
COLUMNS += [name for name in asdict(DEEP) if name != "seed"]


def measure(settings):
    """Train once; return held-out bits per character, number of weights and seconds of processor time."""
    text = load_shakespeare()
    vocabulary = Vocabulary.from_text(text.train)
    train, held = vocabulary.encode(text.train), vocabulary.encode(text.held_out)
    start = time.process_time()
    run = Training(train, len(vocabulary), settings)
    run.run(updates=CHARACTERS // (settings.streams * settings.steps))
    cpu = time.process_time() - start
    bits = bits_per_character(Writer(run.model), held, train)
    return {
        "bits_per_character": f"{bits:.4f}",
        "parameters": run.model.count_params(),
        "cpu_seconds": round(cpu),
    }


def row_of(name, seed):
    """Train with one of the `TRIED` settings, say what it reached and return its row."""
    settings = replace(TRIED[name], seed=seed)
    row = {**asdict(settings), **measure(settings)}
    print(name, seed, row["bits_per_character"], flush=True)
    return row


def main():
    wanted = [(name, seed) for name in TRIED for seed in FINALISTS.get(name, (7,))]
    jobs = {key: lambda key=key: row_of(*key) for key in wanted}
    fill_table("generator_search/results.csv", COLUMNS, jobs)


if __name__ == "__main__":
    main()
