"""What the tests of course.py share."""

import shutil
import signal

import pytest
import small_course


@pytest.fixture
def small(tmp_path):
    """A course whose lock holds one tiny package, in a folder with a blank and an umlaut in its name."""
    root = tmp_path / "the cöurse"
    (root / "course_utils").mkdir(parents=True)
    shutil.copy(small_course.ROOT / "course.py", root)
    (root / "requirements.txt").write_text(small_course.tiny_wheel(tmp_path), encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def signals_as_in_a_terminal():
    """Give started programs the usual reaction to a hang-up: under `nohup`, as some machines run tests, it is ignored."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
