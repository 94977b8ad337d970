"""Look over a computer: whether every lesson will run on it, and how to mend what is amiss."""

import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course_utils.commands._lessons import ROOT, Options, how_to_mend
from course_utils.data import files

GIB = 2**30
TRY_KERAS = """
import json, keras
settings = {name: getattr(keras.config, name)() for name in ("backend", "floatx", "image_data_format", "epsilon")}
settings["dtype_policy"] = keras.config.dtype_policy().name
product = keras.ops.matmul([[1.0, 2.0]], [[1.0], [2.0]])
print(json.dumps({"settings": settings, "product": float(product[0, 0])}))
"""
SETTINGS = {  # of Keras, with which the lessons were written
    "backend": "tensorflow",
    "floatx": "float32",
    "image_data_format": "channels_last",
    "epsilon": 1e-7,
    "dtype_policy": "float32",
}
KERAS_FIX = "unset KERAS_BACKEND, remove .keras/keras.json from your home folder, or start with `python3 course.py lab`"


@dataclass(frozen=True)
class Result:
    """What one check found.

    Attributes:
        name: what was checked, the same on every computer.
        ok: whether the lessons can run with it.
        found: what was found; this differs from computer to computer.
        fix: how to mend it if it is not ok.
    """

    name: str
    ok: bool
    found: str
    fix: str


def check_python():
    """Compare this Python with those the pinned packages exist for."""
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    fix = "install Python 3.12 from python.org and run `python3.12 course.py setup`"
    return Result("Python 3.11 to 3.13", ok, platform.python_version(), fix)


def pins(root=ROOT):
    """Return `{package: version}` of what the lessons need, as `pyproject.toml` pins it; authors' tools are not among it."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(line.split("==") for line in project["dependencies"])


def check_packages(root=ROOT):
    """Compare the installed packages with the pins."""
    wrong = []
    wanted = pins(root)
    for package, version in wanted.items():
        try:
            found = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found = "missing"
        if found != version:
            wrong.append(f"{package} {found} instead of {version}")
    name, fix = "packages as pinned", how_to_mend()
    if "google.colab" in sys.modules:  # Colab's packages have to stay as they are, and it needs no JupyterLab
        name, fix = (
            "packages that Colab brings",
            "run `%pip install` with the names of those that are missing",
        )
        wrong = [said for said in wrong if " missing " in said and not said.startswith("jupyterlab")]
    return Result(name, not wrong, "; ".join(wrong) or f"all {len(wanted)}", fix)


def check_tensorflow():
    """Multiply matrices as a lesson does, in a process of its own: TensorFlow ends it on a too old processor.

    Keras must run with its usual settings: a `keras.json` in the home folder or a variable of the profile can change
    what every lesson computes.
    """
    name = "TensorFlow computes"
    fix = f"{how_to_mend()}; if that does not help, this processor may be too old (TensorFlow needs AVX)"
    try:
        done = subprocess.run(
            [sys.executable, "-c", TRY_KERAS],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return Result(name, False, str(problem), fix)
    try:
        found = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        said = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        chosen = os.environ.get("KERAS_BACKEND", "tensorflow")
        return Result(name, False, said, fix if chosen == "tensorflow" else KERAS_FIX)
    changed = {key: value for key, value in found["settings"].items() if value != SETTINGS[key]}
    if changed:
        said = ", ".join(f"{key} is {value} instead of {SETTINGS[key]}" for key, value in changed.items())
        return Result(name, False, f"Keras is set up otherwise: {said}", KERAS_FIX)
    version = importlib.metadata.version("tensorflow")
    return Result(name, found["product"] == 5, f"TensorFlow {version}, Keras as it comes", fix)


def check_processor():
    """Look for a processor that TensorFlow has packages for."""
    kind, bits = platform.machine(), 64 if sys.maxsize > 2**32 else 32
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    known = {"x86_64", "amd64", "aarch64", "arm64"} - ({"x86_64"} if sys.platform == "darwin" else set())
    found = f"{kind}, {bits} bits, {usable} usable cores" if usable > 1 else f"{kind}, {bits} bits, one core"
    slow = "" if usable > 1 else ": lessons take about twice the stated time"
    fix = "use a 64-bit Python on a 64-bit Linux, Windows or Apple silicon computer"
    return Result("processor", kind.lower() in known and bits == 64, found + slow, fix)


def total_memory():
    """Return the computer's memory in bytes, or None where it cannot be told; a container's limit counts."""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        try:
            return min(total, int(Path("/sys/fs/cgroup/memory.max").read_text()))
        except (OSError, ValueError):  # no container, or no limit
            return total
    try:
        import psutil

        return psutil.virtual_memory().total
    except ImportError:
        return None


def check_memory():
    """Compare the memory with what the largest lesson and a browser need."""
    total = total_memory()
    found = "unknown" if total is None else f"{total / GIB:.1f} GiB"
    fix = "close other programs before a lesson, or use a computer with at least 4 GB of memory"
    return Result("memory for a lesson", total is None or total > 3.5 * GIB, found, fix)


def check_disk():
    """Try to write to the temporary folder, and look for room there."""
    name, folder = "room for temporary files", tempfile.gettempdir()
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"course")
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        return Result(name, False, f"{folder}: {problem}", "set TMPDIR to a folder that can be written to")
    return Result(name, free > 0.5 * GIB, f"{free / GIB:.1f} GiB free", f"free 1 GB of disk at {folder}")


def check_data():
    """Verify the checksum of every data file."""
    try:
        count = files.check_all()
    except files.DatasetError as problem:
        return Result("data files whole", False, "not all", str(problem))
    return Result("data files whole", True, f"{count} files", "")


def check_kernel():
    """Look for the Jupyter kernel that every lesson names."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager

        found = KernelSpecManager().get_kernel_spec("python3").display_name
    except Exception as problem:  # no jupyter_client, or no such kernel: the same remedy
        return Result("Jupyter kernel python3", False, str(problem), how_to_mend())
    return Result("Jupyter kernel python3", True, found, how_to_mend())


def report():
    """Run every check and return the list of `Result`s, always in the same order."""
    checks = [
        check_python,
        check_packages,
        check_tensorflow,
        check_processor,
        check_memory,
        check_disk,
        check_data,
    ]
    return [check() for check in [*checks, check_kernel]]


def show_report(details=True, results=None):
    """Print one line per check, and one more with the remedy where something is amiss.

    Args:
        details: whether to print what was found, which differs between computers; a lesson leaves it out.
        results: what `report()` returned; by default it is called here.

    Returns:
        True if every check is ok.
    """
    results = report() if results is None else results
    for result in results:
        print(f"{'✓' if result.ok else '✗'} {result.name}" + (f": {result.found}" if details else ""))
        if not result.ok:
            print(f"  to mend it: {result.fix}")
    return all(result.ok for result in results)


def main(options):
    """Print the report; return 0 if all is well."""
    Options("doctor", __doc__).parse_args(options)
    return 0 if show_report() else 1
