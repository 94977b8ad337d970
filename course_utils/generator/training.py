"""Lesson 21's generator as the bench uses it: the model, one update, a run that survives being cut off."""

import time
import zlib
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import numpy as np

from course_utils import quiet
from course_utils._arguments import ids_below
from course_utils.generator.bptt import Reader, prepare
from course_utils.generator.muon import Muon
from course_utils.generator.settings import Settings, rate_at, suited
from course_utils.generator.text import contiguous_batches
from course_utils.generator.threads import one_thread
from course_utils.training import load_checkpoint, save_checkpoint


def build(size, settings):
    """Return the Keras model: `Embedding`, stateful `GRU` layers, `Dense`; ids `(streams, steps)` to logits."""
    with quiet():  # the first import of all, where only the generator is used
        import keras

    keras.utils.set_random_seed(settings.seed)
    model = keras.Sequential([keras.Input((None,), batch_size=settings.streams, dtype="int32")])
    model.add(keras.layers.Embedding(size, settings.embedding, name="embedding"))
    for _ in range(settings.layers):
        model.add(keras.layers.GRU(settings.units, return_sequences=True, stateful=True))
    model.add(keras.layers.Dense(size, name="readout"))
    return model


class Training:
    """One run over a text of `ids` `(length,)` below `size`: `update()` by hand, or `run()` with checkpoints.

    The updates are computed in NumPy, by `bptt.Reader` and `muon.Muon`: two threads with half of the streams each, for
    NumPy lets go of Python's lock while it computes. `model` is the Keras model with the weights of the moment.
    """

    def __init__(self, ids, size, settings=None):
        ids = ids_below("ids", ids, size)
        self.size, self.settings = size, suited(settings or Settings(), len(ids))
        s = self.settings
        self.x, self.y = contiguous_batches(ids, s.streams, s.steps)
        self._model = build(size, s)
        self.weights = self._model.get_weights()
        muon, cells = s.optimizer == "muon", range(1, len(self.weights) - 2)  # of each layer W_x, W_h, b
        matrices, beta_2 = ([i for i in cells if i % 3], 0.999) if muon else ([], 0.99)
        self.optimizer = Muon(self.weights, matrices, s.decay, s.clip, s.adam_share, beta_2)
        self._shares = np.array_split(np.arange(s.streams), min(2, s.streams))
        self._readers = [Reader(size, s.units, s.layers, len(rows), s.steps) for rows in self._shares]
        self._threads = ThreadPoolExecutor(2)
        self.updates, self.seconds, self.loss = 0, 0.0, float("nan")
        self.mark = f"{s} {size} {zlib.crc32(np.asarray(ids, dtype='<i4').tobytes())}"

    @property
    def model(self):
        """The Keras model, with the weights as they are now."""
        self._model.set_weights(self.weights)
        return self._model

    def model_for(self, streams):
        """Return a copy of the model that reads `streams` texts: a stateful layer's batch size is fixed."""
        copy = build(self.size, replace(self.settings, streams=streams))
        copy.set_weights(self.weights)
        return copy

    @property
    def characters(self):
        """How many characters the run has read so far."""
        return self.updates * self.x.shape[1] * self.x.shape[2]

    def update(self, progress):
        """Learn from the next batch at the learning rate of this `progress`; return the loss in nats."""
        work = self._threads.submit(self._update, rate_at(progress, self.settings))
        try:
            return work.result()
        finally:  # an interrupt falls between two updates, never into one: half an update cannot be gone on from
            wait([work])

    def _update(self, rate):
        place = self.updates % len(self.x)
        if place == 0:  # the streams begin anew, so must the state
            for state in self._states():
                state[:] = 0
        with one_thread():  # the threads are ours: BLAS must not start more
            ready, batch = prepare(self.weights), (self.x[place], self.y[place])
            parts = [(*(ids[rows] for ids in batch), ready, batch[0].size) for rows in self._shares]
            others = [self._threads.submit(r.gradients, *p) for r, p in zip(self._readers[1:], parts[1:])]
            self.loss, gradients = self._readers[0].gradients(*parts[0])
            for other in others:
                loss, more = other.result()
                self.loss += loss
                for gradient, added in zip(gradients, more):
                    gradient += added
            self.optimizer.update(gradients, rate, self._beside)
        for reader in self._readers:
            reader.commit()
        self.updates += 1
        return self.loss

    def _beside(self, work, items):
        """Do `work` on each item, every second one in the other thread."""
        other = self._threads.submit(lambda: [work(item) for item in items[1::2]])
        return [work(item) for item in items[::2]] + other.result()

    def run(self, updates=None, seconds=None, checkpoint=None, every=10.0, report=None):
        """Train for a number of updates or of seconds, going on from `checkpoint` if that file is there.

        Args:
            updates: how many in all, those before an interruption included.
            seconds: how many in all; the learning rate then follows the clock.
            checkpoint: path of a file that holds everything needed to go on; written every `every` seconds, and
                when the run is interrupted.
            report: called as `report(progress, self)` after each update.

        Raises:
            ValueError: if the checkpoint is damaged or of another text or other settings.
        """
        if (updates is None) == (seconds is None):
            raise ValueError("give either updates or seconds, not both and not neither")
        last = self.settings.passes * len(self.x) if updates is None else updates
        if checkpoint:
            self.restore(checkpoint)
        start, saved = time.perf_counter() - self.seconds, time.perf_counter()
        try:
            while (progress := max(self.updates / last, self.seconds / seconds if seconds else 0)) < 1:
                self.update(progress)
                self.seconds = time.perf_counter() - start
                if report:
                    report(progress, self)
                if checkpoint and time.perf_counter() - saved >= every:
                    self.save(checkpoint)
                    saved = time.perf_counter()
        finally:
            if checkpoint:
                self.save(checkpoint)
        return self

    def _states(self):
        return [state for reader in self._readers for state in reader.state]

    def _variables(self):
        return [*self.weights, *self.optimizer.variables, *self._states()]

    def save(self, path):
        """Write weights, optimizer, state and place in the text, all or nothing."""
        arrays = {f"v{i:03d}": variable for i, variable in enumerate(self._variables())}
        counts = np.array([self.updates, self.seconds, self.loss])
        save_checkpoint(path, mark=np.array(self.mark), counts=counts, **arrays)

    def restore(self, path):
        """Go back to where `save` was called; a missing file leaves the run at its beginning."""
        stored = load_checkpoint(path)
        if stored is None:
            return self
        if str(stored.get("mark")) != self.mark:
            raise ValueError(f"{path} is of another text or other settings. Delete it to start afresh.")
        for i, variable in enumerate(self._variables()):
            variable[:] = stored[f"v{i:03d}"]
        self.updates, self.seconds, self.loss = int(stored["counts"][0]), *map(float, stored["counts"][1:])
        self.optimizer.updates = self.updates
        return self
