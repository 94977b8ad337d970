"""Exercise 16.4: the share right of every class, and their mean."""

import numpy as np

from course_utils.checks import draws
from course_utils.checks.exercise import Exercise, Misconception


def recall_by_class(truth, said, classes):
    """Return the share right of each class, nan for a class that does not occur, and the mean of the others."""
    recalls = np.full(classes, np.nan)
    for k in np.unique(truth):
        recalls[k] = np.mean(said[truth == k] == k)
    return recalls, np.nanmean(recalls)


def table(truth, said, classes):
    """Return the confusion matrix, true classes down."""
    counts = np.zeros((classes, classes))
    np.add.at(counts, (truth, said), 1)
    return counts


def precision(truth, said, classes):
    """Divide by how often a class was said."""
    counts = table(truth, said, classes)
    with np.errstate(all="ignore"):
        each = np.diag(counts) / counts.sum(axis=0)
    return each, np.nanmean(each)


def zero_where_absent(truth, said, classes):
    """Count a class that does not occur as always wrong."""
    each = np.nan_to_num(recall_by_class(truth, said, classes)[0])
    return each, each.mean()


def plain_accuracy(truth, said, classes):
    """Give the share right of all examples as the mean."""
    return recall_by_class(truth, said, classes)[0], np.mean(truth == said)


def share_of_all(truth, said, classes):
    """Divide by the number of all examples."""
    each = np.diag(table(truth, said, classes)) / len(truth)
    each = np.where(np.isin(np.arange(classes), truth), each, np.nan)
    return each, np.nanmean(each)


def share_of_all_absent_zero(truth, said, classes):
    """Divide by the number of all examples, so that an absent class has 0."""
    each = np.diag(table(truth, said, classes)) / len(truth)
    return each, each.mean()


def recalls_alone(truth, said, classes):
    """Return the array without its mean."""
    return recall_by_class(truth, said, classes)[0]


def right_answers(truth, said, classes):
    """Count and do not divide."""
    each = np.diag(table(truth, said, classes))
    each = np.where(np.isin(np.arange(classes), truth), each, np.nan)
    return each, np.nanmean(each)


def absent_left_out(truth, said, classes):
    """Return a shorter array."""
    each, mean = recall_by_class(truth, said, classes)
    return each[~np.isnan(each)], mean


def nan_in_the_mean(truth, said, classes):
    """Let the nan spoil the mean."""
    each, _ = recall_by_class(truth, said, classes)
    return each, each.mean()


def class_against_the_rest(truth, said, classes):
    """Count the examples of other classes that were rightly given to others."""
    each = np.array([np.mean((truth == k) == (said == k)) for k in range(classes)])
    each = np.where(np.isin(np.arange(classes), truth), each, np.nan)
    return each, np.nanmean(each)


def errors(truth, said, classes):
    """Return the share wrong."""
    each, mean = recall_by_class(truth, said, classes)
    return 1 - each, 1 - mean


def case(seed, count, classes, absent=None):
    """Return uneven classes, answers that are mostly right, and the number of classes."""
    truth = np.minimum(draws.whole_numbers(seed, count, high=3 * classes), classes - 1)
    if absent is not None:
        truth[truth == absent] = classes - 1
    guess = draws.whole_numbers(seed + 20, count, high=classes)
    return truth, np.where(draws.uniform(seed + 40, count) < 0.6, truth, guess), classes


exercise = Exercise(
    "16.4",
    "Recall by class",
    recall_by_class,
    cases=[
        (np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, 0]), 2),
        (np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 2, 0, 2, 2]), 3),  # class 1 is never said
        case(1, 30, 4),
        case(2, 40, 5, absent=2),
        case(3, 25, 3, absent=0),
    ],
    parts=("recalls", "mean"),
    misconceptions=[
        Misconception(
            "precision",
            precision,
            "You divided by how often a class was said: that is its precision. Recall divides by how often it is true.",
        ),
        Misconception(
            "absent classes count 0",
            zero_where_absent,
            "A class without an example cannot be wrong. It gets nan and stays out of the mean.",
        ),
        Misconception(
            "accuracy for the mean",
            plain_accuracy,
            "Your second value is the share right of all examples, in which large classes count more. Average the recalls.",
        ),
        Misconception(
            "divided by all examples",
            share_of_all,
            "You divided by the number of all examples. Divide by those of the class.",
        ),
        Misconception(
            "divided by all examples, absent 0",
            share_of_all_absent_zero,
            "You divided by the number of all examples. Divide by those of the class; where there are none, the recall is nan.",
        ),
        Misconception(
            "no mean",
            recalls_alone,
            "Return two things, the array of recalls and behind it their mean.",
        ),
        Misconception(
            "counts",
            right_answers,
            "These are counts. Divide by the number of examples of the class.",
        ),
        Misconception(
            "absent classes left out",
            absent_left_out,
            "Your array is shorter than `classes`: leave a nan at the place of a class that does not occur.",
        ),
        Misconception(
            "nan in the mean",
            nan_in_the_mean,
            "The nan of an absent class spoils your mean. Leave it out.",
        ),
        Misconception(
            "class against the rest",
            class_against_the_rest,
            "You counted the other classes' examples too. Recall looks only at examples that truly belong to the class.",
        ),
        Misconception(
            "errors",
            errors,
            "These are the shares wrong. Recall is the share right.",
        ),
    ],
    equivalent={
        "the loop ran backwards: `for k in np.unique(truth):`": "no class depends on another",
    },
)
