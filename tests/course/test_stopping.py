"""How a command ends: one sentence, and nothing goes on behind it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from small_course import environment, is_sentence, launch, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

COMMAND = """
import os, signal, subprocess, sys, time
if sys.argv[2:] == ["stubborn"]:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
helper = subprocess.Popen(["sleep", "300"])
pids = f"{os.getpid()} {helper.pid}"
if len(sys.argv) > 2:
    print(pids, flush=True)
if sys.argv[2:] == ["exit"]:
    helper.kill()
    sys.exit(3)
if sys.argv[2:] == ["crash"]:
    helper.kill()
    os.kill(os.getpid(), signal.SIGKILL)
try:
    print(pids, flush=True)
    for second in range(300):
        time.sleep(1)
finally:
    print("tidied up", flush=True)
"""


@pytest.fixture
def waiting(small, tmp_path):
    """Start a command that waits, and starts another process; return course.py's process and both numbers."""
    (small / "course_utils/commands").mkdir()
    (small / "course_utils/commands/__main__.py").write_text(COMMAND)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "own")], check=True)
    env = environment(small, RNN_COURSE_VENV=str(tmp_path / "own"))
    started = []

    def begin(*words, **options):
        child = launch(small / "course.py", *(words or ["bench"]), env=env, **options)
        pids = [int(word) for word in child.stdout.readline().split()]
        assert len(pids) == 2, child.communicate(timeout=20)
        started.extend(pids)
        return child, pids

    yield begin
    for pid in started:
        if lives(pid):
            os.kill(pid, signal.SIGKILL)


def lives(pid):
    """Whether a process is there and has not ended."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        if os.path.exists("/proc/self/stat"):
            return False
    return subprocess.call(["ps", "-p", str(pid)], stdout=subprocess.DEVNULL) == 0


def state(pid):
    """Return the state of a process as ps shows it, such as `T` for stopped."""
    return subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True
    ).stdout.strip()[:1]


def wait_until(condition, seconds=10):
    """Return whether a condition comes true within some seconds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("to_all", [True, False], ids=["as a terminal sends it", "to course.py alone"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_with_one_sentence(waiting, number, to_all):
    child, pids = waiting()
    (os.killpg if to_all else os.kill)(child.pid, number)
    out, errors = child.communicate(timeout=30)
    assert child.returncode == 128 + number
    assert is_sentence(errors) and "run the same command again" in errors, errors
    assert "tidied up" in out
    assert wait_until(lambda: not any(map(lives, pids)))


def test_lab_is_ended_by_the_signal_on_which_it_ends_its_kernels(waiting):
    child, pids = waiting("lab")
    os.kill(child.pid, signal.SIGINT)
    out, errors = child.communicate(timeout=30)
    assert is_sentence(errors) and "tidied" not in out  # SIGTERM, which this command does not catch
    assert wait_until(lambda: not any(map(lives, pids)))


def test_kill_ends_what_a_shell_started_in_the_background(waiting):
    """There Ctrl-C is ignored from the start, and must be; the child has to end all the same."""
    child, pids = waiting(preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    os.kill(child.pid, signal.SIGINT)
    time.sleep(0.5)
    assert child.poll() is None
    begin = time.monotonic()
    os.kill(child.pid, signal.SIGTERM)
    out, errors = child.communicate(timeout=30)
    assert is_sentence(errors) and "tidied up" in out and time.monotonic() - begin < 8
    assert wait_until(lambda: not any(map(lives, pids)))


def test_under_nohup_a_closed_terminal_ends_nothing(waiting):
    child, pids = waiting(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    os.kill(child.pid, signal.SIGHUP)
    time.sleep(0.5)
    assert child.poll() is None and all(map(lives, pids))
    os.kill(child.pid, signal.SIGTERM)
    child.communicate(timeout=30)


def test_a_command_that_will_not_end_is_forced_and_more_ctrl_c_hurries(waiting):
    child, pids = waiting("bench", "stubborn")
    begin = time.monotonic()
    for _ in range(3):
        os.kill(child.pid, signal.SIGINT)
        time.sleep(0.5)
    _, errors = child.communicate(timeout=30)
    assert is_sentence(errors) and time.monotonic() - begin < 8
    assert wait_until(lambda: not any(map(lives, pids)))


def test_ctrl_z_stops_the_command_too_and_fg_goes_on_with_both(waiting):
    child, pids = waiting()
    os.kill(child.pid, signal.SIGTSTP)
    assert wait_until(lambda: state(child.pid) == "T" and all(state(pid) == "T" for pid in pids))
    os.kill(child.pid, signal.SIGCONT)
    assert wait_until(lambda: all(state(pid) == "S" for pid in pids))
    os.kill(child.pid, signal.SIGINT)
    assert "tidied up" in child.communicate(timeout=30)[0]


def test_the_status_of_a_command_is_that_of_course_py(waiting):
    assert waiting("bench", "exit")[0].wait(30) == 3
    child, _ = waiting("bench", "crash")
    _, errors = child.communicate(timeout=30)
    assert child.returncode == 137 and is_sentence(errors) and "memory ran out" in errors


def test_a_signal_while_a_process_is_being_started_leaves_none_behind(small, monkeypatch):
    from small_course import course

    started = []
    really = subprocess.Popen

    def interrupted(*args, **options):
        started.append(really(*args, **options))
        course.on_signal(signal.SIGTERM, None)  # at the worst moment: nobody holds the process yet
        return started[0]

    monkeypatch.setattr(course.subprocess, "Popen", interrupted)
    with pytest.raises(course.Stopped), course.running(["sleep", "60"]):
        pytest.fail("the block must not begin")
    assert started[0].poll() is not None and course.held is None


def test_ctrl_c_during_a_real_command(tmp_path):
    """The doctor starts TensorFlow in a process of its own; neither says a word."""
    from small_course import ROOT

    child = launch(ROOT / "course.py", "doctor", env={**os.environ, "RNN_COURSE_VENV": sys.prefix})
    time.sleep(2.5)
    os.killpg(child.pid, signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130 and is_sentence(errors), errors


def test_an_ended_command_is_not_called_stopped(small, tmp_path):
    (small / "course_utils/commands").mkdir()
    (small / "course_utils/commands/__main__.py").write_text("print('done')")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "own")], check=True)
    done = start(small, "doctor", env=environment(small, RNN_COURSE_VENV=str(tmp_path / "own")))
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")
