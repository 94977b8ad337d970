"""The files for a hub: their settings hold what the page promises, and a real hub is run where there is one."""

import getpass
import importlib
import importlib.util
import json
import math
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
import types

import all_lessons as lessons
import nbformat
import pytest
from hub_client import Learner

FOLDER = lessons.ROOT / "docs" / "hub"
CONFIG = FOLDER / "jupyterhub_config.py"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")
POSIX = pytest.mark.skipif(os.name != "posix", reason="a hub runs on Linux")


class Sections(dict):
    """As the object that JupyterHub hands to its configuration: a section is there once it is named."""

    def __getattr__(self, name):
        return self.setdefault(name, types.SimpleNamespace())


def settings():
    """Run the configuration as JupyterHub does, and return what it set."""
    sections = Sections()
    runpy.run_path(str(CONFIG), {"get_config": lambda: sections})
    return sections


def run(code, tmp_path, **variables):
    """Run code that has `start_lab` at hand in a Python of its own; return its last line, read as JSON."""
    env = dict(os.environ, PYTHONPATH=str(lessons.ROOT), HOME=str(tmp_path), **variables)
    head = f"import json, os, sys\nsys.path.insert(0, {str(FOLDER)!r})\nimport start_lab\n"
    done = subprocess.run([sys.executable, "-c", head + code], env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


# ---------------------------------------------------------------- one host


@POSIX
def test_the_hub_limits_and_culls_and_opens_lesson_00():
    c = settings()
    assert c.Spawner.mem_limit == "3G" and c.Spawner.cpu_limit == 2
    assert c.Spawner.environment == {"RNN_COURSE_MINE": "~/rnn-course", "RNN_HUB_CORES": "2"}
    assert c.Spawner.notebook_dir == c.Spawner.environment["RNN_COURSE_MINE"]
    first = c.Spawner.default_url.removeprefix("/lab/tree/")
    assert first == lessons.PATHS[0].name
    assert c.Spawner.cmd == [sys.executable, str(FOLDER / "start_lab.py")]
    (culler,) = c.JupyterHub.services
    assert culler["command"][1:3] == ["-m", "jupyterhub_idle_culler"]
    assert "--timeout=3600" in culler["command"]
    (role,) = c.JupyterHub.load_roles
    assert role["services"] == [culler["name"]] and "delete:servers" in role["scopes"]
    assert any("cull_idle_timeout=1800" in word for word in c.Spawner.args)


@POSIX
def test_nobody_is_root_on_the_hub():
    c = settings()
    assert c.JupyterHub.authenticator_class == "pam" and c.Authenticator.blocked_users == {"root"}
    assert c.LocalAuthenticator.allowed_groups == {"rnn-course", "rnn-teachers"}
    assert not any("allow-root" in word for word in c.Spawner.args)
    asks = c.Spawner.pre_spawn_hook
    with pytest.raises(PermissionError, match="root is root here: log in as an ordinary user"):
        asks(types.SimpleNamespace(user=types.SimpleNamespace(name="root")))
    asks(types.SimpleNamespace(user=types.SimpleNamespace(name="nobody")))


@POSIX
def test_the_spawner_is_chosen_by_one_word(monkeypatch):
    assert settings().JupyterHub.spawner_class == "jupyterhub.spawner.LocalProcessSpawner"
    monkeypatch.setenv("RNN_HUB_SPAWNER", "systemd")
    c = settings()
    assert c.JupyterHub.spawner_class == "systemdspawner.SystemdSpawner"
    assert c.SystemdSpawner.username_template == "{USERNAME}" and c.SystemdSpawner.disable_user_sudo
    assert c.SystemdSpawner.readonly_paths == [str(lessons.ROOT)]
    monkeypatch.setenv("RNN_HUB_SPAWNER", "docker")
    with pytest.raises(SystemExit, match="must be local or systemd, and docker is neither"):
        settings()


# ---------------------------------------------------------------- what is started for each learner


@pytest.mark.skipif(sys.platform != "linux", reason="these limits are Linux's")
def test_a_process_that_asks_for_more_than_its_limit_is_refused_and_so_are_its_children(tmp_path):
    code = """
start_lab.limit_memory(600 << 20)
start_lab.limit_cores(1)
import subprocess
ask = "import os\\ntry:\\n  bytearray(800 << 20)\\n  print('got it')\\nexcept MemoryError:\\n  print('refused')\\n"
ask += "print(len(os.sched_getaffinity(0)))"
print(json.dumps(subprocess.check_output([sys.executable, "-c", ask], encoding="utf-8").split()))
"""
    assert run(code, tmp_path)[0] == ["refused", "1"]
    assert run(code.replace("600 <<", "1200 <<"), tmp_path)[0] == ["got", "it", "1"]


@POSIX
def test_the_server_starts_with_the_variables_of_a_lesson_and_its_kernels_files_outside_the_home(tmp_path):
    code = """
os.execve = lambda program, words, variables: print(json.dumps([words, variables]))
sys.argv = ["start_lab.py", "--one", "--two"]
start_lab.begin()
"""
    (words, variables), _ = run(code, tmp_path, JUPYTERHUB_API_TOKEN="secret", RNN_COURSE_STATIC="1")
    assert words == [sys.executable, "-P", str(FOLDER / "start_lab.py"), "--inside", "--one", "--two"]
    assert variables["KERAS_BACKEND"] == "tensorflow" and variables["PYTHONNOUSERSITE"] == "1"
    assert variables["JUPYTERHUB_API_TOKEN"] == "secret" and "RNN_COURSE_STATIC" not in variables
    assert os.path.isdir(variables["JUPYTER_RUNTIME_DIR"])
    assert not variables["JUPYTER_RUNTIME_DIR"].startswith(str(tmp_path))


SERVE = """
import runpy
runpy.run_module = lambda name, **_: print(json.dumps([name, sys.argv, os.environ.get("JUPYTERHUB_ROOT_DIR")]))
start_lab.serve(["--one"])
"""


@POSIX
def test_an_update_never_overwrites_what_a_learner_changed(tmp_path):
    mine = tmp_path / "copies"
    (name, words, place), _ = run(SERVE, tmp_path, RNN_COURSE_MINE=str(mine))
    assert (name, words, place) == ("jupyterhub.singleuser", ["jupyterhub-singleuser", "--one"], None)
    assert sorted(path.name for path in mine.iterdir()) == [path.name for path in lessons.PATHS]
    worked = mine / lessons.PATHS[2].name
    notebook = nbformat.read(worked, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("my_answer = 42"))
    notebook.metadata["rnn_course"]["copy"] = "that of an older edition"
    nbformat.write(notebook, worked)
    before = worked.read_bytes()
    run(SERVE, tmp_path, RNN_COURSE_MINE=str(mine))
    assert worked.read_bytes() == before
    assert (mine / f"{lessons.PATHS[2].stem} (new).ipynb").is_file()


@POSIX
def test_a_home_that_takes_no_folder_still_gets_a_server(tmp_path):
    (tmp_path / "full").write_text("no folder can be made in here", encoding="utf-8")
    found, said = run(SERVE, tmp_path, RNN_COURSE_MINE=str(tmp_path / "full" / "copies"))
    assert found == ["jupyterhub.singleuser", ["jupyterhub-singleuser", "--one"], str(tmp_path)]
    assert "The lessons were not brought up to date: " in said and "cannot be written to" in said


# ---------------------------------------------------------------- the cluster


def strange(values, known, place=""):
    """Return the keys in `values` that the chart does not have."""
    if not isinstance(values, dict) or known is None:
        return []
    found = [f"{place}{key}" for key in values if key not in known]
    for key in values.keys() & known.keys():
        found += strange(values[key], known[key], f"{place}{key}.")
    return found


def test_every_key_of_the_values_is_the_chart_s():
    yaml = importlib.import_module("yaml")  # comes with JupyterLab
    values = yaml.safe_load((FOLDER / "values.yaml").read_text(encoding="utf-8"))
    path = lessons.ROOT / "tests" / "commands" / "hub_chart_keys.json"
    known = json.loads(path.read_text(encoding="utf-8"))["keys"]
    assert strange(values, known) == []
    assert strange({"singleuser": {"args": [], "memory": {"limits": 1}}}, known) == [
        "singleuser.args",
        "singleuser.memory.limits",
    ]
    server = values["singleuser"]
    assert server["cmd"][:2] == ["python3", "/srv/rnn-course/docs/hub/start_lab.py"]
    assert server["uid"] > 0 and server["allowPrivilegeEscalation"] is False
    assert server["extraEnv"]["RNN_COURSE_MINE"].startswith(server["storage"]["homeMountPath"])
    assert "has not been run on a cluster" in " ".join(PAGE.split())


@POSIX
def test_the_cluster_s_limits_are_the_host_s():
    yaml = importlib.import_module("yaml")
    values, c = yaml.safe_load((FOLDER / "values.yaml").read_text(encoding="utf-8")), settings()
    server = values["singleuser"]
    assert server["memory"]["limit"] == c.Spawner.mem_limit and server["cpu"]["limit"] == c.Spawner.cpu_limit
    assert server["defaultUrl"] == c.Spawner.default_url
    assert [word for word in server["cmd"] if word.startswith("--")] == c.Spawner.args
    assert f"--timeout={values['cull']['timeout']}" in c.JupyterHub.services[0]["command"]


# ---------------------------------------------------------------- the table


def test_the_table_follows_from_what_one_learner_takes():
    """Memory, cores and disk of every row are those of the sentences above the table, and its hosts hold them."""
    text = " ".join(PAGE.split())
    (each, base), (share, fewest) = (
        [float(number) for number in re.search(pattern, text).groups()]
        for pattern in (
            r"\*\*([\d.]+) GB for each learner\*\* .*? and ([\d.]+) GB for the system and the hub",
            r"one core for every (\d+) learners, and at least (\d+)",
        )
    )
    own, shared = map(float, re.search(r"Disk: (\d+) GB for each learner and (\d+) GB", text).groups())
    largest = float(re.search(r"hosts of (\d+) GB", text)[1])
    rows = re.findall(r"(?m)^\| (\d+) \| (\d+) GB \| (\d+) \| (\d+) GB \| (\d+)[ ,|]", PAGE)
    assert [int(row[0]) for row in rows] == [10, 30, 100, 300]
    for learners, memory, cores, disk, hosts in ([int(cell) for cell in row] for row in rows):
        assert hosts == math.ceil(learners * each / (largest - base))
        assert memory == math.ceil(hosts * base + learners * each)
        assert cores == max(fewest, math.ceil(learners / share))
        assert disk == hosts * shared + learners * own


def test_the_figure_for_one_learner_is_what_was_measured_and_what_the_heaviest_lesson_takes_more():
    text = " ".join(PAGE.split())
    (measured,) = re.findall(r"(\d+) MB for the server and (\d+) MB for the kernel", text)
    table = (lessons.ROOT / "README.md").read_text(encoding="utf-8")
    lesson = {
        number: float(memory)
        for number, memory in re.findall(r"(?m)^\| \[(\d\d) .* \| ([\d.]+) GB \|$", table)
    }
    assert len(lesson) == len(lessons.PATHS)
    needed = sum(map(int, measured)) / 1000 + max(lesson.values()) - lesson["02"]
    each = float(re.search(r"\*\*([\d.]+) GB for each learner\*\*", text)[1])
    assert needed <= each < needed + 0.2, f"{needed:.2f} GB"


# ---------------------------------------------------------------- a hub, run


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def why_no_hub():
    """Return why no hub can be run here, or None."""
    if os.name != "posix" or sys.platform != "linux":
        return "a hub runs on Linux"
    if importlib.util.find_spec("jupyterhub") is None:
        return "jupyterhub is not installed here: docs/hub/README.md says how"
    if not shutil.which("configurable-http-proxy"):
        return "configurable-http-proxy is not installed here: docs/hub/README.md says how"
    if os.geteuid() == 0:
        return "the hub starts no server for root: run this test as an ordinary user"
    return None


# What differs from the host of a class: one user, who needs no password of the system, other ports, another home.
TRIAL = """
exec(compile(open({config!r}).read(), {config!r}, "exec"), {{**globals(), "__file__": {config!r}}})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "word"
c.Authenticator.allowed_users = {{{user!r}}}
c.JupyterHub.cleanup_servers = True
c.Spawner.environment = {{
    "RNN_COURSE_MINE": {home!r} + "/rnn-course",
    "JUPYTER_CONFIG_DIR": {home!r} + "/config",
    "JUPYTER_DATA_DIR": {home!r} + "/data",
}}
c.Spawner.notebook_dir = {home!r} + "/rnn-course"
"""


@pytest.fixture
def hub(tmp_path):
    """Run the hub for this user alone; give its address, and end it."""
    reason = why_no_hub()
    if reason:
        pytest.skip(reason)
    ports, home = [free_port() for _ in range(3)], tmp_path / "home"
    home.mkdir()
    config = tmp_path / "trial.py"
    names = {"config": str(CONFIG), "ports": ports, "user": getpass.getuser(), "home": str(home)}
    config.write_text(TRIAL.format(**names), encoding="utf-8")
    with (tmp_path / "hub.log").open("w") as log:
        words = [sys.executable, "-m", "jupyterhub", "--config", str(config)]
        child = subprocess.Popen(words, cwd=tmp_path, stdout=log, stderr=log, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{ports[0]}"
            visitor, end = Learner(address, "nobody", ""), time.monotonic() + 60
            while time.monotonic() < end and child.poll() is None:
                try:
                    if visitor.open(f"{address}/hub/health")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.5)
            yield address
        finally:
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(60)
            finally:
                if child.poll() is None:
                    os.killpg(child.pid, signal.SIGKILL)
    assert "Traceback" not in (tmp_path / "hub.log").read_text(encoding="utf-8", errors="replace")


def await_kernel(learner, number, seconds=60):
    """Return the kernel once it does nothing."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, kernel = learner.api("GET", f"kernels/{number}")
        if status == 200 and kernel["execution_state"] in ("idle", "starting"):
            return kernel
        time.sleep(0.5)
    raise TimeoutError(f"{status} {kernel}")


def kernel_process(number):
    """Return the process of a kernel, by the file that it was started with."""
    for place in os.listdir("/proc"):
        try:
            with open(f"/proc/{place}/cmdline", encoding="utf-8", errors="replace") as file:
                if f"kernel-{number}.json" in file.read():
                    return int(place)
        except OSError:
            continue
    return None


def test_a_learner_at_a_real_hub_loses_nothing(hub):
    name = lessons.PATHS[2].name
    first = Learner(hub, getpass.getuser(), "word")
    assert first.log_in() == 200
    assert first.start().split("?")[0] == f"{first.server}/lab/tree/{lessons.PATHS[0].name}"
    status, lesson = first.read(name)
    assert status == 200
    lesson["content"]["cells"][0]["source"] = "# My title"
    assert first.save(name, lesson["content"])[0] == 200

    # a kernel that is killed comes back under the same number, and the notebook is as it was saved
    number = first.start_kernel(name)["kernel"]["id"]
    await_kernel(first, number)
    killed = kernel_process(number)
    os.kill(killed, signal.SIGKILL)
    end = time.monotonic() + 60
    while kernel_process(number) in (None, killed) and time.monotonic() < end:
        time.sleep(0.5)
    assert kernel_process(number) not in (None, killed)
    assert first.read(name)[1]["content"]["cells"][0]["source"] == "# My title"

    # a second browser comes to the same server, with the kernel that runs there
    second = Learner(hub, getpass.getuser(), "word")
    second.log_in()
    second.start()
    assert [session["kernel"]["id"] for session in second.api("GET", "sessions")[1]] == [number]

    # a server that was stopped and started again has the edited notebook, and no other copy of it
    headers = {"X-XSRFToken": second.token("/hub/")}
    address = f"{hub}/hub/api/users/{second.name}/server"
    assert second.open(address, method="DELETE", headers=headers)[0] in (202, 204)
    while second.open(f"{hub}/hub/api/users/{second.name}", headers=headers)[2].count(b'"pending": "stop"'):
        time.sleep(0.5)
    second.start()
    assert second.read(name)[1]["content"]["cells"][0]["source"] == "# My title"
    names = [item["name"] for item in second.api("GET", "contents")[1]["content"]]
    assert sorted(names) == [path.name for path in lessons.PATHS]
