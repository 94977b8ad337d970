"""The data folder itself: every file listed, every listed file whole, every fault named with its cure."""

import csv
import gzip
import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils import data

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"
# What a learner's machine may leave behind, and the results that experiments write beside their build.py.
IGNORED = {"__pycache__", ".DS_Store", ".ipynb_checkpoints"}


def data_files():
    """Return every file in a data set's folder that is neither documentation nor program."""
    files = (path.relative_to(DATASETS) for path in DATASETS.glob("*/**/*") if path.is_file())
    return {
        path.as_posix()
        for path in files
        if path.name != "README.md" and path.suffix != ".py" and not IGNORED & set(path.parts)
    }


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Copy the data to a folder that a test may damage, as in a clone, and point the loaders there."""
    folder = tmp_path / "datasets"
    (tmp_path / ".git").mkdir()
    shutil.copytree(DATASETS, folder)
    monkeypatch.setenv("RNN_COURSE_DATA", str(folder))
    return folder


def test_sums_list_every_data_file_and_nothing_else():
    assert set(data.files.expected_sums(DATASETS)) == data_files()


def test_every_listed_file_has_its_sum():
    for name, expected in data.files.expected_sums(DATASETS).items():
        assert hashlib.sha256((DATASETS / name).read_bytes()).hexdigest() == expected, name


def test_sums_are_sorted_and_of_unix_lines():
    content = (DATASETS / "SHA256SUMS").read_bytes()
    names = [line.split(maxsplit=1)[1] for line in content.decode().splitlines()]
    assert names == sorted(names) and b"\r" not in content and content.endswith(b"\n")


def test_every_folder_says_what_it_is_and_how_to_remake_it():
    folders = [path for path in DATASETS.iterdir() if path.is_dir() and path.name not in IGNORED]
    assert len(folders) >= 4
    licences = (DATASETS / "LICENSES.md").read_text(encoding="utf-8")
    for folder in folders:
        assert (folder / "README.md").is_file(), f"{folder.name} has no README.md"
        if any(name.startswith(f"{folder.name}/") for name in data_files()):
            assert (folder / "build.py").is_file(), f"{folder.name} has no build.py"
            assert f"`{folder.name}/`" in licences, f"{folder.name} is missing in LICENSES.md"


def test_data_stay_small():
    sizes = {name: (DATASETS / name).stat().st_size for name in data_files()}
    assert max(sizes.values()) <= 1_250_000, max(sizes, key=sizes.get)
    assert sum(sizes.values()) <= 8_000_000


def test_gzip_files_carry_no_time_stamp():
    for name in data_files():
        if name.endswith(".gz"):
            assert (DATASETS / name).read_bytes()[4:8] == bytes(4), name


def test_no_array_file_needs_pickle():
    for name in data_files():
        if name.endswith(".npz"):
            assert all(array.dtype.kind in "iufU" for array in data.read_arrays(name).values()), name


FAULTS = {
    "missing": lambda path: path.unlink(),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "empty": lambda path: path.write_bytes(b""),
    "one bit": lambda path: path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1])),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    "load, name",
    [
        (data.load_beijing, "beijing/beijing.csv.gz"),
        (data.load_vowels, "vowels/vowels.npz"),
        (data.load_watch, "watch/watch.npz"),
        (data.load_speech, "speech/speech.npz"),
        (data.load_speech_clips, "speech/clips/es/minutes.wav"),
    ],
)
def test_damage_is_refused_with_the_cure(copy, load, name, fault):
    FAULTS[fault](copy / name)
    with pytest.raises(data.DatasetError) as caught:
        load()
    message = str(caught.value)
    assert f"datasets/{name}" in message
    assert f"git checkout -- datasets/{name}" in message


def test_every_file_of_the_list_is_refused_when_damaged(copy):
    """Loaders and stored tables all read through `verified`, `read_text` and `read_arrays`."""
    for name in data.files.expected_sums(copy):
        path = copy / name
        whole = path.read_bytes()
        for damaged in (None, b"", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
            path.unlink() if damaged is None else path.write_bytes(damaged)
            with pytest.raises(data.DatasetError, match=f"git checkout -- datasets/{re.escape(name)}"):
                data.verified(name)
        path.write_bytes(whole)
        assert data.verified(name) == path


def test_damage_says_what_was_expected(copy):
    path = copy / "vowels/vowels.npz"
    expected = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(b"other")
    found = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(data.DatasetError, match=f"{expected[:16]}….*{found[:16]}… in 5 bytes"):
        data.load_vowels()


@pytest.mark.parametrize("content", [b"abc\n", b"\xff\xfe\x00", b"# nothing\n"])
def test_a_damaged_list_of_sums_is_named(copy, content):
    (copy / "SHA256SUMS").write_bytes(content)
    with pytest.raises(data.DatasetError, match="git checkout -- datasets/SHA256SUMS"):
        data.load_vowels()


def test_a_file_missing_in_the_list_is_named(copy):
    lines = (copy / "SHA256SUMS").read_text().splitlines(keepends=True)
    (copy / "SHA256SUMS").write_text("".join(line for line in lines if "vowels" not in line))
    with pytest.raises(data.DatasetError, match="vowels/vowels.npz is not listed"):
        data.load_vowels()


@pytest.mark.parametrize("read", [data.verified, data.read_text, data.read_arrays])
@pytest.mark.parametrize("name", ["vowels/vowel.npz", "", "../pyproject.toml", "vowels"])
def test_a_name_that_is_not_listed_is_refused(read, name):
    with pytest.raises(data.DatasetError, match=f"{re.escape(name)} is not listed in datasets/SHA256SUMS"):
        read(name)


def test_outside_the_course_it_says_how_to_get_the_data(tmp_path, monkeypatch):
    monkeypatch.setenv("RNN_COURSE_DATA", str(tmp_path))
    with pytest.raises(data.DatasetError, match=r"course\.py lab"):
        data.load_beijing()


def test_pickles_are_refused_even_with_the_right_sum(copy):
    np.savez(copy / "evil.npz", thing=np.array([{"a": 1}], dtype=object))
    digest = hashlib.sha256((copy / "evil.npz").read_bytes()).hexdigest()
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  evil.npz\n")
    with pytest.raises(ValueError, match="allow_pickle"):
        data.read_arrays("evil.npz")


def test_text_is_unpacked_by_its_name(copy):
    (copy / "note.txt.gz").write_bytes(gzip.compress("año".encode()))
    digest = hashlib.sha256((copy / "note.txt.gz").read_bytes()).hexdigest()
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  note.txt.gz\n")
    assert data.read_text("note.txt.gz") == "año"


def test_every_loader_works_from_any_folder_without_tensorflow_or_pandas(tmp_path):
    """The names come from the package: a loader added later is called too."""
    program = (
        "import sys; from course_utils import data\n"
        "names = sorted(name for name in vars(data) if name.startswith('load_') or name == 'date_pairs')\n"
        "for name in names:\n"
        "    if name != 'load_moving_digits': getattr(data, name)()\n"
        "print(len(names) >= 13, sorted({'tensorflow', 'keras', 'pandas', 'sklearn'} & set(sys.modules)))\n"
        "print(len(data.load_moving_digits().values))"  # scikit-learn brings these pictures
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("RNN_COURSE_DATA", None)
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (run.stdout.splitlines(), run.stderr) == (["True []", "1797"], "")


def test_a_built_licence_is_the_stored_one():
    """`speech/build.py` writes the head of the licence file itself: what it would write is what is stored."""
    sys.path.insert(0, str(DATASETS))
    try:
        head = runpy.run_path(str(DATASETS / "speech" / "build.py"))["HEAD"]
    finally:
        sys.path.remove(str(DATASETS))
    assert (DATASETS / "speech" / "LICENSE.txt").read_text(encoding="utf-8").startswith(head)


def test_a_table_is_written_as_it_is_stored(tmp_path, monkeypatch):
    """The experiments' tables: rows read back and written again are the same bytes."""
    monkeypatch.syspath_prepend(str(DATASETS))
    import building

    monkeypatch.setattr(building, "DATASETS", tmp_path)
    monkeypatch.setattr(building, "SUMS", tmp_path / "SHA256SUMS")
    for name in ("comparison/results.csv", "directions_and_depth/results.csv"):
        with (DATASETS / name).open(encoding="utf-8", newline="") as stored:
            table = csv.DictReader(stored)
            building.write_table(name, table.fieldnames, list(table))
        assert (tmp_path / name).read_bytes() == (DATASETS / name).read_bytes()


