"""Exercise 1.2: a bag of words."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception


def bag(words, vocabulary):
    """Return how often each word of the vocabulary occurs."""
    return np.array([words.count(word) for word in vocabulary])


def raises_on_unknown(words, vocabulary):
    """Stop at a word that the vocabulary does not hold."""
    counts = np.zeros(len(vocabulary), dtype=int)
    for word in words:
        counts[vocabulary.index(word)] += 1
    return counts


def unknown_at_the_end(words, vocabulary):
    """Count a word that the vocabulary does not hold as its last."""
    counts = bag(words, vocabulary)
    counts[-1] += len(words) - counts.sum()
    return counts


exercise = Exercise(
    "1.2",
    "A bag of words",
    bag,
    cases=[
        ("the dog bit the man".split(), ["bit", "cat", "dog", "man", "the"]),
        (
            "a dog a cat".split(),
            ["dog", "a"],
        ),  # to look at: a word twice, one unknown, no alphabet, an a inside cat
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
            "one count for each word of the sentence",
            lambda words, vocabulary: np.array([words.count(word) for word in words]),
            "You went through the sentence. Go through the vocabulary: the answer has one count for each word of that.",
        ),
        Misconception(
            "one count for each different word of the sentence",
            lambda words, vocabulary: np.array([words.count(word) for word in dict.fromkeys(words)]),
            "These are the words that the sentence has, each once. Which words are counted, and in which order, the vocabulary says.",
        ),
        Misconception(
            "no entry for a word that does not occur",
            lambda words, vocabulary: np.array([words.count(word) for word in vocabulary if word in words]),
            "A word of the vocabulary that does not occur has the count 0. Without it, bags would differ in length.",
        ),
        Misconception(
            "every word is known",
            raises_on_unknown,
            "A new sentence may hold words that the vocabulary does not. A bag leaves them out.",
        ),
        Misconception(
            "an unknown word is the last",
            unknown_at_the_end,
            "A word that the vocabulary does not hold is counted as its last word: as with index -1. Leave it out.",
        ),
        Misconception(
            "shares instead of counts",
            lambda words, vocabulary: bag(words, vocabulary) / len(words),
            "You divided by the length of the sentence. Counts are asked for.",
        ),
        Misconception(
            "text is searched, not words",
            lambda words, vocabulary: np.array([" ".join(words).count(word) for word in vocabulary]),
            "You searched the joined text, and found 'a' inside 'cat' and 'the' inside 'there' as well. Compare whole words.",
        ),
        Misconception(
            "a vocabulary is sorted",
            lambda words, vocabulary: bag(words, sorted(vocabulary)),
            "Your counts follow the alphabet. Entry i belongs to vocabulary[i], in whatever order it stands.",
        ),
    ],
)
