"""A lesson's parts as JupyterLab shows them when a saved notebook is opened again, in its dark theme and without a kernel."""

import html
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import all_lessons as lessons
import nbclient
import nbformat
import pytest
from browsers import look, needs_browser
from nbformat.sign import NotebookNotary

pytestmark = needs_browser

CELLS = [
    "from course_utils import show\nfrom course_utils.plots import figure\nfrom course_utils.widgets import quiz, sliders",
    'show(figure()[0], alt="A frame with nothing in it.")',
    'sliders(lambda width: figure(width=width)[0], "A frame as wide as the knob says.", width=(5, 3, 7, 1))',
    'quiz("What is 1 < 2?", ("true", "One comes first."), [("false", "Count."), ("unknown", "Integers are ordered.")])',
]
# Runs in the page, since a trusted output may: looks at what is drawn, once it is there.
PROBE = """
<script>
(function look() {
  const seen = (selector) => [...document.querySelectorAll(".jp-Notebook " + selector)];
  if (document.body.dataset.jpThemeName !== "JupyterLab Dark" || !seen(".alert p").length || seen("img").length < 2) {
    return setTimeout(look, 200);
  }
  const colours = seen(".alert p, .alert strong, .alert code").map((part) => {
    let behind = part;
    while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") { behind = behind.parentElement; }
    return [getComputedStyle(part).color, getComputedStyle(behind).backgroundColor];
  });
  document.body.dataset.found = JSON.stringify({
    colours,
    pictures: seen("img").map((picture) => [picture.alt, picture.naturalWidth > 100]),
    folds: seen("details > summary").map((fold) => fold.checkVisibility()),
  });
})();
</script>"""


def saved_notebook(monkeypatch):
    """Return a notebook that was run with a reader in front of it and saved without the state of its widgets."""
    monkeypatch.setenv("RNN_COURSE_STATIC", "0")
    monkeypatch.setenv("PYTHONPATH", str(lessons.ROOT))
    (box,) = [cell for cell in lessons.read(lessons.PATHS[-1]).cells if 'class="alert' in cell.source]
    cells = [nbformat.v4.new_markdown_cell(box.source), *map(nbformat.v4.new_code_cell, CELLS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", store_widget_state=False).execute()
    probe = nbformat.v4.new_output("display_data", {"text/html": PROBE})
    notebook.cells.append(nbformat.v4.new_code_cell("# looks at the page", outputs=[probe]))
    return notebook


def free_port():
    with socket.socket() as tried:
        try:
            tried.bind(("127.0.0.1", 0))
        except OSError as problem:
            pytest.skip(f"no loopback here: {problem}")
        return tried.getsockname()[1]


@pytest.fixture
def address(tmp_path, monkeypatch):
    """Serve the saved notebook in JupyterLab with settings of its own and yield its address."""
    notebook = saved_notebook(monkeypatch)
    work, settings = tmp_path / "work", tmp_path / "settings"
    theme = settings / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    for folder in (work, theme.parent, tmp_path / "JUPYTER_DATA_DIR"):
        folder.mkdir(parents=True)
    theme.write_text('{"theme": "JupyterLab Dark"}')
    nbformat.write(notebook, work / "saved.ipynb")
    NotebookNotary(data_dir=str(tmp_path / "JUPYTER_DATA_DIR")).sign(notebook)
    own = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR"]
    env = {
        **os.environ,
        **{name: str(tmp_path / name) for name in own},
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
    }
    port = free_port()
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--IdentityProvider.token=",
        "--ServerApp.port_retries=0",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={work}"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}/lab/tree/saved.ipynb?reset"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5)
        except OSError:
            time.sleep(0.3)
    pytest.fail("JupyterLab did not start")


def contrast(one, other):
    """Return the contrast of two CSS colours, 1 to 21, as WCAG 2 defines it."""

    def luminance(colour):
        parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(0, 151, 167)", "rgb(178, 235, 242)") < 4.5, "the box before its colours were set"


def test_a_saved_notebook_shows_its_quiz_figures_and_box(address, tmp_path):
    shown = look(address, tmp_path, milliseconds=30_000)
    found = re.search(r'data-found="([^"]*)"', shown)
    assert found, shown[-2000:]
    seen = json.loads(html.unescape(found[1]))
    assert seen["pictures"] == [
        ["A frame with nothing in it.", True],
        ["A frame as wide as the knob says.", True],
    ]
    assert seen["folds"] == [True] * 3
    assert len(seen["colours"]) > 5 and min(contrast(*pair) for pair in seen["colours"]) >= 4.5
