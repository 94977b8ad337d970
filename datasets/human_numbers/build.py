"""Remake `results.csv`: six language models of "human numbers" with five seeds each, as the book that published them set them up.

Needs the course's environment and no network; about ten minutes on a quiet core. A run that was cut off goes on where
it stopped. Run from any folder: `python3 datasets/human_numbers/build.py`.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import keras
import numpy as np
from building import fill_table
from keras import layers

from course_utils.data import human_numbers

SEEDS = range(5)
BATCH, UNITS = 64, 64
MODELS = {
    # what the book trains: one target for three words; a target for each of 16 words; then two layers
    "carried state, one target": {"layer": layers.SimpleRNN, "activation": "relu", "steps": 3, "epochs": 10},
    "one SimpleRNN, relu": {"layer": layers.SimpleRNN, "activation": "relu"},
    "two SimpleRNN, tanh": {"layer": layers.SimpleRNN, "depth": 2},
    "two LSTM": {"layer": layers.LSTM, "depth": 2, "rate": 1e-2},
    # ours, since the book changes depth and cell at once
    "one SimpleRNN, tanh": {"layer": layers.SimpleRNN},
    "one LSTM": {"layer": layers.LSTM, "rate": 1e-2},
}
EVERY = {
    "depth": 1,
    "activation": "tanh",
    "rate": 3e-3,
    "steps": 16,
    "epochs": 15,
}  # where nothing else is said


def windows(ids, steps):
    """Return inputs `(windows, steps)` without overlap, and targets: each next word, or of three words the last one's."""
    starts = range(0, len(ids) - steps - 1, steps)
    inputs = np.stack([ids[i : i + steps] for i in starts])
    targets = np.stack([ids[i + 1 : i + steps + 1] for i in starts])
    return inputs, targets[:, -1:] if steps == 3 else targets


def rows_that_go_on(array):
    """Order windows so that row j of a batch goes on in row j of the next one; what fills no batch is left out."""
    batches = len(array) // BATCH
    return array[: batches * BATCH].reshape(BATCH, batches, -1).swapaxes(0, 1).reshape(batches * BATCH, -1)


def parts(steps):
    """Return training and validation pairs: the first four fifths of the windows, and the rest."""
    text = human_numbers()
    kinds = list(dict.fromkeys(text))
    inputs, targets = windows(np.array([kinds.index(word) for word in text]), steps)
    cut = int(len(inputs) * 0.8)
    return [rows_that_go_on(array) for array in (inputs[:cut], targets[:cut], inputs[cut:], targets[cut:])]


class Forget(keras.callbacks.Callback):
    """Set the carried states to zero before each epoch and before each validation."""

    def on_epoch_begin(self, epoch, logs=None):
        self._forget()

    def on_test_begin(self, logs=None):
        self._forget()

    def _forget(self):
        for layer in self.model.layers:
            if isinstance(layer, layers.RNN):
                layer.reset_states()


def model(layer, depth, activation, rate, steps, updates):
    """Return the compiled model; first weights are drawn as the book's library draws them."""

    def uniform():
        return keras.initializers.RandomUniform(-(UNITS**-0.5), UNITS**-0.5)

    options = {"activation": activation, "stateful": True, "unroll": True}
    options |= {
        "kernel_initializer": uniform(),
        "recurrent_initializer": uniform(),
        "bias_initializer": uniform(),
    }
    if layer is layers.LSTM:
        options["unit_forget_bias"] = False
    net = keras.Sequential([keras.Input(batch_shape=(BATCH, steps), dtype="int32")])
    net.add(layers.Embedding(30, UNITS, embeddings_initializer=keras.initializers.RandomNormal(stddev=1.0)))
    for _ in range(depth):
        net.add(layer(UNITS, return_sequences=steps > 3, **options))
    net.add(layers.Dense(30, kernel_initializer=uniform(), bias_initializer=uniform()))
    warm = updates // 4  # the rate rises for a quarter of the updates, then falls along a cosine
    schedule = keras.optimizers.schedules.CosineDecay(
        rate / 25, updates - warm, alpha=0.0, warmup_target=rate, warmup_steps=warm
    )
    optimizer = keras.optimizers.AdamW(schedule, beta_2=0.99, epsilon=1e-5, weight_decay=0.01)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"], jit_compile=True)
    return net


def run(name, seed):
    """Train one model and return its accuracy on training and validation words after the last epoch, as they are stored."""
    settings = EVERY | MODELS[name]
    epochs = settings.pop("epochs")
    inputs, targets, new_inputs, new_targets = parts(settings["steps"])
    keras.utils.set_random_seed(seed)
    net = model(**settings, updates=epochs * (len(inputs) // BATCH))
    past = net.fit(
        inputs,
        targets,
        validation_data=(new_inputs, new_targets),
        batch_size=BATCH,
        epochs=epochs,
        shuffle=False,
        callbacks=[Forget()],
        verbose=0,
    ).history
    return {"training": f"{past['accuracy'][-1]:.4f}", "validation": f"{past['val_accuracy'][-1]:.4f}"}


def main():
    """Write one line for each model and seed."""
    jobs = {(name, seed): lambda name=name, seed=seed: run(name, seed) for name in MODELS for seed in SEEDS}
    fill_table("human_numbers/results.csv", ["model", "seed", "training", "validation"], jobs)


if __name__ == "__main__":
    main()
