"""What a run of the text generator can be told, and its learning rate from beginning to end."""

import math
from dataclasses import dataclass, replace

from course_utils._arguments import whole


@dataclass(frozen=True)
class Settings:
    """What a run can be told; the defaults were searched for, see `datasets/generator_search`.

    Attributes:
        units, layers: width and number of the GRU layers.
        embedding: width of the character embedding.
        streams: pieces of the text read side by side, the batch size.
        steps: characters per update and stream, over which gradients flow.
        optimizer: "muon" or "adamw".
        rate: highest learning rate, reached after `warm_up` of the run and followed by a cosine down to 0.
        adam_share: under Muon, the share of the rate for what Adam trains: embedding, read-out, biases.
        decay: weight decay.
        clip: largest gradient norm of a weight array.
        passes: a short text is read at most this often, so that it is not learned by heart.
    """

    units: int = 160
    layers: int = 2
    embedding: int = 64
    streams: int = 128
    steps: int = 16
    optimizer: str = "muon"
    rate: float = 0.012
    adam_share: float = 1.0
    warm_up: float = 0.05
    decay: float = 0.1
    clip: float = 1.0
    passes: int = 20
    seed: int = 7


def suited(settings, length):
    """Return the settings with fewer streams and steps where a text is too short for at least 8 updates a pass."""
    length = whole("length", length, 2)
    steps = max(1, min(settings.steps, length // 16))
    return replace(settings, steps=steps, streams=max(1, min(settings.streams, length // (8 * steps))))


def rate_at(progress, settings):
    """Return the learning rate when the share `progress`, 0 to 1, of the run is done: a line up, half a cosine down."""
    if not 0 <= progress:
        raise ValueError(f"progress must be 0 or more, found {progress}")
    if progress < settings.warm_up:
        return settings.rate * progress / settings.warm_up
    after = (min(progress, 1.0) - settings.warm_up) / (1 - settings.warm_up)
    return settings.rate * 0.5 * (1 + math.cos(math.pi * after))
