"""Every lesson keeps the rules of form; the README says what the lessons say; nothing is stored twice."""

import ast
import copy
import re
import subprocess
import sys

import all_lessons as lessons
import nbformat
import pytest
import rules

from course_utils.commands import lesson as form

everywhere = pytest.mark.parametrize("path", lessons.PATHS, ids=lessons.IDS)


@everywhere
def test_form(path):
    assert rules.problems(lessons.read(path)) == []


@everywhere
def test_stored_metadata_is_what_the_tags_say(path):
    stored = lessons.read(path)
    assert form.finish(copy.deepcopy(stored)) == stored, f"run: python3 course.py outputs {path.stem[:2]}"
    nbformat.validate(stored)


@everywhere
def test_a_solution_never_stands_in_for_an_answer(path):
    found = rules.reused_names(lessons.read(path))
    assert found == []


@everywhere
def test_minutes_are_computed(path):
    assert list(rules.wrong_minutes(lessons.read(path))) == []


@everywhere
def test_name_number_and_size(path):
    assert int(path.stem[:2]) == form.header(lessons.read(path))["number"]
    assert path.stat().st_size < 1_000_000


@everywhere
def test_outside_the_course_the_first_code_cell_says_what_to_run(path, tmp_path):
    """A copy of the notebook alone, opened where the package is not: one sentence, before anything else fails."""
    first = next(cell for cell in lessons.read(path)["cells"] if cell["cell_type"] == "code")
    words = [sys.executable, "-I", "-S", "-c", first["source"]]  # neither the checkout nor what is installed
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "python3 course.py lab" in done.stderr and "Colab" in done.stderr, done.stderr
    *_, fetch, enter = done.stderr.splitlines()
    assert fetch.startswith("    !") and enter.startswith("    %cd "), done.stderr


@everywhere
def test_no_lesson_cell_uses_a_learner_s_function(path):
    cells = lessons.read(path)["cells"]
    exercises = {cell["source"] for cell in form.tagged(cells, "exercise")}
    checks = {cell["source"] for cell in form.tagged(cells, "check") + form.tagged(cells, "solution")}
    learner, used = set(), {}
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse(rules.without_magics(cell["source"]))
        if cell["source"] in exercises:
            learner |= {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        elif cell["source"] not in checks:
            used[i] = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert learner, "exercises define functions or classes"
    assert {i: sorted(names & learner) for i, names in used.items() if names & learner} == {}


@everywhere
def test_every_figure_comes_with_something_proved(path):
    """Strict nbval does not compare pictures, so a lesson with figures must hold claims beside them."""
    cells = lessons.read(path)["cells"]
    figures = sum(
        "image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", [])
    )
    claims = sum(
        str(cell.get("outputs", "")).count("✓ ")
        for cell in cells
        if "solution" not in cell["metadata"].get("tags", [])
    )
    assert figures >= 1 and claims >= 2


@everywhere
def test_wrong_options_of_a_quiz_have_feedback_of_their_own(path):
    pages = re.findall(
        r"<div><p><b>Question\.</b>.*?</div>", str([c.get("outputs") for c in lessons.read(path)["cells"]])
    )
    assert len(pages) >= 1
    for page in pages:
        feedback = re.findall(r"(?:✓ Right\.|✗ Not this one\.) (.*?)</p>", page)
        assert len(set(feedback)) == len(feedback) >= 3
        assert all(len(said.split()) >= 5 for said in feedback), feedback


def test_lessons_are_numbered_without_gap_and_stored_once():
    numbers = [int(name[:2]) for name in lessons.IDS]
    assert len(set(numbers)) == len(numbers) and numbers[0] == 0
    assert {path.suffix for path in (lessons.ROOT / "notebooks").iterdir() if path.is_file()} == {".ipynb"}


# The rules themselves are tested: each damage to a sound lesson is noticed.


def damaged(change):
    notebook = copy.deepcopy(lessons.read(lessons.ROOT / "notebooks" / "02_hidden_state.ipynb"))
    change(notebook["cells"])
    return rules.problems(notebook)


def code_cells(cells):
    return [cell for cell in cells if cell["cell_type"] == "code"]


