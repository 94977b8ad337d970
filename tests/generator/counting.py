"""A model made of counts that looks like the generator: quick, and sure of much, so coders are tried on it."""

import numpy as np

from course_utils.generator.ngrams import NGram


class Counts:
    """A model with the interface of the writer: the state is the last two ids, the logits n-gram counts."""

    def __init__(self, text, vocabulary, order=3):
        self.ngram = NGram(order, len(vocabulary)).fit(vocabulary.encode(text))
        self.known = {}

    def initial_state(self, batch=1):
        return [np.zeros((batch, 2), dtype=np.int32)]

    def step(self, ids, state):
        recent = np.column_stack([state[0][:, 1], ids])
        return np.stack([self._logits(tuple(pair)) for pair in recent.tolist()]), [recent]

    def _logits(self, pair):
        if pair not in self.known:
            self.known[pair] = np.log(self.ngram.distribution(pair))
        return self.known[pair]
