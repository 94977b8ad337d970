"""Train the network of lesson 21, as that lesson does, and keep its weights for lesson 22 to look into.

    python3 datasets/trained_generator/build.py

About three minutes of processor time. Another machine gives another network of the same kind: sums in another order
differ in the last digit, and a long training makes more of it.
"""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER.parents[1])]

import numpy as np  # noqa: E402
from building import write_arrays  # noqa: E402

from course_utils import quiet  # noqa: E402
from course_utils.data import load_shakespeare  # noqa: E402
from course_utils.generator.text import Vocabulary, contiguous_batches  # noqa: E402

with quiet():
    import keras

PASSES, STREAMS, STEPS = 3, 128, 16


class BeginAnew(keras.callbacks.Callback):
    """Start every pass over the text with empty states."""

    def on_epoch_begin(self, epoch, logs=None):
        for layer in self.model.layers[1:3]:
            layer.reset_state()


def trained(ids, size):
    """Return lesson 21's model after three passes over a text."""
    x, y = (part.reshape(-1, STEPS) for part in contiguous_batches(ids, STREAMS, STEPS))
    updates = PASSES * len(x) // STREAMS
    keras.utils.set_random_seed(7)
    model = keras.Sequential(
        [
            keras.Input((None,), batch_size=STREAMS, dtype="int32"),
            keras.layers.Embedding(size, 64),
            keras.layers.GRU(160, return_sequences=True, stateful=True),
            keras.layers.GRU(160, return_sequences=True, stateful=True),
            keras.layers.Dense(size),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        warmup_target=0.012,
        warmup_steps=updates // 20,
        decay_steps=updates * 19 // 20,
    )
    optimizer = keras.optimizers.Muon(
        rate, weight_decay=0.1, adam_weight_decay=0.1, exclude_layers=["bias", "dense"], global_clipnorm=1.0
    )
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, batch_size=STREAMS, epochs=PASSES, shuffle=False, verbose=0, callbacks=[BeginAnew()])
    return model


def main():
    plays = load_shakespeare()
    vocabulary = Vocabulary.from_text(plays.train)
    store(trained(vocabulary.encode(plays.train), len(vocabulary)).get_weights(), vocabulary.characters)


def store(weights, characters):
    """Write the weights in two bytes each: rounding them costs less than a thousandth of a bit a character."""
    arrays = {f"weight_{i}": weight.astype(np.float16) for i, weight in enumerate(weights)}
    codes = np.array([ord(character) for character in characters], dtype=np.int32)
    write_arrays("trained_generator/weights.npz", characters=codes, **arrays)


if __name__ == "__main__":
    main()
