"""Start Jupyter kernels on a computer that has no network at all, not even its own loopback interface."""

import functools
import os
import socket
import tempfile

from jupyter_client.manager import KernelManager


@functools.cache
def loopback_works():
    """Whether two programs here can talk over 127.0.0.1; inside a fresh network namespace they cannot."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()
        return True
    except OSError:
        return False


def use_files_without_loopback():
    """Where loopback is down, make new kernels talk over sockets in a temporary folder; else change nothing."""
    if os.name == "nt" or loopback_works() or hasattr(KernelManager.__init__, "__wrapped__"):
        return
    start = KernelManager.__init__

    @functools.wraps(start)
    def start_over_files(self, *args, **kwargs):
        folder = tempfile.mkdtemp(prefix="kernel-")  # short: the path of a socket has about 100 characters
        start(self, *args, **{"transport": "ipc", "ip": os.path.join(folder, "k"), **kwargs})

    KernelManager.__init__ = start_over_files
