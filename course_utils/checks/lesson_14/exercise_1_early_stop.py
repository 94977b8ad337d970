"""Exercise 14.1: where early stopping ends a training, and which epoch it keeps."""

from course_utils.checks.exercise import Exercise, Misconception


def early_stop(losses, patience):
    """Return the number of epochs run and the number of the best one, both counted from 1."""
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            return epoch + 1, best + 1
    return len(losses), best + 1


def stopped(losses, patience, *, ties=False):
    """Return what early stopping does, where an equal loss may count as better."""
    best = 0
    for epoch in range(len(losses)):
        better = losses[epoch] <= losses[best] if ties else losses[epoch] < losses[best]
        best = epoch if better else best
        if epoch - best >= patience:
            return epoch + 1, best + 1
    return len(losses), best + 1


def one_more(losses, patience):
    """Wait one epoch longer."""
    return stopped(losses, patience + 1)


def one_less(losses, patience):
    """Stop one epoch earlier."""
    return stopped(losses, patience - 1) if patience > 1 else stopped(losses, 1)


def rises_in_a_row(losses, patience):
    """Count epochs that are worse than the one before."""
    best, rises = 0, 0
    for epoch in range(len(losses)):
        best = epoch if losses[epoch] < losses[best] else best
        rises = rises + 1 if epoch and losses[epoch] > losses[epoch - 1] else 0
        if rises == patience:
            return epoch + 1, best + 1
    return len(losses), best + 1


def not_set_back(losses, patience):
    """Count all epochs without a new best, also those before the last best one."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            return epoch + 1, best + 1
    return len(losses), best + 1


def looks_ahead(losses, patience):
    """Name the best epoch of all, run or not."""
    epochs, _ = stopped(losses, patience)
    return epochs, min(range(len(losses)), key=lambda epoch: losses[epoch]) + 1


def keeps_the_last(losses, patience):
    """Keep the weights of the last epoch."""
    epochs, _ = stopped(losses, patience)
    return epochs, epochs


def from_zero(losses, patience):
    """Count epochs from 0."""
    epochs, best = stopped(losses, patience)
    return epochs - 1, best - 1


def best_from_zero(losses, patience):
    """Count the best epoch from 0."""
    epochs, best = stopped(losses, patience)
    return epochs, best - 1


def ties_are_better(losses, patience):
    """Take an equal loss for a new best."""
    return stopped(losses, patience, ties=True)


def never_stops(losses, patience):
    """Run all epochs."""
    return len(losses), min(range(len(losses)), key=lambda epoch: losses[epoch]) + 1


exercise = Exercise(
    "14.1",
    "When to stop",
    early_stop,
    cases=[
        ([5.0, 4.0, 6.0, 7.0, 3.0], 2),
        ([0.9, 0.7, 0.8, 0.75, 0.6, 0.65, 0.5, 0.55, 0.54, 0.53, 0.4], 3),
        ([3.0, 2.5, 2.7, 2.6, 2.8, 2.4, 2.9], 4),
        ([1.0, 0.9, 0.9, 0.9, 0.95, 0.5], 2),
        ([2.0, 1.5, 1.2, 1.1], 3),
        ([1.0, 1.1, 0.8], 1),
        ([0.8, 0.8, 0.9, 0.7], 2),
        ([4.0, 3.0, 3.5, 3.2, 2.9, 3.1, 3.3, 3.0, 2.8], 3),
        ([1.0, 1.2, 1.3, 1.4, 0.2], 3),
    ],
    parts=("epochs run", "best epoch"),
    misconceptions=[
        Misconception(
            "one epoch more",
            one_more,
            "You wait one epoch too long: stop as soon as `patience` epochs have passed without a new best.",
        ),
        Misconception(
            "one epoch less",
            one_less,
            "You stop one epoch too early: `patience` epochs without a new best are allowed to run.",
        ),
        Misconception(
            "rises in a row",
            rises_in_a_row,
            "You count epochs that are worse than the one before. What counts is how long ago the best one was.",
        ),
        Misconception(
            "the count is not set back",
            not_set_back,
            "Your count goes on after a new best. With each new best the waiting begins again.",
        ),
        Misconception(
            "the best of epochs never run",
            looks_ahead,
            "Your best epoch was never run: training had stopped before it.",
        ),
        Misconception(
            "the last weights are kept",
            keeps_the_last,
            "The number of epochs is right. With restore_best_weights the best epoch comes back, not the last.",
        ),
        Misconception(
            "both counted from 0",
            from_zero,
            "Both numbers are one too small: the first epoch is number 1.",
        ),
        Misconception(
            "the best counted from 0",
            best_from_zero,
            "The best epoch is one too small: the first epoch is number 1.",
        ),
        Misconception(
            "a tie is a new best",
            ties_are_better,
            "You take an equal loss for a new best. Only a smaller one is.",
        ),
        Misconception(
            "never stops",
            never_stops,
            "You run all epochs. Once `patience` epochs have passed without a new best, the training ends.",
        ),
    ],
    equivalent={
        "the first step were left out: `for epoch in range(len(losses)):`": "the first epoch is the best so far in any case",
    },
)
