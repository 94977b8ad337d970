#!/usr/bin/env python3
"""Run the course: python3 course.py [COMMAND], on Linux, macOS and Windows, with Python 3.11 to 3.13.

    lab                              open JupyterLab at lesson 00, in your own copies of the lessons (the default)
    test [--fast] [NN ...]           run tests and lessons; --fast leaves lessons out, 03 07 picks lessons
    doctor                           look over this computer and say how to mend what is amiss
    outputs [NN ...]                 run lessons and store their outputs (for authors)
    seeds [NN ...]                   run lessons with every seed shifted and list what fails (for authors)
    lesson [NN ...]                  say how long lessons take to read and what they hold (for authors)
    handouts|site [NN ...]           write lessons for learners (no solutions), as web pages, to build/
    bench --lessons [NN ...]         measure lessons and write their run times into README.md
    bench --text FILE --seconds N    train lesson 21's text generator on a file, report as JSON
    export --checkpoint FILE         write a trained text generator as one web page that writes in any browser
    readme                           write the README's tables from the stored lessons
    tally FOLDER                     add up what lab --tally FOLDER counted in a room, without names
    data NAME                        remake one data set with its build.py
    setup                            make or mend the environment, nothing else
    wheels                           put the packages into wheels/, from where set-up takes them without a network

`python3 course.py COMMAND --help` says more of one command, once the course is set up.
The first run installs the packages of requirements.txt into .venv and needs the network; later runs do not.
In a read-only folder the environment goes to the temporary folder. RNN_COURSE_VENV may name another folder
for it, or an environment of your own (conda too), which is then used as it is.
"""
# This file must parse on Python 3.6, so that an old Python gets a sentence and not a SyntaxError.

import os
import sys

FILE = os.path.abspath(__file__)
while os.path.islink(FILE):  # a link to this file, in ~/bin say; the folders above it keep their names
    FILE = os.path.join(os.path.dirname(FILE), os.readlink(FILE))
HERE = os.path.realpath(os.path.dirname(FILE))
if __name__ == "__main__":  # a learner's random.py beside this file must not stand in for Python's own
    sys.path[:] = [place for place in sys.path if place and os.path.realpath(place) != HERE]

import ast
import contextlib
import difflib
import errno
import hashlib
import json
import re
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(os.path.abspath(FILE)).parent
SUPPORTED = [(3, 11), (3, 12), (3, 13)]
COMMANDS = (
    "lab test doctor outputs handouts site readme lesson seeds bench export data tally setup wheels".split()
)
WHEELS = ROOT / "wheels"  # packages for a room without a network, if it is there; see `course.py wheels`
STAMP = "rnn_course.stamp"  # in the environment: "incomplete" first, its fingerprint last
LOCK = "rnn_course.lock"  # beside it: held by the one process that sets up
HAS_GROUPS = hasattr(os, "killpg")  # not on Windows

# ---------------------------------------------------------------- what the user reads when something fails

