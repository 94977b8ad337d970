"""A room without a network: packages are taken from the folder wheels, where `course.py wheels` put them."""

import shutil
import subprocess

import pytest
from small_course import CLOSED, INSTALLERS, environment, imports, is_sentence, start

from course_utils.commands import wheels
from course_utils.commands._lessons import CommandError


def without_network(root, installer):
    """Variables under which nothing can be fetched, and no folder but wheels is known."""
    env = environment(root, installer, PIP_INDEX_URL=CLOSED, UV_INDEX_URL=CLOSED, UV_HTTP_TIMEOUT="2")
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "UV_NO_INDEX", "UV_FIND_LINKS"):
        del env[name]
    return env


@pytest.mark.parametrize("installer", INSTALLERS)
def test_set_up_takes_the_packages_from_wheels(small, installer):
    env = without_network(small, installer)
    assert start(small, "setup", env=env).returncode != 0
    shutil.rmtree(small / ".venv", ignore_errors=True)
    (small / "wheels").mkdir()
    for wheel in small.parent.glob("*.whl"):
        shutil.copy(wheel, small / "wheels")
    done = start(small, "setup", env=env)
    assert done.returncode == 0, done.stderr
    assert imports(small, "tinypackage, course_utils")


@pytest.mark.parametrize("installer", INSTALLERS)
def test_a_folder_that_lacks_a_package_is_named(small, installer):
    (small / "wheels").mkdir()
    done = start(small, "setup", env=without_network(small, installer))
    assert done.returncode != 0 and is_sentence(done.stderr)
    assert "taken from the folder wheels" in done.stderr and "course.py wheels" in done.stderr


def test_wheels_collects_the_packages_of_the_lock(small, monkeypatch, capsys):
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": small.parent.as_uri()}.items():
        monkeypatch.setenv(name, value)
    (small / "wheels").mkdir()
    (small / "wheels" / "of_another_kind.whl").write_bytes(b"x")
    assert wheels.main([], root=small) == 0
    assert {path.name for path in (small / "wheels").iterdir()} == {
        "tinypackage-1.0-py3-none-any.whl",
        "of_another_kind.whl",
    }
    assert "2 packages" in capsys.readouterr().out


def test_a_failed_download_leaves_the_folder_as_it_was(small, monkeypatch):
    monkeypatch.setattr(subprocess, "call", lambda words: 1)
    with pytest.raises(CommandError, match="connect to the network"):
        wheels.main([], root=small)
    assert not (small / "wheels").exists() and not list(small.glob(".wheels*"))
