"""One place of versions: pyproject.toml, which environment.yml and the lock repeat."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock():
    """Return the lock's entries, each with its continued lines joined."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_every_dependency_is_pinned():
    assert all(PIN.fullmatch(line) for line in pyproject()["dependencies"])


def test_environment_repeats_pyproject():
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()]
    pip = [line.removeprefix("- ") for line in lines[lines.index("- pip:") + 1 :]]
    assert pip == [*pyproject()["dependencies"], "-e ."]
    assert "- python=3.12" in lines


def test_lock_holds_every_dependency():
    locked = dict(PIN.match(line).groups() for line in lock())
    for dependency in pyproject()["dependencies"]:
        name, version = dependency.split("==")
        assert locked.get(name) == version


def test_every_line_of_the_lock_is_hashed_and_names_no_address():
    for line in lock():
        assert re.match(r"[A-Za-z0-9._-]+==\S+ ", line) and re.search(r" --hash=sha256:[0-9a-f]{64}", line), (
            line[:80]
        )
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|\bfile:", text)
