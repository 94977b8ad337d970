"""Who looks at this notebook: a reader in front of it, or a program that stores, tests or grades its outputs."""

import os
import sys

# What nbgrader and papermill set while they run a notebook.
UNATTENDED = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING", "PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH")


def is_static():
    """Return whether nobody is there to turn a knob, so that only what can be stored is to be shown.

    `RNN_COURSE_STATIC` decides where it is set (`0` means that a reader is there). Elsewhere a notebook is taken to
    run unattended under nbgrader and papermill, and wherever the cell was sent by a program that cannot answer
    `input()`: nbclient, and with it nbconvert, nbval and the like, says so with every cell; JupyterLab, Notebook, VS
    Code and Colab can answer. A widget that is made where no front end listens may wait for it for ever.
    """
    chosen = os.environ.get("RNN_COURSE_STATIC")
    if chosen:
        return chosen != "0"
    return any(os.environ.get(name) for name in UNATTENDED) or not _can_answer()


def _can_answer():
    """Return False if the running cell came from a program that takes no input; True where that cannot be known."""
    ipython = sys.modules.get("IPython")
    kernel = getattr(ipython and ipython.get_ipython(), "kernel", None)
    if not hasattr(kernel, "get_parent"):
        return True
    request = kernel.get_parent() or {}
    return request.get("content", {}).get("allow_stdin") is not False
