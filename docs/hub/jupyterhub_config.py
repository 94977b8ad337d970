"""One Linux host for a class: JupyterHub's settings for this course. README.md beside this file says how to use it.

    jupyterhub --config docs/hub/jupyterhub_config.py

The hub itself runs as root, because it checks passwords and starts a process as somebody else. No learner's server
does: each is started as that learner's own Unix user, who can write to the home folder and to nothing of the course.
"""

import os
import pwd
import sys
from pathlib import Path

c = get_config()  # noqa: F821 -- JupyterHub gives it

HERE = Path(__file__).resolve().parent

# ---------------------------------------------------------------- what you may want to change

MEMORY = "3G"  # for each process of a learner, a kernel for example; README.md says what the lessons need
CORES = 2  # for each learner
IDLE_SERVER = 3600  # seconds without anything done after which a learner's server is stopped
IDLE_KERNEL = (
    1800  # seconds after which a kernel is stopped that computes nothing and is shown in no open tab
)
CLASS = "rnn-course"  # the Unix group of those who may log in
TEACHERS = "rnn-teachers"  # the Unix group of those who may stop other people's servers
SPAWNER = os.environ.get("RNN_HUB_SPAWNER", "local")  # or "systemd"; see below

# ---------------------------------------------------------------- who may log in

# PAM asks the host itself: the name and the password are those of the Unix user.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {CLASS, TEACHERS}
c.PAMAuthenticator.admin_groups = {TEACHERS}
c.LocalAuthenticator.create_system_users = False  # you make the users, with their home folders and quotas
c.Authenticator.blocked_users = {"root"}


def refuse_root(spawner):
    """Start no server for root, under whatever name: JupyterLab gives whoever is logged in a terminal."""
    if pwd.getpwnam(spawner.user.name).pw_uid == 0:
        raise PermissionError(f"{spawner.user.name} is root here: log in as an ordinary user.")


c.Spawner.pre_spawn_hook = refuse_root

# ---------------------------------------------------------------- what is started for each of them

if SPAWNER == "local":
    # JupyterHub's own spawner: it needs nothing else, and changes to the learner's user before anything is run.
    c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
elif SPAWNER == "systemd":
    # Where systemd runs the host and jupyterhub-systemdspawner is installed. Each server is a unit of its own, so
    # that MEMORY and CORES also hold for all the processes of a learner together, enforced by control groups.
    c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
    c.SystemdSpawner.username_template = "{USERNAME}"
    c.SystemdSpawner.default_shell = "/bin/bash"
    c.SystemdSpawner.disable_user_sudo = True
    c.SystemdSpawner.isolate_tmp = True
    c.SystemdSpawner.readonly_paths = [str(HERE.parents[1])]
else:
    sys.exit(f"RNN_HUB_SPAWNER must be local or systemd, and {SPAWNER} is neither.")

# start_lab.py lays out the learner's copies, brings them up to date, sets the limits and becomes the server.
c.Spawner.cmd = [sys.executable, str(HERE / "start_lab.py")]
c.Spawner.environment = {"RNN_COURSE_MINE": "~/rnn-course", "RNN_HUB_CORES": str(CORES)}
c.Spawner.notebook_dir = "~/rnn-course"
c.Spawner.default_url = "/lab/tree/00_start_here.ipynb"
c.Spawner.args = [
    "--LabApp.news_url=None",  # nothing asks the network
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    f"--MappingKernelManager.cull_idle_timeout={IDLE_KERNEL}",
    "--MappingKernelManager.cull_interval=300",
]
c.Spawner.disable_user_config = True  # a learner's own jupyter_server_config.py cannot change the server
c.Spawner.mem_limit = MEMORY
c.Spawner.cpu_limit = CORES
c.Spawner.http_timeout = 120  # a class that logs in within one minute waits for its disk
c.Spawner.start_timeout = 180
c.JupyterHub.concurrent_spawn_limit = 10  # the others are asked to try again after some seconds

# ---------------------------------------------------------------- the hub itself

c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # README.md: let others in by https, never by bare http
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:8001"
c.JupyterHub.cleanup_servers = False  # learners work on while you restart the hub

c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--timeout={IDLE_SERVER}",
            "--cull-every=300",
        ],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
