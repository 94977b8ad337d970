"""Every rule about a lesson that a program can see: frame, slides, prose, code, outputs, exercises, minutes."""

import ast
import re

from course_utils.commands import _stored as stored
from course_utils.commands._address import TITLE
from course_utils.commands.lesson import header, minutes_to_read, tagged

FRAME = ["Before you start", "Bug hunt", "Quiz", "Key points", "Sources", "Solutions"]
TAGS = {
    "imports",
    "exercise",
    "check",
    "solution",
    "instructor",
    "nbval-ignore-output",
    "slide",
}
BOX = '<div class="alert alert-info" style="color: black; background-color: #e0f7fa">'
QUIZ = re.compile(r"^quiz\(", re.MULTILINE)
OLD_KERAS = re.compile(
    r"input_shape=|batch_input_shape|keras\.preprocessing\.text|TimeseriesGenerator|CuDNN|plot_model|tf\.keras"
)


def problems(notebook):
    """Return every broken rule of a lesson as a list of sentences; an empty list is a well-formed lesson."""
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    rules = [_frame, _sections, _slides, _prose, _code, _fits, _execution, _outputs, _exercises]
    return [problem for rule in rules for problem in rule(cells, code)]


def _frame(cells, code):
    try:
        header({"cells": cells})
    except ValueError as problem:
        yield str(problem)
    if BOX not in cells[0]["source"]:
        yield f"the box of the first cell must be readable in the dark theme: it begins {BOX}"
    headings = [
        h
        for cell in cells
        if cell["cell_type"] == "markdown"
        for h in re.findall(r"^## (.+)$", cell["source"], re.M)
    ]
    found = [heading for heading in headings if heading in FRAME]
    if found != FRAME:
        yield f"the sections must be, in this order, {FRAME}; found {found}"
    imports = tagged(cells, "imports")
    if not 2 <= len(imports) <= 3 or not imports[0]["source"].startswith(TITLE):
        yield f"two or three cells carry the tag imports: first the folded one that begins {TITLE!r}"
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


def _slides(cells, code):
    count = len(tagged(cells, "slide"))
    if not 10 <= count <= 20:
        yield f"{count} cells carry the tag slide; about 15 make a talk: question, predictions, the turn, bug hunt"
    if not tagged(cells[:1], "slide"):
        yield "the first cell is the first slide"
    hidden = [
        tag for cell in tagged(cells, "slide") for tag in ("solution", "instructor") if tagged([cell], tag)
    ]
    if hidden:
        yield f"a slide shows what is tagged {hidden[0]}"


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
    # a cell that shows what became of an old call says so in its first line
    current = "\n".join(cell["source"] for cell in code if not cell["source"].startswith("# Keras 2:"))
    if OLD_KERAS.search(current):
        yield f"an outdated or noisy call: {OLD_KERAS.search(current)[0]}"
    if "keras" in sources and "set_random_seed(" not in sources:
        yield "Keras is used without keras.utils.set_random_seed(...)"
    ignored = len(tagged(code, "nbval-ignore-output"))
    if ignored > max(1, 0.03 * len(code)):
        yield f"{ignored} of {len(code)} code cells ignore their output (3 % at most)"
    if not all(cell["source"].startswith("#") for cell in tagged(code, "nbval-ignore-output")):
        yield "a cell whose output is ignored begins with a comment that says why"


def _fits(cells, code):
    for cell in code:
        for fit in loud_fits(cell["source"]):
            yield f"fit without verbose=0: {fit}"


def loud_fits(source):
    """Return the calls of Keras's `fit` in a cell that would print a bar of their own.

    No Keras model is fitted where it is made, as in `Ridge().fit(x, y)`, and what its `fit` returns has a history but
    no score: such calls are scikit-learn's or of the counts.
    """
    tree = ast.parse(without_magics(source))
    elsewhere = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr not in ("history", "epoch")
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in elsewhere]
    fits = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "fit"]
    return [
        ast.unparse(fit)
        for fit in fits
        if not isinstance(fit.func.value, ast.Call)
        and not any(word.arg == "verbose" and ast.unparse(word.value) == "0" for word in fit.keywords)
    ]


def without_magics(source):
    """Return a cell's source with `pass` for each line that only IPython understands."""
    return "\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())


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
        called, solved = check_call(cell["source"]), check_call(solution["source"])
        if not called or not solved or not _same_but_for_solutions(called, solved):
            yield f"a solution runs the same check as its exercise: {cell['source'].splitlines()[-1]}"
        if cell["outputs"] and "not attempted yet" not in str(cell["outputs"]):
            yield f"the stored check of a stub says 'not attempted yet': {cell['source']}"
    least = {"0": (2, 1)}.get(first, (4, 3))
    questions = sum(len(QUIZ.findall(cell["source"])) for cell in code)
    if len(stubs) < least[0] or questions < least[1]:
        yield f"{len(stubs)} exercises and {questions} questions; at least {least[0]} and {least[1]}"


def check_call(source):
    """Return the last call of a check in a cell, as a node of its tree, or None."""
    calls = [node for node in ast.walk(ast.parse(without_magics(source))) if isinstance(node, ast.Call)]
    return next((call for call in calls[::-1] if ast.unparse(call.func).startswith("check.exercise_")), None)


def _same_but_for_solutions(call, solved):
    """Whether two calls of a check are equal, where the second may pass `solution_7_2` for the learner's name."""
    pairs = zip([call.func, *call.args], [solved.func, *solved.args])
    equal = [is_solution(b) or ast.unparse(a) == ast.unparse(b) for a, b in pairs]
    keywords = [sorted(map(ast.unparse, one.keywords)) for one in (call, solved)]
    return len(call.args) == len(solved.args) and all(equal) and keywords[0] == keywords[1]


def is_solution(node):
    """Whether an argument is a name such as `solution_7_2`."""
    return isinstance(node, ast.Name) and node.id.startswith("solution_")


def reused_names(notebook):
    """Return the names that a solution defines although an exercise does, so that it would stand in for the answer.

    After "Run All" the check of an untouched exercise must not say passed: a solution has a name of its own, such as
    `solution_7_2`.
    """
    asked = defined(tagged(notebook["cells"], "exercise"))
    return sorted(asked & defined(tagged(notebook["cells"], "solution")))


def defined(cells):
    """Return the names of the functions and classes that cells define, and those that they assign to."""
    names = set()
    for cell in cells:
        for node in ast.parse(without_magics(cell["source"])).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Assign):
                names |= {
                    part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part in node.targets
                }
    return names


def wrong_minutes(notebook):
    """Return what is wrong with the minutes in a lesson's box, one sentence each: they are computed, to five minutes."""
    computed, said = minutes_to_read(notebook), int(header(notebook)["read"])
    if abs(computed - said) > 2.5:
        yield f"the box says {said} minutes to read, and words / 180 + lines of code / 10 are {computed:.0f}"
    if computed > 47.5:  # what a box may be off by: no sentence should be cut for seconds
        yield f"{computed:.0f} minutes to read: a lesson whose box would say more than 45 is two"
