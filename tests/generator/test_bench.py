"""The bench: JSON for any UTF-8 text, a clear sentence for what is none, and a run that survives being cut off."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from course_utils import quiet
from course_utils.commands import readme
from course_utils.generator import bench
from course_utils.generator.text import Vocabulary, split_text

with quiet():
    from course_utils.generator import training
    from course_utils.generator.training import Settings

ROOT = Path(__file__).resolve().parents[2]
SMALL = Settings(units=12, layers=1, embedding=6, streams=8, steps=4, passes=5)
LINE = "It was a dark and stormy night; the rain fell in torrents.\n"
TEXTS = {  # every file is written as UTF-8
    "one kilobyte": LINE * 17,
    "shortest": (LINE * 2)[: bench.SHORTEST],
    "cyrillic": "Мой дядя самых честных правил, когда не в шутку занемог.\n" * 20,
    "chinese": "".join(chr(0x4E00 + (i * i * 7919) % 5000) for i in range(3000)),
    "emoji": "😀👩‍👩‍👧🏳️‍🌈 ok " * 60,
    "one character": "a" * 1500,
    "windows": LINE.replace("\n", "\r\n") * 10,
    "byte-order mark": "\ufeff" + LINE * 10,
    "markup": "<script>alert('x')</script> & <b onclick=\"run()\">bold</b>\r\n" * 20,
}
KEYS = {
    "held_out_bits_per_character",
    "held_out_bits_per_character_cold",
    "held_out_bits_per_character_mixed_with_counts",
    "baseline_bits_per_character",
    "training_characters_per_second",
    "compile_seconds",
    "sampling_characters_per_second",
    "sampling_characters_per_second_one_text",
    "sampling_characters_per_second_one_text_tensorflow",
    "predict_loop_characters_per_second",
    "compressed_bytes",
    "model_bytes",
    "peak_memory_mb",
    "machine",
}


@pytest.fixture
def small(monkeypatch):
    """A network that is compiled in a second, as these tests are about all else."""
    monkeypatch.setattr(training, "Settings", lambda: SMALL)


@pytest.fixture
def unhurried(monkeypatch):
    """The speeds are not measured."""
    monkeypatch.setattr(
        bench,
        "sampling_speed",
        lambda write, prompt, copies: write(prompt, 20, np.random.default_rng(0), copies=copies).size,
    )
    monkeypatch.setattr(
        bench, "predict_loop_speed", lambda model, prompt: float(model.get_layer("readout").units)
    )


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_file_can_be_measured(name, small, unhurried, tmp_path, capsys):
    path, text = tmp_path / "text.txt", TEXTS[name]
    path.write_bytes(text.encode("utf-8"))
    told = ["--text", str(path), "--seconds", "0.5", "--checkpoint", str(tmp_path / "run.npz")]
    assert bench.main(told) == 0
    result = json.loads(capsys.readouterr().out)
    assert KEYS <= set(result)
    assert 0 <= result["held_out_bits_per_character"] < 32
    assert result["characters"] == len(text.removeprefix("\ufeff"))
    assert result["alphabet"] <= len(set(text.removeprefix("\ufeff")))
    packed = result["compressed_bytes"]
    assert packed["exact"] is True and packed["characters"] == len(text.removeprefix("\ufeff")) // 10
    assert result["model_bytes"] == 4 * result["parameters"]
    assert {f"{n}-gram" for n in range(1, 6)} <= set(result["baseline_bits_per_character"])
    assert packed["over_cross_entropy_percent"] is None or packed["over_cross_entropy_percent"] < 20


def test_bench_prints_json_and_keeps_the_checkpoint_that_its_user_named(small, tmp_path, monkeypatch, capsys):
    path, kept, temporary = tmp_path / "text.txt", tmp_path / "run.npz", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    path.write_text(LINE * 40, encoding="utf-8")
    assert bench.main(["--text", str(path), "--seconds", "2", "--checkpoint", str(kept)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert KEYS <= set(result) and result["file"] == "text.txt"
    assert (
        result["one_text_over_predict_loop"] > 50
    )  # a loaded machine; the README's figure is from a quiet one
    assert kept.exists()
    monkeypatch.setattr(bench, "measure", lambda *arguments: arguments[2].touch() or {"figures": 1})
    assert bench.main(["--text", str(path), "--seconds", "2"]) == 0
    assert "--checkpoint" in capsys.readouterr().err and not list(temporary.iterdir())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"too short", "9 characters, too few"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not UTF-8"),
        (("abc" * 100).encode("utf-16"), "UTF-16"),
        (b"zero\0bytes" * 100, "binary"),
    ],
)
def test_unusable_files_get_one_clear_sentence(content, said, tmp_path, capsys):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert bench.main(["--text", str(path), "--seconds", "1"]) == 1
    captured = capsys.readouterr()
    assert said in captured.err and captured.out == "" and "Traceback" not in captured.err


def test_missing_file_and_folder(tmp_path, capsys):
    assert bench.main(["--text", str(tmp_path / "none.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert bench.main(["--text", str(tmp_path)]) == 1


@pytest.mark.parametrize("seconds", ["0", "-3", "soon"])
def test_seconds_must_be_positive(seconds):
    with pytest.raises(SystemExit):
        bench.main(["--text", __file__, "--seconds", seconds])


def test_byte_order_mark_goes_and_line_ends_stay(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xef\xbb\xbf" + (LINE * 3).replace("\n", "\r\n").encode())
    text = bench.read_utf8(path)
    assert not text.startswith("\ufeff") and text.count("\r\n") == 3


def test_of_a_large_file_the_beginning_is_read_and_that_is_said(
    small, unhurried, tmp_path, monkeypatch, capsys
):
    path = tmp_path / "text.txt"
    path.write_text("é" * 40 + LINE * 40, encoding="utf-8")
    assert bench.read_utf8(path, 151) == ("é" * 40 + LINE * 40)[:111]
    path.write_text("a" + "é" * 4000, encoding="utf-8")
    assert bench.read_utf8(path, 1000) == "a" + "é" * 499  # not half a letter at the end
    monkeypatch.setattr(bench, "LARGEST", 1000)
    monkeypatch.setattr(bench, "measure", lambda *arguments: {"figures": 1})
    assert bench.main(["--text", str(path)]) == 0
    assert "only its first 1,000 bytes are read" in capsys.readouterr().err


def test_help_is_the_commands_own(capsys):
    with pytest.raises(SystemExit) as ended:
        bench.main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0 and "course.py bench" in said
    assert all(option in said for option in ("--text", "--seconds", "--checkpoint"))


def test_the_best_weight_is_the_one_at_which_the_mixture_is_least_surprised():
    rng = np.random.default_rng(0)
    first, second = rng.uniform(0.01, 1, (2, 500))
    weight = bench.best_weight(first, second)
    bits = [bench.mixture_bits(w, first, second) for w in (weight - 0.01, weight, weight + 0.01)]
    assert bits[1] == min(bits) and bits[1] < bench.mixture_bits(0.99, first, second)
    assert bench.best_weight(first, first / 9) == 0.99 and bench.best_weight(first / 9, first) == 0.01


def test_the_weight_of_the_mixture_does_not_depend_on_what_is_held_out(monkeypatch):
    rng, fitted_on = np.random.default_rng(0), []
    train, held = rng.integers(0, 4, 3000), rng.integers(0, 4, 300)
    monkeypatch.setattr(
        "course_utils.generator.writer.probabilities", lambda writer, ids, before: np.full(len(ids), 0.25)
    )
    real = bench.best_weight
    monkeypatch.setattr(bench, "best_weight", lambda a, b: fitted_on.append((a, b)) or real(a, b))
    parts = train[:300], train[300:]
    bits = bench.mixed_bits(None, np.full(300, 0.25), *parts, held, 4)
    bench.mixed_bits(None, np.full(300, 0.25), *parts, held[::-1], 4)
    (a, b), (c, d) = fitted_on
    np.testing.assert_array_equal(a, c)
    np.testing.assert_array_equal(b, d)
    assert len(a) == 300 and bits == pytest.approx(2, abs=0.01)


def test_characters_never_seen_are_paid_for(small, unhurried):
    unknown = LINE * 18 + "Ж" * (2 * len(LINE))  # the last tenth holds nothing but a character from nowhere
    vocabulary = Vocabulary.from_text(split_text(unknown)[0])
    held = split_text(vocabulary.encode(unknown))[1]
    assert (held == 0).all() and bench.measure(unknown, 0.3)["held_out_bits_per_character"] > np.log2(
        0x110000
    )


def test_two_runs_of_one_text_never_share_a_checkpoint(tmp_path, monkeypatch):
    path, places = tmp_path / "text.txt", []
    path.write_text(LINE * 40, encoding="utf-8")

    def first(text, seconds, checkpoint, progress):  # while it runs, a second one is begun
        places.append(checkpoint)
        checkpoint.write_bytes(b"mine")
        if len(places) == 1:
            assert bench.main(["--text", str(path)]) == 0
        assert checkpoint.read_bytes() == b"mine"
        return {"figures": 1}

    monkeypatch.setattr(bench, "measure", first)
    assert bench.main(["--text", str(path)]) == 0
    assert places[0].parent != places[1].parent and not any(place.parent.exists() for place in places)


@pytest.mark.parametrize(
    ("place", "said"), [("nowhere/run.npz", "No such file or directory"), ("folder", "directory")]
)
def test_a_place_that_cannot_be_written_gets_one_sentence(place, said, small, tmp_path, capsys):
    path = tmp_path / "text.txt"
    path.write_text(LINE * 40, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert bench.main(["--text", str(path), "--seconds", "99", "--checkpoint", str(tmp_path / place)]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and said in captured.err
    assert "--checkpoint" in captured.err and "elete" not in captured.err


def test_a_full_disk_gets_one_sentence_and_nothing_is_left(small, tmp_path, monkeypatch, capsys):
    path, temporary = tmp_path / "text.txt", tmp_path / "temporary"
    path.write_text(LINE * 40, encoding="utf-8")
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def full(file, **arrays):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("course_utils.training.np.savez", full)
    assert bench.main(["--text", str(path), "--seconds", "99"]) == 1
    said = capsys.readouterr().err
    assert "No space left" in said and "elete" not in said and not list(temporary.iterdir())


def test_a_file_that_is_no_checkpoint_is_refused_and_left_alone(small, tmp_path, capsys):
    path, letter = tmp_path / "text.txt", tmp_path / "letter.txt"
    path.write_text(LINE * 40, encoding="utf-8")
    letter.write_text("Dear reader")
    assert bench.main(["--text", str(path), "--checkpoint", str(letter)]) == 1
    assert "no checkpoint" in capsys.readouterr().err and letter.read_text() == "Dear reader"


def test_a_run_that_goes_on_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "measure", lambda text, seconds, checkpoint, progress: {})
    path, kept = tmp_path / "text.txt", tmp_path / "run.npz"
    path.write_text(LINE * 40, encoding="utf-8")
    for there in (False, True):
        if there:
            kept.touch()
        assert bench.main(["--text", str(path), "--checkpoint", str(kept)]) == 0
        assert ("going on" in capsys.readouterr().err) is there


BENCH = """
import sys
from course_utils import quiet
with quiet():
    from test_bench import SMALL
    from course_utils.generator import bench, training
