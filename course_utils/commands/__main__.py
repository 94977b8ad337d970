"""What `course.py` starts once the environment stands: JupyterLab, the tests, benchmarks, data scripts."""

import importlib.util
import os
import re
import runpy
import subprocess
import sys

from course_utils.commands._lessons import ROOT, CommandError, choose_lessons, how_to_mend

FIRST_LESSON = "notebooks/00_start_here.ipynb"


def lab(options, root=ROOT):
    """Return the words that open JupyterLab at lesson 00.

    The settings keep it from asking the network for news, updates and extensions.
    """
    words = [
        "jupyterlab",
        "-y",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}",
    ]
    words += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    words += ["--LabApp.extension_manager=readonly"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words += ["--allow-root"]  # in a container one often is root, and JupyterLab would refuse
    given = iter(options)
    for option in given:
        port = re.fullmatch(r"--port=(\d+)", f"--port={next(given, '')}" if option == "--port" else option)
        if not port and option != "--no-browser":
            raise CommandError(f"lab cannot use {option}: its options are --no-browser and --port NUMBER.")
        words.append(port.group() if port else option)
    return words


def test(options, root=ROOT):
    """Return the words of one pytest call over tests and lessons, so that its closing line is printed last.

    With lesson numbers, it runs those lessons and the tests whose names hold theirs, such as `03_cells`.
    """
    unknown = [option for option in options if not re.fullmatch(r"--fast|\d{1,2}", option)]
    if unknown:
        raise CommandError(
            f"test cannot use {unknown[0]}: name lessons by number, such as 03, or say --fast."
        )
    numbers = [option for option in options if option != "--fast"]
    chosen = choose_lessons(numbers, root)
    words = ["pytest", "tests"]
    if chosen and "--fast" not in options:
        words += [f"notebooks/{path.name}" for path in chosen] if numbers else ["notebooks"]
        words += ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300"]
        words += ["--nbval-sanitize-with=tests/sanitize.cfg"]
    return words + (["-k", " or ".join(path.stem for path in chosen)] if numbers else [])


def bench(options, root=ROOT):
    """Return the words that measure the lessons (`--lessons`), or else the text generator."""
    if "--lessons" in options:
        return [
            "course_utils.commands.outputs",
            "bench",
            *(option for option in options if option != "--lessons"),
        ]
    return ["course_utils.generator.bench", *options]


def remake_data(options, root=ROOT):
    """Run one data set's `build.py` and return its exit status.

    Raises:
        CommandError: if no data set is named, or there is none of that name.
    """
    names = [path.parent.name for path in sorted((root / "datasets").glob("*/build.py"))]
    if len(options) != 1 or options[0] not in names:
        raise CommandError(f"Name one data set, as in `python3 course.py data NAME`: {', '.join(names)}.")
    return subprocess.call([sys.executable, str(root / "datasets" / options[0] / "build.py")], cwd=root)


def main(arguments):
    """Run the command that the first word names, as `course.py` passes it on."""
    command, *options = arguments
    words = {
        "lab": lab,
        "test": test,
        "bench": bench,
        "doctor": lambda options: ["course_utils.commands.doctor", *options],
    }
    for name in ("outputs", "handouts", "slides", "site"):
        words[name] = lambda options, name=name: ["course_utils.commands.outputs", name, *options]
    try:
        if command == "data":
            if not importlib.util.find_spec("pip"):  # uv leaves it out; a build.py fetches with it
                subprocess.check_call([sys.executable, "-m", "ensurepip"])
            sys.exit(remake_data(options))
        sys.argv = words[command](options)
    except CommandError as problem:
        sys.exit(str(problem))
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except ModuleNotFoundError as problem:
        sys.exit(f"The package {problem.name} is missing: {how_to_mend()}.")


if __name__ == "__main__":
    main(sys.argv[1:])
