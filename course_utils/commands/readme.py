"""Write into the README what the lessons themselves say: their table, the scoreboard, some pictures."""

import base64
import copy
import json
import re

import nbformat

from course_utils.commands import _address, _glossary
from course_utils.commands import lesson as form
from course_utils.commands._lessons import ROOT, Options, lessons, store

PICTURES = {  # file name: lesson, words of the figure's alternative text
    "encoder_decoder": ("06", "An encoder reads"),
    "states": ("02", "8 units over annabella"),
    "shuffle_test": ("01", "Skill kept"),
}
BENCH = ROOT / "docs" / "bench.json"  # what `bench --text ... --store` wrote last
NOT_MEASURED = ["–", "–"]
REPRODUCED = re.compile(
    r"✓ (?P<task>.+?) \| ours (?P<ours>.+?) \| published (?P<published>.+?) \| within (?P<last>.+?) \| (?P<source>.+)"
)
BESIDE = re.compile(
    r"∥ (?P<task>.+?) \| ours (?P<ours>.+?) \| published (?P<published>.+?) \| there: (?P<last>.+?) \| (?P<source>.+)"
)


def lesson_row(path, measured):
    """Return a lesson's row: title with link, question, minutes to read and practise, run time, memory."""
    said = form.header(nbformat.read(path, as_version=4))
    title = f"[{path.stem[:2]} {said['title']}](notebooks/{path.name})"
    minutes = f"{said['read']} + {said['practise']}"
    return "| " + " | ".join([title, said["question"].strip(), minutes, *measured]) + " |"


def scoreboard_rows(path, pattern):
    """Return one row for each figure that a lesson sets against a published one, as its stored outputs print it.

    Args:
        path: the lesson.
        pattern: `REPRODUCED` for true reproductions, `BESIDE` for figures of another set-up.
    """
    link = f"[{path.stem[:2]}](notebooks/{path.name})"
    rows = []
    for cell in form.tagged(nbformat.read(path, as_version=4)["cells"], "solution", False):
        for output in cell.get("outputs", []):
            rows += [
                f"| {link} | {found['task']} | {found['ours']} | {found['published']} | {found['last']} | {found['source']} |"
                for found in pattern.finditer(output.get("text", ""))
            ]
    return rows


def updated(text, paths):
    """Return the README's text with its tables written anew; measured run times and memory are kept.

    Args:
        text: the README as it stands.
        paths: the lessons, in order.

    Raises:
        ValueError: if the marks around a table are missing.
    """
    kept = {
        name: [part.strip() for part in rest.split("|")[-3:-1]]
        for name, rest in re.findall(r"\(notebooks/(\w+\.ipynb)\) \|(.+)\n", between(text, "lessons"))
    }
    table = ["| Lesson | Question | Minutes | Run time | Memory |", "|---|---|---|---|---|"]
    table += [lesson_row(path, kept.get(path.name, NOT_MEASURED)) for path in paths]
    scores = ["| Lesson | Task | Ours | Published | Within | Source |", "|---|---|---|---|---|---|"]
    scores += [row for path in paths for row in scoreboard_rows(path, REPRODUCED)]
    others = ["| Lesson | Task | Ours | Published | There | Source |", "|---|---|---|---|---|---|"]
    others += [row for path in paths for row in scoreboard_rows(path, BESIDE)]
    parts = {"pictures": picture_lines(), "lessons": table, "scoreboard": scores, "beside": others}
    parts["bench"] = bench_lines()
    parts["counts"] = count_lines(paths)
    parts["browser"] = _address.in_a_browser(_address.repository())
    for name, rows in parts.items():
        start = text.index(f"<!-- {name} -->") + len(f"<!-- {name} -->")
        text = (
            text[:start]
            + "".join(f"\n{row}" for row in rows)
            + "\n"
            + text[start + len(between(text, name)) :]
        )
    return text


