"""For authors: run lessons with every seed shifted and list what is then no longer true."""

from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course_utils.commands._execution import SECONDS_A_CELL, execute
from course_utils.commands._lessons import Options, choose_lessons

HELP = """For authors: run lessons with every seed shifted and list the claims that then fail.

A conclusion that holds for one seed only is an accident: give it a margin, or leave it out. Nothing is stored.
Exercises, checks and solutions are left out. The data stay the same: only what a lesson draws and trains changes.
"""
LEFT_OUT = {"exercise", "check", "solution", "instructor"}
FAILS = "with shifted seeds: "  # tells a claim that fails from a ✗ that the lesson prints on purpose

# Runs before a lesson's first cell. Claims say that they fail and let the lesson go on, so that one run finds them all.
PREAMBLE = """
import sys

import numpy as np

import course_utils

with course_utils.quiet():
    import keras

SHIFT = {shift}
SAME = ("course_utils.data._dividing", "course_utils.checks")  # the splits of the data, the cases of the checks


def shifted(function):
    def call(seed=None, *args, **kwargs):
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if isinstance(seed, (int, np.integer)) and not caller.startswith(SAME):
            seed = int(seed) + SHIFT
        return function(seed, *args, **kwargs)

    return call


def going_on(function):
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except AssertionError as problem:
            print({fails!r}, problem, sep="")

    return call


np.random.default_rng = shifted(np.random.default_rng)
np.random.seed = shifted(np.random.seed)
keras.utils.set_random_seed = shifted(keras.utils.set_random_seed)
course_utils.claim = going_on(course_utils.claim)
course_utils.reproduces = going_on(course_utils.reproduces)
"""


def failures(path, shift):
    """Run a lesson with `shift` added to every seed and return what fails.

    Args:
        path: the notebook.
        shift: a whole number; 0 runs the lesson as it is.

    Returns:
        A list of sentences: the claims that do not hold, and the errors of cells that could not run.
    """
    notebook = nbformat.read(Path(path), as_version=4)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and not LEFT_OUT & set(cell.metadata.get("tags", []))
    ]
    notebook.cells.insert(0, nbformat.v4.new_code_cell(PREAMBLE.format(shift=int(shift), fails=FAILS)))
    broken = []
    try:
        execute(notebook, Path(path).parent, allow_errors=True)
    except CellTimeoutError:
        broken = [f"a cell took more than {SECONDS_A_CELL} s: what comes after it was not run"]
    except DeadKernelError:
        broken = ["the kernel died: what comes after that cell was not run"]
    found = []
    for output in (output for cell in notebook.cells for output in cell.outputs):
        if output.output_type == "error":
            found.append(f"a cell raised {output.ename}: {output.evalue}")
        elif output.output_type == "stream":
            lines = output.text.splitlines()
            found += [line.removeprefix(FAILS) for line in lines if line.startswith(FAILS)]
    return found + broken


def main(options):
    """Run lessons with shifted seeds, print what fails and return 1 if anything does."""
    parser = Options("seeds", HELP)
    parser.add_lessons("lessons to run")
    parser.add_argument("--shifts", type=int, default=3, help="how many runs of each lesson, 3 if not given")
    chosen = parser.parse_args(options)
    if chosen.shifts < 1:
        parser.error("--shifts must be 1 or more")
    failed = 0
    for path in choose_lessons(chosen.lessons):
        for shift in range(1000, 1000 * chosen.shifts + 1, 1000):  # apart, so that range(5) shares no seed
            found = failures(path, shift)
            failed += len(found)
            print(f"{path.name}, every seed + {shift}: {f'{len(found)} fail' if found else 'all hold'}")
            print("".join(f"  {sentence}\n" for sentence in found), end="", flush=True)
    return 1 if failed else 0
