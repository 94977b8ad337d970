"""The set-up where something is in its way: settings of pip, certificates, another start, names of folders."""

import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from small_course import INSTALLERS, course, environment, imports, is_sentence, launch, start

posix = pytest.mark.skipif(os.name == "nt", reason="signals, and names of folders, of POSIX")

# ---------------------------------------------------------------- what the installer says


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            course.FULL_DISK,
        ),
        ("error: failed to copy file\n  Caused by: No space left on device (os error 28)", course.FULL_DISK),
        ("error: There is not enough space on the disk. (os error 112)", course.FULL_DISK),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError: Failed to establish a "
            "new connection'\nERROR: No matching distribution found for absl-py==2.5.1 (from versions: none)",
            course.NO_NETWORK,
        ),
        (
            "Resolved 90 packages in 2ms\nerror: Request failed\n  cause: dns error: failed to lookup address",
            course.NO_NETWORK,
        ),
        (
            "error: Failed to fetch\n  cause: client error (Connect)\n  cause: tcp connect error\n  cause: Connection "
            "refused (os error 111)",
            course.NO_NETWORK,
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", course.WRONG_HASH),
        ("The virtual environment was not created because ensurepip is not available.", course.NO_VENV),
        (
            "Could not fetch URL: There was a problem confirming the ssl certificate: Max retries exceeded (Caused by "
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
            "self-signed certificate (_ssl.c:1006)')))\nERROR: No matching distribution found for absl-py==2.5.1",
            course.CERTIFICATE,
        ),
        (
            "error: Failed to fetch\n  cause: client error (Connect)\n  cause: invalid peer certificate: UnknownIssuer",
            course.CERTIFICATE,
        ),
        (
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)",
            course.WRONG_DATE,
        ),
        ("error: client error (Connect)\n  cause: invalid peer certificate: Expired", course.WRONG_DATE),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", course.PROXY),
        (
            "error: client error (Connect)\n  cause: tunnel error: unsuccessful\n  cause: refused",
            course.PROXY,
        ),
    ],
)
def test_what_an_installer_prints_becomes_a_sentence(output, sentence):
    with pytest.raises(course.Problem) as problem:
        course.follow([sys.executable, "-c", f"print({output!r}); raise SystemExit(1)"], None, os.environ)
    assert str(problem.value) == sentence and is_sentence(sentence)


@pytest.mark.parametrize(
    ("output", "beginning", "words"),
    [
        ("Collecting x\n\nSegmentation fault", course.UNKNOWN, "Segmentation fault."),
        ("", course.UNKNOWN, "nothing."),
        (
            "ERROR: Can not perform a '--user' install.\n[notice] A new release of pip is available",
            course.UNKNOWN,
            "ERROR: Can not perform a '--user' install.",
        ),
        (
            "Resolved 90 packages in 2ms\nerror: Failed\n  cause: 403 Forbidden",
            course.UNKNOWN,
            "cause: 403 Forbidden.",
        ),
        (
            "ERROR: Could not find a version that satisfies x==1 (from versions: 0.9)\n"
            "ERROR: No matching distribution found for x==1",
            course.NOT_OFFERED,
            "ERROR: No matching distribution found for x==1.",
        ),
    ],
)
def test_an_unknown_failure_is_told_in_the_installers_own_words(output, beginning, words):
    message = course.explain(output)
    assert message == f"{beginning}. The installer's last words: {words}" and is_sentence(message)


def self_signed(folder):
    """Return the files of a certificate nobody trusts, and of its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run([*words, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def untrusted_server(tmp_path):
    """The address of a package index with a certificate of its own, and that certificate's file."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not here")
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    index = tmp_path / "index" / "simple" / "tinypackage"
    index.mkdir(parents=True)
    (index / "index.html").write_text(
        '<a href="/simple/tinypackage/tinypackage-1.0-py3-none-any.whl">tinypackage</a>'
    )

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=tmp_path / "index")

        def log_message(self, *args):
            pass

        def handle_one_request(self):  # a client that does not trust us hangs up
            try:
                super().handle_one_request()
            except OSError:
                self.close_connection = True

    class Server(HTTPServer):
        def handle_error(self, *args):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/simple", certificate
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("installer", INSTALLERS)
def test_an_untrusted_certificate_is_named_and_its_cure_works(small, untrusted_server, installer):
    address, certificate = untrusted_server
    shutil.copy(small.parent / "tinypackage-1.0-py3-none-any.whl", small.parent / "index/simple/tinypackage")
    env = environment(small, installer, PIP_INDEX_URL=address, UV_DEFAULT_INDEX=address, PIP_RETRIES="0")
    env = {key: value for key, value in env.items() if not key.endswith(("_NO_INDEX", "_FIND_LINKS"))}
    env.pop("SSL_CERT_FILE", None)  # where REQUESTS_CA_BUNDLE is set, it must not win over the cure
    done = start(small, "setup", env=env)
    assert done.returncode == 1 and done.stderr.strip() == course.CERTIFICATE, done.stderr
    if installer == "pip":  # uv wants an authority's certificate, as a real proxy has, not the server's own
        done = start(
            small, "setup", env={**env, "PIP_CERT": str(certificate), "SSL_CERT_FILE": str(certificate)}
        )
        assert done.returncode == 0 and imports(small, "tinypackage"), done.stderr


