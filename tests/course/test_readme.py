"""The README says what the lessons say, and its pictures and links exist."""

import json
import re

import all_lessons as lessons
import nbformat
import pytest

from course_utils import beside, data
from course_utils.commands import _glossary as glossary
from course_utils.commands import readme
from course_utils.commands._lessons import CommandError

LONG = {"12": 300, "19": 300, "21": 300}
TEXT = (lessons.ROOT / "README.md").read_text(encoding="utf-8")


def test_tables_are_those_of_the_lessons():
    assert readme.updated(TEXT, lessons.PATHS) == TEXT, "run: python3 course.py outputs, or bench --lessons"


def test_every_lesson_was_measured_within_what_it_promises():
    for path in lessons.PATHS:
        row = next(
            line for line in TEXT.splitlines() if f"notebooks/{path.name}) | " in line and "GB" in line
        )
        seconds, memory = row.rstrip(" |").split("|")[-2:]
        promised = int(readme.form.header(lessons.read(path))["seconds"])
        assert float(seconds.replace("s", "")) <= promised, row
        assert promised <= LONG.get(path.stem[:2], 180), row
        assert float(memory.replace("GB", "")) <= 2.0, row


def test_scoreboard_is_not_empty_and_each_row_has_a_source():
    rows = readme.between(TEXT, "scoreboard").strip().splitlines()[2:]
    assert rows
    assert all(re.search(r"\d{4}|Keras", row.split("|")[-2]) for row in rows), rows


def test_rows_beside_are_read_from_what_a_lesson_prints(tmp_path, capsys):
    beside("error in °C", 1.5, 2.5, "a paper 2001", "another city")
    said = nbformat.v4.new_output("stream", text=capsys.readouterr().out)
    cells = [nbformat.v4.new_code_cell("beside(...)", outputs=[said])]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "07_a.ipynb")
    row = "| [07](notebooks/07_a.ipynb) | error in °C | ≈ 1.5 | 2.5 | another city | a paper 2001 |"
    assert readme.scoreboard_rows(tmp_path / "07_a.ipynb", readme.BESIDE) == [row]
    assert readme.scoreboard_rows(tmp_path / "07_a.ipynb", readme.REPRODUCED) == []


def test_links_and_pictures_exist():
    targets = [target for target in re.findall(r"\]\(([^)#]+)", TEXT) if not target.startswith("http")]
    assert len(targets) > 5
    assert [target for target in targets if not (lessons.ROOT / target).exists()] == []


def test_what_the_readme_quotes_is_printed_by_the_lesson_it_names():
    quotes = [
        (name, said)
        for line in TEXT.splitlines()
        for part in line.split("<br>")
        for name, said in re.findall(r"\(notebooks/(\w+)\.ipynb\): (✓ .+?)(?: \||$)", part)
    ]
    assert len(quotes) >= 5 and len(quotes) == TEXT.count("): ✓ ")
    for name, said in quotes:
        cells = lessons.read(lessons.ROOT / "notebooks" / f"{name}.ipynb")["cells"]
        printed = [
            line
            for cell in cells
            for out in cell.get("outputs", [])
            for line in out.get("text", "").splitlines()
        ]
        assert said in printed, (name, said)


def test_missing_marks_are_named():
    with pytest.raises(ValueError, match="<!-- lessons -->"):
        readme.updated("nothing here", [])


def test_measured_columns_survive_and_changed_titles_do_not():
    broken = re.sub(r"\| \[00 [^\]]+\]", "| [00 Wrong title]", TEXT)
    assert broken != TEXT and readme.updated(broken, lessons.PATHS) == TEXT


@pytest.mark.parametrize("name", readme.PICTURES)
def test_pictures_are_figures_of_the_lessons(name):
    number, words = readme.PICTURES[name]
    stored = (lessons.ROOT / "docs" / "figures" / f"{name}.png").read_bytes()
    assert stored == readme.picture(readme.lessons()[number], words)[0], "run: python3 course.py outputs"


