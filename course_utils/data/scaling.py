"""Bring features to mean 0 and deviation 1 by what the **training part** says, and back to their units."""

from dataclasses import dataclass

import numpy as np

from course_utils._arguments import lengths_of, numbers

from .splits import mask_of


@dataclass(frozen=True)
class Scaler:
    """Mean and standard deviation of each feature in the training part.

    Attributes:
        mean: shape `(features,)`, in the feature's unit.
        deviation: shape `(features,)`, in the feature's unit; 1 where a feature never changes.
    """

    mean: np.ndarray
    deviation: np.ndarray

    def scale(self, values, lengths=None):
        """Return `(values - mean) / deviation`; with `lengths`, the padding behind each sequence stays 0."""
        values = self._checked(values)
        scaled = ((values - self.mean) / self.deviation).astype("float32")
        if lengths is not None:
            scaled *= _mask(values, lengths)[..., None]
        return scaled

    def unscale(self, values, feature=None):
        """Return scaled values in their units: all features, or only column `feature`, as forecasts have."""
        if feature is None:
            return self._checked(values) * self.deviation + self.mean
        if feature not in range(len(self.mean)):
            raise ValueError(f"feature={feature} is none of 0 to {len(self.mean) - 1}")
        return numbers("values", values, (0, 1, 2, 3)) * self.deviation[feature] + self.mean[feature]

    def _checked(self, values):
        values = numbers("values", values, (1, 2, 3))
        if values.shape[-1] != len(self.mean):
            raise ValueError(
                f"values has shape {values.shape}, but the last axis must hold {len(self.mean)} features"
            )
        return values


def fit_scaler(train, lengths=None):
    """Measure mean and deviation of each feature, on the training part and nothing else.

    Args:
        train: shape `(steps, features)` or `(samples, steps, features)`.
        lengths: shape `(samples,)`: the padding behind each sequence is left out of the measure.

    Raises:
        ValueError: if `train` is empty, holds NaN, or does not fit the lengths.
    """
    train = numbers("train", train, (2, 3))
    rows = train.reshape(-1, train.shape[-1]) if lengths is None else train[_mask(train, lengths)]
    deviation = rows.std(axis=0, dtype="float64")
    return Scaler(rows.mean(axis=0, dtype="float64"), np.where(deviation == 0, 1.0, deviation))


def standardise(train, *others):
    """Scale the training part and any others by the training part's mean and deviation.

    Args:
        train: shape `(steps, features)` or `(samples, steps, features)`, without padding (else use
            `fit_scaler`).
        *others: validation and test parts with the same features.

    Returns:
        The scaled parts in the same order, float32, and last the `Scaler`.
    """
    scaler = fit_scaler(train)
    return (*(scaler.scale(part) for part in (train, *others)), scaler)


def _mask(values, lengths):
    if values.ndim != 3:
        raise ValueError(
            f"lengths belong to padded sequences of 3 dimensions, but the values' shape is {values.shape}"
        )
    return mask_of(lengths_of(lengths, *values.shape[:2]), values.shape[1])
