"""What this computer is, and how much memory the process has held."""

import os
import platform
import sys
from pathlib import Path


def peak_memory():
    """Return the largest memory this process has held, in bytes."""
    try:
        import resource
    except ImportError:  # Windows; psutil comes with the notebook's kernel
        import psutil

        return psutil.Process().memory_info().peak_wset
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def machine():
    """Return the machine a figure was measured on, in one line."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.split(":")[1] for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        name = models[0].strip() if models else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
