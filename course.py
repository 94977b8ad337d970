#!/usr/bin/env python3
"""Run the course: python3 course.py [COMMAND], on Linux, macOS and Windows, with Python 3.11 to 3.13.

    lab [--no-browser] [--port N]    open JupyterLab at lesson 00 (the default)
    test [--fast] [NN ...]           run tests and lessons; --fast leaves lessons out, 03 07 picks lessons
    doctor                           look over this computer and say how to mend what is amiss
    outputs [NN ...]                 run lessons and store their outputs (for authors)
    handouts|slides|site [NN ...]    write lessons for learners (no solutions), as slides, as web pages, to build/
    bench --lessons [NN ...]         measure lessons and write their run times into README.md
    bench --text FILE --seconds N    train lesson 21's text generator on a file, report as JSON
    data NAME                        remake one data set with its build.py
    setup                            make or mend the environment, nothing else

The first run installs the packages of requirements.txt into .venv and needs the network; later runs do not.
In a read-only folder the environment goes to the temporary folder. RNN_COURSE_VENV may name another folder
for it, or an environment of your own (conda too), which is then used as it is.
"""
# This file must parse on Python 3.6, so that an old Python gets a sentence and not a SyntaxError.

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(os.path.abspath(__file__)).parent
SUPPORTED = [(3, 11), (3, 12), (3, 13)]
COMMANDS = "lab test doctor outputs handouts slides site bench data setup".split()
SETTINGS = [f"JUPYTER_{name}_DIR" for name in ("CONFIG", "DATA", "RUNTIME")]
SETTINGS += ["IPYTHONDIR", "MPLCONFIGDIR", "KERAS_HOME"]
STAMP = "rnn_course.stamp"  # in the environment: "incomplete" first, its fingerprint last
AGAIN = "run the same command again"
FULL_DISK = f"The disk is full: free 4 GB, or set RNN_COURSE_VENV to a folder on another disk, and {AGAIN}."
NO_VENV = f"This Python lacks its venv module: install it (apt install python3-venv) and {AGAIN}."
WRONG_HASH = f"A downloaded package is not the one the course was tested with: {AGAIN}, from another network."
NO_NETWORK = f"The packages cannot be downloaded: connect to the network (only set-up needs it) and {AGAIN}."
UNKNOWN = f"The packages could not be installed: {AGAIN}; should it fail again, delete the environment first."
INSTALLER_SAYS = [  # what pip or uv prints when it fails, and what to tell the user; the first that fits
    (r"No space left|Errno 28|os error (28|112)|not enough space|disk quota", FULL_DISK),
    (r"ensurepip is not available|No module named '?(venv|ensurepip)", NO_VENV),
    (r"hash(es)? mismatch|DO NOT MATCH THE HASHES", WRONG_HASH),
    (r"versions: none|connect|resolv|dns|network|timed out|sending request|failed to fetch", NO_NETWORK),
    (r"not found in the (cache|package registry|provided)|proxy", NO_NETWORK),
]


class Problem(Exception):
    """Something the user can mend; the message is one sentence that says how."""


def check_python(version, arguments):
    """Refuse an unsupported Python, naming the command that works here if there is one."""
    if tuple(version[:2]) in SUPPORTED:
        return
    words = " ".join(["course.py"] + arguments)
    advice = f"install Python 3.12 from python.org and run `python3.12 {words}`"
    for name in [f"python{major}.{minor}" for major, minor in SUPPORTED]:
        # A version manager may list a command it does not have, so it is started.
        if shutil.which(name) and not subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL):
            advice = f"run `{name} {words}`"
    raise Problem(f"The course needs Python 3.11 to 3.13, and this is {version[0]}.{version[1]}: {advice}.")


def set_up(look_closely=False):
    """Return the Python of a complete environment, making or mending it first where needed."""
    chosen = os.environ.get("RNN_COURSE_VENV")
    if chosen and python_of(Path(chosen)) and not (Path(chosen) / STAMP).exists():
        return python_of(Path(chosen).absolute())  # the user's own environment: never touched
    name = "rnn-course-" + hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()[:8]
    folders = [Path(chosen).absolute()] if chosen else [ROOT / ".venv", own_temporary_folder() / name]
    for folder in folders:
        if is_complete(folder) or is_writable(folder):
            if not is_complete(folder) or (look_closely and not has_packages(folder)):
                install(folder)
            link_course(folder)
            return python_of(folder)
    raise Problem(f"{folders[-1]} cannot be written to: set RNN_COURSE_VENV to a folder that can.")


def own_temporary_folder():
    """Return a folder under the temporary one that belongs to this user alone."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    folder = Path(tempfile.gettempdir(), f"rnn-course-of-{user}")
    folder.mkdir(mode=0o700, exist_ok=True)
    is_own = not hasattr(os, "getuid") or folder.stat().st_uid == user
    return folder if is_own else Path(tempfile.mkdtemp(prefix="rnn-course-"))


def is_writable(folder):
    """Tell by trying: permission bits say nothing about read-only disks, nor about root."""
    existing = next(place for place in [folder] + list(folder.parents) if place.is_dir())
    try:
        tempfile.TemporaryFile(dir=str(existing)).close()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        return False
    return True


def python_of(folder):
    """Return an environment's Python (POSIX, Windows, conda on Windows), or None."""
    paths = [folder / name for name in ("bin/python", "Scripts/python.exe", "python.exe")]
    return next((path for path in paths if path.exists()), None)


def fingerprint():
    """Return what an environment is made from; another lock or Python asks for another environment."""
    lock = hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()
    return f"Python {sys.version_info[0]}.{sys.version_info[1]}, lock {lock}"


