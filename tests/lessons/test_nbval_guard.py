"""nbval with the course's sanitizer and guard: what it lets pass, and what it must not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

TESTS = Path(__file__).resolve().parents[1]
CASES = {  # what the cell prints, what is stored for it, whether that may pass
    "same": ("loss 1.83", "loss 1.83", True),
    "number after the sign": ("loss ≈ 1.83", "loss ≈ 1.79", True),
    "sign, comma, exponent": ("loss ≈    -2", "loss ≈ 1,234.5e-07", True),
    "standard error": ("right ≈ 86.6 ± 0.2 %", "right ≈ 86.4 ± 0.05 %", True),
    "standard error gone": ("right ≈ 86.6 ± 0.2 %", "right ≈ 86.4 %", False),
    "error of no number": ("right ≈ 86.6 ± nan %", "right ≈ 86.4 ± 0.2 %", False),
    "padded column": ("| GRU |  ≈ 9.9 |", "| GRU | ≈ 10.1 |", True),
    "number without the sign": ("loss 1.83", "loss 1.79", False),
    "not a number": ("loss ≈ nan", "loss ≈ 1.0", False),
    "infinite": ("loss ≈ -inf", "loss ≈ -1.0", False),
    "unit": ("loss ≈ 1.83 nats", "loss ≈ 1.83 bits", False),
    "second number": ("≈ 3 of 4", "≈ 3 of 5", False),
    "output gone": ("", "loss ≈ 1.83", False),
}


def run_nbval(folder, cells):
    """Run nbval as `course.py test` does; return `{cell number: outcome}` and what was printed."""
    path = folder / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    words = [
        "-p",
        "conftest",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(folder),
        str(path),
        "--color=no",
        "-rA",
    ]
    words += ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, f"--nbval-sanitize-with={TESTS / 'sanitize.cfg'}"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)]),
            "PYTHONUTF8": "1",
            "PYTHONIOENCODING": "utf-8",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=280,
    )
    found = re.findall(r"(?m)^(PASSED|FAILED|ERROR) .*::Cell (\d+)", done.stdout)
    return {int(number): outcome for outcome, number in found}, done.stdout + done.stderr


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """One run over a notebook with a cell for each case; starting a kernel for each would take a minute."""
    cells = []
    for count, (printed, stored, _) in enumerate(CASES.values(), 1):
        output = nbformat.v4.new_output("stream", name="stdout", text=stored + "\n")
        cells.append(
            nbformat.v4.new_code_cell(f"print({printed!r})", execution_count=count, outputs=[output])
        )
    return run_nbval(tmp_path_factory.mktemp("compared"), cells)


@pytest.mark.parametrize("case", CASES)
def test_only_numbers_after_the_sign_may_change(compared, case):
    outcomes, text = compared
    expected = "PASSED" if CASES[case][2] else "FAILED"
    assert outcomes.get(list(CASES).index(case)) == expected, text


def test_unrun_cell_and_dead_kernel_are_reported_at_once(tmp_path):
    unrun = nbformat.v4.new_code_cell("print(1)")
    dies = nbformat.v4.new_code_cell("import os\nos._exit(1)", execution_count=1)
    after = nbformat.v4.new_code_cell("x = 1", execution_count=2)
    outcomes, text = run_nbval(tmp_path, [unrun, dies, after])
    assert outcomes == {0: "FAILED", 1: "FAILED", 2: "FAILED"}, text
    assert "no execution count" in text and "the kernel died in this cell" in text, text
    assert "Timeout" not in text, text  # a cell that waits for its time-out outlives run_nbval, too
