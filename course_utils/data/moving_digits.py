"""Small films, composed here from real handwritten digits: what moves, and which way?"""

from dataclasses import dataclass

import numpy as np

from course_utils._arguments import whole

from .splits import Split

DIRECTIONS = ("right", "down", "left", "up")
ROW_STEPS, COLUMN_STEPS = np.array([0, 1, 0, -1]), np.array([1, 0, -1, 0])


@dataclass(frozen=True)
class MovingDigits:
    """Films of a handwritten digit that moves one pixel a frame over a frame without edges.

    What leaves on one side comes back on the other. Since every place is equally likely in every frame, **one
    frame says nothing about the direction**: without order the best is 1 in 4.

    Attributes:
        values: shape `(1797, steps, 16, 16)`, float32, ink from 0 to 1.
        digit: shape `(1797,)`, int64, 0 to 9.
        direction: shape `(1797,)`, int64, an index into `direction_names`; equally frequent in each part.
        direction_names: right, down, left, up.
        split: slices; each picture stands in one film only. The source lists the pictures roughly by writer,
            so a split in its order puts mostly other hands into the test part.
    """

    values: np.ndarray
    digit: np.ndarray
    direction: np.ndarray
    direction_names: tuple
    split: Split


def load_moving_digits(seed=0, steps=8, frame=16):
    """Compose the `MovingDigits` record from scikit-learn's 8x8 digits: no file and no network.

    Args:
        seed: another number gives other directions and starting places.
        steps: pictures per film, at least 1.
        frame: height and width of the film in pixels, at least 8.

    Raises:
        ValueError: if an argument is no whole number or too small.

    Source:
        The pictures: Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, UCI; the idea of
            moving
        them: Srivastava, Mansimov and Salakhutdinov (2015), arXiv 1502.04681, with larger digits that bounce.
    """
    from sklearn.datasets import load_digits  # here, so that the other loaders need no scikit-learn

    seed, steps, frame = whole("seed", seed, 0), whole("steps", steps), whole("frame", frame, 8)
    source = load_digits()
    samples = len(source.images)
    split = Split(slice(0, 1197), slice(1197, 1497), slice(1497, samples))
    rng = np.random.default_rng(seed)
    direction = np.concatenate([rng.permutation(np.arange(part.stop - part.start) % 4) for part in split])
    row, column = rng.integers(0, frame, (2, samples))
    pictures = (source.images / 16).astype("float32")
    values = np.zeros((samples, steps, frame, frame), dtype="float32")
    films, side = np.arange(samples)[:, None, None], np.arange(8)
    for step in range(steps):
        rows = (row + step * ROW_STEPS[direction])[:, None, None] + side[:, None]
        columns = (column + step * COLUMN_STEPS[direction])[:, None, None] + side
        values[films, step, rows % frame, columns % frame] = pictures
    return MovingDigits(values, source.target.astype("int64"), direction, DIRECTIONS, split)
