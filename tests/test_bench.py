"""The bench: JSON for any UTF-8 text, a clear sentence for what is none, and a run that survives being cut off."""

import json
from pathlib import Path

import numpy as np
import pytest

from course_utils import bench, quiet
from course_utils.text import Vocabulary, contiguous_batches, split_text

with quiet():
    from course_utils.generator import Training

LINE = "It was a dark and stormy night; the rain fell in torrents.\n"
TEXTS = {
    "one kilobyte": LINE * 17,
    "shortest": (LINE * 2)[: bench.SHORTEST],
    "cyrillic": "Мой дядя самых честных правил, когда не в шутку занемог.\n" * 20,
    "chinese": "".join(chr(0x4E00 + (i * i * 7919) % 5000) for i in range(3000)),
    "emoji": "😀👩‍👩‍👧🏳️‍🌈 ok " * 60,
    "one character": "a" * 1500,
    "windows": LINE.replace("\n", "\r\n") * 10,
}
KEYS = {
    "held_out_bits_per_character",
    "training_characters_per_second",
    "sampling_characters_per_second",
    "predict_loop_characters_per_second",
    "peak_memory_mb",
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_can_be_measured(name, monkeypatch):
    monkeypatch.setattr(
        bench,
        "sampling_speed",
        lambda fast, prompt, copies: fast.generate(prompt, 20, np.random.default_rng(0)).size,
    )
    monkeypatch.setattr(
        bench, "predict_loop_speed", lambda model, prompt: float(model.get_layer("readout").units)
    )
    result = bench.measure(TEXTS[name], seconds=0.5)
    assert KEYS <= set(result)
    assert 0 <= result["held_out_bits_per_character"] < 32
    assert result["characters"] == len(TEXTS[name])
    json.dumps(result)


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


def test_five_megabytes_are_read_and_cut_into_batches():
    text = (Path(__file__).read_text(encoding="utf-8") * 2000)[:5_000_000]
    vocabulary = Vocabulary.from_text(text)
    train, held = split_text(vocabulary.encode(text))
    x, _ = contiguous_batches(train, 64, 32)
    assert len(train) + len(held) == 5_000_000 and x.size > 4_490_000


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
