"""Counting baselines for text: interpolated Kneser-Ney n-grams over ids, the bar a character model has to clear."""

import numpy as np

from course_utils._arguments import ids_below


class NGram:
    """Predict a character from the `order - 1` before it, by counts smoothed with interpolated Kneser-Ney.

    `p(c | h) = max(n(h c) - D, 0) / n(h) + D * kinds(h) / n(h) * p(c | shorter h)`, where `n` counts occurrences in
    the highest order and different left neighbours below it, `kinds(h)` is how many characters follow `h`, and below
    order 1 stands the uniform `1 / size`, so that nothing has probability zero.

    Args:
        order: 1 for single characters, 2 for pairs, 5 for the usual strong baseline.
        size: number of ids, as `len(vocabulary)`.

    Source:
        Kneser and Ney (1995); Chen and Goodman (1999), doi 10.1006/csla.1999.0128, section 2.7. The discount is
        `D = n1 / (n1 + 2 n2)`, from how many grams occur once and twice.
    """

    def __init__(self, order, size):
        if order < 1 or size < 1 or size**order >= 2**63:
            raise ValueError(f"cannot number {order}-grams over {size} ids in 64 bits: lower the order")
        self.order, self.size, self.levels = order, size, []

    def fit(self, ids):
        """Count the grams of a text, shape `(length,)`, and return self.

        Raises:
            ValueError: if the text is shorter than one gram, or holds what is no id.
        """
        ids = ids_below("ids", ids, self.size)
        if len(ids) < self.order:
            raise ValueError(
                f"{len(ids)} characters hold no {self.order}-gram: give more text or a lower order"
            )
        self.levels = []
        grams, counts = np.unique(self._codes(ids, self.order), return_counts=True)
        for order in range(self.order, 0, -1):
            self.levels.append(self._level(grams, counts))
            if order > 1:  # each different gram is one left neighbour of its tail
                grams, counts = np.unique(grams % self.size ** (order - 1), return_counts=True)
        self.levels.reverse()
        return self

    def _fitted(self):
        if not self.levels:
            raise ValueError("fit() a text first: these counts are empty")

    def _codes(self, ids, order):
        """Return each gram of a text as one number in base `size`, shape `(length - order + 1,)`."""
        length = len(ids) - order + 1
        codes = np.zeros(length, dtype=np.int64)
        for i in range(order):  # digit by digit: a long text is never copied `order` times
            codes *= self.size
            codes += ids[i : i + length]
        return codes

    def _level(self, grams, counts):
        histories, first = np.unique(
            grams // self.size, return_index=True
        )  # grams are sorted, so are histories
        once, twice = (counts == 1).sum(), (counts == 2).sum()
        return {
            "grams": grams,
            "counts": counts,
            "histories": histories,
            "totals": np.add.reduceat(counts, first),
            "kinds": np.diff(np.append(first, len(grams))),
            "discount": once / (once + 2 * twice) if once and twice else 0.5,
        }

    def probabilities(self, ids):
        """Return `p(ids[t] | the characters before it)` for each t, shape `(length,)`; early ones see less context."""
        self._fitted()
        ids = ids_below("ids", ids, self.size)
        p = np.full(len(ids), 1.0 / self.size)
        for order, level in enumerate(self.levels, start=1):
            if len(ids) >= order:
                p[order - 1 :] = self._mix(level, self._codes(ids, order), p[order - 1 :])
        return p

    def distribution(self, history):
        """Return `p(. | history)` over all ids, shape `(size,)`; `history` may have any length.

        Raises:
            ValueError: if nothing was counted yet, or the history holds what is no id.
        """
        self._fitted()
        history = (
            ids_below("history", history, self.size)[-(self.order - 1) :]
            if self.order > 1
            else np.zeros(0, int)
        )
        p = np.full(self.size, 1.0 / self.size)
        for order, level in enumerate(self.levels[: len(history) + 1], start=1):
            tail = history[len(history) - order + 1 :]
            code = int(tail @ self.size ** np.arange(order - 2, -1, -1, dtype=np.int64)) if order > 1 else 0
            p = self._mix(level, code * self.size + np.arange(self.size), p)
        return p

    def _mix(self, level, codes, shorter):
        """Interpolate one order with the next shorter one for grams given by number."""
        count = _look_up(level["grams"], level["counts"], codes)
        total = _look_up(level["histories"], level["totals"], codes // self.size)
        kinds = _look_up(level["histories"], level["kinds"], codes // self.size)
        seen = np.maximum(count - level["discount"], 0) + level["discount"] * kinds * shorter
        return np.where(total > 0, seen / np.maximum(total, 1), shorter)  # a new history says nothing

    def bits(self, ids, history=()):
        """Return the mean of `-log2 p` over a text, in bits per character, read after `history`."""
        if not len(ids):
            raise ValueError("ids is empty: there is nothing to score")
        joined = np.concatenate([np.asarray(history, dtype=np.int64), ids])
        return float(-np.log2(self.probabilities(joined)[len(history) :]).mean())


def _look_up(keys, values, wanted):
    """Return `values` at the sorted `keys` equal to `wanted`, and 0 where there is none."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], 0)