AGAIN = "run the same command again"
FULL_DISK = f"The disk is full: free 4 GB, or set RNN_COURSE_VENV to a folder on another disk, and {AGAIN}."
NO_VENV = f"This Python lacks its venv module: install it (apt install python3-venv) and {AGAIN}."
WRONG_HASH = f"A downloaded package is not the one the course was tested with: {AGAIN}, from another network."
NO_NETWORK = f"The packages cannot be downloaded: connect to the network (only set-up needs it) and {AGAIN}."
WRONG_DATE = (
    "The package server's certificate is out of date here: look whether this computer's date and time are right, "
    f"and {AGAIN}."
)
CERTIFICATE = (
    "The package server's certificate is not trusted here, as behind the proxy of a company or school: ask for that "
    "certificate as a file, set both PIP_CERT and SSL_CERT_FILE to it (where uv is used and the system trusts it, "
    f"UV_SYSTEM_CERTS=1 and UV_NATIVE_TLS=1 do), and {AGAIN}."
)
PROXY = (
    f"The proxy did not let set-up through: set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT and {AGAIN}."
)
NOT_OFFERED = (
    "A package is not offered for this computer (the course needs 64-bit Linux or Windows, or macOS on Apple "
    "silicon), or not by the package index that is set here"
)
FROM_WHEELS = (
    " They are taken from the folder wheels: if it was filled on another kind of computer, with another Python or for "
    "another version of the course, fill it there with `course.py wheels`, or rename it to use the network."
)
UNKNOWN = f"The packages could not be installed: {AGAIN}; should it fail again, mend what the installer says"
INSTALLER_SAYS = [  # what pip or uv prints when it fails, and what to tell the user; the first that fits
    (r"No space left|Errno 28|os error (28|112)|not enough space|disk quota", FULL_DISK),
    (r"ensurepip is not available|No module named '?(venv|ensurepip)", NO_VENV),
    (r"hash(es)? mismatch|DO NOT MATCH THE HASHES", WRONG_HASH),
    (r"certificate (has expired|is not yet valid)|certificate: (Expired|NotValidYet)", WRONG_DATE),
    (r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|confirming the ssl certificate", CERTIFICATE),
    (
        r"SSLCertVerificationError|UnknownIssuer|unable to get local issuer|self.signed certificate",
        CERTIFICATE,
    ),
    (
        r"Proxy Authentication Required|Tunnel connection failed|Cannot connect to proxy|ProxyError|tunnel error",
        PROXY,
    ),
    (r"connection (broken|refused|reset|error)|failed to establish|network (is )?unreachable", NO_NETWORK),
    (r"dns error|name resolution|lookup address|getaddrinfo|timed out|error sending request", NO_NETWORK),
    (r"not found in the cache|network connectivity is disabled|client error \(connect\)", NO_NETWORK),
]
NOT_THERE = (
    r"No matching distribution|not found in the (package registry|provided)|no wheels? with a matching"
)


class Problem(Exception):
    """Something the user can mend; the message is one sentence that says how."""


def explain(output):
    """Turn what a failed installer printed into one sentence; where none fits, it ends with its own last words."""
    for pattern, sentence in INSTALLER_SAYS:
        if re.search(pattern, output, re.IGNORECASE):
            return sentence
    lines = [" ".join(line.split()) for line in output.splitlines() if line.strip()]
    errors = [
        line
        for line in lines
        if re.match(r"(fatal )?error\b|\w*(Error|Exception)\b|cause(d by)?:", line, re.IGNORECASE)
    ]
    last = (errors or lines or ["nothing"])[-1][:400].rstrip(".")
    missing = re.search(NOT_THERE, output, re.IGNORECASE)
    said = f"{NOT_OFFERED if missing else UNKNOWN}. The installer's last words: {last}."
    return said + FROM_WHEELS if missing and WHEELS.is_dir() else said


# ---------------------------------------------------------------- the Python, and the folder of the environment


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


def chosen_folder():
    """Return the folder that RNN_COURSE_VENV names, or None."""
    chosen = os.environ.get("RNN_COURSE_VENV")
    return Path(os.path.abspath(os.path.expanduser(chosen))) if chosen else None


def candidates():
    """Yield the folders in which the environment may be or be made, the best first."""
    if chosen_folder():
        yield chosen_folder()
    else:
        yield ROOT / ".venv"
        yield own_temporary_folder() / (
            "rnn-course-" + hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()[:8]
        )


def ready_python():
    """Return the Python of an environment that can be used as it stands, or None."""
    chosen = chosen_folder()
    if chosen and python_of(chosen) and not (chosen / STAMP).exists():
        return python_of(chosen)  # the user's own environment: never touched
    return next((python_of(folder) for folder in candidates() if is_complete(folder)), None)


def set_up(look_closely=False):
    """Return the Python of a complete environment, making or mending it first where needed."""
    python = ready_python()
    if python and not (python.parent.parent / STAMP).exists():
        return python
    for folder in candidates():
        if can_hold_environment(folder) and (is_complete(folder) or is_writable(folder)):
            if not is_whole(folder, look_closely):
                with only_one(folder) as lock:
                    if not is_whole(folder, look_closely):  # the other one did not make it
                        install(folder, lock)
            link_course(folder)
            return python_of(folder)
    if not can_hold_environment(folder):
        raise Problem(
            f"No environment can live in {folder}: set RNN_COURSE_VENV to a folder without {os.pathsep}."
        )
    raise Problem(f"{folder} cannot be written to: set RNN_COURSE_VENV to a folder that can.")


def own_temporary_folder():
    """Return a folder under the temporary one that belongs to this user alone."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    folder = Path(tempfile.gettempdir(), f"rnn-course-of-{user}")
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    is_own = folder.is_dir() and not folder.is_symlink()
    is_own = is_own and (not hasattr(os, "getuid") or folder.stat().st_uid == user)
    return folder if is_own else Path(tempfile.mkdtemp(prefix="rnn-course-"))


def can_hold_environment(folder):
    """Tell whether the name allows it: PATH could not list a folder whose name holds PATH's separator."""
    return not set(str(folder)) & {os.pathsep, "\n", "\r"}


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


def is_whole(folder, look_closely):
    """Tell whether the environment is complete and, looked at closely, has every package."""
    return is_complete(folder) and (not look_closely or has_packages(folder))


def has_packages(folder):
    """Tell whether each package that the lock wants on every computer is there, in its version."""
    found = [*folder.glob("lib/*/site-packages/*.dist-info"), *folder.glob("Lib/site-packages/*.dist-info")]
    wanted = re.findall(r"(?m)^([\w.-]+)==(\S+) \\$", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    there = {re.sub("[-_.]+", "-", path.stem).lower() for path in found}
    return all(re.sub("[-_.]+", "-", "-".join(package)).lower() in there for package in wanted)


# ---------------------------------------------------------------- making the environment


@contextlib.contextmanager
def only_one(folder):
    """Let one process at a time set up `folder`; the others wait, and are told so.

    The system itself frees the lock of a process that ends, however it ends. An installer holds it too, so that
    one which outlives a killed course.py is waited for.
    """
    refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        told = False
        while not take(file):
            if not told:
                print(
                    f"The course is being set up in {folder} by another start: waiting for it ...", flush=True
                )
            told = True
            time.sleep(0.2)
        yield file


def take(file):
    """Try to lock an open file and tell whether that worked; a disk that knows no locks is used without."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def refuse_foreign(folder):
    """Refuse a folder that holds something which course.py did not put there."""
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file: remove it, or set RNN_COURSE_VENV to a folder.")
    if folder.is_dir() and set(os.listdir(str(folder))) - {LOCK} and not (folder / STAMP).exists():
        raise Problem(f"{folder} is not course.py's: rename it, or set RNN_COURSE_VENV to it to use it.")


# pip would compile the packages with one processor; this takes all there are. What does not compile is left, as by pip.
COMPILER = "import compileall, sys; compileall.compile_dir(sys.argv[1], quiet=2, workers=0)"


def install(folder, lock):
    """Make the environment from the lock; cut short, it has no valid stamp and the next run starts over."""
    refuse_foreign(folder)
    (folder / STAMP).write_text("incomplete", encoding="utf-8")
    for path in [path for path in folder.iterdir() if path.name not in (STAMP, LOCK)]:
        shutil.rmtree(str(path)) if path.is_dir() and not path.is_symlink() else path.unlink()
    print(f"Setting up the course in {folder} (once; a few minutes) ...", flush=True)
    exactly = ["--no-deps", "--require-hashes", "-r", ROOT / "requirements.txt"]
    base = getattr(sys, "_base_executable", sys.executable)  # not the Python of the folder being remade
    if uses_uv():  # either way bytecode is compiled here, as the course itself never writes any
        follow(["uv", "venv", "--allow-existing", "--python", base, folder], lock, installer_environment())
        uv = ["uv", "pip", "install", "--compile-bytecode", "--no-build", "--python", python_of(folder)]
        follow(uv + exactly, lock, installer_environment())
    else:
        follow([base, "-m", "venv", folder], lock, installer_environment())
        options = "-m pip install --only-binary=:all: --no-compile --retries=2"
        pip = [python_of(folder), *options.split()]
        follow(pip + exactly, lock, pip_environment(python_of(folder)))
        follow([python_of(folder), "-c", COMPILER, site_packages(folder)], lock, installer_environment())
    write_lab_settings(folder)
    (folder / STAMP).write_text(fingerprint(), encoding="utf-8")


def uses_uv():
    """Tell whether uv installs: where it is, unless the packages' index is set for pip alone, which uv ignores."""
    for_pip = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONFIG_FILE"} & set(os.environ)
    for_uv = [name for name in os.environ if re.match(r"UV_.*(INDEX|FIND_LINKS|CONFIG)", name)]
    return bool(shutil.which("uv")) and (not for_pip or bool(for_uv))


# Of pip's and uv's settings those that say where packages come from, and how. Others ("user", "target", "no-binary",
# "constraint", "exclude-newer" ...) would make another environment than the lock describes, or none.
PIP_KEPT = "index-url extra-index-url find-links no-index trusted-host cert client-cert proxy timeout default-timeout"
PIP_KEPT += (
    " retries cache-dir no-cache-dir keyring-provider use-feature use-deprecated disable-pip-version-check"
)
PIP_KEPT = {"PIP_" + name.upper().replace("-", "_") for name in PIP_KEPT.split()}
UV_KEPT = r"UV_.*(INDEX|FIND_LINKS|CONFIG|CACHE|TLS|CERT|HTTP|INSECURE|OFFLINE|KEYRING|LINK_MODE|CONCURRENT|TIMEOUT|RETRIES)"


def installer_environment():
    """Return the variables of an installer: the user's, without what would lead it elsewhere."""
    env = {}
    for key, value in os.environ.items():
        is_kept = (
            key in PIP_KEPT
            if key.startswith("PIP_")
            else not key.startswith(("PYTHON", "VIRTUAL_ENV", "UV_"))
        )
        if is_kept or re.match(UV_KEPT, key):
            env[key] = value
    env.update(PIP_CONFIG_FILE=os.devnull, PIP_NO_INPUT="1", PYTHONUTF8="1", PYTHONNOUSERSITE="1")
    if WHEELS.is_dir():
        links = WHEELS.as_uri()  # an address: both installers take a path with a space for two
        env.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=links, UV_NO_INDEX="1", UV_FIND_LINKS=links)
    return env


def pip_environment(python):
    """Return the variables of pip; its configuration files count for where packages come from, and for no more."""
    env = installer_environment()
    del env["PIP_CONFIG_FILE"]
    if "PIP_CONFIG_FILE" in os.environ:
        env["PIP_CONFIG_FILE"] = os.environ["PIP_CONFIG_FILE"]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    words = [str(python), "-m", "pip", "config", "list"]
    listed = subprocess.run(words, env=env, encoding="utf-8", **pipes).stdout
    settings = {}
    for section in ("global", "install"):  # the second says more and wins
        for key, value in re.findall(rf"(?m)^{section}\.([\w-]+)=(.*)$", listed):
            settings["PIP_" + key.upper().replace("-", "_")] = str(ast.literal_eval(value))
    settings = {key: value for key, value in settings.items() if key in PIP_KEPT}
    env = dict(settings, **installer_environment())
    if "PIP_CERT" in env:  # these two would win over it
        env = {
            key: value for key, value in env.items() if key not in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
        }
    return env


def follow(words, lock, env):
    """Run an installer, show its last line while it works, and turn its failure into a sentence."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    if HAS_GROUPS and lock:
        pipes["pass_fds"] = [lock.fileno()]
    output = ""
    with running(words, env=env, encoding="utf-8", errors="replace", **pipes) as child:
        for line in child.stdout:
            output += line
            if sys.stdout.isatty():
                print(f"\r{line.strip()[:78]:78}", end="\r", flush=True)
        if sys.stdout.isatty():
            print(f"{'':78}", end="\r", flush=True)
        if child.wait():
            raise Problem(explain(output))


def write_lab_settings(folder):
    """Tell JupyterLab what the course wants from it, in the environment's own settings.

    It is not to ask, at its first start, whether it may fetch news over the network; and a saved notebook keeps its
    knobs, which would else be an error message when it is opened again.
    """
    path = folder / "share/jupyter/lab/settings/overrides.json"
    wanted = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    }
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))  # a package may have brought some
    except (OSError, ValueError):
        settings = {}
    for plugin, values in wanted.items():
        settings.setdefault(plugin, {}).update(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def link_course(folder):
    """Make `course_utils` importable by a path file, relative where possible: a checkout may be moved."""
    packages, target = site_packages(folder), str(ROOT.resolve())
    if packages.drive == Path(target).drive:
        target = os.path.relpath(target, str(packages))
    link = packages / "rnn_course.pth"
    if not link.exists() or link.read_text(encoding="utf-8") != target:
        if is_writable(packages):  # else PYTHONPATH does the work
            link.write_text(target, encoding="utf-8")


def site_packages(folder):
    """Return the folder of an environment's packages."""
    packages = sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    return Path(packages).resolve()


# ---------------------------------------------------------------- processes, and how they end


class Stopped(BaseException):
    """Ctrl-C, or another signal that asks to end; its number is the argument."""


held = None  # while a process is being started: the signals that came meanwhile


def on_signal(number, frame):
    """Raise `Stopped`, but not while a process is being started: it would be left behind."""
    if held is None:
        raise Stopped(number)
    held.append(number)


def heed_signals():
    """End on Ctrl-C, on `kill` and when the terminal is closed; what is ignored (as under nohup) stays so."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, on_signal)


@contextlib.contextmanager
def running(words, gently=signal.SIGTERM, **options):
    """Start a process; whatever ends the block ends the process, and those it started.

    On POSIX it gets a session of its own, so that Ctrl-C reaches course.py alone, which then ends the process once
    and quietly; on Windows Ctrl-C reaches both.

    Args:
        words: the command.
        gently: the signal that asks the process to end.
        options: as for `subprocess.Popen`.
    """
    global held
    held = []
    try:
        child = subprocess.Popen([str(word) for word in words], start_new_session=HAS_GROUPS, **options)
    finally:
        came, held = held, None
    try:
        if came:
            raise Stopped(came[0])
        yield child
    except BaseException:
        end(child, gently)
        raise


def end(child, gently):
    """Ask a process to end, then tell all it started, then force them; a second Ctrl-C hurries."""
    if HAS_GROUPS:
        steps = [
            (lambda: child.send_signal(gently), 10),
            (lambda: os.killpg(child.pid, signal.SIGTERM), 5),
            (lambda: os.killpg(child.pid, signal.SIGKILL), 5),
        ]
    else:  # on Windows Ctrl-C has reached the process by itself
        steps = [(lambda: None, 10), (child.terminate, 5)]
    for step, patience in steps:
        with contextlib.suppress(subprocess.TimeoutExpired, ProcessLookupError, Stopped, KeyboardInterrupt):
            if child.poll() is None:
                step()
                child.wait(patience)
    if HAS_GROUPS:
        with contextlib.suppress(ProcessLookupError, PermissionError, Stopped, KeyboardInterrupt):
            os.killpg(child.pid, signal.SIGTERM)  # processes that outlived the one that started them
            time.sleep(0.5)
            os.killpg(child.pid, signal.SIGKILL)


def suspend_with(child):
    """Let Ctrl-Z stop a process of another session too, and `fg` go on with both."""
    if not hasattr(signal, "SIGTSTP"):
        return

    def suspend(number, frame):
        os.killpg(child.pid, signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGSTOP)
        os.killpg(child.pid, signal.SIGCONT)

    signal.signal(signal.SIGTSTP, suspend)


# ---------------------------------------------------------------- the commands


# Variables that change what a lesson computes, prints or draws, by the beginning of their names. Not among them are
# those that say how much of the computer may be used, such as OMP_NUM_THREADS.
CHANGES_RESULTS = (
    "PYTHON PYTEST_ HYPOTHESIS_ KERAS_ TF_ XLA_ ONEDNN_ DNNL_ MKL_CBWR MKL_DEBUG MKL_ENABLE OPENBLAS_CORE"
)
CHANGES_RESULTS += " NPY_ NUMPY_ SCIPY_ SKLEARN_ MPL MATPLOTLIBRC IPYTHON JUPYTER_PATH JUPYTER_CONFIG_PATH"
CHANGES_RESULTS += " JUPYTERLAB_DIR JUPYTER_PREFER COLUMNS LINES FORCE_COLOR DOCUTILSCONFIG RNN_COURSE_STATIC"
CHANGES_RESULTS = tuple(CHANGES_RESULTS.split())
MAY_STAY = {"TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "PYTHONUNBUFFERED"}
KERNEL_SETTINGS = """# Written by course.py. A learner's keras.py beside a lesson must not hide the package of that name:
# modules of the lesson's folder can be imported, but come last.
c.InteractiveShellApp.ignore_cwd = True
c.InteractiveShellApp.exec_lines = ["__import__('sys').path.append('')"]
"""


def environment(python, command):
    """Return the variables of a command, under which lessons run alike everywhere.

    Nothing of the user's profile reaches a lesson's kernel: no variable of `CHANGES_RESULTS`, no ~/.keras/keras.json,
    matplotlibrc, IPython profile or kernel of the same name. JupyterLab itself keeps the user's own settings (theme,
    shortcuts, password). Nothing is written into the checkout.

    Args:
        python: the environment's Python.
        command: its name, such as `"lab"`.
    """
    env = {}
    for key, value in os.environ.items():
        if key in MAY_STAY or not key.startswith(CHANGES_RESULTS):
            env[key] = value
    env.update(PYTHONNOUSERSITE="1", PYTHONUTF8="1", PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    env.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    env.update(JUPYTER_PREFER_ENV_PATH="1")  # this environment's kernel before one that the user installed
    if command != "data":  # a build.py has helpers in its folder; no other script does
        env["PYTHONSAFEPATH"] = "1"
    folder = python.parent.parent
    if not (folder / STAMP).exists() or not (site_packages(folder) / "rnn_course.pth").exists():
        refuse_hidden_modules()
        env["PYTHONPATH"] = str(ROOT)
    if not (folder / STAMP).exists() or not is_writable(folder):
        folder = own_temporary_folder()
    own = ["IPYTHONDIR", "MPLCONFIGDIR", "KERAS_HOME", "HYPOTHESIS_STORAGE_DIRECTORY"]
    if command != "lab" or not is_writable(Path(os.path.expanduser("~"))):
        env = {
            key: value for key, value in env.items() if command == "lab" or not re.match("JUPYTER.*_DIR", key)
        }
        own += ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"]
    for name in own:
        env[name] = str(folder / "state" / name.lower())
        os.makedirs(env[name], exist_ok=True)
    profile = Path(env["IPYTHONDIR"], "profile_default")
    profile.mkdir(exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_SETTINGS, encoding="utf-8")
    if command != "lab":
        env["RNN_COURSE_STATIC"] = "1"  # widgets show their still form
        env["RNN_COURSE_CALLER"] = callers_folder()  # a path on the command line is meant from here
    return env


def callers_folder():
    """Return the folder in which the user gave the command."""
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return str(ROOT)


def refuse_hidden_modules():
    """Refuse modules in the course's folder that would hide Python's own where PYTHONPATH has to name that folder."""
    if os.pathsep in str(ROOT):
        raise Problem(f"PYTHONPATH cannot name {ROOT}: rename it so that its path has no {os.pathsep}.")
    for path in sorted(ROOT.glob("*.py")):
        if path.stem in sys.stdlib_module_names or path.stem in (
            "numpy",
            "keras",
            "tensorflow",
            "matplotlib",
        ):
            raise Problem(f"{path} hides the module {path.stem} that Python needs: rename it, and {AGAIN}.")


STARTER = """import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # even where a shell ignored it for what runs behind it
try:
    runpy.run_module("course_utils.commands", run_name="__main__", alter_sys=True)
