"""course.py as a stranger meets it: the set-up, its failures, JupyterLab. Installs tiny packages only."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import psutil
import pytest
from small_course import CLOSED, INSTALLERS, ROOT, course, environment, imports, is_sentence, start


@pytest.mark.parametrize("installer", INSTALLERS)
def test_set_up_second_start_repair_and_move(small, installer):
    env = environment(small, installer)
    first = start(small, "setup", env=env)
    assert first.returncode == 0, first.stderr
    assert list(course.site_packages(small / ".venv").glob("__pycache__/tinypackage.*.pyc")), "not compiled"
    assert imports(small, "tinypackage, course_utils")

    assert start(small, "setup", env=env).stdout == ""
    asked = json.loads((small / ".venv/share/jupyter/lab/settings/overrides.json").read_text())
    assert asked["@jupyterlab/apputils-extension:notification"] == {
        "fetchNews": "false",
        "checkForUpdates": False,
    }

    # Cut short: the stamp still says so and a package is gone. The user may have activated that environment.
    (small / ".venv" / course.STAMP).write_text("incomplete")
    next((small / ".venv").rglob("tinypackage.py")).unlink()
    python = sys.executable if os.name == "nt" else str(course.python_of(small / ".venv"))
    assert start(small, "setup", env=env, python=python).returncode == 0
    assert imports(small, "tinypackage, course_utils")

    moved = small.rename(small.with_name("elsewhere"))
    assert start(moved, "setup", env=env).stdout == ""
    assert imports(moved, "tinypackage, course_utils")


@pytest.mark.parametrize("damage", ["removed", "another version"])
def test_set_up_mends_a_whole_environment_whose_packages_were_changed(small, damage):
    env = environment(small, INSTALLERS[-1])
    assert start(small, "setup", env=env).returncode == 0
    record = next((small / ".venv").rglob("tinypackage-1.0.dist-info"))
    if damage == "removed":
        shutil.rmtree(record)
    else:
        record.rename(record.with_name("tinypackage-1.1.dist-info"))
    done = start(small, "setup", env=env)
    assert done.returncode == 0 and "Setting up" in done.stdout, done.stderr
    assert [path.name for path in (small / ".venv").rglob("tinypackage-*.dist-info")] == [record.name]
    assert start(small, "setup", env=env).stdout == ""


@pytest.mark.parametrize("installer", INSTALLERS)
def test_no_network_at_first_set_up(small, installer):
    closed = {"PIP_INDEX_URL": CLOSED, "UV_DEFAULT_INDEX": CLOSED, "PIP_RETRIES": "0"}
    env = environment(small, installer, **closed, UV_HTTP_TIMEOUT="3", UV_HTTP_RETRIES="0")
    for key in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "UV_NO_INDEX", "UV_FIND_LINKS"):
        del env[key]
    done = start(small, "test", env=env)
    assert done.returncode == 1
    assert is_sentence(done.stderr) and "connect to the network" in done.stderr, done.stderr
    assert (small / ".venv" / course.STAMP).read_text() == "incomplete"


def test_altered_package_is_refused_and_next_run_repairs(small):
    env = environment(small, INSTALLERS[-1])
    lock = (small / "requirements.txt").read_text()
    (small / "requirements.txt").write_text(lock[:-5] + "0000\n")
    done = start(small, "setup", env=env)
    assert done.returncode == 1 and is_sentence(done.stderr), done.stderr
    (small / "requirements.txt").write_text(lock)
    assert start(small, "setup", env=env).returncode == 0
    assert imports(small, "tinypackage")


def test_full_disk_seen_by_course_itself(monkeypatch, capsys):
    def full(**_):
        raise OSError(course.errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(course, "set_up", full)
    assert course.main(["doctor"]) == 1
    assert capsys.readouterr().err.strip() == course.FULL_DISK


@pytest.mark.parametrize("version", [(2, 7), (3, 6, 15), (3, 10, 13), (3, 14, 0), (4, 0)])
def test_unsupported_python_is_told_what_to_run(version):
    with pytest.raises(
        course.Problem, match=r"needs Python 3.11 to 3.13.*`.*course.py test 03`\.$"
    ) as problem:
        course.check_python(version, ["test", "03"])
    assert is_sentence(str(problem.value))


def test_supported_pythons_agree_with_pyproject():
    for version in course.SUPPORTED:
        course.check_python(version, [])
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    last = course.SUPPORTED[-1]
    first = course.SUPPORTED[0]
    assert f'requires-python = ">={first[0]}.{first[1]},<{last[0]}.{last[1] + 1}"' in text


def old_pythons():
    """Commands on this computer that start a Python the course does not support."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    names = [shutil.which(f"python3.{minor}") for minor in (6, 7, 8, 9, 10, 14)]
    names += [str(path) for minor in (6, 8, 10, 14) for path in home.glob(f"3.{minor}.*/bin/python")]
    return [
        name
        for name in names
        if name and course.subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0
    ]


