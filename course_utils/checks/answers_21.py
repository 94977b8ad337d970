"""Right and plausible wrong answers to the exercises of lesson 21."""
# ruff: noqa: D103 -- each name says which idea it follows

import numpy as np

# 21.1


def windows(text, length):
    return [(text[i : i + length], text[i + length]) for i in range(len(text) - length)]


def windows_short(text, length):
    return windows(text, length)[:-1]


def windows_apart(text, length):
    return windows(text, length)[::length]


def windows_inside(text, length):
    return [(text[i : i + length], text[i + length - 1]) for i in range(len(text) - length + 1)]


def windows_too_many(text, length):
    return [(text[i : i + length], text[i + length]) for i in range(len(text) - length + 1)]


def windows_to_windows(text, length):
    return [(text[i : i + length], text[i + 1 : i + length + 1]) for i in range(len(text) - length)]


# 21.2


def bits(p):
    return float(-np.log2(p).mean())


def nats(p):
    return float(-np.log(p).mean())


def perplexity(p):
    return float(2 ** bits(p))


def mean_first(p):
    return float(-np.log2(np.mean(p)))


def bits_in_all(p):
    return float(-np.log2(p).sum())


def weighed(p):
    return float(-(p * np.log2(p)).sum())


def bits_unsigned(p):
    return float(np.log2(p).mean())


# 21.3


def with_temperature(logits, temperature):
    scaled = np.asarray(logits, dtype=float) / temperature
    powers = np.exp(scaled - scaled.max())
    return powers / powers.sum()


def multiplied(logits, temperature):
    return with_temperature(logits, 1 / temperature)


def probabilities_divided(logits, temperature):
    p = with_temperature(logits, 1.0) / temperature
    return p / p.sum()


def softmax_twice(logits, temperature):
    return with_temperature(with_temperature(logits, 1.0), temperature)


def no_shift(logits, temperature):
    with np.errstate(over="ignore", invalid="ignore"):
        powers = np.exp(np.asarray(logits, dtype=float) / temperature)
        return powers / powers.sum()


def not_normalised(logits, temperature):
    scaled = np.asarray(logits, dtype=float) / temperature
    return np.exp(scaled - scaled.max())


# 21.4


def _kept(p, keep):
    kept = np.zeros(len(p))
    kept[keep] = np.asarray(p)[keep]
    return kept


def nucleus(p, mass, scale=True, extra=1):
    order = np.argsort(-np.asarray(p), kind="stable")
    count = int((np.cumsum(np.asarray(p)[order]) < mass - 1e-12).sum()) + extra
    kept = _kept(p, order[: max(1, count)])
    return kept / kept.sum() if scale else kept


def nucleus_short(p, mass):
    return nucleus(p, mass, extra=0)


def nucleus_unscaled(p, mass):
    return nucleus(p, mass, scale=False)


def nucleus_in_order(p, mass):
    count = int((np.cumsum(p) < mass - 1e-12).sum()) + 1
    kept = _kept(p, np.arange(min(count, len(p))))
    return kept / kept.sum()


def nucleus_from_below(p, mass):
    order = np.argsort(np.asarray(p), kind="stable")
    count = int((np.cumsum(np.asarray(p)[order]) < mass - 1e-12).sum()) + 1
    kept = _kept(p, order[:count])
    return kept / kept.sum()


def nucleus_by_height(p, mass):
    kept = np.where(np.asarray(p) >= 1 - mass, p, 0.0)
    with np.errstate(invalid="ignore"):  # none may be high enough
        return kept / kept.sum()


# 21.5


def narrow(low, width, start, size, total):
    part = width // total
    return low + part * start, part * size


def narrow_in_fractions(low, width, start, size, total):
    return low + width * start / total, width * size / total


def narrow_unscaled(low, width, start, size, total):
    return low + start, size


def narrow_from_zero(low, width, start, size, total):
    part = width // total
    return part * start, part * size


def narrow_to_the_end(low, width, start, size, total):
    part = width // total
    return low + part * start, part * (start + size)


def narrow_rounding_late(low, width, start, size, total):
    return low + width * start // total, width * size // total


# 21.6


def streams(ids, batch, steps):
    ids = np.asarray(ids)
    width = len(ids) // (batch * steps) * steps
    return ids[: batch * width].reshape(batch, -1, steps).swapaxes(0, 1)


def streams_in_reading_order(ids, batch, steps):
    ids = np.asarray(ids)
    return ids[: len(ids) // (batch * steps) * batch * steps].reshape(-1, batch, steps)


def streams_interleaved(ids, batch, steps):
    ids = np.asarray(ids)
    width = len(ids) // (batch * steps) * steps
    return ids[: batch * width].reshape(-1, steps, batch).swapaxes(1, 2)


def streams_shuffled(ids, batch, steps):
    return streams(ids, batch, steps)[::-1]


def streams_cut_in_rows(ids, batch, steps):
    rows = np.asarray(ids)[: len(ids) // batch * batch].reshape(batch, -1)
    width = rows.shape[1] // steps * steps
    return rows[:, :width].reshape(batch, -1, steps).swapaxes(0, 1)