# ---------------------------------------------------------------- settings of pip and uv that lead elsewhere


def test_settings_of_pip_that_lead_elsewhere_are_left_out_and_those_of_the_index_stay(small, tmp_path):
    """The package is found only by the find-links of pip.conf; all else there would spoil the set-up."""
    conf = tmp_path / "pip.conf"
    lines = [
        "[global]",
        f"find-links = {tmp_path.as_uri()}",
        "no-index = true",
        "no-binary = :all:",
        "[install]",
    ]
    lines += ["user = true", f"target = {tmp_path / 'elsewhere'}", f"prefix = {tmp_path / 'elsewhere'}"]
    conf.write_text("\n".join([*lines, f"root = {tmp_path / 'elsewhere'}", "require-virtualenv = true"]))
    spoilt = {"PIP_USER": "1", "PIP_TARGET": str(tmp_path / "x"), "PIP_PREFIX": str(tmp_path / "x")}
    spoilt.update(PIP_REQUIRE_VIRTUALENV="1", PIP_NO_BINARY=":all:", PIP_DRY_RUN="1", PIP_CONSTRAINT="/none")
    env = environment(small, PIP_CONFIG_FILE=str(conf), **spoilt)
    del env["PIP_NO_INDEX"], env["PIP_FIND_LINKS"]
    done = start(small, "setup", env=env)
    assert done.returncode == 0, done.stderr
    assert imports(small, "tinypackage") and not (tmp_path / "elsewhere").exists()


@posix
def test_pip_conf_in_the_home_folder_says_user(small, tmp_path):
    (tmp_path / "home/.config/pip").mkdir(parents=True)
    (tmp_path / "home/.config/pip/pip.conf").write_text("[install]\nuser = true\n")
    env = environment(small, HOME=str(tmp_path / "home"))
    del env["PIP_CONFIG_FILE"]
    done = start(small, "setup", env=env)
    assert done.returncode == 0 and imports(small, "tinypackage"), done.stderr


def test_settings_of_uv_keep_only_where_packages_come_from(monkeypatch):
    kept = {"UV_DEFAULT_INDEX": "a", "UV_FIND_LINKS": "b", "UV_SYSTEM_CERTS": "1", "UV_CACHE_DIR": "c"}
    left = {
        "UV_EXCLUDE_NEWER": "2020-01-01",
        "UV_SYSTEM_PYTHON": "1",
        "UV_NO_BINARY": "1",
        "UV_CONSTRAINT": "d",
    }
    for key, value in {**kept, **left, "PYTHONHOME": "e", "VIRTUAL_ENV": "f", "HTTPS_PROXY": "g"}.items():
        monkeypatch.setenv(key, value)
    env = course.installer_environment()
    assert kept.items() <= env.items() and env["HTTPS_PROXY"] == "g"
    assert not {*left, "PYTHONHOME", "VIRTUAL_ENV"} & set(env)


