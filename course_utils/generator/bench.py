"""`python3 course.py bench --text FILE --seconds N`: how good and how fast lesson 21's generator is on any text."""

import argparse
import codecs
import contextlib
import json
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from course_utils import quiet
from course_utils._arguments import numbers, same_shape
from course_utils._machine import machine, peak_memory
from course_utils._paths import from_caller
from course_utils.generator.ngrams import NGram
from course_utils.generator.text import UNKNOWN, Vocabulary, split_text

STORED = Path(__file__).resolve().parents[2] / "docs" / "bench.json"  # the README's table is made from it
SHORTEST = 100  # characters: below that, a tenth held out says nothing
LARGEST = 10_000_000  # bytes that are read: what counts of longer texts take would not fit into two gigabytes
ORDERS = (1, 2, 3, 4, 5, 6)  # of the counting baselines
BESIDE = (
    9  # order of the counts beside the network: long passages by heart are what it lacks (tried on the plays)
)
ASIDE = 0.02  # share of the training text that is not trained on: the network is weighed against counts there
SAVED = 2.0  # seconds between two checkpoints: no more is lost if the process is killed
PROMPT = 40  # characters the predict loop is given at every step, as tutorials do
PIECE = 64  # characters of a piece that is read cold


class TextError(Exception):
    """The file cannot be used; the message says why and what to do."""


