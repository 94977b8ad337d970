"""`python3 course.py bench --text FILE --seconds N`: how good and how fast lesson 21's generator is on any text."""

import argparse
import codecs
import json
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np

from course_utils import quiet
from course_utils._machine import machine, peak_memory
from course_utils._paths import from_caller
from course_utils.generator.ngrams import NGram
from course_utils.generator.text import UNKNOWN, Vocabulary, split_text

STORED = Path(__file__).resolve().parents[2] / "docs" / "bench.json"  # the README's table is made from it
SHORTEST = 100  # characters: below that, a tenth held out says nothing
SAVED = 2.0  # seconds between two checkpoints: no more is lost if the process is killed
PROMPT = 40  # characters the predict loop is given at every step, as tutorials do


class TextError(Exception):
    """The file cannot be used; the message says why and what to do."""


def read_utf8(path):
    """Return a file's text, its line ends as they are, without a byte-order mark.

    Raises:
        TextError: if the file is missing, empty, too short or not UTF-8.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise TextError(f"{path} cannot be read ({problem.strerror}): give the path of a text file") from None
    content = content.removeprefix(codecs.BOM_UTF8)
    if not content:
        raise TextError(f"{path} is empty: give a text of at least {SHORTEST} characters")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TextError(f"{path} is UTF-16: save it again as UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise TextError(
            f"{path} is not UTF-8 (byte {problem.start:,} is 0x{content[problem.start]:02x}): if it is text, "
            "save it again as UTF-8; a picture, a PDF or an archive has to be turned into text first"
        ) from None
    if "\0" in text:
        raise TextError(f"{path} is binary: it holds zero bytes, which no text does. Give a plain text file")
    if len(text) < SHORTEST:
        raise TextError(
            f"{path} holds {len(text)} characters, too few to learn from: give at least {SHORTEST}"
        )
    return text


def measure(text, seconds, checkpoint=None, progress=None):
    """Train on the first 90 % of a text for so many seconds, judge on the rest, time the sampling.

    Returns:
        dict of plain numbers; the units stand in the names.
    """
    with quiet():
        from course_utils.generator.training import Training
    from course_utils.generator import compressors
    from course_utils.generator.compression import CODE_POINTS
    from course_utils.generator.sampling import FastGenerator, bits_per_character

    vocabulary = Vocabulary.from_text(split_text(text)[0])
    train, held = split_text(vocabulary.encode(text))
    run = Training(train, len(vocabulary))
    run.run(seconds=seconds, checkpoint=checkpoint, every=SAVED, report=progress)
    fast = FastGenerator(run.model)
    escapes = (held == UNKNOWN).mean() * np.log2(CODE_POINTS)  # a character never seen has to be spelled out
    prompt = train[-PROMPT:]
    # one prompt: one continuation, and 64 side by side
    alone, together = (sampling_speed(fast, prompt, copies) for copies in (1, 64))
    loop = predict_loop_speed(run.model_for(1), prompt)
    return {
        "held_out_bits_per_character": round(bits_per_character(fast, held, train) + escapes, 4),
        "baseline_bits_per_character": baselines(train, held, len(vocabulary), escapes),
        "characters": len(text),
        "alphabet": len(vocabulary.characters),
        "parameters": run.model.count_params(),
        "compressed_bytes": compressors.compare(split_text(text)[1], fast, vocabulary),
        "model_bytes": sum(w.nbytes for w in run.weights),  # what the decoder needs besides the message
        "training_seconds": round(run.seconds, 1),
        "training_characters_per_second": round(run.characters / run.seconds),
        "passes_over_the_text": round(run.characters / len(train), 2),
        "sampling_characters_per_second": round(together),
        "sampling_characters_per_second_one_text": round(alone),
        "predict_loop_characters_per_second": round(loop, 1),
        "one_text_over_predict_loop": round(alone / loop),
        "peak_memory_mb": round(peak_memory() / 2**20),
        "machine": machine(),
    }


def baselines(train, held, size, escapes):
    """Return what counting reaches on the same split, `{"1-gram": bits, ...}`, as far as the text allows."""
    orders = [n for n in (1, 2, 3, 5) if size**n < 2**63 and len(train) >= n]
    return {f"{n}-gram": round(NGram(n, size).fit(train).bits(held, train[-n:]) + escapes, 4) for n in orders}


def sampling_speed(fast, prompt, copies, seconds=2.0):
    """Return characters per second of the fast generator at temperature 1 from one prompt, over all copies."""
    rng, written, start = np.random.default_rng(7), 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        written += fast.generate(prompt, 2000, rng, copies=copies).size
    return written / spent


def predict_loop_speed(model, prompt, count=12):
    """Return characters per second of the usual loop: `model.predict` on the last characters, draw, append."""
    rng, ids = np.random.default_rng(7), prompt.tolist()
    for i in range(count + 2):
        if i == 2:  # the first calls trace the model
            start = time.perf_counter()
        for layer in (layer for layer in model.layers if getattr(layer, "stateful", False)):
            layer.reset_state()
        logits = model.predict(np.array([ids[-len(prompt) :]]), verbose=0)[0, -1]
        p = np.exp(logits - logits.max(), dtype=np.float64)
        ids.append(int(rng.choice(len(p), p=p / p.sum())))
    return count / (time.perf_counter() - start)


def _progress(label):
    """Return a report function that keeps one line on the terminal's error stream up to date."""
    if not sys.stderr.isatty():
        return None
    shown = [0.0]

    def report(progress, run):
        if time.perf_counter() - shown[0] > 1:
            shown[0] = time.perf_counter()
            bits = run.loss / np.log(2)
            line = f"{label} {100 * progress:3.0f} %, training loss {bits:.2f} bits per character"
            print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)

    return report


def main(argv=None):
    """Measure the file named on the command line and print JSON; return the exit status."""
    parser = argparse.ArgumentParser(prog="course.py bench", description=__doc__)
    parser.add_argument("--text", type=from_caller, required=True, help="a UTF-8 text file to learn from")
    parser.add_argument("--seconds", type=float, default=120, help="time to train, 120 if not given")
    parser.add_argument(
        "--checkpoint", type=from_caller, help="where to keep the run, to go on after an interruption"
    )
    parser.add_argument("--store", action="store_true", help="for authors: put the figures into the README")
    options = parser.parse_args(argv)
    if not options.seconds > 0:
        parser.error(f"--seconds must be more than 0, got {options.seconds:g}")
    try:
        text = read_utf8(options.text)
        checkpoint = Path(options.checkpoint or default_checkpoint(text, options.seconds))
        if checkpoint.exists():
            print(f"bench: going on from the interrupted run in {checkpoint}", file=sys.stderr)
        result = measure(text, options.seconds, checkpoint, _progress("training"))
    except (TextError, ValueError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    checkpoint.unlink(missing_ok=True)
    said = json.dumps({"file": Path(options.text).name, **result}, indent=2, ensure_ascii=False)
    print(said)
    if options.store:
        STORED.write_text(said + "\n", encoding="utf-8")
    return 0


def default_checkpoint(text, seconds):
    """Return where an interrupted run of this text and time is kept until it is finished."""
    key = zlib.crc32(text.encode("utf-8"))
    return Path(tempfile.gettempdir()) / f"rnn-course-bench-{key:08x}-{seconds:g}.npz"


if __name__ == "__main__":
    sys.exit(main())