def test_every_loader_works_from_any_folder_and_returns_a_frozen_record(tmp_path):
    program = (
        "import dataclasses, sys; from course_utils import data\n"
        "for name in sys.argv[1:]:\n"
        "    record = getattr(data, name)()\n"
        "    print(name, dataclasses.is_dataclass(record) and record.__dataclass_params__.frozen)"
    )
    # The clips are sounds of different lengths by language and prompt: a dict, as there is nothing to name.
    names = sorted(name for name in dir(data) if name.startswith("load_") and name != "load_speech_clips")
    environment = {key: value for key, value in os.environ.items() if key != "RNN_COURSE_DATA"}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", program, *names], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert len(names) >= 10 and done.stdout.splitlines() == [f"{name} True" for name in names], done.stderr
    assert list(tmp_path.iterdir()) == []


def test_writing_twice_gives_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(DATASETS))
    import building

    monkeypatch.setattr(building, "DATASETS", tmp_path)
    monkeypatch.setattr(building, "SUMS", tmp_path / "SHA256SUMS")
    seen = []
    for _ in range(2):
        building.write_arrays("b/deep/two.npz", b=np.arange(3), a=np.array(["x"]))
        building.write_gzip("a/one.txt.gz", "ñ\n")
        seen.append({path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()})
    assert seen[0] == seen[1]
    names = [line.split(maxsplit=1)[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()]
    assert names == ["a/one.txt.gz", "b/deep/two.npz"]
    with pytest.raises(ValueError, match="allow_pickle"):
        building.write_arrays("c/three.npz", thing=np.array([{}], dtype=object))


def test_a_table_is_written_as_its_reader_reads_it(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "datasets"))
    import building

    monkeypatch.setattr(building, "DATASETS", tmp_path)
    monkeypatch.setattr(building, "SUMS", tmp_path / "SHA256SUMS")
    for name in (
        "captioning",
        "comparison",
        "directions_and_depth",
        "forecasting",
        "four_shapes",
        "human_numbers",
        "long_memory",
        "speech_and_motion",
        "tagging",
        "where_next",
        "who_opened",
    ):
        stored = (ROOT / "datasets" / name / "results.csv").read_bytes()
        rows = list(csv.DictReader(stored.decode().splitlines()))
        building.write_table(f"{name}/results.csv", list(rows[0]), rows)
        assert (tmp_path / name / "results.csv").read_bytes() == stored
    building.write_table("toy.csv", ["a", "b"], [{"a": 1}, {"a": "x, y", "b": 2}])
    assert (tmp_path / "toy.csv").read_bytes() == b'a,b\n1,\n"x, y",2\n'
    with pytest.raises(ValueError, match="'c'"):
        building.write_table("toy.csv", ["a"], [{"c": 1}])