def test_file_runs_on_old_pythons_up_to_the_sentence():
    import ast

    ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    for python in old_pythons():
        done = subprocess.run(
            [python, str(ROOT / "course.py"), "test"], capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 1 and is_sentence(done.stderr) and "needs Python 3.11" in done.stderr, done


def test_foreign_environments_are_not_touched(small):
    (small / ".venv").mkdir()
    (small / ".venv" / "mine.txt").write_text("kept")
    done = start(small, "setup", env=environment(small))
    assert done.returncode == 1 and is_sentence(done.stderr) and "RNN_COURSE_VENV" in done.stderr, done.stderr
    assert (small / ".venv" / "mine.txt").read_text() == "kept"


def test_an_environment_of_ones_own_is_used_as_it_is(small, tmp_path):
    own = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(own)], check=True)
    before = sorted(own.rglob("*"))
    done = start(small, "setup", env=environment(small, RNN_COURSE_VENV=str(own)))
    assert done.returncode == 0 and done.stdout == "", done.stderr
    assert sorted(own.rglob("*")) == before


def test_read_only_checkout_uses_the_temporary_folder(small, tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    really_writable = course.is_writable
    monkeypatch.setattr(course, "ROOT", small)
    monkeypatch.setattr(course.tempfile, "tempdir", str(tmp_path / "temporary"))
    # Root may write anywhere, so permission bits would not make a read-only folder for every user.
    monkeypatch.setattr(
        course, "is_writable", lambda folder: small not in folder.parents and really_writable(folder)
    )
    for key in set(os.environ) - set(variables := environment(small)):
        monkeypatch.delenv(key)
    for key, value in variables.items():
        monkeypatch.setenv(key, value)
    python = course.set_up()
    assert tmp_path / "temporary" in python.parents and not (small / ".venv").exists()
    assert imports(small, "tinypackage, course_utils", venv=python.parents[1])


def test_wrong_command_is_one_sentence():
    done = start(ROOT, "tset", env={**os.environ})
    assert done.returncode == 1 and is_sentence(done.stderr) and "choose from lab, test" in done.stderr, (
        done.stderr
    )


def test_lab_serves_the_learner_s_own_lesson_00_over_http(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "RNN_COURSE_VENV": sys.prefix, "HOME": str(tmp_path)}
    env["RNN_COURSE_MINE"] = str(tmp_path / "mine")
    command = [sys.executable, str(ROOT / "course.py"), "lab", "--no-browser", "--port", str(port)]
    command += ["--token", "lesson"]
    log = tmp_path / "log.txt"
    with log.open("w") as sink:
        server = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}"
    lesson = "00_start_here.ipynb"
    try:
        for _ in range(600):
            try:
                page = urllib.request.urlopen(f"{address}/lab/tree/{lesson}?token=lesson", timeout=20).read()
                break
            except OSError:
                assert server.poll() is None, log.read_text()
                time.sleep(0.2)
        content = urllib.request.urlopen(f"{address}/api/contents/{lesson}?token=lesson", timeout=20).read()
        urllib.request.urlopen(f"{address}/api/kernels?token=lesson", data=b'{"name": "python3"}', timeout=60)
        family = psutil.Process(server.pid).children(recursive=True)
        assert any("ipykernel_launcher" in " ".join(process.cmdline()) for process in family)
    finally:
        if os.name == "nt":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(server.pid)], capture_output=True)
        else:
            server.terminate()  # course.py alone: it has to end JupyterLab, and that its kernels
        server.wait(30)
    assert psutil.wait_procs(family, 10)[1] == []
    assert b"JupyterLab" in page
    stored, served = nbformat.read(ROOT / "notebooks" / lesson, as_version=4), json.loads(content)["content"]
    assert served["cells"][0]["source"] == stored.cells[0].source
    assert not any(cell.get("outputs") for cell in served["cells"])
    assert (tmp_path / "mine" / lesson).exists()
    assert f"/lab/tree/{lesson}" in log.read_text()