@pytest.mark.parametrize(
    ("settings", "uv"),
    [
        ({}, True),
        ({"PIP_INDEX_URL": "x"}, False),
        ({"PIP_FIND_LINKS": "x"}, False),
        ({"PIP_INDEX_URL": "x", "UV_DEFAULT_INDEX": "x"}, True),
        ({"PIP_CACHE_DIR": "x"}, True),
    ],
)
def test_uv_is_not_used_where_only_pip_knows_the_index(monkeypatch, settings, uv):
    for key in [key for key in os.environ if key.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(key)
    for key, value in settings.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr(course.shutil, "which", lambda name: "/somewhere/uv")
    assert course.uses_uv() == uv
    monkeypatch.setattr(course.shutil, "which", lambda name: None)
    assert not course.uses_uv()


# ---------------------------------------------------------------- two starts, and starts that were killed


def test_two_first_starts_set_up_once_and_the_second_says_that_it_waits(small):
    env = environment(small)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8", "env": env}
    command = [sys.executable, str(small / "course.py"), "setup"]
    both = [subprocess.Popen(command, **pipes) for _ in range(2)]
    said = [child.communicate(timeout=200) for child in both]
    assert [child.returncode for child in both] == [0, 0], said
    printed = sorted(out for out, _ in said)
    assert printed[0].startswith("Setting up the course in") and len(printed[0].splitlines()) == 1
    assert "by another start: waiting for it" in printed[1] and len(printed[1].splitlines()) == 1
    assert imports(small, "tinypackage, course_utils")


@posix
def test_a_start_after_kill_9_waits_for_no_one_and_mends(small):
    child = launch(small / "course.py", "setup", env=environment(small))
    assert "Setting up" in child.stdout.readline()
    time.sleep(0.5)
    child.kill()
    child.wait()
    assert not course.is_complete(small / ".venv")
    done = start(small, "setup", env=environment(small), timeout=120)
    assert done.returncode == 0 and "Setting up" in done.stdout, done.stderr
    assert imports(small, "tinypackage, course_utils")


@posix
def test_an_installer_that_outlives_course_py_is_waited_for(tmp_path):
    folder = tmp_path / "environment"
    with course.only_one(folder) as lock:
        installer = subprocess.Popen(["sleep", "2"], pass_fds=[lock.fileno()])
    begin = time.monotonic()
    with course.only_one(folder):
        assert installer.poll() == 0 or time.monotonic() - begin > 1.5
    installer.wait()


def test_a_disk_that_knows_no_locks_is_used_without(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_):
        raise OSError(course.errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with course.only_one(tmp_path / "environment") as lock:
        assert not lock.closed


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_set_up_ends_it_with_one_sentence_and_no_valid_stamp(small, number):
    child = launch(small / "course.py", "setup", env=environment(small))
    assert "Setting up" in child.stdout.readline()
    os.killpg(child.pid, number)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 128 + number
    assert is_sentence(errors) and "run the same command again" in errors, errors
    assert not course.is_complete(small / ".venv")


# ---------------------------------------------------------------- names of folders, and what is in them


@posix
def test_a_course_in_a_folder_whose_name_holds_a_colon_has_its_environment_elsewhere(small, tmp_path):
    (tmp_path / "temporary").mkdir()
    root = small.rename(tmp_path / "12:30 lesson")
    env = environment(root, TMPDIR=str(tmp_path / "temporary"))
    done = start(root, "setup", env=env)
    assert done.returncode == 0 and str(tmp_path / "temporary") in done.stdout, done.stderr
    assert not (root / ".venv").exists()
    venv = next((tmp_path / "temporary").glob("*/rnn-course-*"))
    assert imports(root, "tinypackage, course_utils", venv=venv)
    assert start(root, "setup", env=env).stdout == ""


@posix
def test_a_chosen_folder_that_cannot_hold_an_environment_is_refused(small, tmp_path):
    done = start(small, "setup", env=environment(small, RNN_COURSE_VENV=str(tmp_path / "a:b")))
    assert done.returncode == 1 and is_sentence(done.stderr) and "a folder without :" in done.stderr, (
        done.stderr
    )
    (tmp_path / "file").write_text("kept")
    done = start(small, "setup", env=environment(small, RNN_COURSE_VENV=str(tmp_path / "file")))
    assert done.returncode == 1 and is_sentence(done.stderr) and "is a file" in done.stderr, done.stderr
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_set_up_in_another_locale(small, locale):
    env = environment(small, LC_ALL=locale, LANG=locale, PYTHONCOERCECLOCALE="0")
    del env["PYTHONUTF8"]
    done = start(small, "setup", env=env)
    assert done.returncode == 0, done.stderr
    assert imports(small, "tinypackage, course_utils")


# ---------------------------------------------------------------- no question about news, and saved knobs


@pytest.mark.parametrize(
    "brought", ['{"other:plugin": {"a": 1}, "@jupyterlab/apputils-extension:notification": {"b": 2}}']
)
def test_overrides_that_a_package_brought_stay(tmp_path, brought):
    path = tmp_path / "share/jupyter/lab/settings/overrides.json"
    path.parent.mkdir(parents=True)
    path.write_text(brought)
    course.write_lab_settings(tmp_path)
    settings = json.loads(path.read_text())
    assert settings["other:plugin"] == {"a": 1}
    asked = settings["@jupyterlab/apputils-extension:notification"]
    assert asked == {"b": 2, "fetchNews": "false", "checkForUpdates": False}
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": True}


def test_jupyterlab_has_the_setting_that_the_overrides_name():
    """The names are those of the plugin's schema, as the installed JupyterLab has it."""
    import jupyterlab.commands

    schemas = jupyterlab.commands.get_app_dir() + "/schemas/@jupyterlab/apputils-extension/notification.json"
    with open(schemas, encoding="utf-8") as file:
        properties = json.load(file)["properties"]
    assert "false" in [choice["const"] for choice in properties["fetchNews"]["oneOf"]]
    assert properties["checkForUpdates"]["type"] == "boolean"


def test_the_widgets_have_the_setting_that_the_overrides_name():
    schema = "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/schemas"
    schema += "/@jupyter-widgets/jupyterlab-manager/plugin.json"
    properties = json.loads(Path(sys.prefix, schema).read_text(encoding="utf-8"))["properties"]
    assert properties["saveState"]["type"] == "boolean"
