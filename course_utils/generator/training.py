"""Lesson 21's generator as the bench trains it: a Keras model, one compiled update, a run that survives being cut off.

One set of weights, two models. For training, `unroll=True` writes out the fixed steps of a batch one after another, and
`jit_compile=True` lets XLA turn the whole update into machine code: that takes some seconds once, and together the two
nearly double the speed. For reading texts of any length there is a second model, not unrolled, with the same weights.
"""

import math
import time
import zlib
from dataclasses import dataclass, replace

import numpy as np

from course_utils import quiet
from course_utils._arguments import ids_below, whole
from course_utils.generator.text import contiguous_batches
from course_utils.training import load_checkpoint, save_checkpoint

with quiet():  # the first import of all, where only the generator is used
    import keras
    import tensorflow as tf


@dataclass(frozen=True)
class Settings:
    """What a run can be told; the defaults were searched for, see `datasets/generator_search`.

    Attributes:
        units, layers: width and number of the GRU layers.
        embedding: width of the character embedding.
        streams: pieces of the text read side by side, the batch size.
        steps: characters per update and stream, over which gradients flow.
        optimizer: "muon" or "adamw".
        learning_rate: the highest; it is reached after `warm_up` of the run and followed by a cosine down to 0.
        warm_up: share of the run.
        weight_decay: how much of each weight an update takes away, times the learning rate.
        clip: largest norm of all gradients together; longer ones are scaled down to it.
        passes: a short text is read at most this often, so that it is not learned by heart.
        seed: of the first weights.
    """

    units: int = 160
    layers: int = 2
    embedding: int = 64
    streams: int = 128
    steps: int = 16
    optimizer: str = "muon"
    learning_rate: float = 0.012
    warm_up: float = 0.05
    weight_decay: float = 0.1
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
        return settings.learning_rate * progress / settings.warm_up
    after = (min(progress, 1.0) - settings.warm_up) / (1 - settings.warm_up)
    return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * after))


def build(size, settings, unroll=False):
    """Return the Keras model: `Embedding`, stateful `GRU` layers, `Dense`; ids `(streams, steps)` to logits.

    Args:
        size: how many different ids there are.
        settings: `Settings`.
        unroll: True for a model that reads `settings.steps` characters at a time and is quick at it; False for one
            that reads any number.
    """
    keras.utils.set_random_seed(settings.seed)
    steps = settings.steps if unroll else None
    model = keras.Sequential([keras.Input((steps,), batch_size=settings.streams, dtype="int32")])
    model.add(keras.layers.Embedding(size, settings.embedding, name="embedding"))
    for _ in range(settings.layers):
        model.add(keras.layers.GRU(settings.units, return_sequences=True, stateful=True, unroll=unroll))
    model.add(keras.layers.Dense(size, name="readout"))
    return model


def build_optimizer(settings):
    """Return Muon for the matrices inside the GRU layers, with AdamW for all other weights; or AdamW for all."""
    if settings.optimizer == "muon":
        return keras.optimizers.Muon(
            settings.learning_rate,
            weight_decay=settings.weight_decay,
            adam_weight_decay=settings.weight_decay,
            exclude_layers=["bias", "readout"],  # Keras leaves the embedding to AdamW by itself
            global_clipnorm=settings.clip,
        )
    if settings.optimizer == "adamw":
        return keras.optimizers.AdamW(
            settings.learning_rate,
            weight_decay=settings.weight_decay,
            beta_2=0.99,
            global_clipnorm=settings.clip,
        )
    raise ValueError(f'optimizer must be "muon" or "adamw", found {settings.optimizer!r}')


def compiled_update(model, optimizer):
    """Return a function `update(x, y)` that changes the model's weights once and returns the loss in nats.

    Args:
        model: ids `(streams, steps)` to logits `(streams, steps, size)`.
        optimizer: Keras's; built for the model's weights.
    """
    weights = model.trainable_variables
    optimizer.build(weights)

    @tf.function(jit_compile=True, autograph=False)
    def update(x, y):
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
        gradients = tape.gradient(loss, [weight.value for weight in weights])
        # The embedding's gradient comes as a list of rows, some of them several times: make a matrix of it.
        gradients = [tf.convert_to_tensor(gradient) for gradient in gradients]
        optimizer.apply(gradients, weights)
        return loss

    return update


