"""Pages as a browser shows them, and programs as node runs them; the tests that need either skip where it is missing."""

import contextlib
import json
import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
FIREFOX = next((path for path in map(shutil.which, ["firefox-esr", "firefox"]) if path), None)
NODE = shutil.which("node")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=f"no browser here: none of {', '.join(NAMES)}")
needs_firefox = pytest.mark.skipif(FIREFOX is None, reason="no Firefox here: neither firefox-esr nor firefox")
needs_node = pytest.mark.skipif(NODE is None, reason="no node here")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars"
).split()
NO_NETWORK = "--proxy-server=127.0.0.1:9"
# What keeps a new Firefox from the network and from asking; the test's own computer is never behind a proxy.
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
}


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


def told_by_firefox(page, tmp_path, seconds=240):
    """Open a page's file in a new Firefox and return what its function `tell(value)`, which is added, was given.

    Args:
        page: the page's text, with a script that calls `tell` once.
        tmp_path: where the page and the browser's profile are written.
        seconds: how long to wait for the call.
    """
    told = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            pass

    profile, asked = tmp_path / "firefox", tmp_path / "asked_of_firefox.html"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        server.timeout = seconds
        post = f'fetch("http://127.0.0.1:{server.server_port}", {{method: "POST", mode: "no-cors", body: JSON.stringify(value)}})'
        text = page.replace("<body>", f"<body><script>const tell = (value) => {post};</script>", 1)
        asked.write_text(text, encoding="utf-8")
        command = [FIREFOX, "--headless", "--no-remote", "--profile", profile, asked.as_uri()]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                server.handle_request()
            finally:
                browser.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    browser.wait(20)
                browser.kill()
    assert told, f"Firefox said nothing within {seconds} s"
    return told[0]