def test_a_table_is_filled_on_behind_what_is_there(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "datasets"))
    import building

    monkeypatch.setattr(building, "DATASETS", tmp_path)
    monkeypatch.setattr(building, "SUMS", tmp_path / "SHA256SUMS")
    assert building.stored("toy.csv") == []
    ran = []

    def job(name, seed):
        ran.append((name, seed))
        if (name, seed) == ("b", 1) and len(ran) < 5:
            raise KeyboardInterrupt
        return {"score": f"{seed}.0"}

    jobs = {(name, seed): lambda key=(name, seed): job(*key) for seed in (0, 1) for name in "ab"}
    columns, order = ["name", "seed", "score"], [(name, seed) for name in "ab" for seed in (0, 1)]
    with pytest.raises(KeyboardInterrupt):
        building.fill_table("toy.csv", columns, jobs, order)
    assert (tmp_path / "toy.csv").read_text() == "name,seed,score\na,0,0.0\na,1,1.0\nb,0,0.0\n"
    building.fill_table("toy.csv", columns, jobs, order)
    assert ran == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("b", 1)]  # what was cut off alone runs again
    assert (tmp_path / "toy.csv").read_text() == "name,seed,score\na,0,0.0\na,1,1.0\nb,0,0.0\nb,1,1.0\n"
    two = {("c", ""): lambda: [{"score": "2"}, {"name": "c, again", "score": "3"}]}
    building.fill_table("toy.csv", columns, two)
    building.fill_table("toy.csv", columns, two)
    assert (tmp_path / "toy.csv").read_text().endswith('b,1,1.0\nc,,2\n"c, again",,3\n')


def without_git(copy):
    """Make the copy one that came as a ZIP."""
    (copy.parent / ".git").rmdir()


def test_all_damaged_files_are_named_with_one_remedy(copy):
    assert data.files.check_all() == len(data.files.expected_sums(copy))
    (copy / "names/names.csv").write_bytes((copy / "names/names.csv").read_bytes().replace(b"\n", b"\r\n"))
    (copy / "emoji/captions.csv").write_bytes(b"")
    (copy / "vowels/vowels.npz").unlink()
    damaged = ["emoji/captions.csv", "names/names.csv", "vowels/vowels.npz"]
    with pytest.raises(data.DatasetError) as caught:
        data.files.check_all()
    assert "git checkout -- " + " ".join(f"datasets/{name}" for name in damaged) in str(caught.value)
    without_git(copy)
    with pytest.raises(data.DatasetError) as caught:
        data.files.check_all()
    message = str(caught.value)
    assert "git" not in message and "a fresh copy of the course" in message
    assert all(f"datasets/{name}" in message for name in damaged)


def test_a_copy_without_git_is_not_told_to_use_it(copy):
    without_git(copy)
    (copy / "names/names.csv").unlink()
    with pytest.raises(data.DatasetError, match="copy datasets/names/names.csv over .or remake it") as caught:
        data.load_names()
    assert "git" not in str(caught.value)
    (copy / "SHA256SUMS").write_bytes(b"abc\n")
    with pytest.raises(data.DatasetError, match="copy datasets/SHA256SUMS over$"):
        data.load_names()


def test_changed_line_ends_are_called_so(copy):
    path = copy / "names/names.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(data.DatasetError, match="names.csv has Windows's line ends"):
        data.load_names()