class Training:
    """One run over a text: `update()` by hand, or `run()` with checkpoints.

    Args:
        ids: the text, shape `(length,)`, each below `size`.
        size: how many different ids there are.
        settings: `Settings`; a short text gets fewer streams and steps.

    Attributes:
        x, y: the batches, shape `(batches, streams, steps)`; `y` is what comes next.
        loss: of the last update, in nats per character.
        seconds: spent in `run`, those before an interruption included.
        compile_seconds: how long the first updates took, in which XLA compiles.

    Raises:
        ValueError: if the ids are not one row of numbers below `size`, or too few.
    """

    def __init__(self, ids, size, settings=None):
        ids = ids_below("ids", ids, size)
        self.size, self.settings = size, suited(settings or Settings(), len(ids))
        self.x, self.y = contiguous_batches(ids, self.settings.streams, self.settings.steps)
        self._trained = build(size, self.settings, unroll=True)
        self._optimizer = build_optimizer(self.settings)
        self._update = compiled_update(self._trained, self._optimizer)
        self._compiled = False
        self._model = None
        self.loss, self.seconds, self.compile_seconds = float("nan"), 0.0, 0.0
        self.mark = f"Keras {self.settings} {size} {zlib.crc32(np.asarray(ids, dtype='<i4').tobytes())}"

    @property
    def updates(self):
        """How many updates the run has made. The optimiser counts them, in the same step that changes the weights."""
        return int(np.asarray(self._optimizer.iterations))

    @property
    def characters(self):
        """How many characters the run has read so far."""
        return self.updates * self.x[0].size

    @property
    def weights(self):
        """The weights as they are now, a list of arrays in Keras's order."""
        return self._trained.get_weights()

    @property
    def model(self):
        """A Keras model that reads one text of any length, with the weights as they are now."""
        if self._model is None:
            self._model = self.model_for(streams=1)
        self._model.set_weights(self.weights)
        return self._model

    def model_for(self, streams):
        """Return a new model that reads `streams` texts of any length: a stateful layer's batch size is fixed."""
        model = build(self.size, replace(self.settings, streams=streams))
        model.set_weights(self.weights)
        return model

    def update(self, progress):
        """Learn from the next batch at the learning rate of this `progress`, 0 to 1; return the loss in nats.

        Raises:
            FloatingPointError: if the loss is no number any more.
        """
        place = self.updates % len(self.x)
        if place == 0:  # the streams begin anew, so must the state
            for layer in self._cells():
                layer.reset_state()
        self._optimizer.learning_rate.assign(rate_at(progress, self.settings))
        start = time.perf_counter()
        loss = float(self._update(self.x[place], self.y[place]))
        if not self._compiled:
            self.compile_seconds += time.perf_counter() - start
            self._compiled = True
        if not math.isfinite(loss):
            raise FloatingPointError(
                f"the loss is {loss} after {self.updates} updates: the training has run away. "
                "Start again from a checkpoint before that, with a smaller learning_rate."
            )
        self.loss = loss
        return loss

    def run(self, updates=None, seconds=None, checkpoint=None, every=10.0, report=None):
        """Train for a number of updates or of seconds, going on from `checkpoint` if that file is there.

        Args:
            updates: how many in all, those before an interruption included.
            seconds: how many in all; the learning rate then follows the clock. Compiling counts, but for half of
                them at most.
            checkpoint: path of a file that holds everything needed to go on; written before the first update, then
                every `every` seconds, at the end, and when the run is interrupted between two updates.
            report: called as `report(progress, self)` after each update.

        Raises:
            ValueError: if the checkpoint is damaged or of another text or other settings.
            OSError: if the checkpoint cannot be written.
            FloatingPointError: if the loss is no number any more; the checkpoint is then the last good one.
        """
        if (updates is None) == (seconds is None):
            raise ValueError("give either updates or seconds, not both and not neither")
        last = self.settings.passes * len(self.x) if updates is None else updates
        if checkpoint:
            self.restore(checkpoint)
            for _ in range(2):  # the second needs room for two files, as every later one does: find out now
                self.save(checkpoint)
        start, saved = time.perf_counter() - self.seconds, time.perf_counter()
        try:
            while (progress := self._progress(last, seconds)) < 1:
                self.update(progress)
                self.seconds = time.perf_counter() - start
                if report:
                    report(progress, self)
                if checkpoint and time.perf_counter() - saved >= every:
                    self.save(checkpoint)
                    saved = time.perf_counter()
        except (KeyboardInterrupt, SystemExit):  # an update is one call of compiled code: never half done
            if checkpoint:
                self.save(checkpoint)
            raise
        if checkpoint:
            self.save(checkpoint)
        else:
            self._finite_arrays()
        return self

    def _progress(self, last, seconds):
        """Return the share of the run that is done: of its updates, or of the time that is not spent compiling."""
        done = self.updates / last
        if seconds:
            compiling = min(self.compile_seconds, seconds / 2)
            done = max(done, (self.seconds - self.compile_seconds) / (seconds - compiling))
        return done

    def _cells(self):
        return [layer for layer in self._trained.layers if isinstance(layer, keras.layers.GRU)]

    def _variables(self):
        """Return all that a run consists of, by name: weights, the optimiser's memory and count, carried states."""
        states = [state for layer in self._cells() for state in layer.states]
        groups = {"weight": self._trained.weights, "optimizer": self._optimizer.variables, "state": states}
        return {f"{name}_{i:02d}": v for name, group in groups.items() for i, v in enumerate(group)}

    def save(self, path):
        """Write weights, optimiser, state and place in the text to a file, all or nothing.

        Raises:
            FloatingPointError: if a weight is no number any more; the file is then left as it was.
            OSError: if the file cannot be written; the old one is then still there.
        """
        arrays = self._finite_arrays()
        clock = np.array([self.seconds, self.compile_seconds, self.loss])
        save_checkpoint(path, mark=np.array(self.mark), clock=clock, **arrays)

    def _finite_arrays(self):
        arrays = {name: np.array(variable) for name, variable in self._variables().items()}
        if not all(np.isfinite(array).all() for array in arrays.values()):
            raise FloatingPointError(
                f"a weight is no number any more after {self.updates} updates: the training has run away. "
                "Start again with a smaller learning_rate."
            )
        return arrays

    def restore(self, path):
        """Go back to where `save` was called; a missing file leaves the run at its beginning.

        Raises:
            ValueError: if the file is no checkpoint, or of another text, other settings or another version.
        """
        stored = load_checkpoint(path)
        if stored is None:
            return self
        variables = self._variables()
        fits = str(stored.get("mark")) == self.mark and {"clock", *variables} <= set(stored)
        if not fits or any(stored[name].shape != variable.shape for name, variable in variables.items()):
            raise ValueError(
                f"{path} is of another text, other settings or another version of the course: "
                "give the name of a file that is not there yet, to start afresh"
            )
        for name, variable in variables.items():
            variable.assign(stored[name])
        self.seconds, self.compile_seconds, self.loss = stored["clock"].tolist()
        return self
