"""For authors: execute lessons and store their outputs."""

from course_utils.commands import readme
from course_utils.commands._execution import fresh_run
from course_utils.commands._lessons import Options, choose_lessons, store

HELP = """For authors: execute lessons in a new kernel and store what they printed, with the same metadata every time.

A lesson is refused, and its file left alone, if a cell raises, writes to stderr, shows a widget or a figure without
words, or prints a path of this computer. The README's tables are written anew.
"""


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


def main(options):
    """Store the outputs of lessons named by number, or of all; return the status."""
    parser = Options("outputs", HELP)
    parser.add_lessons("lessons to execute")
    refused = outputs(choose_lessons(parser.parse_args(options).lessons))
    readme.refresh()
    return 1 if refused else 0
