"""The doctor finds what is amiss on a computer, and says how to mend it."""

import json
import sys

import pytest

from course_utils.commands import doctor
from course_utils.data import files


def test_doctor_finds_wrong_and_missing_packages(tmp_path):
    pins = 'dependencies = ["numpy==0.1", "no-such-package==1"]'
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{pins}\n", encoding="utf-8")
    result = doctor.check_packages(tmp_path)
    assert not result.ok and "instead of 0.1" in result.found and "no-such-package missing" in result.found
    assert doctor.check_packages().ok


def test_doctor_leaves_the_packages_of_colab_as_they_are(tmp_path, monkeypatch):
    pins = 'dependencies = ["numpy==0.1", "jupyterlab-of-the-future==1", "no-such-package==1"]'
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{pins}\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "google.colab", sys)
    result = doctor.check_packages(tmp_path)
    assert not result.ok and result.found == "no-such-package missing instead of 1"
    assert "%pip install" in result.fix and "-e" not in result.fix
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["numpy==0.1"]\n', encoding="utf-8")
    assert doctor.check_packages(tmp_path).ok


def test_doctor_sees_a_computer_without_tensorflow_memory_disk_or_data(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "TRY_KERAS", "raise SystemExit('no AVX')")
    assert doctor.check_tensorflow().found == "no AVX" and not doctor.check_tensorflow().ok
    monkeypatch.setattr(doctor, "total_memory", lambda: 2 * 2**30)
    assert not doctor.check_memory().ok
    monkeypatch.setattr(doctor, "total_memory", lambda: None)
    assert doctor.check_memory().ok and doctor.check_memory().found == "unknown"
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", lambda: open(tmp_path / "no" / "folder", "w"))
    assert not doctor.check_disk().ok
    monkeypatch.setenv("RNN_COURSE_DATA", str(tmp_path))
    assert not doctor.check_data().ok
    (tmp_path / files.SUMS).write_text(f"{'0' * 64}  toy/toy.csv\n")
    assert "course.py data toy" in doctor.check_data().fix


def test_doctor_prints_details_only_when_asked(capsys):
    results = [
        doctor.Result("disk", True, "71 GiB", "free some"),
        doctor.Result("memory", False, "1 GiB", "buy some"),
    ]
    assert not doctor.show_report(details=False, results=results)
    assert capsys.readouterr().out == "✓ disk\n✗ memory\n  to mend it: buy some\n"
    assert doctor.show_report(results=results[:1])
    assert capsys.readouterr().out == "✓ disk: 71 GiB\n"


def test_doctor_is_content_with_this_environment():
    assert doctor.check_python().ok and doctor.check_kernel().ok and doctor.check_tensorflow().ok
    assert sys.version_info[:2] in {(3, 11), (3, 12), (3, 13)}


@pytest.mark.parametrize(
    ("kind", "system", "ok"),
    [("x86_64", "linux", True), ("AMD64", "win32", True), ("arm64", "darwin", True)]
    + [("x86_64", "darwin", False), ("armv7l", "linux", False), ("ppc64le", "linux", False)],
)
def test_doctor_knows_the_processors_that_tensorflow_runs_on(monkeypatch, kind, system, ok):
    monkeypatch.setattr(doctor.platform, "machine", lambda: kind)
    monkeypatch.setattr(doctor.sys, "platform", system)
    result = doctor.check_processor()
    assert result.ok is ok and kind in result.found and "64-bit" in result.fix


def test_doctor_names_settings_that_change_what_lessons_compute(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    settings = {"floatx": "float64", "epsilon": 1e-7, "image_data_format": "channels_last"}
    (tmp_path / "keras.json").write_text(json.dumps({**settings, "backend": "tensorflow"}))
    result = doctor.check_tensorflow()
    assert not result.ok and "floatx is float64 instead of float32" in result.found
    assert "keras.json" in result.fix
    monkeypatch.setenv("KERAS_BACKEND", "no_such_backend")
    result = doctor.check_tensorflow()
    assert not result.ok and "KERAS_BACKEND" in result.fix
