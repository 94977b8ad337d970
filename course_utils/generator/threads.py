"""BLAS on one thread, for work that is too small to share between cores or has been shared out already."""

import functools

from threadpoolctl import ThreadpoolController


def one_thread():
    """Return a context in which NumPy's matrix products use the calling thread alone."""
    return _controller().limit(limits=1)


@functools.cache
def _controller():
    return ThreadpoolController()  # looks through all loaded libraries: too slow to do for every batch