def test_unknown_picture_is_named():
    with pytest.raises(ValueError, match="no figure of"):
        readme.picture(lessons.PATHS[0], "a picture that is not there")


def test_bench_table_names_the_machine_and_keeps_what_the_generator_promises():
    found = json.loads(readme.BENCH.read_text(encoding="utf-8"))
    shown = readme.between(TEXT, "bench")
    assert found["machine"] in shown and f"{found['held_out_bits_per_character']:.3f}" in shown
    assert found["file"] == "shakespeare.txt" and found["training_seconds"] <= 121
    assert found["held_out_bits_per_character"] < found["baseline_bits_per_character"]["5-gram"] - 0.1
    alone = found["sampling_characters_per_second_one_text"]
    assert alone >= 20_000 and alone >= 500 * found["predict_loop_characters_per_second"]


def test_the_instructors_page_has_every_lesson_with_its_minutes_exercises_and_sections():
    page = (lessons.ROOT / "docs" / "INSTRUCTORS.md").read_text(encoding="utf-8")
    for path in lessons.PATHS:
        notebook, (row,) = lessons.read(path), re.findall(rf"(?m)^\| \[.*/{path.name}\).*$", page)
        said = readme.form.header(notebook)
        assert f"| {said['read']} + {said['practise']} |" in row, row
        whole = "\n".join(cell["source"] for cell in notebook["cells"])
        assert all(f"# Exercise {number}:" in whole for number in re.findall(r"\d+\.\d+", row)), row
        hunted = re.search(r"(\d+\.\d+) \|$", row)[1]
        assert f"# Exercise {hunted}:" in whole[whole.index("## Bug hunt") : whole.index("## Quiz")], row
        for first, last in re.findall(r"sections? (\d+)(?: (?:to|and) (\d+))?", row):
            assert all(f"## {number}. " in whole for number in (first, last or first)), row
    assert set(re.findall(r"`(load_\w+)`", page)) <= set(dir(data))
    targets = re.findall(r"\]\((\.\./[^)]+)\)", page)
    assert len(targets) == len(lessons.PATHS) and all((lessons.ROOT / "docs" / t).exists() for t in targets)


def test_the_glossary_and_the_page_of_errors_are_those_of_the_lessons():
    pages = glossary.pages()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, "run: python3 course.py readme"
    words, errors = pages.values()
    assert words.count("](../notebooks/") > 60 and errors.count("\n| ") > 10
    for page in (words, errors):
        for target in set(re.findall(r"\]\(\.\./(notebooks/[^)]+)\)", page)):
            assert (lessons.ROOT / target).is_file()


@pytest.mark.parametrize(
    ("text", "term", "before", "after", "said"),
    [
        ("A **gate** opens. It shuts.", "gate", 0, 0, "A gate opens."),
        ("A **gate** opens. It shuts.", "gate", 0, 1, "A gate opens. It shuts."),
        ("**Doors.** They open. So does a **gate**:", "gate", 1, 0, "They open. So does a gate."),
        ("- **gate**: it opens", "gate", 0, 0, "Gate: it opens"),
        ("## A **gate**", "gate", 0, 0, ""),
        ("<details>a **gate** opens</details>", "gate", 0, 0, ""),
    ],
)
def test_an_explanation_is_the_lessons_own_sentence(text, term, before, after, said):
    cells = [nbformat.v4.new_markdown_cell(text)]
    assert glossary.explanation({"cells": cells}, term, before, after) == said


def test_a_term_that_no_lesson_explains_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(glossary, "TERMS", tmp_path / "terms.txt")
    (tmp_path / "terms.txt").write_text("# none\n01 no such word 0 0\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"lesson 01 has no sentence with \*\*no such word\*\*"):
        glossary.glossary()


def test_the_citation_names_the_version_that_is_installed():
    said = (lessons.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    version = re.search(
        r'^version = "(.+)"$', (lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M
    )[1]
    assert f"\nversion: {version}\n" in said
