"""The slow proofs of lesson 21's generator: every bundled text through the coder, five megabytes, memory."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from counting import Counts

from course_utils import data, quiet
from course_utils.data import read_text
from course_utils.generator import compression
from course_utils.generator.compression import compress, decompress, ideal_bits
from course_utils.generator.ngrams import NGram
from course_utils.generator.text import Vocabulary
from course_utils.generator.writer import Writer, bits_per_character

with quiet():
    from course_utils.generator.training import Settings, Training, build

ROOT = Path(__file__).resolve().parents[2]
SMALL = Settings(units=24, layers=1, embedding=12, streams=16, steps=8)
PART = 50_000  # characters of the two files that hold more than a million figures or phonemes


def bundled():
    """Return the names of all files under `datasets/` that are text, licences and tables included."""
    found = []
    for path in sorted((ROOT / "datasets").rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc", ".png", ".npz", ".wav"):
            found.append(path.relative_to(ROOT).as_posix())
    return found


TEXTS = bundled()


def text_of(name):
    """Return a file's text: all of it, and of the weather figures and the phonemes the first `PART` characters."""
    content = (ROOT / name).read_bytes()
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
    if "beijing.csv" in name:
        return text[:PART]
    if "cmudict.tsv" in name:  # all the words, then some lines with their phonemes
        return "\n".join(line.split("\t")[0] for line in text.splitlines()) + text[:PART]
    return text


@pytest.fixture(scope="module")
def model():
    """A small net after a few updates on the plays: what it predicts is far from even, and often wrong."""
    text = data.load_shakespeare().train[:100_000]
    vocabulary = Vocabulary.from_text(text)
    run = Training(vocabulary.encode(text), len(vocabulary), SMALL).run(updates=120)
    return Writer(run.model), vocabulary


@pytest.fixture(scope="module")
def lesson_model():
    """The lesson's network, as lesson 22 reads it: trained once, and stored."""
    stored = data.read_arrays("trained_generator/weights.npz")
    vocabulary = Vocabulary(map(chr, stored["characters"]))
    net = build(len(vocabulary), Settings())
    net.set_weights([stored[f"weight_{i}"].astype("float32") for i in range(len(net.weights))])
    return Writer(net), vocabulary


@pytest.fixture(scope="module")
def trigrams():
    text = data.load_shakespeare().train[:200_000]
    vocabulary = Vocabulary.from_text(text)
    return Counts(text, vocabulary), vocabulary


def test_every_folder_of_data_has_a_text():
    folders = {path.name for path in (ROOT / "datasets").iterdir() if path.is_dir()} - {"__pycache__"}
    assert {name.split("/")[1] for name in TEXTS if name.count("/") > 1} == folders
    captions = text_of("datasets/emoji/captions.csv")
    assert captions.splitlines()[0].split(",")[-3:] == ["en", "fr", "es"] and "é" in captions


@pytest.mark.parametrize("name", TEXTS)
def test_every_bundled_text_comes_back_from_the_coder(name, model, trigrams):
    text = text_of(name)
    assert decompress(compress(text, *model, lanes=512), *model) == text
    part = text[:20_000]
    assert decompress(compress(part, *trigrams, lanes=64), *trigrams) == part


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if not name.endswith((".md", "LICENSE", "SHA256SUMS"))]
)
def test_a_part_of_every_table_comes_back_from_the_lessons_network_within_one_percent(name, lesson_model):
    text = text_of(name)[-2000:]
    packed = compress(text, *lesson_model)
    assert decompress(packed, *lesson_model) == text
    ideal = ideal_bits(text, *lesson_model)
    assert ideal <= 8 * len(packed) <= 1.01 * ideal + 8 * 12  # 12 bytes of head


def test_the_lessons_network_beats_the_standard_compressors_on_held_out_plays(lesson_model):
    held_out = data.load_shakespeare().held_out
    found = compression.compare(held_out, *lesson_model)
    assert found["characters"] == 100_000 and found["exact"] is True
    assert found["network"] < min(found["gzip_9"], found["bz2_9"], found["xz_9"])
    assert 0 <= found["over_cross_entropy_percent"] < 1
    fast, vocabulary = lesson_model
    train = vocabulary.encode(data.load_shakespeare().train)
    held = vocabulary.encode(held_out)
    counted = NGram(6, len(vocabulary)).fit(train).bits(held, train[-6:])
    assert bits_per_character(fast, held, train) < counted - 0.05


def bench_of(path, seconds, folder):
    """Return the finished process of `bench --text` on a file, run as a user runs it; checkpoints go to `folder`."""
    words = [
        sys.executable,
        "-m",
        "course_utils.generator.bench",
        "--text",
        str(path),
        "--seconds",
        str(seconds),
    ]
    return subprocess.run(words, env=environment(folder), cwd=ROOT, capture_output=True, text=True)


def environment(folder):
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        **{name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")},
    }


def test_five_megabytes_are_measured_whole_in_two_gigabytes(tmp_path):
    plays, path = read_text("shakespeare/shakespeare.txt"), tmp_path / "large.txt"
    strange = "Мой дядя самых честных правил. 天地玄黃，宇宙洪荒。 😀👩‍👩‍👧 <b>&amp;</b>\r\n" * 200
    text = (strange + plays[:200_000]) * 30
    content = text.encode("utf-8")[:5_000_000]
    path.write_bytes(content[: content.rindex(b"\n") + 1])
    done = bench_of(path, 3, tmp_path)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["characters"] == len(path.read_bytes().decode("utf-8"))
    assert path.stat().st_size > 4_990_000
    assert 1 < result["held_out_bits_per_character"] < 8
    assert result["baseline_bits_per_character"]["5-gram"] < 2.5
    assert result["sampling_characters_per_second"] > result["predict_loop_characters_per_second"]
    assert result["compressed_bytes"]["exact"] is True
    assert result["peak_memory_mb"] < 2048
    assert {f"{n}-gram" for n in range(1, 7)} == set(result["baseline_bits_per_character"])
    assert not list(tmp_path.glob("rnn-course-bench-*")), "a finished run leaves no checkpoint"


WRITE = """
import numpy as np
from course_utils import quiet
with quiet():
    from course_utils.generator.training import Settings, build
from course_utils._machine import peak_memory
from course_utils.generator.writer import Writer
fast, rng = Writer(build(64, Settings(units=24, layers=2, embedding=8))), np.random.default_rng(0)
fast.write([1], 20_000, rng)
before = peak_memory()
ids = fast.write([1], 1_000_000, rng)
print(ids.shape[0], len(np.unique(ids)), peak_memory() - before)
"""


def test_a_million_characters_of_one_text_need_no_memory_but_their_own(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WRITE], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True
    )
    written, different, more = map(int, done.stdout.split())
    assert written == 1_000_000 and different > 50
    assert more < 4 * written + 2**22  # four bytes a character, and four megabytes to spare