except KeyboardInterrupt:  # course.py says the one sentence
    sys.exit(130)
"""


def run(python, arguments):
    """Run one command in the environment and return its exit status."""
    env = environment(python, arguments[0])
    # JupyterLab ends its kernels on SIGTERM; the others tidy up after a KeyboardInterrupt.
    gently = signal.SIGTERM if arguments[0] == "lab" else signal.SIGINT
    words = [python, "-P", "-c", STARTER] + arguments
    with running(words, gently, cwd=str(ROOT), env=env) as child:
        suspend_with(child)
        status = child.wait()
    if status == -9:
        print(
            "The system ended the command: most likely the memory ran out; close other programs.",
            file=sys.stderr,
        )
    return status if status >= 0 else 128 - status


def read(arguments):
    """Return the words of a command as `course_utils.commands` takes them, or None where help is asked for.

    Raises:
        Problem: if there is no such command.
    """
    words = list(arguments)
    if words[:1] == ["help"] and words[1:]:
        words = words[1:] + ["--help"]
    if words[:1] in (["-h"], ["--help"], ["help"]):
        return None
    if not words or words[0].startswith("-"):
        words = ["lab"] + words
    if words[0] not in COMMANDS:
        near = difflib.get_close_matches(words[0], COMMANDS, 1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        raise Problem(f"There is no command {words[0]}{meant}: choose from {', '.join(COMMANDS)}.")
    asks_help = bool({"-h", "--help"} & set(words[1:]))
    if words[0] == "setup" and words[1:] and not asks_help:
        raise Problem(f"setup takes no options, and {words[1]} is one: run `python3 course.py setup`.")
    if asks_help and (words[0] == "setup" or not ready_python()):
        return None  # help is not worth the minutes of a set-up
    return words


def main(arguments):
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a folder's name may have letters the terminal lacks
    try:
        check_python(sys.version_info, arguments)
        words = read(arguments)
        if words is None:
            print(__doc__)
            return 0
        python = set_up(look_closely=words == ["setup"])
        return 0 if words == ["setup"] else run(python, words)
    except Problem as problem:
        print(problem, file=sys.stderr)
    except (Stopped, KeyboardInterrupt) as stopped:
        print(f"\nStopped: {AGAIN} to go on; a set-up that was cut short is mended then.", file=sys.stderr)
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    except OSError as error:
        other = f"{error}: mend this and {AGAIN}."
        print(FULL_DISK if error.errno == errno.ENOSPC else other, file=sys.stderr)
    return 1


if __name__ == "__main__":
    heed_signals()
    sys.exit(main(sys.argv[1:]))
