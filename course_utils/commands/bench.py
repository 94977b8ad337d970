"""Measure lessons for the README's table, or the text generator on a file."""

from course_utils.commands import readme
from course_utils.commands._execution import fresh_run
from course_utils.commands._lessons import ROOT, CommandError, Options, choose_lessons

HELP = """Measure, on this computer, one of two things:

    bench --lessons [NN ...]            run time and memory of lessons, written into the README's table
    bench --text FILE --seconds N       the text generator, trained on a file of yours; prints JSON
"""
TABLE = ("<!-- lessons -->", "<!-- /lessons -->")


def measure(paths, page=ROOT / "README.md"):
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


def main(options):
    """Measure lessons, or hand over to the generator's own measurement; return the status."""
    if "--lessons" in options:
        parser = Options("bench", HELP)
        parser.add_argument("--lessons", action="store_true", required=True, help="measure lessons")
        parser.add_lessons("lessons to measure")
        failed = measure(choose_lessons(parser.parse_args(options).lessons))
        readme.refresh()
        return 1 if failed else 0
    if {"-h", "--help"} & set(options):
        print(HELP)
    from course_utils.generator import bench

    status = bench.main(options)
    if "--store" in options and not status:
        readme.refresh()
    return status
