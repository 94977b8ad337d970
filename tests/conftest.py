"""What all tests share: steady hypothesis runs, and a guard over nbval, which runs the lessons."""

import os
import queue
import time

import hypothesis
import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell
from xdist.scheduler import LoadScopeScheduling

# One thread for each process and each lesson's kernel, as two files are tested side by side. The small nets of this
# course gain nothing by more: alone, with one thread for two, lesson 12 took a fifth less time and lesson 07 the same.
for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# The same inputs in every run, and nothing written: a red test on one computer is red on all.
hypothesis.settings.register_profile("course", database=None, deadline=None, derandomize=True)
hypothesis.settings.load_profile("course")


def await_reply(kernel, msg_id, timeout=None):
    """Wait for a cell's reply, as nbval does, but notice at once when the kernel has died.

    nbval itself would wait for the whole cell time-out, as a dead kernel sends nothing.

    Args:
        kernel: nbval's `RunningKernel`.
        msg_id: the request whose reply is awaited.
        timeout: seconds; `None` waits for ever.

    Raises:
        queue.Empty: at the time-out, which nbval reports.
        RuntimeError: if the kernel died or refused the request.
    """
    end = None if timeout is None else time.monotonic() + timeout
    while end is None or time.monotonic() < end:
        try:
            message = kernel.get_message(stream="shell", timeout=1)
        except queue.Empty:
            if not kernel.is_alive():
                raise RuntimeError(
                    "the kernel died in this cell: it ended the process, or the computer had no memory left"
                ) from None
            continue
        if message["parent_header"].get("msg_id") == msg_id:
            if message["content"]["status"] == "aborted":
                raise RuntimeError("the kernel refused to run this cell")
            return
    raise queue.Empty


class NotebookGuard:
    """Hooks for lesson cells; a plugin, as the hooks of `tests/conftest.py` do not see `notebooks/`."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item):
        """Refuse a cell that was never run: nbval would compare nothing and let it pass."""
        if isinstance(item, IPyNbCell) and item.cell.execution_count is None:
            raise RuntimeError(
                "this cell has no execution count, so nothing is compared: run `python3 course.py outputs`"
            )


def pytest_configure(config):
    """Put the guard in place before any notebook is collected."""
    RunningKernel.await_reply = await_reply
    config.pluginmanager.register(NotebookGuard(), "notebook-guard")


class SideBySide(LoadScopeScheduling):
    """What stays together where tests run side by side: a file, since a lesson's cells share one kernel.

    Only the exercises, where most of the time goes, are shared out, each with all its tests: what its right function
    and its known wrong answers give is found once.
    """

    EXERCISES = ("tests/checks/test_exercises.py", "tests/checks/test_mutants.py")

    def _split_scope(self, nodeid):
        file, _, test = nodeid.partition("::")
        exercise = test.partition("[lesson_")[2]
        return exercise if exercise and file in self.EXERCISES else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tell xdist to share out tests in this way; its `--dist=loadgroup` does not work with pytest 9.2."""
    return SideBySide(config, log)
