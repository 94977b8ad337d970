"""How the tests say that a call is refused: by a `ValueError` of one sentence that names the argument."""

import matplotlib.pyplot as plt
import pytest


def wrong_calls(rows):
    """Parametrize a test over `(name, call, said)`: what is called, the wrong call, a part of the sentence expected."""
    ids = [f"{name}-{i}" for i, (name, _, _) in enumerate(rows)]
    return pytest.mark.parametrize("call, said", [row[1:] for row in rows], ids=ids)


def refuses(call, said):
    """Assert that `call()` raises a `ValueError` that says the pattern `said` and is short enough to be read."""
    with pytest.raises(ValueError, match=said) as caught:
        call()
    assert len(str(caught.value)) < 400


def with_ax(draw):
    """Return a call that draws on fresh axes and clears them away."""

    def call():
        fig, ax = plt.subplots()
        try:
            draw(ax)
        finally:
            plt.close(fig)

    return call