def first_figure(cells):
    return next(o for cell in cells for o in cell.get("outputs", []) if "image/png" in o.get("data", {}))


def swap(cells, one, other):
    one["source"], other["source"] = other["source"], one["source"]


def section(cells, heading):
    return rules.by_section(cells)[heading]


def quiz_cells(cells):
    return [cell for cell in section(cells, "Quiz") if cell["source"].startswith("quiz(")]


def everywhere_replace(cells, *words):
    """Replace each word but the last by the last, in every cell."""
    for cell in cells:
        for word in words[:-1]:
            cell["source"] = cell["source"].replace(word, words[-1])


DAMAGES = {
    "executed in order": lambda cells: code_cells(cells)[3].update(execution_count=None),
    "first cell must be": lambda cells: cells[0].update(source="# Hello"),
    "readable in the dark theme": lambda cells: everywhere_replace(cells[:1], "color: black; ", ""),
    "sections must be": lambda cells: cells.append({**cells[0], "source": "## Quiz"}),
    "remote picture": lambda cells: cells[2].update(
        cell_type="markdown", source="![x](https://example.org/x.png)"
    ),
    "easy": lambda cells: cells[2].update(cell_type="markdown", source="Simply run it."),
    "stderr": lambda cells: code_cells(cells)[0].update(
        outputs=[{"output_type": "stream", "name": "stderr", "text": "warning"}]
    ),
    "path of this computer": lambda cells: code_cells(cells)[0].update(
        outputs=[{"output_type": "stream", "name": "stdout", "text": "/home/me/x"}]
    ),
    "memory address": lambda cells: code_cells(cells)[0].update(
        outputs=[{"output_type": "stream", "name": "stdout", "text": "<Line2D object at 0x7f3a01b2c3d0>"}]
    ),
    "raised ValueError": lambda cells: code_cells(cells)[0].update(
        outputs=[{"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}]
    ),
    "without alternative text": lambda cells: first_figure(cells)["metadata"].clear(),
    "outdated": lambda cells: code_cells(cells)[4].update(source="SimpleRNN(3, input_shape=(1, 2))"),
    "stub must raise": lambda cells: form.tagged(cells, "exercise")[0].update(
        source=form.tagged(cells, "exercise")[0]["source"].replace("NotImplementedError", "ValueError")
    ),
    "same check": lambda cells: form.tagged(cells, "solution")[0].update(
        source="#@title Solution 2.1 (expand)\npass"
    ),
    "one solution": lambda cells: cells.remove(form.tagged(cells, "solution")[0]),
    "its own check cell": lambda cells: swap(cells, *form.tagged(cells, "check")[:2]),
    "answer from memory": lambda cells: section(cells, "Before you start")[0].update(
        source=section(cells, "Before you start")[0]["source"].replace("<details>", "<p>")
    ),
    "the bug hunt holds": lambda cells: cells.remove(form.tagged(section(cells, "Bug hunt"), "exercise")[0]),
    "the quiz has 2": lambda cells: [cells.remove(cell) for cell in quiz_cells(cells)[2:]],
    "key points; 3 to 6": lambda cells: section(cells, "Key points")[0].update(
        source="## Key points\n\n- One."
    ),
    "unknown tags": lambda cells: cells[3]["metadata"].update(tags=["exersise"]),
    "ignore their output": lambda cells: [
        cell["metadata"].update(tags=["nbval-ignore-output"]) for cell in code_cells(cells)[3:9]
    ],
    "says why": lambda cells: code_cells(cells)[3].update(
        source="x = 1", metadata={"tags": ["nbval-ignore-output"]}
    ),
    "predict before running": lambda cells: everywhere_replace(cells, "redict", "reckon"),
    "arXiv number or a doi": lambda cells: everywhere_replace(cells, "arXiv", "doi", ""),
    "set_random_seed": lambda cells: everywhere_replace(cells, "set_random_seed(", "seed("),
    "without verbose=0: net.fit(x, y)": lambda cells: code_cells(cells)[4].update(
        source="keras.utils.set_random_seed(1)\nnet.fit(x, y)\nnet.fit(x, y, epochs=2, verbose=0)"
    ),
    "5 cells carry the tag slide": lambda cells: [
        cell["metadata"].update(tags=[]) for cell in form.tagged(cells, "slide")[5:]
    ],
    "the first slide": lambda cells: cells[0]["metadata"].update(tags=[]),
    "a slide shows what is tagged solution": lambda cells: form.tagged(cells, "solution")[0][
        "metadata"
    ].update(tags=["solution", "slide"]),
    "carry the tag imports": lambda cells: [
        cell["metadata"].clear() for cell in form.tagged(cells, "imports")
    ],
    "at least 4 and 3": lambda cells: [cells.remove(cell) for cell in form.tagged(cells, "exercise")[:2]],
    "says 'not attempted yet'": lambda cells: form.tagged(cells, "check")[0].update(
        outputs=[{"output_type": "stream", "name": "stdout", "text": "passed"}]
    ),
    "shows a widget": lambda cells: first_figure(cells)["data"].update(
        {"application/vnd.jupyter.widget-view+json": {}}
    ),
}


@pytest.mark.parametrize("said", DAMAGES)
def test_damage_is_noticed(said):
    found = damaged(DAMAGES[said])
    assert any(said in problem for problem in found), found


def test_only_a_fit_of_keras_has_to_be_quiet():
    assert rules.loud_fits("history = model.fit(x, y, epochs=3).history") == ["model.fit(x, y, epochs=3)"]
    assert rules.loud_fits("%timeit 1\nmodel.fit(\n    x, y, verbose=1)") == ["model.fit(x, y, verbose=1)"]
    quiet = "Ridge().fit(x, y)\nmodel.fit(*train).score(*test)\nnet.fit(x, f(y), verbose=0)"
    assert rules.loud_fits(quiet) == []


def test_a_solution_with_the_name_of_its_exercise_is_noticed():
    exercise = nbformat.v4.new_code_cell(
        "def step(x):\n    raise NotImplementedError", metadata={"tags": ["exercise"]}
    )
    for source, found in {
        "def step(x):\n    return x": ["step"],
        "step = len": ["step"],
        "def solution_2_1(x):\n    step = x\n    return step": [],
    }.items():
        solution = nbformat.v4.new_code_cell(source, metadata={"tags": ["solution"]})
        assert rules.reused_names({"cells": [exercise, solution]}) == found


def test_minutes_follow_from_words_and_lines():
    lesson = copy.deepcopy(lessons.read(lessons.ROOT / "notebooks" / "02_hidden_state.ipynb"))
    box = lesson["cells"][0]
    lesson["cells"] = [box, nbformat.v4.new_markdown_cell("word " * (3600 - len(box["source"].split())))]
    lesson["cells"].append(nbformat.v4.new_code_cell("\n\n".join(["x = 1"] * 150)))
    for tag in ("solution", "instructor", "imports", "exercise", "check"):
        lesson["cells"].append(nbformat.v4.new_code_cell("y = 2", metadata={"tags": [tag]}))
    assert form.minutes_to_read(lesson) == pytest.approx(35)
    assert list(rules.wrong_minutes(lesson)) == []
    lesson["cells"][2]["source"] += "\nx = 1" * 130
    assert [said.split(":")[0] for said in rules.wrong_minutes(lesson)] == [
        "the box says 35 minutes to read, and words / 180 + lines of code / 10 are 48",
        "48 minutes to read",
    ]


@pytest.mark.parametrize(
    ("solved", "same"),
    [
        ("check.exercise_2(narrow, 3)", True),
        ("check.exercise_2(solution_7_2, 3)", True),
        ("check.exercise_3(solution_7_2, 3)", False),
        ("check.exercise_2(other, 3)", False),
        ("check.exercise_2(solution_7_2)", False),
        ("check.exercise_2(solution_7_2, 4)", False),
        ("solution_7_2(3)", False),
    ],
)
def test_a_solution_is_checked_as_its_exercise_is(solved, same):
    def problems(cells):
        form.tagged(cells, "check")[0]["source"] = "check.exercise_1(narrow, 3)"
        solution = form.tagged(cells, "solution")[0]
        solution["source"] = "# @title Solution 2.1 (expand)\n" + solved.replace("exercise_2", "exercise_1")

    assert any("a solution runs the same check" in said for said in damaged(problems)) is not same
