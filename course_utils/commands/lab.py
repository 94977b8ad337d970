"""Open JupyterLab at lesson 00, in a folder of the learner's own copies."""

import os
import runpy
import sys

from course_utils._paths import from_caller
from course_utils.checks import tally
from course_utils.commands import _copies
from course_utils.commands._lessons import CommandError, Options, lessons

HELP = """Open JupyterLab at lesson 00, in the folder mine/: your own copies of the lessons, without stored outputs.

A copy is made the first time and never overwritten. When the course brings a newer lesson, it is put beside yours.
Where the course's folder cannot be written to, your copies lie in your documents; RNN_COURSE_MINE names another folder.

On a remote computer or in a container:

    lab --no-browser --ip 0.0.0.0 --port 8888 --token WORD

In a room whose instructor wants to see which exercises are hard (see `tally`), without a name:

    lab --tally FOLDER
"""


def words(options, folder, first):
    """Return the words that start JupyterLab; it is kept from asking the network for news and extensions.

    Args:
        options: what `read` returned.
        folder: what the file browser shows.
        first: the notebook that is opened, relative to it.
    """
    called = ["jupyterlab", "-y", f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{first}"]
    called += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    called += ["--LabApp.extension_manager=readonly"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        called += ["--allow-root"]  # in a container one often is root, and JupyterLab would refuse
    if options.no_browser:
        called += ["--no-browser"]
    if options.ip is not None:
        called += [f"--ServerApp.ip={options.ip}"]
    if options.port is not None:
        called += [f"--ServerApp.port={options.port}"]
    if options.token is not None:
        called += [f"--IdentityProvider.token={options.token}"]
    return called


def read(options):
    """Return the options of `lab`.

    Raises:
        CommandError: if there is no such option, or its value cannot be used.
    """
    parser = Options("lab", HELP)
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument(
        "--ip", metavar="ADDRESS", help="listen there; 0.0.0.0 is every network of this computer"
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="listen on this port; 8888 or the next free one"
    )
    parser.add_argument(
        "--token", metavar="WORD", help="the word that the page asks for; else one is made up"
    )
    parser.add_argument(
        "--teach", action="store_true", help="open copies with the outputs, the solutions and your notes"
    )
    parser.add_argument(
        "--tally", metavar="FOLDER", type=from_caller, help="count there how checks come out, without a name"
    )
    given = parser.parse_args(options)
    if given.port is not None and not 1 <= given.port <= 65535:
        raise CommandError(f"lab: --port must be a number from 1 to 65535, and {given.port} is not.")
    if given.token is not None and not given.token.strip():
        raise CommandError(
            "lab: --token needs a word: without one, whoever reaches the port could run programs."
        )
    return given


def main(options):
    """Lay out the copies and run JupyterLab until it is closed; return the status."""
    given = read(options)
    if not lessons():
        raise CommandError("The course's folder notebooks/ holds no lesson: get a fresh copy of the course.")
    if given.tally is not None:
        given.tally.mkdir(parents=True, exist_ok=True)
        os.environ[tally.FOLDER] = str(given.tally)  # kernels inherit it
    folder = _copies.mine(given.teach)
    _copies.lay_out(lessons().values(), folder, given.teach)
    sys.argv = words(given, folder, next(iter(lessons().values())).name)
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
    return 0
