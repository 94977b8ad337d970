"""Run a lesson in a new kernel, measure it, and say whether its outputs may be stored."""

import threading
import time

import nbformat
import psutil
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from course_utils.commands import lesson as form
from course_utils.commands._stored import faults

SECONDS_A_CELL = 600  # longest a cell may take, here and in the strict run of `course.py test`


class MemoryMeter(threading.Thread):
    """Watch the memory of a process and its children; `peak` is the largest sum seen, in bytes."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.process, self.peak, self.done = psutil.Process(pid), 0, threading.Event()

    def run(self):
        """Look ten times a second until `done` is set or the process has ended."""
        while not self.done.wait(0.1):
            try:
                family = [self.process, *self.process.children(recursive=True)]
                self.peak = max(self.peak, sum(process.memory_info().rss for process in family))
            except psutil.Error:
                continue


def execute(notebook, folder, allow_errors=False):
    """Run a notebook's cells in order in a new kernel.

    Args:
        notebook: as nbformat reads it; its outputs are replaced.
        folder: where the kernel runs.
        allow_errors: go on after a cell that raises.

    Returns:
        Wall-clock seconds from the kernel's start, and the kernel's peak memory in bytes.

    Raises:
        CellExecutionError: if a cell raised and `allow_errors` is False.
        DeadKernelError: if the kernel died.
    """
    resources = {"metadata": {"path": str(folder)}}
    settings = {
        "timeout": SECONDS_A_CELL,
        "record_timing": False,
        "store_widget_state": False,
        "coalesce_streams": True,
        "allow_errors": allow_errors,
        "extra_arguments": ["--log-level=ERROR"],  # else ipykernel warns of a socket nobody else can reach
    }
    client = NotebookClient(notebook, kernel_name="python3", resources=resources, **settings)
    start = time.perf_counter()
    with client.setup_kernel():
        meter = MemoryMeter(client.km.provisioner.pid)
        meter.start()
        try:
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
        finally:
            meter.done.set()
            meter.join()
    return time.perf_counter() - start, meter.peak


def fresh_run(path):
    """Return a lesson's notebook, executed and finished, with its seconds, peak bytes and faults."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    seconds = peak = float("nan")
    try:
        seconds, peak = execute(notebook, path.parent)
        found = []
    except DeadKernelError:
        found = ["the kernel died: a cell ended the process, or the computer had no memory left"]
    except CellExecutionError as problem:
        found = [f"a cell raised {problem.ename}: {problem.evalue}"]
    except Exception as problem:  # a time-out, no kernel: nothing may be stored either
        found = [f"it could not be run: {problem}"]
    form.finish(notebook)
    return notebook, seconds, peak, found or faults(notebook)
