"""Widgets where nobody can turn them: a slider cell is really executed by nbclient and nbconvert, and hangs neither."""

import os
import subprocess
import sys

import all_lessons as lessons
import nbclient
import nbformat
import pytest

from course_utils import _frontend

CELLS = [
    """from course_utils import show
from course_utils.plots import figure
from course_utils.training import Progress
from course_utils.widgets import prompt_box, quiz, sliders""",
    """def draw(steps):
    fig, ax = figure()
    ax.plot(range(steps))
    return fig

sliders(draw, "One line that climbs to the right.", steps=(3, 2, 9, 1))""",
    'quiz("What is 1 < 2?", ("true", "One comes first."), [("false", "Count."), ("unknown", "Integers are ordered.")])',
    'prompt_box(lambda prompt, warmth: prompt, "A prompt and nothing behind it.", "ROMEO:", warmth=(0.8, 0.1, 2.0, 0.1))',
    'total = sum(Progress(range(3), "adding"))',
]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture
def notebook(monkeypatch):
    for name in ("RNN_COURSE_STATIC", *_frontend.UNATTENDED):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(lessons.ROOT))
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def kinds(notebook):
    """Return for each cell what it put out, a list of MIME types per output."""
    assert all(out.output_type == "display_data" for cell in notebook.cells for out in cell.outputs), notebook
    return [[sorted(out.data) for out in cell.outputs] for cell in notebook.cells]


STILL = [[], [["image/png", "text/plain"]], [["text/html", "text/plain"]], [["image/png", "text/plain"]], []]


def test_nbclient_gets_the_still_form(notebook):
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert kinds(notebook) == STILL and "widgets" not in notebook.metadata


def test_nbconvert_gets_the_still_form(notebook, tmp_path):
    path = tmp_path / "slider.ipynb"
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ)
    assert done.returncode == 0, done.stderr[-2000:]
    assert kinds(nbformat.read(path, as_version=4)) == STILL


def test_a_reader_in_front_of_it_gets_knobs_above_the_same_figure(notebook, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_STATIC", "0")
    notebook.cells.pop()  # a live progress bar writes, and wipes what it wrote
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", store_widget_state=False).execute()
    knobs, page = ["application/vnd.jupyter.widget-view+json", "text/plain"], ["text/html", "text/plain"]
    assert kinds(notebook)[1:] == [[knobs, ["image/png", *page]], [page], [knobs, page]]


@pytest.mark.parametrize(
    "name, value, static",
    [
        ("RNN_COURSE_STATIC", "1", True),
        ("RNN_COURSE_STATIC", "0", False),
        ("RNN_COURSE_STATIC", "", False),
        ("NBGRADER_EXECUTION", "autograde", True),
        ("PAPERMILL_OUTPUT_PATH", "out.ipynb", True),
    ],
)
def test_the_environment_may_say_it(monkeypatch, name, value, static):
    for known in ("RNN_COURSE_STATIC", *_frontend.UNATTENDED):
        monkeypatch.delenv(known, raising=False)
    monkeypatch.setenv(name, value)
    assert _frontend.is_static() is static


class Kernel:
    """A kernel in the middle of a request."""

    def __init__(self, content):
        self.content = content

    def get_parent(self):
        return {"content": self.content}


@pytest.mark.parametrize(
    "content, static",
    [
        ({"allow_stdin": True}, False),
        ({"allow_stdin": False}, True),
        ({"comm_id": "a knob was turned"}, False),
    ],
)
def test_a_cell_whose_sender_takes_no_input_has_no_reader(monkeypatch, content, static):
    for known in ("RNN_COURSE_STATIC", *_frontend.UNATTENDED):
        monkeypatch.delenv(known, raising=False)
    shell = type("Shell", (), {"kernel": Kernel(content)})
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert _frontend.is_static() is static