def is_complete(folder):
    """Tell whether the last set-up of this folder reached its end and still fits this course and computer."""
    try:
        home = re.search("(?m)^home = (.*)$", (folder / "pyvenv.cfg").read_text(encoding="utf-8"))
        whole = (folder / STAMP).read_text(encoding="utf-8") == fingerprint()
    except OSError:
        return False
    return whole and bool(home) and Path(home.group(1)).is_dir() and python_of(folder) is not None


def has_packages(folder):
    """Tell whether each package that the lock wants on every computer is there, in its version."""
    found = [*folder.glob("lib/*/site-packages/*.dist-info"), *folder.glob("Lib/site-packages/*.dist-info")]
    wanted = re.findall(r"(?m)^([\w.-]+)==(\S+) \\$", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    there = {re.sub("[-_.]+", "-", path.stem).lower() for path in found}
    return all(re.sub("[-_.]+", "-", "-".join(package)).lower() in there for package in wanted)


def install(folder):
    """Make the environment from the lock; cut short, it has no valid stamp and the next run starts over."""
    if folder.is_dir() and os.listdir(str(folder)) and not (folder / STAMP).exists():
        raise Problem(f"{folder} is not course.py's: rename it, or set RNN_COURSE_VENV to it to use it.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).write_text("incomplete", encoding="utf-8")
    for path in [path for path in folder.iterdir() if path.name != STAMP]:
        shutil.rmtree(str(path)) if path.is_dir() and not path.is_symlink() else path.unlink()
    print(f"Setting up the course in {folder} (once; a few minutes) ...", flush=True)
    lock = ["--no-deps", "--require-hashes", "-r", ROOT / "requirements.txt"]
    base = getattr(sys, "_base_executable", sys.executable)  # not the Python of the folder being remade
    if shutil.which("uv"):  # bytecode is compiled here, as the course itself never writes any
        follow(["uv", "venv", "--allow-existing", "--python", base, folder])
        pip = ["uv", "pip", "install", "--compile-bytecode", "--no-build", "--python", python_of(folder)]
    else:
        follow([base, "-m", "venv", folder])
        pip = [python_of(folder), "-m", "pip", "install", "--only-binary=:all:", "--retries=2"]
    follow(pip + lock)
    (folder / STAMP).write_text(fingerprint(), encoding="utf-8")


def link_course(folder):
    """Make `course_utils` importable by a path file, relative where possible: a checkout may be moved."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    packages, target = Path(packages).resolve(), str(ROOT.resolve())
    if packages.drive == Path(target).drive:
        target = os.path.relpath(target, str(packages))
    link = packages / "rnn_course.pth"
    if not link.exists() or link.read_text(encoding="utf-8") != target:
        if is_writable(packages):  # else PYTHONPATH, which every command sets, does the work
            link.write_text(target, encoding="utf-8")


def follow(command):
    """Run an installer, show its last line while it works, and turn its failure into a sentence."""
    hidden = ["PYTHONPATH", "PYTHONHOME", "PIP_USER"]
    env = {key: value for key, value in os.environ.items() if key not in hidden}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    words = [str(word) for word in command]
    child = subprocess.Popen(words, env=env, encoding="utf-8", errors="replace", **pipes)
    output = ""
    try:
        for line in child.stdout:
            output += line
            if sys.stdout.isatty():
                print(f"\r{line.strip()[:78]:78}", end="\r", flush=True)
        if child.wait():
            fits = (text for pattern, text in INSTALLER_SAYS if re.search(pattern, output, re.IGNORECASE))
            raise Problem(next(fits, UNKNOWN))
    finally:
        stop(child)


def stop(child, patience=10):
    """Wait for a process that Ctrl-C reached too, and end it if it goes on."""
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.terminate()
        child.wait()


def environment(python, command):
    """Return the variables of every command: equal on every computer, nothing written into the checkout."""
    hidden = "PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS COLUMNS LINES PYTEST_ADDOPTS RNN_COURSE_STATIC".split()
    env = {key: value for key, value in os.environ.items() if key not in hidden}
    env.update(PYTHONPATH=str(ROOT), PYTHONNOUSERSITE="1", PYTHONUTF8="1", PYTHONHASHSEED="0")
    env.update(PYTHONDONTWRITEBYTECODE="1", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    if command == "lab" and is_writable(Path(os.path.expanduser("~"))):
        return env
    folder = python.parent.parent
    if not (folder / STAMP).exists() or not is_writable(folder):
        folder = own_temporary_folder()
    for name in SETTINGS:
        env[name] = str(folder / "state" / name.lower())
        os.makedirs(env[name], exist_ok=True)
    env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "state" / "hypothesis")
    return env if command == "lab" else dict(env, RNN_COURSE_STATIC="1")  # widgets show their still form


def main(arguments):
    """Run one command and return its exit status."""
    try:
        check_python(sys.version_info, arguments)
        if {"-h", "--help", "help"} & set(arguments):
            print(__doc__)
            return 0
        if not arguments or arguments[0].startswith("-"):
            arguments = ["lab"] + arguments
        if arguments[0] not in COMMANDS:
            raise Problem(f"There is no command {arguments[0]}: choose from {', '.join(COMMANDS)}.")
        python = set_up(look_closely=arguments == ["setup"])
        command = [str(python), "-m", "course_utils.commands"] + arguments
        if arguments == ["setup"]:
            return 0
        child = subprocess.Popen(command, cwd=str(ROOT), env=environment(python, arguments[0]))
        try:
            return child.wait()
        finally:
            stop(child)
    except Problem as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print(f"\nStopped: {AGAIN} to go on; a set-up that was cut short is mended then.", file=sys.stderr)
    except OSError as error:
        other = f"{error}: mend this and {AGAIN}."
        print(FULL_DISK if error.errno == errno.ENOSPC else other, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
