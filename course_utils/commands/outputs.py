"""For authors: execute lessons and store their outputs, measure them, write handouts, slides and the web edition."""

import os
import sys
import tempfile

import nbformat

from course_utils.commands import lesson as form
from course_utils.commands import readme
from course_utils.commands._execution import fresh_run
from course_utils.commands._lessons import ROOT, CommandError, choose_lessons

TABLE = ("<!-- lessons -->", "<!-- /lessons -->")


def store(notebook, path):
    """Write a notebook whole or not at all, with one blank of indent and a closing line end."""
    text = nbformat.writes(notebook, indent=1).rstrip("\n") + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def outputs(paths):
    """Execute lessons and store their outputs; return how many were refused; their files stay."""
    refused = 0
    for path in paths:
        notebook, seconds, peak, found = fresh_run(path)
        refused += bool(found)
        if not found:
            store(notebook, path)
        print(f"{path.name}: {seconds:.1f} s, {peak / 1e6:.0f} MB, {'not stored' if found else 'stored'}")
        print("".join(f"  {fault}\n" for fault in found), end="", flush=True)
    return refused


def bench(paths, page=ROOT / "README.md"):
    """Measure lessons one by one and write run time and memory into README.md; return the failures."""
    failed = 0
    for path in paths:
        _, seconds, peak, found = fresh_run(path)
        failed += bool(found)
        print(f"{path.name}: {seconds:.1f} s, {peak / 1e6:.0f} MB", *found, sep="\n  ", flush=True)
        if not found:
            text = set_measured(page.read_text(encoding="utf-8"), path.name, seconds, peak)
            page.write_text(text, encoding="utf-8", newline="\n")
    return failed


def set_measured(text, name, seconds, peak):
    """Return the README with the last two columns (run time, memory) of one lesson's row replaced.

    Raises:
        CommandError: if the table or the lesson's row is missing.
    """
    before, mark, rest = text.partition(TABLE[0])
    table, end, after = rest.partition(TABLE[1])
    rows = table.split("\n")
    places = [number for number, row in enumerate(rows) if f"notebooks/{name})" in row]
    if not mark or not end or len(places) != 1:
        raise CommandError(f"README.md needs one row for {name} between {TABLE[0]} and {TABLE[1]}.")
    columns = rows[places[0]].rstrip().rstrip("|").split("|")
    columns[-2:] = [f" {seconds:.0f} s ", f" {peak / 1e9:.1f} GB "]
    rows[places[0]] = "|".join(columns) + "|"
    return before + mark + "\n".join(rows) + end + after


def handouts(paths, folder=ROOT / "build" / "handouts"):
    """Write lessons without solutions and teaching notes; return 0."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = form.for_learners(notebook.cells)
        store(notebook, folder / path.name)
        print(folder / path.name)
    return 0


def slides(paths):
    """Write one page of slides per lesson to build/slides; return 0."""
    from course_utils.commands import slides

    return slides.write(paths)


def site(paths):
    """Write the web edition to build/site; return how many warnings there were."""
    from course_utils.commands import site as webedition

    return webedition.write(paths)


def main(arguments):
    """Run a command on lessons named by number, or on all; return the status."""
    commands = {"outputs": outputs, "bench": bench, "handouts": handouts, "slides": slides, "site": site}
    try:
        failed = commands[arguments[0]](choose_lessons(arguments[1:]))
        if arguments[0] in ("outputs", "bench"):
            readme.refresh()
        return 1 if failed else 0
    except (CommandError, OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
