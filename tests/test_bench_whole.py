"""The slow proofs of lesson 16's generator: every bundled text through the coder, five megabytes, a killed process."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from course_utils import bench, data, quiet
from course_utils.coding import compress, decompress
from course_utils.data import read_text
from course_utils.sampling import FastGenerator, bits_per_character
from course_utils.text import Vocabulary, split_text

with quiet():
    from course_utils.generator import Settings, Training

ROOT = Path(__file__).resolve().parents[1]
SMALL = Settings(units=24, layers=1, embedding=12, streams=16, steps=16)
TEXTS = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "datasets").rglob("*"))
    if path.name.removesuffix(".gz").endswith((".txt", ".csv", ".tsv", ".md"))
    and path.parent.name != "beijing"  # two million digits are no text
]


def text_of(name):
    content = (ROOT / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
    if "cmudict.tsv" in name:  # the words; their phonemes are another two megabytes of the same forty signs
        text = "\n".join(line.split("\t")[0] for line in text.splitlines())
    return text


@pytest.fixture(scope="module")
def model():
    """A small net after a few updates on the plays: what it predicts is far from even, and often wrong."""
    text = data.load_shakespeare().train[:100_000]
    vocabulary = Vocabulary.from_text(text)
    run = Training(vocabulary.encode(text), len(vocabulary), SMALL).run(updates=60)
    return FastGenerator(run.model), vocabulary


def test_every_folder_of_data_has_a_text():
    assert {name.split("/")[1] for name in TEXTS} >= {
        "shakespeare",
        "movies",
        "names",
        "addresses",
        "cmudict",
        "emoji",
    }


@pytest.mark.parametrize("name", TEXTS)
def test_every_bundled_text_comes_back_from_the_coder(name, model):
    text = text_of(name)
    packed = compress(text, *model, lanes=512)
    assert decompress(packed, *model) == text


def test_five_megabytes_are_measured_whole():
    plays = read_text("shakespeare/shakespeare.txt")
    text = (plays * 5)[:5_000_000]
    result = bench.measure(text, seconds=3)
    assert result["characters"] == 5_000_000
    assert 1 < result["held_out_bits_per_character"] < 8
    assert result["baseline_bits_per_character"]["5-gram"] < 2.5
    assert result["sampling_characters_per_second"] > result["predict_loop_characters_per_second"]
    assert result["peak_memory_mb"] < 4000
    json.dumps(result)


RUN = """
import sys
sys.path[:0] = ["tests"]
from test_bench_whole import SMALL, prepared
from course_utils.generator import Training
train, held, size = prepared()
Training(train, size, SMALL).run(updates=400, checkpoint=sys.argv[1], every=0.2)
print("finished", flush=True)
"""


def prepared():
    """Return training ids, held-out ids and alphabet size of a small piece of the plays."""
    text = data.load_shakespeare().train[:60_000]
    vocabulary = Vocabulary.from_text(split_text(text)[0])
    return *split_text(vocabulary.encode(text)), len(vocabulary)


def test_a_killed_process_is_taken_up_again_and_ends_where_an_unbroken_one_does(tmp_path):
    path, environment = tmp_path / "run.npz", {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN, str(path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    first = subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)
    deadline = time.time() + 120
    while not path.exists() and first.poll() is None and time.time() < deadline:
        time.sleep(0.01)
    first.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert "finished" not in first.communicate()[0], "killed too late to prove anything"
    assert path.exists()
    second = subprocess.run(command, cwd=ROOT, env=environment, timeout=240, check=True, **pipes)
    assert "finished" in second.stdout
    train, held, size = prepared()
    resumed = Training(train, size, SMALL).restore(path)
    whole = Training(train, size, SMALL).run(updates=400)
    assert resumed.updates == whole.updates == 400
    bits = [bits_per_character(FastGenerator(run.model), held, train) for run in (resumed, whole)]
    assert abs(bits[0] - bits[1]) < 0.02, bits
    assert bits[1] < 0.8 * np.log2(size), "a net that learned nothing proves nothing"
