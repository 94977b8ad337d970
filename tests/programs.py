"""The `build.py` of a data set, imported as its own folder sees it."""

import contextlib
import importlib
import os
import sys
from pathlib import Path

import pytest

DATASETS = Path(__file__).resolve().parents[1] / "datasets"


@contextlib.contextmanager
def build_of(name):
    """Import `datasets/name/build.py`, and leave neither its modules nor its paths nor its settings behind."""
    folder = DATASETS / name
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setattr(os, "environ", dict(os.environ))
        patch.setattr(sys, "path", list(sys.path))
        yield importlib.import_module("build")
    for module in ["building", *(path.stem for path in folder.glob("*.py"))]:
        sys.modules.pop(module, None)
