"""Pages as a browser shows them, and programs as node runs them; the tests that need either skip where it is missing."""

import shutil
import subprocess

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
NODE = shutil.which("node")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=f"no browser here: none of {', '.join(NAMES)}")
needs_node = pytest.mark.skipif(NODE is None, reason="no node here")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars"
).split()
NO_NETWORK = "--proxy-server=127.0.0.1:9"


def look(address, tmp_path, *more, milliseconds=60_000):
    """Open an address in a new browser and return its document as it stands when this much of its own time is over."""
    profile = tmp_path / "profile"
    command = [CHROMIUM, *QUIET, f"--virtual-time-budget={milliseconds}", f"--user-data-dir={profile}", *more]
    done = subprocess.run(
        [*command, "--dump-dom", address],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
    )
    shutil.rmtree(profile, ignore_errors=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def node(program):
    """Run a program in node and return what it printed."""
    done = subprocess.run([NODE, "-"], input=program, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout
