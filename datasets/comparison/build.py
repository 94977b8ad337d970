"""Train SimpleRNN, LSTM and GRU at equal parameters and write `results.csv`: `python datasets/comparison/build.py`.

A quarter of an hour on one core. Rows are kept as they are finished, so a run that was cut off goes on where it stopped.
"""

import os
import sys
import time
from pathlib import Path

# Before the import: one thread, so that CPU seconds are those of a quiet core.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import baselines
import building
import untrained
from tasks import TASKS

from course_utils import quiet

with quiet():
    import keras

UNTRAINED = ("untrained", "untrained, small")
CELLS, SEEDS, RATE = ("SimpleRNN", "LSTM", "GRU"), range(5), 0.01
PARAMETERS = 4000  # of cell and read-out together; an embedding is the same for all and not counted
EMBEDDING = 16
FIELDS = "task measure unit method seed units parameters validation test seconds_per_epoch".split()


def build(task, cell, units):
    """Return an untrained model: embedding or mask where the task needs one, one recurrent layer, one Dense."""
    x = task.parts["train"][0]
    layers = [keras.Input(x.shape[1:])]
    if task.vocabulary:
        layers.append(keras.layers.Embedding(task.vocabulary, EMBEDDING, mask_zero=True))
    elif task.masked:
        layers.append(keras.layers.Masking())
    layers.append(getattr(keras.layers, cell)(units, return_sequences=task.each_step))
    layers.append(keras.layers.Dense(task.outputs))
    return keras.Sequential(layers)


def parameters(task, cell, units):
    """Return how many numbers cell and read-out hold."""
    features = EMBEDDING if task.vocabulary else task.parts["train"][0].shape[2]
    gates, biases = {"SimpleRNN": (1, 1), "LSTM": (4, 1), "GRU": (3, 2)}[cell]
    return gates * units * (features + units + biases) + (units + 1) * task.outputs


def score(predict, task, part):
    """Return percent right, or the mean error, on one part; padding is not counted.

    Args:
        predict: function from the inputs of a part to outputs `(..., outputs)`.
        task: as `tasks.py` makes it.
        part: `"validation"` or `"test"`.
    """
    x, y = task.parts[part]
    said = predict(x)
    if task.measure == "error":
        assert said.shape == y.shape
        return float(np.mean(np.abs(said - y) if "absolute" in task.unit else (said - y) ** 2))
    right = said.argmax(axis=-1) == y
    if task.each_step:
        right, real = right[:, task.scored], (x != 0 if task.vocabulary else np.ones(y.shape, bool))
        right = right[real[:, task.scored]]
    return 100 * float(right.mean())


class Clock(keras.callbacks.Callback):
    """Note the CPU seconds of each epoch."""

    def on_epoch_begin(self, epoch, logs=None):
        """Look at the clock."""
        self.start = time.process_time()

    def on_epoch_end(self, epoch, logs=None):
        """Look again."""
        self.seconds = [*getattr(self, "seconds", []), time.process_time() - self.start]


def compiled(task, cell, units):
    """Return a model ready to train: Adam, the rate falling to 0 along a cosine, gradients clipped to norm 1."""
    model = build(task, cell, units)
    batches = -(-len(task.parts["train"][0]) // task.batch)
    schedule = keras.optimizers.schedules.CosineDecay(RATE, batches * task.epochs)
    loss = {
        "accuracy": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "error": keras.losses.MeanAbsoluteError()
        if "absolute" in task.unit
        else keras.losses.MeanSquaredError(),
    }[task.measure]
    model.compile(keras.optimizers.Adam(schedule, global_clipnorm=1.0), loss, jit_compile=False)
    return model


def train(task, cell, seeds):
    """Yield one row per seed; the compiled model is used again with fresh weights and a fresh optimiser."""
    units = units_of(task, cell)
    model = compiled(task, cell, units)
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model.set_weights(build(task, cell, units).get_weights())
        for variable in model.optimizer.variables:
            if "learning_rate" not in variable.path:
                variable.assign(np.zeros(variable.shape))
        clock = Clock()
        model.fit(*task.parts["train"], task.batch, task.epochs, verbose=0, callbacks=[clock])

        def predict(x):
            return model.predict(x, batch_size=512, verbose=0)

        found = {part: f"{score(predict, task, part):.5g}" for part in ("validation", "test")}
        size = {"units": units, "parameters": parameters(task, cell, units)}
        yield {
            "method": cell,
            "seed": seed,
            **size,
            **found,
            "seconds_per_epoch": f"{min(clock.seconds[1:]):.3g}",
        }


def units_of(task, cell):
    """Return the number of units that brings cell and read-out closest to `PARAMETERS`."""
    return min(range(4, 99), key=lambda u: abs(parameters(task, cell, u) - PARAMETERS))


def fit_untrained(task, method, seeds):
    """Yield one row per seed of a net whose recurrent weights stay random; only its read-out is counted.

    `"untrained, small"` has as many units as the SimpleRNN, so that it holds as many numbers, random ones included.
    """
    units = untrained.UNITS if method == "untrained" else units_of(task, "SimpleRNN")
    leak, scale = untrained.chosen(task, units)
    for seed in seeds:
        predict, ridge = untrained.answer(task, seed, leak, scale, units)
        print(f"leak {leak}, scale {scale}, ridge {ridge:g}")
        size = {"units": units, "parameters": (units + 1) * task.outputs}
        found = {part: f"{score(predict, task, part):.5g}" for part in ("validation", "test")}
        yield {"method": method, "seed": seed, **size, **found}


def main():
    """Measure every baseline, then every cell; go on behind the rows that are already there."""
    rows = building.stored("comparison/results.csv")
    done = {(row["task"], row["method"], row["seed"]) for row in rows}
    for make in TASKS.values():
        task = make()
        about = {"task": task.name, "measure": task.measure, "unit": task.unit}
        if (task.name, "trivial", "") not in done:
            for method, measured in baselines.of(task).items():
                found = {
                    name: f"{value:.5g}" if isinstance(value, float) else value
                    for name, value in measured.items()
                }
                rows.append({**about, "method": method, **found})
        for method in (*UNTRAINED, *CELLS):
            seeds = [seed for seed in SEEDS if (task.name, method, str(seed)) not in done]
            found = fit_untrained(task, method, seeds) if method in UNTRAINED else train(task, method, seeds)
            for row in found if seeds else ():
                rows.append({**about, **row})
                # After every row, so that nothing is lost if the next one is cut off.
                building.write_table("comparison/results.csv", FIELDS, rows)
                print(*rows[-1].values(), flush=True)


if __name__ == "__main__":
    main()
