"""The trivial and the linear answer to each task: what a network has to beat before it is worth a word."""

import warnings

import numpy as np


def of(task):
    """Return `{"trivial": {"validation": ..., "test": ...}, "linear": {...}}` in the unit of the task.

    The linear one also has its number of `"parameters"`.
    """
    x, y = task.parts["train"]
    linear, weights = _linear(task, x, y)
    found = {
        method: {part: _score(task, answer, *task.parts[part]) for part in ("validation", "test")}
        for method, answer in {"trivial": _trivial(task, y), "linear": linear}.items()
    }
    found["linear"]["parameters"] = weights
    return found


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
    """Return a linear model on the whole window at once (on mean and deviation for the vowels) and how many weights it has."""
    from sklearn.linear_model import LogisticRegression, Ridge

    if task.measure == "error":
        fitted = Ridge(1.0).fit(x.reshape(len(x), -1), y)
        return lambda x: fitted.predict(x.reshape(len(x), -1)).reshape(-1, 1), _size(fitted)
    if task.each_step and not task.vocabulary:
        steps = [
            Ridge(1.0).fit(x.reshape(len(x), -1), np.eye(task.outputs)[y[:, t]]) for t in range(y.shape[1])
        ]
        size = sum(_size(step) for step in steps)
        return lambda x: np.stack([s.predict(x.reshape(len(x), -1)).argmax(1) for s in steps], axis=1), size
    if task.vocabulary:
        features, strength = _five_words(task.vocabulary), 5.0
    elif len(x) < 1000:
        features, strength = _summary, 1.0
    else:
        features, strength = _letter_groups(x), 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an unfinished optimisation is good enough for a baseline
        real = x != 0 if task.vocabulary else slice(None)
        fitted = LogisticRegression(C=strength, max_iter=300).fit(features(x), y[real])

    def answer(x):
        if not task.vocabulary:
            return fitted.predict(features(x))
        said = np.zeros(x.shape, int)
        said[x != 0] = fitted.predict(features(x))
        return said

    return answer, _size(fitted)


def _size(fitted):
    """Return how many numbers a linear model of scikit-learn has learned."""
    return np.size(fitted.coef_) + np.size(fitted.intercept_)


def _summary(x):
    """Mean and deviation of each feature over the real steps: what is left when the order is thrown away."""
    real = (x != 0).any(axis=2)[..., None]
    count = real.sum(axis=1)
    mean = (x * real).sum(axis=1) / count
    return np.concatenate([mean, np.sqrt((((x - mean[:, None]) ** 2) * real).sum(axis=1) / count)], axis=1)


def _letter_groups(x):
    """Return a function from one-hot names to counts of their groups of 1 to 5 letters, ends marked by `^` and `$`."""
    from sklearn.feature_extraction.text import CountVectorizer

    def spelled(x):
        lengths = (x != 0).any(axis=2).sum(axis=1)
        letters = x.argmax(axis=2) + 97
        return [f"^{''.join(map(chr, row[:n]))}$" for row, n in zip(letters, lengths)]

    counted = CountVectorizer(analyzer="char", ngram_range=(1, 5), lowercase=False).fit(spelled(x))
    return lambda x: counted.transform(spelled(x))


def _five_words(vocabulary):
    """Return a function from word numbers to one row per word: itself and the four before it, each one-hot."""

    def features(x):
        from scipy.sparse import csr_matrix, hstack

        real = x != 0
        rows = np.arange(real.sum())
        shape = (len(rows), vocabulary)
        before = [np.pad(x, ((0, 0), (k, 0)))[:, : x.shape[1]] for k in range(5)]
        return hstack([csr_matrix((np.ones(len(rows)), (rows, words[real])), shape) for words in before])

    return features
