"""Every rule about a lesson that a program can see: frame, prose, code, execution, outputs, exercises."""

import re

from course_utils.commands import _stored as stored
from course_utils.commands.lesson import header, tagged

FRAME = ["Before you start", "Bug hunt", "Quiz", "Key points", "Sources", "Solutions"]
TAGS = {
    "imports",
    "exercise",
    "check",
    "solution",
    "instructor",
    "nbval-ignore-output",
}
QUIZ = re.compile(r"^quiz\(", re.MULTILINE)
OLD_KERAS = re.compile(
    r"input_shape=|batch_input_shape|keras\.preprocessing\.text|TimeseriesGenerator|CuDNN|plot_model|tf\.keras"
)


def problems(notebook):
    """Return every broken rule of a lesson as a list of sentences; an empty list is a well-formed lesson."""
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    rules = [_frame, _sections, _prose, _code, _execution, _outputs, _exercises]
    return [problem for rule in rules for problem in rule(cells, code)]


def _frame(cells, code):
    try:
        header({"cells": cells})
    except ValueError as problem:
        yield str(problem)
    headings = [
        h
        for cell in cells
        if cell["cell_type"] == "markdown"
        for h in re.findall(r"^## (.+)$", cell["source"], re.M)
    ]
    found = [heading for heading in headings if heading in FRAME]
    if found != FRAME:
        yield f"the sections must be, in this order, {FRAME}; found {found}"
    if not 1 <= len(tagged(cells, "imports")) <= 2:
        yield "one or two cells carry the tag imports"
    unknown = {tag for cell in cells for tag in cell["metadata"].get("tags", [])} - TAGS
    if unknown:
        yield f"unknown tags {sorted(unknown)}"


def _sections(cells, code):
    sections = by_section(cells)
    if "".join(cell["source"] for cell in sections.get("Before you start", [])).count("<details>") < 2:
        yield "before the lesson stand two questions to answer from memory, each with its answer in <details>"
    if not tagged(sections.get("Bug hunt", []), "exercise"):
        yield "the bug hunt holds an exercise: the cell to mend"
    questions = sum(len(QUIZ.findall(cell["source"])) for cell in sections.get("Quiz", []))
    if questions < 3:
        yield f"the quiz has {questions} questions; at least 3"
    points = re.findall(r"^(?:[-*]|\d+\.) ", _text(sections.get("Key points", [])), re.M)
    if not 3 <= len(points) <= 6:
        yield f"{len(points)} key points; 3 to 6, each an item of the list"


def by_section(cells):
    """Return `{heading of the second level: its cells}`; what stands before the first has the key None."""
    sections, current = {}, None
    for cell in cells:
        heading = re.search(r"^## (.+)$", _text([cell]), re.M)
        current = heading[1] if heading else current
        sections.setdefault(current, []).append(cell)
    return sections


def _text(cells):
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def _prose(cells, code):
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "markdown":
            continue
        if re.search(r"!\[[^\]]*\]\((https?:|attachment:)|<img|<iframe|<script", cell["source"]):
            yield f"cell {i}: a remote picture, a frame or a script"
        if re.search(r"\b(simply|obviously|trivially|of course)\b", cell["source"], re.IGNORECASE):
            yield f"cell {i}: a word that tells the reader it should be easy"
    if not re.search(r"predict", _text(cells), re.IGNORECASE):
        yield "nothing asks the reader to predict before running"
    if not re.search(r"arXiv|doi", _text(cells)):
        yield "no source with an arXiv number or a doi"


def _code(cells, code):
    sources = "\n".join(cell["source"] for cell in code)
    if OLD_KERAS.search(sources):
        yield f"an outdated or noisy call: {OLD_KERAS.search(sources)[0]}"
    if "keras" in sources and "set_random_seed(" not in sources:
        yield "Keras is used without keras.utils.set_random_seed(...)"
    fits = "keras" in sources and re.search(r"\.fit\((?![^)]*verbose=0)", sources, re.DOTALL)
    if fits and "verbose=0" not in sources:
        yield "fit without verbose=0"
    ignored = len(tagged(code, "nbval-ignore-output"))
    if ignored > max(1, 0.03 * len(code)):
        yield f"{ignored} of {len(code)} code cells ignore their output (3 % at most)"
    if not all(cell["source"].startswith("#") for cell in tagged(code, "nbval-ignore-output")):
        yield "a cell whose output is ignored begins with a comment that says why"


def _execution(cells, code):
    counts = [cell.get("execution_count") for cell in code]
    if counts != list(range(1, len(code) + 1)):
        yield "code cells were not all executed in order, top to bottom: run `python3 course.py outputs`"


def _outputs(cells, code):
    yield from stored.faults({"cells": cells})


def _exercises(cells, code):
    lesson = re.match(r"# (\d+)\.", cells[0]["source"])
    first = lesson[1] if lesson else "?"
    stubs, checks, solutions = (tagged(cells, tag) for tag in ("exercise", "check", "solution"))
    numbers = [re.match(r"# Exercise (\d+\.\d+)", cell["source"]) for cell in stubs]
    wanted = [f"{first}.{k}" for k in range(1, len(stubs) + 1)]
    if [number[1] if number else None for number in numbers] != wanted or len(checks) != len(stubs):
        yield f"exercise cells must begin '# Exercise {first}.1: ...' and so on, each followed by its check cell"
    solved = [re.match(r"# ?@title Solution (\d+\.\d+) \(expand\)", cell["source"]) for cell in solutions]
    if [number[1] if number else None for number in solved] != wanted:
        yield f"each exercise has one solution cell that begins '# @title Solution {first}.N (expand)', in order"
    for cell in stubs:
        if "NotImplementedError" not in cell["source"]:
            yield f"a stub must raise NotImplementedError: {cell['source'].splitlines()[0]}"
    for k, stub in enumerate(stubs, 1):
        follower = cells[cells.index(stub) + 1]
        called = f"check.exercise_{k}("
        if "check" not in follower["metadata"].get("tags", []) or called not in follower["source"]:
            yield f"exercise {first}.{k} is not followed by its own check cell, which calls {called}...)"
    for cell, solution in zip(checks, solutions):
        called = re.search(r"check\.\w+\(.*\)", cell["source"])
        if not called or called[0] not in solution["source"]:
            yield f"a solution runs the same check as its exercise: {cell['source'].splitlines()[-1]}"
        if cell["outputs"] and "not attempted yet" not in str(cell["outputs"]):
            yield f"the stored check of a stub says 'not attempted yet': {cell['source']}"
    least = {"0": (2, 1)}.get(first, (4, 3))
    questions = sum(len(QUIZ.findall(cell["source"])) for cell in code)
    if len(stubs) < least[0] or questions < least[1]:
        yield f"{len(stubs)} exercises and {questions} questions; at least {least[0]} and {least[1]}"