training.Settings, bench.SAVED = lambda: SMALL, 0.1
sys.exit(bench.main(sys.argv[1:]))
"""


def begun(path, folder, *options):
    """Start the bench on a file in a process of its own; its temporary files go to `folder`."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}",
        **{name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")},
    }
    words = [sys.executable, "-c", BENCH, "--text", str(path), "--seconds", "1200", *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(words, cwd=ROOT, env=environment, **pipes)


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_an_ended_bench_is_taken_up_again_and_reports_the_same_bits(
    how, tmp_path, capsys, monkeypatch, small
):
    if not hasattr(signal, how):
        pytest.skip("this system has no such signal")
    path = tmp_path / "short.txt"  # five passes end the run, long before the seconds do
    path.write_text(
        "".join(f"{i * i} bottles, {i % 7} of them green; " for i in range(250)), encoding="utf-8"
    )
    process, deadline = begun(path, tmp_path), time.time() + 240
    kept = []
    while not (kept and np.load(kept[0])["optimizer_00"] > 0) and process.poll() is None:
        assert time.time() < deadline
        time.sleep(0.01)
        kept = list(tmp_path.glob("rnn-course-bench-*/run.npz"))
    process.send_signal(getattr(signal, how))
    out, err = process.communicate()
    assert out == "" and process.returncode == (130 if how == "SIGTERM" else -9), err
    assert f"--checkpoint {kept[0]}" in err and "Traceback" not in err
    assert ("stopped; go on with" in err) is (how == "SIGTERM")
    if how == "SIGTERM":
        assert [file.name for file in kept[0].parent.iterdir()] == ["run.npz"]
        assert np.load(kept[0])["optimizer_00"] > 0
        return  # that such a file is gone on from is seen after SIGKILL, the harder case
    monkeypatch.setattr(bench, "sampling_speed", lambda write, prompt, copies: 1.0)
    monkeypatch.setattr(bench, "predict_loop_speed", lambda model, prompt: 1.0)
    bits = []
    for options in (["--checkpoint", str(kept[0])], []):
        assert bench.main(["--text", str(path), "--seconds", "1200", *options]) == 0
        captured = capsys.readouterr()
        assert ("going on from the interrupted run" in captured.err) is bool(options)
        bits.append(json.loads(captured.out)["held_out_bits_per_character"])
    assert bits[0] == pytest.approx(bits[1], abs=0.02), bits
    assert kept[0].exists()


def test_the_stored_figures_beat_counting_and_the_standard_compressors():
    stored = json.loads(readme.BENCH.read_text(encoding="utf-8"))
    grams = stored["baseline_bits_per_character"]
    assert stored["held_out_bits_per_character"] < min(grams["3-gram"], grams["5-gram"])
    if "compressed_bytes" not in stored:
        pytest.skip("stored before the bench compressed: run bench --store")
    packed = stored["compressed_bytes"]
    assert packed["characters"] == 100_000 and packed["exact"] is True and stored["model_bytes"] > 0
    assert packed["network"] < min(packed["gzip_9"], packed["bz2_9"], packed["xz_9"])
    assert 0 <= packed["over_cross_entropy_percent"] < 1
