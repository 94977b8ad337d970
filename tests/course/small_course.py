"""A course whose lock holds one tiny package, for tests of the set-up, and how to start it."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
import course  # noqa: E402

INSTALLERS = ["pip", "uv"] if shutil.which("uv") else ["pip"]
CLOSED = "http://127.0.0.1:9/simple"  # nothing listens on the discard port


def tiny_wheel(folder):
    """Write a package of one module and return the line of a lock that names it."""
    path = folder / "tinypackage-1.0-py3-none-any.whl"
    meta = "Metadata-Version: 2.1\nName: tinypackage\nVersion: 1.0\n"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tinypackage.py", "answer = 42\n")
        wheel.writestr("tinypackage-1.0.dist-info/METADATA", meta)
        tag = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr("tinypackage-1.0.dist-info/WHEEL", tag)
        names = [
            "tinypackage.py",
            *(f"tinypackage-1.0.dist-info/{part}" for part in ("METADATA", "WHEEL", "RECORD")),
        ]
        wheel.writestr("tinypackage-1.0.dist-info/RECORD", "".join(f"{name},,\n" for name in names))
    return f"tinypackage==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def environment(root, installer="pip", **more):
    """Variables under which pip and uv see only the folder above `root`, and no network."""
    words = ("PIP_", "UV_", "RNN_COURSE", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONDONTWRITE")
    env = {key: value for key, value in os.environ.items() if not key.startswith(words)}
    places = env["PATH"].split(os.pathsep)
    if installer == "pip":
        places = [place for place in places if not shutil.which("uv", path=place)]
    env.update(PATH=os.pathsep.join(places), PIP_CONFIG_FILE=os.devnull, UV_NO_CONFIG="1", UV_NO_CACHE="1")
    wheels = root.parent.as_uri()  # an address: both installers take a path with a space for two
    env.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=wheels, UV_NO_INDEX="1", UV_FIND_LINKS=wheels)
    return {**env, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1", **more}


def start(root, *words, env, timeout=400, python=sys.executable):
    """Run course.py and return the finished process."""
    command = [python, str(root / "course.py"), *words]
    return subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=timeout
    )


def is_sentence(text):
    """Whether a message is one line without a traceback."""
    return "Traceback" not in text and len(text.strip().splitlines()) == 1 and text.strip().endswith(".")


def imports(root, what, venv=None):
    """Run an import in the environment, outside the course folder, and return whether it worked."""
    python = course.python_of(venv or root / ".venv")
    return (
        subprocess.run(
            [str(python), "-c", f"import {what}"], cwd=root.parent, env=environment(root)
        ).returncode
        == 0
    )


def launch(*words, **options):
    """Start course.py as from a learner's terminal, in a session of its own, and return the process.

    What a shell starts in the background ignores Ctrl-C and would hand that on, so the default is put back.
    """
    settings = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "encoding": "utf-8",
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    }
    command = [sys.executable, *(str(word) for word in words)]
    return subprocess.Popen(command, start_new_session=True, **{**settings, **options})
