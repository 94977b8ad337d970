"""What surrounds a training: seeds, a progress bar that leaves no trace, checkpoints that survive a cut-off run."""

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from course_utils._arguments import whole
from course_utils._frontend import is_static


class Progress:
    """A progress bar that writes over itself and is gone when the work is done.

    Use it around anything that takes longer than five seconds: `for epoch in Progress(range(20), "training"): ...`.
    Where outputs are stored, tested or graded it shows nothing at all.

    Args:
        items: what to iterate over; must have a length.
        label: what is being done.
        stream: where to write; standard output by default.
    """

    def __init__(self, items, label, stream=None):
        if not hasattr(items, "__len__"):
            raise ValueError(f"items must have a length, found {type(items).__name__}: make a list of it")
        self.items, self.label, self.stream = items, label, stream or sys.stdout
        self.note = ""

    def __iter__(self):
        start, total = time.perf_counter(), len(self.items)
        try:
            for done, item in enumerate(self.items):
                self._write(done, total, time.perf_counter() - start)
                yield item
        finally:
            if not is_static():
                self.stream.write("\r" + " " * 78 + "\r")
                self.stream.flush()

    def _write(self, done, total, seconds):
        if is_static():
            return
        filled = int(20 * done / max(1, total))
        left = f"{seconds / done * (total - done):.0f} s left" if done else "starting"
        line = f"{self.label} [{'#' * filled}{'.' * (20 - filled)}] {done}/{total}, {left} {self.note}"
        self.stream.write("\r" + line[:78].ljust(78))
        self.stream.flush()


def keras_progress(epochs, label="training"):
    """Return a Keras callback that shows `Progress` over epochs, with the latest losses as its note.

    Pass it as `model.fit(..., verbose=0, callbacks=[keras_progress(20)])`.

    Raises:
        ValueError: if `epochs` is not a whole number of at least 1.
    """
    epochs = whole("epochs", epochs)
    import keras

    class EpochProgress(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.bar = Progress(range(epochs), label)
            self.steps = iter(self.bar)
            next(self.steps, None)

        def on_epoch_end(self, epoch, logs=None):
            self.bar.note = ", ".join(f"{name} {value:.3f}" for name, value in (logs or {}).items())
            next(self.steps, None)

        def on_train_end(self, logs=None):
            self.steps.close()

    return EpochProgress()


def fresh_start(model):
    """Return a function that puts a compiled model back to where it is now: weights and the optimiser's memory.

    Building and compiling a model, and tracing it at the first `fit`, takes longer than a short training. So
    build it once and call the function before each training.

    Args:
        model: a built and compiled Keras model.

    Raises:
        ValueError: if the model is not compiled or not built.
    """
    if not getattr(model, "compiled", False) or not getattr(model, "built", False):
        raise ValueError(
            "model must be a compiled Keras model that knows its input shape: build and compile it"
        )
    model.optimizer.build(model.trainable_variables)
    weights, memory = model.get_weights(), [np.array(value) for value in model.optimizer.variables]

    def start():
        model.set_weights(weights)
        for variable, value in zip(model.optimizer.variables, memory):
            variable.assign(value)

    return start


def over_seeds(measure, seeds):
    """Run `measure(seed)` for each seed and return the results as an array `(seeds,)` or `(seeds, results)`.

    Keras's generators are seeded before each run, so that each run can be repeated alone.
    """
    import keras

    results = []
    for seed in Progress(list(seeds), "seeds"):
        keras.utils.set_random_seed(seed)
        results.append(measure(seed))
    if not results:
        raise ValueError("seeds must hold one seed or more")
    return np.array(results)


def save_checkpoint(path, **arrays):
    """Write arrays to `path` in one step: a run that is cut off leaves the old file or the new one, never half a file.

    The new one is written beside it under a name that no other process has, and then takes its place.

    Args:
        path: name of the file, by custom `.npz`; its folder must be there.
        **arrays: what to keep.

    Raises:
        OSError: if it cannot be written, as the folder is not there or full; the old file is then still there.
        ValueError: if an array holds Python objects, which could not be read back safely.
    """
    for name, array in arrays.items():
        if np.asarray(array).dtype.hasobject:
            raise ValueError(f"{name} must be an array of numbers or text, found {type(array).__name__}")
    path = Path(path)
    handle, partial = tempfile.mkstemp(".partial", path.name + ".", path.parent)
    try:
        with open(handle, "wb") as file:
            np.savez(file, **arrays)
        os.replace(partial, path)
    finally:
        Path(partial).unlink(missing_ok=True)  # it is there only if something went wrong


def load_checkpoint(path):
    """Return `{name: array}` as `save_checkpoint` wrote it, or None if there is no such file.

    Raises:
        OSError: if the file cannot be read.
        ValueError: if it is no checkpoint, or a damaged one.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except FileNotFoundError:
        return None
    except OSError:
        raise
    except (
        Exception
    ) as problem:  # the zip's, the array's and the unpickler's errors have nothing else in common
        raise ValueError(
            f"{path} is no checkpoint, or a damaged one ({type(problem).__name__}): "
            "give another file, or the name of one that is not there yet to start afresh"
        ) from None
