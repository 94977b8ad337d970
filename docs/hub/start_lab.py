"""What a hub runs for each learner, as that learner: limits, own copies of the lessons, then JupyterLab.

The hub names the folder of the copies in RNN_COURSE_MINE, and the limits in MEM_LIMIT (bytes) and, on one host,
RNN_HUB_CORES. What goes wrong with the copies is said in the hub's log and does not keep the server from starting: a
learner whose disk is full must be able to log in and delete something.
"""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "--inside"  # the second start, with the variables of a lesson


def limit_memory(most):
    """Let no process of this learner hold more than `most` bytes; what is started from here inherits the limit.

    Counted is what a process asks for to write to (RLIMIT_DATA). The whole address space (RLIMIT_AS) would be the
    wrong measure: TensorFlow reserves much that it never touches.
    """
    import resource

    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    if highest != resource.RLIM_INFINITY:
        most = min(most, highest)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def limit_cores(most):
    """Keep this learner to `most` of the cores, others than the next learner's as far as there are enough.

    TensorFlow starts as many threads as it sees cores, so this also keeps eight kernels from fighting over two cores.
    """
    cores = sorted(os.sched_getaffinity(0))
    first = os.getuid() * most
    os.sched_setaffinity(0, {cores[(first + number) % len(cores)] for number in range(most)})


def lesson_variables(course):
    """Return the variables under which `course.py lab` runs, with those of the hub."""
    python = Path(sys.executable)
    try:
        variables = course.environment(python, "lab")
    except OSError:  # no file can be made in the home folder: as a command that keeps nothing there
        variables = course.environment(python, "doctor")
        del variables["RNN_COURSE_STATIC"]
    variables.update({name: value for name, value in os.environ.items() if name.startswith("JUPYTERHUB_")})
    return variables


def begin():
    """Set the limits and start again with the variables under which a lesson gives the same numbers everywhere."""
    if os.environ.get("MEM_LIMIT"):
        limit_memory(int(os.environ["MEM_LIMIT"]))
    if os.environ.get("RNN_HUB_CORES"):
        limit_cores(int(os.environ["RNN_HUB_CORES"]))
    sys.path.insert(0, str(ROOT))
    import course

    variables = lesson_variables(course)
    # A kernel needs a small file of its own to be reached; with it in the home folder a full disk would stop it.
    runtime = course.own_temporary_folder() / "state" / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    variables["JUPYTER_RUNTIME_DIR"] = str(runtime)
    words = [sys.executable, "-P", str(Path(__file__).resolve()), INSIDE, *sys.argv[1:]]
    os.execve(sys.executable, words, variables)


def lay_out():
    """Bring the learner's copies up to date, and return whether their folder is there."""
    from course_utils.commands import _copies
    from course_utils.commands._lessons import CommandError, lessons

    try:
        folder = _copies.mine()
        _copies.lay_out(lessons().values(), folder)
    except (OSError, CommandError) as error:
        print(f"The lessons were not brought up to date: {error}", file=sys.stderr, flush=True)
    return Path(os.environ["RNN_COURSE_MINE"]).expanduser().is_dir()


def serve(words):
    """Lay out the copies and become the server that the hub expects."""
    if not lay_out():
        os.environ["JUPYTERHUB_ROOT_DIR"] = str(Path.home())
        os.environ["JUPYTERHUB_DEFAULT_URL"] = "/lab"
    sys.argv = ["jupyterhub-singleuser", *words]
    runpy.run_module("jupyterhub.singleuser", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    if sys.argv[1:2] == [INSIDE]:
        serve(sys.argv[2:])
    else:
        begin()