def read_utf8(path, largest=LARGEST):
    """Return a file's text, its line ends as they are, without a byte-order mark; of a large file the beginning.

    Args:
        path: of the file.
        largest: bytes that are read.

    Raises:
        TextError: if the file is missing, empty, too short or not UTF-8.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            content = file.read(largest + 1)
    except OSError as problem:
        raise TextError(f"{path} cannot be read ({problem.strerror}): give the path of a text file") from None
    cut = len(content) > largest
    content = content[:largest].removeprefix(codecs.BOM_UTF8)
    if not content:
        raise TextError(f"{path} is empty: give a text of at least {SHORTEST} characters")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TextError(f"{path} is UTF-16: save it again as UTF-8")
    try:  # a character that the cut went through is left out
        text = codecs.getincrementaldecoder("utf-8")().decode(content, final=not cut)
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

    The first fiftieth is set aside, to find out how much to trust the network beside counts. It is the first and not
    the last, as what comes just before the end of a text, such as the names of a play, is worth most there.

    Args:
        text: a string.
        seconds: to train.
        checkpoint: path of a file that keeps the run; one that is there is gone on from.
        progress: called as `progress(share, run)` after each update.

    Returns:
        dict of plain numbers; the units stand in the names.
    """
    with quiet():
        from course_utils.generator.training import Training
    from course_utils.generator import compression
    from course_utils.generator.writer import Writer, bits_per_character, compiled_writer, probabilities

    vocabulary = Vocabulary.from_text(split_text(text)[0])
    train, held = split_text(vocabulary.encode(text))
    cut = int(ASIDE * len(train))
    aside, learned = train[:cut], train[cut:]
    run = Training(learned, len(vocabulary))
    run.run(seconds=seconds, checkpoint=checkpoint, every=SAVED, report=progress)
    writer = Writer(run.model)
    escapes = (held == UNKNOWN).mean() * np.log2(compression.CODE_POINTS)  # spelled out: never seen before
    by_network = probabilities(writer, held, train)
    cold = bits_per_character(writer, held, train, lanes=max(1, len(held) // PIECE), run_in=0)
    prompt = train[-PROMPT:]
    # one prompt: one continuation, and 64 side by side
    alone, together = (sampling_speed(writer.write, prompt, copies) for copies in (1, 64))
    graph = compiled_writer(run.model)
    loop = predict_loop_speed(run.model, prompt)
    return {
        "held_out_bits_per_character": round(float(-np.log2(by_network).mean() + escapes), 4),
        "held_out_bits_per_character_cold": round(cold + escapes, 4),
        "held_out_bits_per_character_mixed_with_counts": round(
            mixed_bits(writer, by_network, aside, learned, held, len(vocabulary)) + escapes, 4
        ),
        "baseline_bits_per_character": baselines(train, held, len(vocabulary), escapes),
        "characters": len(text),
        "alphabet": len(vocabulary.characters),
        "parameters": run.model.count_params(),
        "compressed_bytes": compression.compare(split_text(text)[1], writer, vocabulary),
        "model_bytes": sum(w.nbytes for w in run.weights),  # what the decoder needs besides the message
        "training_seconds": round(run.seconds, 1),
        "compile_seconds": round(run.compile_seconds, 1),  # of the training's seconds
        "training_characters_per_second": round(run.characters / run.seconds),
        "passes_over_the_text": round(run.characters / len(learned), 2),
        "sampling_characters_per_second": round(together),
        "sampling_characters_per_second_one_text": round(alone),
        "sampling_characters_per_second_one_text_tensorflow": round(
            sampling_speed(
                lambda p, count, rng, copies: graph(p, count, rng.integers(2**31, size=2)), prompt, 1
            )
        ),
        "predict_loop_characters_per_second": round(loop, 1),
        "one_text_over_predict_loop": round(alone / loop),
        "peak_memory_mb": round(peak_memory() / 2**20),
        "machine": machine(),
    }


def possible(orders, size, length):
    """Return those orders of n-grams that can be counted in a text of so many characters of an alphabet."""
    return [n for n in orders if size**n < 2**63 and length >= n]


def baselines(train, held, size, escapes):
    """Return what counting reaches on the same split, `{"1-gram": bits, ...}`, as far as the text allows."""
    orders = possible(ORDERS, size, len(train))
    return {f"{n}-gram": round(NGram(n, size).fit(train).bits(held, train[-n:]) + escapes, 4) for n in orders}


def mixed_bits(writer, by_network, aside, learned, held, size):
    """Return the bits per character of the network and counts together: `w p_network + (1 - w) p_counts`.

    The weight is the best one for the text set aside, which neither the network nor those counts have read. What is
    held out is only scored, with counts of all that stands before it.

    Args:
        writer: `Writer`.
        by_network: what it gave to each character of `held`, shape `(length,)`.
        aside, learned, held: ids of the three parts of the text, in this order.
        size: how many different ids there are.
    """
    from course_utils.generator.writer import probabilities

    if not len(aside):
        return mixture_bits(1, by_network, by_network)
    order = possible(range(1, BESIDE + 1), size, len(learned))[-1]
    before = learned[:1]  # something has to stand before the first character
    weight = best_weight(probabilities(writer, aside, before), counted(learned, aside, order, size))
    return mixture_bits(weight, by_network, counted(np.concatenate([aside, learned]), held, order, size))


def counted(before, ids, order, size):
    """Return what an n-gram of `before` gives to each character of `ids`, read after it, shape `(length,)`."""
    history = before[-order:]
    joined = np.concatenate([history, ids])
    return NGram(order, size).fit(before).probabilities(joined)[len(history) :]


def mixture_bits(weight, first, second):
    """Return the mean surprise in bits of `weight * first + (1 - weight) * second`, shape `(length,)` each.

    Raises:
        ValueError: if the weight or a number of the two is no probability, or the two differ in length.
    """
    if not 0 <= weight <= 1:
        raise ValueError(f"weight must lie in 0 to 1, not {weight!r}")
    return _surprise(weight, *_two_models(first, second))


def best_weight(first, second):
    """Return the weight, in hundredths, at which the mixture of two models is least surprised.

    Raises:
        ValueError: if the two are not probabilities of the same characters, shape `(length,)` each.
    """
    models = _two_models(first, second)
    return min(np.linspace(0.01, 0.99, 99), key=lambda weight: _surprise(weight, *models))


def _surprise(weight, first, second):
    return float(-np.log2(weight * first + (1 - weight) * second).mean())


def _two_models(first, second):
    """Return what two models gave to each character that came, once it is sure that they can be mixed."""
    models = [numbers(name, given, (1,)) for name, given in (("first", first), ("second", second))]
    same_shape("second", models[1], models[0])
    for name, given in zip(("first", "second"), models):
        if given.min() < 0 or given.max() > 1 + 1e-6:  # rounding may lift a certain one a little above 1
            raise ValueError(
                f"{name} must hold probabilities, 0 to 1, but reaches from {given.min():g} to {given.max():g}"
            )
    return models


def sampling_speed(write, prompt, copies, seconds=2.0):
    """Return characters per second of a writer's function at temperature 1 from one prompt, over all copies."""
    rng = np.random.default_rng(7)
    write(prompt, 10, rng, copies=copies)  # what is done once is not counted
    written, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        written += write(prompt, 2000, rng, copies=copies).size
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


def parse(argv):
    """Return the options of the command line; a wrong one ends the process with a sentence."""
    parser = argparse.ArgumentParser(prog="course.py bench", description=__doc__)
    parser.add_argument(
        "--text",
        type=from_caller,
        required=True,
        help="a UTF-8 text file to learn from; of more than 10 MB the beginning is read",
    )
    parser.add_argument("--seconds", type=float, default=120, help="time to train, 120 if not given")
    parser.add_argument(
        "--checkpoint",
        type=from_caller,
        help="a file to keep the run in; if it is there, the run in it is gone on from. It is never deleted. "
        "Without it the run is kept in a temporary folder until it is finished",
    )
    parser.add_argument("--store", action="store_true", help="for authors: put the figures into the README")
    options = parser.parse_args(argv)
    if not 0 < options.seconds < float("inf"):
        parser.error(f"--seconds must be more than 0, got {options.seconds:g}")
    return options


def main(argv=None):
    """Measure the file named on the command line and print JSON; return the exit status."""
    options = parse(argv)
    checkpoint, own_folder, result = options.checkpoint, None, None
    try:
        text = read_utf8(options.text)
        if options.text.stat().st_size > LARGEST:
            say(f"{options.text} is large: only its first {LARGEST:,} bytes are read")
        if checkpoint is None:
            own_folder = Path(tempfile.mkdtemp(prefix="rnn-course-bench-"))
            checkpoint = own_folder / "run.npz"
            say(f"if this is interrupted, go on with --checkpoint {checkpoint}")
        elif checkpoint.is_file():
            say(f"going on from the interrupted run in {checkpoint}")
        with ended_gently():
            result = measure(text, options.seconds, checkpoint, _progress("training"))
    except (TextError, ValueError, FloatingPointError) as problem:
        say(problem)
        return 1
    except OSError as problem:
        place = checkpoint or tempfile.tempdir or "a temporary folder"
        say(
            f"the run cannot be kept in {place} ({problem.strerror or problem}): "
            "name a file in a folder of yours that has room with --checkpoint"
        )
        return 1
    except KeyboardInterrupt:
        kept = checkpoint is not None and checkpoint.is_file()
        say(f"stopped; go on with --checkpoint {checkpoint}" if kept else "stopped before the training began")
        return 130
    finally:
        if own_folder and (result or not checkpoint.exists()):
            shutil.rmtree(own_folder, ignore_errors=True)
    said = json.dumps({"file": options.text.name, **result}, indent=2, ensure_ascii=False)
    print(said)
    if options.store:
        STORED.write_text(said + "\n", encoding="utf-8")
    return 0


@contextlib.contextmanager
def ended_gently():
    """Within it, the signal that asks a process to end does what Ctrl-C does: the run is saved before it ends."""
    if threading.current_thread() is not threading.main_thread():  # only there may a handler be set
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def say(sentence):
    """Print one sentence on the error stream: standard output is for the JSON alone."""
    print(f"bench: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
