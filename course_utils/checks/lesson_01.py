"""Checks of lesson 1: why sequences."""

import numpy as np

from course_utils.checks import answers_01 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 1.1 Windows of a series with several features
exercise_1 = Exercise(
    "1.1",
    answers.window_table,
    cases=[(answers.table(1, 10, 3), 4), (answers.table(2, 7, 1), 2), (answers.table(3, 30, 2), 24)],
    misconceptions=[
        Misconception(
            "the answer stands inside the window",
            lambda series, past: answers.window_table(series, past, target=-1),
            "Your target is the newest step of the window itself: the model would read the answer. Take the step after.",
        ),
        Misconception(
            "feature by feature",
            lambda series, past: answers.window_table(series, past, by_feature=True),
            "Your rows hold all values of feature 0, then all of feature 1. One step after the other is asked for.",
        ),
        Misconception(
            "one window too few",
            lambda series, past: answers.window_table(series, past, kept=1),
            "The last possible window is missing. Its target is the last step of the series.",
        ),
        Misconception(
            "newest step first",
            lambda series, past: answers.window_table(series, past, order=-1),
            "Your windows run backwards in time. The oldest step comes first.",
        ),
        Misconception(
            "one feature is enough",
            lambda series, past: answers.window_table(series[:, :1], past),
            "Your rows hold feature 0 only. The forecast is of feature 0; the window shows the network all features.",
        ),
        Misconception(
            "every third window, as in section 2",
            answers.every_third_window,
            "Section 2 starts a window at every third hour. Here a window starts at every step.",
        ),
        Misconception(
            "a window is a row already",
            answers.windows_not_flat,
            "Each of your windows is still a table of steps and features. Flatten it, for instance with .ravel().",
        ),
    ],
)


# 1.2 A bag of words
exercise_2 = Exercise(
    "1.2",
    answers.bag,
    cases=[
        ("the dog bit the man".split(), ["bit", "cat", "dog", "man", "the"]),
        ("a rose is a rose is a rose".split(), ["is", "rose"]),
        ("no word of these".split(), ["street", "avenue", "road"]),
        ("there is the road and the old street".split(), ["street", "the", "a", "road"]),
    ],
    misconceptions=[
        Misconception(
            "a bag says whether, not how often",
            lambda words, vocabulary: np.array([int(word in words) for word in vocabulary]),
            "Yours says whether a word occurs. A bag of words says how often.",
        ),
        Misconception(
            "a bag is the list of word numbers",
            lambda words, vocabulary: np.array(
                [vocabulary.index(word) for word in words if word in vocabulary]
            ),
            "That is the sentence itself, with numbers for words: it still holds the order, and its length varies. Count.",
        ),
        Misconception(
            "every word is known",
            answers.raises_on_unknown,
            "A new sentence may hold words that the vocabulary does not. A bag leaves them out.",
        ),
        Misconception(
            "shares instead of counts",
            lambda words, vocabulary: answers.bag(words, vocabulary) / len(words),
            "You divided by the length of the sentence. Counts are asked for.",
        ),
        Misconception(
            "text is searched, not words",
            lambda words, vocabulary: np.array([" ".join(words).count(word) for word in vocabulary]),
            "You searched the joined text, and found 'the' inside 'there' as well. Compare whole words.",
        ),
        Misconception(
            "a vocabulary is sorted",
            lambda words, vocabulary: answers.bag(words, sorted(vocabulary)),
            "Your counts follow the alphabet. Entry i belongs to vocabulary[i], in whatever order it stands.",
        ),
    ],
)


# 1.3 Weights of three ways to read T steps
exercise_3 = Exercise(
    "1.3",
    answers.counts,
    cases=[(26, 32, 7), (3, 8, 500), (1, 1, 1), (12, 48, 29)],
    misconceptions=[
        Misconception(
            "weights per time step",
            answers.counted(shared=lambda f, u, steps: steps * (f * u + u * u + u)),
            "Your shared cell grows with the number of steps. It is one cell, used again at each step.",
        ),
        Misconception(
            "a window's weights do not depend on its length",
            answers.counted(window=lambda f, u, steps: f * u + u),
            "The flattened window has steps × features numbers, and each of them has a weight to each unit.",
        ),
        Misconception(
            "the window has a bias per step",
            answers.counted(window=lambda f, u, steps: steps * (f * u + u)),
            "The window goes into a single dense layer, so there is one bias per unit, and not one per unit and step.",
        ),
        Misconception(
            "a cell reads its input only",
            answers.counted(
                each=lambda f, u, steps: steps * (f * u + u),
                shared=lambda f, u, steps: f * u + u,
            ),
            "Each layer also reads the units of the step before: units × units weights more.",
        ),
        Misconception(
            "no biases",
            answers.without_biases,
            "The matrices are counted. The biases are missing: one for each unit of a layer.",
        ),
    ],
)


# 1.4 The share of skill that shuffling takes away
exercise_4 = Exercise(
    "1.4",
    lambda in_order, shuffled, baseline: (in_order - shuffled) / (in_order - baseline),
    cases=[(90.0, 60.0, 50.0), (0.9, 3.5, 10.2), (0.5, 0.52, 0.3), (80.0, 80.0, 20.0)],
    misconceptions=[
        Misconception(
            "a high score is skill",
            lambda in_order, shuffled, baseline: (in_order - shuffled) / in_order,
            "You compare with a score of zero. A constant answer scores more than that without any skill: skill begins at the baseline.",
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
            "shuffling can only hurt",
            lambda in_order, shuffled, baseline: abs(in_order - shuffled) / abs(in_order - baseline),
            "Where the shuffled score is better, nothing was lost and the share must be negative. Leave the signs alone.",
        ),
    ],
)


# 1.5 Bug hunt: every window gets an order of its own
exercise_5 = Exercise(
    "1.5",
    answers.shuffle_each,
    cases=[(answers.labelled(6, 8, 2), 0), (answers.labelled(40, 24, 1), 3), (answers.labelled(5, 9, 3), 11)],
    misconceptions=[
        Misconception(
            "one order for all windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows, axis=1),
            "A fixed new order only renames the positions. Draw a new order for each window.",
        ),
        Misconception(
            "features may be torn apart",
            lambda windows, seed: np.random.default_rng(seed).permuted(windows, axis=1),
            "Each feature was shuffled by itself, so the values of one moment no longer stand together. Move whole steps.",
        ),
        Misconception(
            "shuffling the windows",
            lambda windows, seed: np.random.default_rng(seed).permutation(windows),
            "The windows changed places, and their steps did not. That only mixes up which answer belongs to which window.",
        ),
    ],
    judge=answers.judge_shuffle,
)
