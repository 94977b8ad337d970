"""Exercise 1.4: the share of skill that shuffling takes away."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def skill_lost(in_order, shuffled, baseline):
    """Return what shuffling cost, relative to what there was above the baseline."""
    return (in_order - shuffled) / (in_order - baseline)


exercise = Exercise(
    "1.4",
    "The share of skill lost",
    skill_lost,
    cases=[
        (90.0, 60.0, 50.0),
        (0.9, 3.5, 10.2),  # errors: less is better
        (0.5, 0.52, 0.3),  # better when shuffled: a negative share
        (80.0, 80.0, 20.0),
        (70.0, 40.0, 50.0),  # worse than the baseline: more than all of the skill
        (0.6, 2.4, 0.8),
    ],
    misconceptions=[
        Misconception(
            "a high score is skill",
            lambda in_order, shuffled, baseline: (in_order - shuffled) / in_order,
            "You compare with a score of zero. A constant answer scores more than that without any skill: skill begins at the baseline.",
        ),
        Misconception(
            "relative to the baseline",
            lambda in_order, shuffled, baseline: (in_order - shuffled) / baseline,
            "You divide by the baseline's score. Skill is what the model has beyond the baseline: divide by that difference.",
        ),
        Misconception(
            "what is left, not what is lost",
            lambda in_order, shuffled, baseline: (shuffled - baseline) / (in_order - baseline),
            "That is the share of skill that is left. The share that is lost is asked for.",
        ),
        Misconception(
            "points lost",
            lambda in_order, shuffled, baseline: in_order - shuffled,
            "That is a number of points, in the score's own unit. Divide by the skill that there was to lose.",
        ),
        Misconception(
            "in percent",
            lambda in_order, shuffled, baseline: 100 * (in_order - shuffled) / (in_order - baseline),
            "That is the share in percent. A plain number is asked for, where 1.0 is all of the skill.",
        ),
        Misconception(
            "the skill has no sign",
            lambda in_order, shuffled, baseline: (in_order - shuffled) / abs(in_order - baseline),
            "Accuracies come out right, errors with the wrong sign. For errors both differences turn their sign, and dividing "
            "one by the other turns it back: no case of its own is needed.",
        ),
        Misconception(
            "the loss has no sign",
            lambda in_order, shuffled, baseline: abs(in_order - shuffled) / (in_order - baseline),
            "You took the sign away above the line only. Keep it in both differences: then errors come out like accuracies.",
        ),
        Misconception(
            "a division comes first",
            lambda in_order, shuffled, baseline: in_order - shuffled / in_order - baseline,
            "Python divides before it subtracts. Put each of the two differences in parentheses.",
        ),
        Misconception(
            "upside down",
            lambda in_order, shuffled, baseline: (in_order - baseline) / (in_order - shuffled),
            "Your fraction stands upside down. What was lost belongs above the line, what there was to lose below it.",
        ),
        Misconception(
            "skill up to a perfect score",
            lambda in_order, shuffled, baseline: (in_order - shuffled) / (100 - baseline),
            "You divide by what a perfect model would have beyond the baseline. Take what this model has, in order.",
        ),
        Misconception(
            "shuffling can only hurt",
            lambda in_order, shuffled, baseline: abs(in_order - shuffled) / abs(in_order - baseline),
            "Where the shuffled score is better, nothing was lost and the share must be negative. Leave the signs alone.",
        ),
        Misconception(
            "a share lies between 0 and 1",
            lambda in_order, shuffled, baseline: np.clip((in_order - shuffled) / (in_order - baseline), 0, 1),
            "You cut the share off at 0 and at 1. It is negative where shuffling helped, and above 1 where the shuffled "
            "model does worse than the baseline.",
        ),
        Misconception(
            "no more than all can be lost",
            lambda in_order, shuffled, baseline: min((in_order - shuffled) / (in_order - baseline), 1.0),
            "You cut the share off at 1. Where the shuffled model does worse than the baseline, more than all of the skill is lost.",
        ),
        Misconception(
            "no less than nothing can be lost",
            lambda in_order, shuffled, baseline: max((in_order - shuffled) / (in_order - baseline), 0.0),
            "You cut the share off at 0. Where shuffling helped, it is negative, and that is worth knowing.",
        ),
    ],
)
