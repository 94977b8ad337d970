"""What the user's profile says does not reach a lesson, under any command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import ROOT, course

PROFILE = {  # each would change what a lesson computes, prints or draws
    "KERAS_BACKEND": "jax",
    "KERAS_HOME": "/elsewhere",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_USE_LEGACY_KERAS": "1",
    "TF_XLA_FLAGS": "--tf_xla_auto_jit=2",
    "XLA_FLAGS": "--xla_cpu_enable_fast_math=true",
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "AVX2",
    "MPLBACKEND": "svg",
    "MATPLOTLIBRC": "/elsewhere/matplotlibrc",
    "IPYTHONDIR": "/elsewhere",
    "PYTHONOPTIMIZE": "2",
    "PYTHONSTARTUP": "/elsewhere/startup.py",
    "PYTHONPATH": "/elsewhere",
    "PYTHONWARNINGS": "error",
    "PYTEST_ADDOPTS": "--collect-only",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "JUPYTER_PATH": "/elsewhere",
    "JUPYTERLAB_DIR": "/elsewhere",
    "FORCE_COLOR": "1",
    "RNN_COURSE_STATIC": "0",
}
LOOK_AND_FEEL = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
}
HARMLESS = {
    "OMP_NUM_THREADS": "2",
    "TF_NUM_INTRAOP_THREADS": "2",
    "LANG": "tr_TR.UTF-8",
    "JUPYTER_TOKEN": "a",
}
PYTHON = course.python_of(Path(sys.prefix))
FOUND = """
import json, os, random, sys
import keras, matplotlib
import of_my_own
print(json.dumps({
    "backend": keras.backend.backend(), "floatx": keras.backend.floatx(), "data": keras.config.image_data_format(),
    "epsilon": keras.config.epsilon(), "dpi": matplotlib.rcParams["figure.dpi"], "mine": of_my_own.answer,
    "startup": "from_my_profile" in globals(), "python": sys.executable, "optimise": sys.flags.optimize,
    "keras": keras.__file__, "random": random.__file__,
}))
"""
RUN = """
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", cwd=sys.argv[1])
try:
    reply = client.execute_interactive(open(sys.argv[2]).read(), timeout=120)
    sys.exit(reply["content"]["status"] != "ok")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A home folder whose every setting is another than the course's, and variables to match."""
    home = tmp_path / "home"
    files = {
        ".keras/keras.json": json.dumps(
            {"backend": "jax", "floatx": "float64", "image_data_format": "channels_first", "epsilon": 0.5}
        ),
        ".config/matplotlib/matplotlibrc": "figure.dpi: 7\n",
        ".matplotlib/matplotlibrc": "figure.dpi: 7\n",
        ".ipython/profile_default/startup/00.py": "from_my_profile = 1\n",
        ".local/share/jupyter/kernels/python3/kernel.json": json.dumps(
            {
                "argv": ["/elsewhere/python", "{connection_file}"],
                "display_name": "another",
                "language": "python",
            }
        ),
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for key in [key for key in os.environ if key.startswith(("JUPYTER", "KERAS", "MPL", "IPYTHON", "XDG_"))]:
        monkeypatch.delenv(key)
    for key, value in {**PROFILE, **HARMLESS}.items():
        monkeypatch.setenv(key, value)
    for key, value in LOOK_AND_FEEL.items():
        if key != "JUPYTER_DATA_DIR":
            monkeypatch.setenv(key, str(tmp_path / value))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(course.tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def lies_in_the_course_s_own_folder(path, profile):
    """Whether a path lies in the temporary folder, or in the environment's own where course.py made that."""
    own = {profile / "temporary", Path(sys.prefix) / "state"}
    return not own.isdisjoint(Path(path).parents)


def test_a_lessons_kernel_sees_nothing_of_the_profile(profile):
    """Under `lab`, which keeps most of the user's own. Modules beside the lesson can be used, and hide nothing."""
    lesson = profile / "lesson"
    lesson.mkdir()
    for name in ("keras", "random", "matplotlib"):
        (lesson / f"{name}.py").write_text("raise SystemExit('the own module of the learner was run')")
    (lesson / "of_my_own.py").write_text("answer = 42\n")
    (profile / "code.py").write_text(FOUND)
    env = course.environment(PYTHON, "lab")
    words = [PYTHON, "-c", RUN, str(lesson), str(profile / "code.py")]
    done = subprocess.run(words, env=env, cwd=lesson, capture_output=True, encoding="utf-8", timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["backend"], found["floatx"], found["data"]) == ("tensorflow", "float32", "channels_last")
    assert found["epsilon"] == 1e-7 and found["dpi"] != 7 and not found["startup"] and found["optimise"] == 0
    assert Path(found["python"]).samefile(PYTHON) and found["mine"] == 42
    assert "site-packages" in found["keras"] and Path(found["random"]).parent == Path(os.__file__).parent


@pytest.mark.parametrize("command", [name for name in course.COMMANDS if name != "setup"])
def test_no_variable_of_the_profile_reaches_a_command(profile, command):
    env = course.environment(PYTHON, command)
    assert {key: env[key] for key in PROFILE if env.get(key) == PROFILE[key]} == {}
    assert HARMLESS.items() <= env.items()
    for name in ("KERAS_HOME", "IPYTHONDIR", "MPLCONFIGDIR"):
        assert lies_in_the_course_s_own_folder(env[name], profile)
    assert env["KERAS_BACKEND"] == "tensorflow" and env["PYTHONNOUSERSITE"] == "1"
    assert ("RNN_COURSE_STATIC" in env) == (command != "lab")


def test_lab_keeps_the_users_jupyterlab_and_the_others_do_not_see_it(profile, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(profile / "data"))
    own = {key: str(profile / value) for key, value in LOOK_AND_FEEL.items()}
    assert own.items() <= course.environment(PYTHON, "lab").items()
    assert not own.items() & course.environment(PYTHON, "test").items()


def test_all_commands_run_lessons_under_the_same_variables(profile):
    def of_lessons(command):
        env = course.environment(PYTHON, command)
        return {key: value for key, value in env.items() if not key.startswith(("JUPYTER", "RNN_COURSE"))}

    lab = of_lessons("lab")
    assert len(lab) > 10
    for command in ("test", "outputs", "bench", "doctor"):
        assert of_lessons(command) == lab


def test_a_home_that_cannot_be_written_to_is_not_needed(profile, monkeypatch):
    really_writable = course.is_writable
    home = Path(os.path.expanduser("~"))
    monkeypatch.setattr(course, "is_writable", lambda folder: folder != home and really_writable(folder))
    env = course.environment(PYTHON, "lab")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        assert lies_in_the_course_s_own_folder(env[name], profile)


def test_nothing_is_written_into_the_course(profile):
    before = {path for path in ROOT.iterdir()}
    course.environment(PYTHON, "lab")
    assert {path for path in ROOT.iterdir()} == before