def between(text, name):
    """Return what stands between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", text, re.DOTALL)
    if not found:
        raise ValueError(f"README.md has no marks <!-- {name} --> and <!-- /{name} -->")
    return found[1]


def picture(path, words):
    """Return the PNG bytes and the alternative text of the first figure of a lesson whose text holds `words`.

    Raises:
        ValueError: if no figure's text does.
    """
    for cell in nbformat.read(path, as_version=4)["cells"]:
        for output in cell.get("outputs", []):
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            if words in alt:
                return base64.b64decode(output["data"]["image/png"]), alt
    raise ValueError(f"no figure of {path.name} is described by the words {words!r}")


def picture_lines():
    """Return the Markdown that shows the chosen figures, each above what its lesson says it shows."""
    lines = []
    for name, (number, words) in PICTURES.items():
        path = lessons()[number]
        said = picture(path, words)[1]
        lines += [f"![{said}](docs/figures/{name}.png)\\", f"[{number}](notebooks/{path.name}): {said}", ""]
    return lines[:-1]


def count_lines(paths):
    """Return the sentence that says how much there is of what is promised, as a list of lines.

    Args:
        paths: the lessons.
    """
    exercises, claims, figures = 0, 0, 0
    for path in paths:
        cells = nbformat.read(path, as_version=4)["cells"]
        exercises += len(form.tagged(cells, "exercise"))
        for cell in form.tagged(cells, "solution", False):
            for output in cell.get("outputs", []):
                figures += "image/png" in output.get("data", {})
                if "show_report(" not in cell["source"]:  # the doctor's marks are no sentences of the lesson
                    claims += len(re.findall("(?m)^✓ ", output.get("text", "")))
    checks = (ROOT / "course_utils" / "checks").glob("lesson_*/*.py")
    wrong = sum(path.read_text(encoding="utf-8").count("Misconception(") for path in checks)
    return [
        f"In {len(paths)} lessons: {exercises} exercises, whose checks know more than {wrong // 100 * 100:,} wrong answers by name; {claims}",
        f"sentences behind a ✓; {figures} figures, each with a sentence for a reader who cannot see it.",
    ]


def bench_lines():
    """Return the Markdown table of the generator's last stored benchmark and the machine it was measured on."""
    found = json.loads(BENCH.read_text(encoding="utf-8"))
    grams = found["baseline_bits_per_character"]
    loop, alone = (
        found["predict_loop_characters_per_second"],
        found["sampling_characters_per_second_one_text"],
    )
    rows = {
        f"bits per character on the held-out tenth, after {found['training_seconds']:.0f} s of training": f"{found['held_out_bits_per_character']:.3f}",
        "the same for counting: trigrams, 5-grams (Kneser-Ney)": f"{grams['3-gram']:.3f}, {grams['5-gram']:.3f}",
        "training, characters per second": f"{found['training_characters_per_second']:,}",
        "writing one text, characters per second": f"{alone:,}",
        "writing 64 texts side by side, characters per second": f"{found['sampling_characters_per_second']:,}",
        "the loop around `predict`, characters per second": f"{loop:,} ({alone / loop:,.0f} times slower)",
        "peak memory": f"{found['peak_memory_mb']:,} MB",
    }
    more = {
        "the same, each piece of 64 characters read from nothing": "held_out_bits_per_character_cold",
        "network and counts together": "held_out_bits_per_character_mixed_with_counts",
    }
    rows.update({words: f"{found[key]:.3f}" for words, key in more.items() if key in found})
    if "6-gram" in grams:
        rows["counting with up to six letters, one by one"] = ", ".join(
            f"{bits:.2f}" for bits in grams.values()
        )
    if "compressed_bytes" in found:  # the benchmark stored first did not compress
        packed = found["compressed_bytes"]
        words = f"{packed['characters']:,} held-out characters compressed, without the model's {found['model_bytes']:,} bytes"
        others = ", ".join(f"{name} {packed[f'{name}_9']:,}" for name in ("gzip", "bz2", "xz"))
        rows[words] = f"{packed['network']:,} bytes ({others})"
    table = ["| The text generator of lesson 21 | |", "|---|---|"]
    table += [f"| {words} | {value} |" for words, value in rows.items()]
    return [*table, "", f"Measured by `bench --text` on `{found['file']}`, {found['machine']}."]


def refresh():
    """Write README.md, `docs/figures/`, the glossary and the page of errors anew from the stored lessons.

    The lessons themselves get what `finish` sets, which is the address of the course where it has become known.
    """
    for path in lessons().values():
        stored = nbformat.read(path, as_version=4)
        finished = form.finish(copy.deepcopy(stored))
        if finished != stored:
            store(finished, path)
    page, folder = ROOT / "README.md", ROOT / "docs" / "figures"
    page.write_text(
        updated(page.read_text(encoding="utf-8"), list(lessons().values())), encoding="utf-8", newline="\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, (number, words) in PICTURES.items():
        (folder / f"{name}.png").write_bytes(picture(lessons()[number], words)[0])
    for path, text in _glossary.pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")


def main(options):
    """Write the README's tables and pictures, the glossary and the page of errors anew; no lesson is executed."""
    Options("readme", __doc__ + " Nothing is executed.").parse_args(options)
    refresh()
    return 0
