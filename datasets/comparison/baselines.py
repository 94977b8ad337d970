"""The trivial and the linear answer to each task: what a network has to beat before it is worth a word."""

import warnings

import numpy as np


def of(task):
    """Return `{"trivial": {"validation": ..., "test": ...}, "linear": {...}}` in the unit of the task."""
    x, y = task.parts["train"]
    answers = {"trivial": _trivial(task, y), "linear": _linear(task, x, y)}
    return {
        method: {part: _score(task, answer, *task.parts[part]) for part in ("validation", "test")}
        for method, answer in answers.items()
    }


def _score(task, answer, x, y):
    said = answer(x)
    if task.measure == "error":
        return np.mean(np.abs(said - y) if "absolute" in task.unit else (said - y) ** 2)
    if task.each_step:
        real = (x != 0 if task.vocabulary else np.ones(y.shape, bool))[:, task.scored]
        return 100 * np.mean((said == y)[:, task.scored][real])
    return 100 * np.mean(said == y)


def _trivial(task, y):
    """Return the best answer that does not look at the input; for the weather, that nothing changes."""
    if "absolute" in task.unit:
        return lambda x: np.zeros((len(x), 1))
    if task.measure == "error":
        return lambda x: np.full((len(x), 1), y.mean())
    if task.each_step and not task.vocabulary:  # copying: the commonest symbol of the last steps
        return lambda x: np.full(x.shape[:2], np.bincount(y[:, task.scored].ravel()).argmax())
    if task.each_step:
        commonest = np.bincount(y[task.parts["train"][0] != 0]).argmax()
        return lambda x: np.full(x.shape, commonest)
    return lambda x: np.full(len(x), np.bincount(y).argmax())


def _linear(task, x, y):
    """Return a linear model on the whole window at once; on mean and deviation for the vowels."""
    from sklearn.linear_model import LogisticRegression, Ridge

    if task.measure == "error":
        fitted = Ridge(1.0).fit(x.reshape(len(x), -1), y)
        return lambda x: fitted.predict(x.reshape(len(x), -1)).reshape(-1, 1)
    if task.each_step and not task.vocabulary:
        steps = [
            Ridge(1.0).fit(x.reshape(len(x), -1), np.eye(task.outputs)[y[:, t]]) for t in range(y.shape[1])
        ]
        return lambda x: np.stack([s.predict(x.reshape(len(x), -1)).argmax(1) for s in steps], axis=1)
    features = _word_pairs(task.vocabulary) if task.vocabulary else _summary if len(x) < 1000 else _aligned
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an unfinished optimisation is good enough for a baseline
        real = x != 0 if task.vocabulary else slice(None)
        fitted = LogisticRegression(C=1.0, max_iter=200).fit(features(x), y[real])

    def answer(x):
        if not task.vocabulary:
            return fitted.predict(features(x))
        said = np.zeros(x.shape, int)
        said[x != 0] = fitted.predict(features(x))
        return said

    return answer


def _summary(x):
    """Mean and deviation of each feature over the real steps: what is left when the order is thrown away."""
    real = (x != 0).any(axis=2)[..., None]
    count = real.sum(axis=1)
    mean = (x * real).sum(axis=1) / count
    return np.concatenate([mean, np.sqrt((((x - mean[:, None]) ** 2) * real).sum(axis=1) / count)], axis=1)


def _aligned(x):
    """The letters, shifted so that all names end at the last column."""
    lengths = (x != 0).any(axis=2).sum(axis=1)
    return np.stack([np.roll(row, len(row) - n, axis=0).ravel() for row, n in zip(x, lengths)])


def _word_pairs(vocabulary):
    def features(x):
        from scipy.sparse import csr_matrix, hstack

        before = np.pad(x, ((0, 0), (1, 0)))[:, :-1]
        real = x != 0
        rows = np.arange(real.sum())
        shape = (len(rows), vocabulary)
        return hstack([csr_matrix((np.ones(len(rows)), (rows, words[real])), shape) for words in (x, before)])

    return features
