"""The bench: JSON for any UTF-8 text, a clear sentence for what is none, and a run that survives being cut off."""

import json

import numpy as np
import pytest

from course_utils import quiet
from course_utils.commands import readme
from course_utils.generator import bench
from course_utils.generator.text import Vocabulary, split_text

with quiet():
    from course_utils.generator.training import Training

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
    "baseline_bits_per_character",
    "training_characters_per_second",
    "sampling_characters_per_second",
    "predict_loop_characters_per_second",
    "compressed_bytes",
    "model_bytes",
    "peak_memory_mb",
    "machine",
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_file_can_be_measured(name, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        bench,
        "sampling_speed",
        lambda fast, prompt, copies: fast.generate(prompt, 20, np.random.default_rng(0)).size,
    )
    monkeypatch.setattr(
        bench, "predict_loop_speed", lambda model, prompt: float(model.get_layer("readout").units)
    )
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
    assert {"1-gram", "3-gram", "5-gram"} <= set(result["baseline_bits_per_character"])


def test_bench_prints_json_and_clears_its_checkpoint(tmp_path, capsys):
    path, kept = tmp_path / "text.txt", tmp_path / "run.npz"
    path.write_text(LINE * 40, encoding="utf-8")
    assert bench.main(["--text", str(path), "--seconds", "2", "--checkpoint", str(kept)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert KEYS <= set(result) and result["file"] == "text.txt"
    assert (
        result["one_text_over_predict_loop"] > 50
    )  # a loaded machine; the README's figure is from a quiet one
    assert not kept.exists()


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


def test_characters_never_seen_are_paid_for():
    unknown = LINE * 18 + "Ж" * (2 * len(LINE))  # the last tenth holds nothing but a character from nowhere
    vocabulary = Vocabulary.from_text(split_text(unknown)[0])
    held = split_text(vocabulary.encode(unknown))[1]
    assert (held == 0).all() and bench.measure(unknown, 0.3)["held_out_bits_per_character"] > np.log2(
        0x110000
    )


def test_checkpoint_names_differ_between_texts_and_times():
    names = {bench.default_checkpoint(text, seconds) for text in "ab" for seconds in (10, 20)}
    assert len(names) == 4


def test_interrupted_bench_goes_on(tmp_path):
    text, path = LINE * 40, tmp_path / "run.npz"

    def stop(progress, run):
        if run.updates == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.measure(text, 60, path, stop)
    vocabulary = Vocabulary.from_text(split_text(text)[0])
    run = Training(split_text(vocabulary.encode(text))[0], len(vocabulary)).restore(path)
    assert run.updates == 5 and run.seconds > 0


def test_a_run_that_goes_on_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "measure", lambda text, seconds, checkpoint, progress: {})
    path, kept = tmp_path / "text.txt", tmp_path / "run.npz"
    path.write_text(LINE * 40, encoding="utf-8")
    for there in (False, True):
        if there:
            kept.touch()
        assert bench.main(["--text", str(path), "--checkpoint", str(kept)]) == 0
        assert ("going on" in capsys.readouterr().err) is there


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
