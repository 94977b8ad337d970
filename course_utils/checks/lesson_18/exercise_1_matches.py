"""Exercise 18.1: runs of n words that two captions share, each counted as often as both have it."""

from collections import Counter

from course_utils.checks.exercise import Exercise, Misconception


def matches(said, truth, n):
    """Return how many runs of n words of `said` also stand in `truth`; each run there serves once."""
    left = [tuple(truth[i : i + n]) for i in range(len(truth) - n + 1)]
    hits = 0
    for i in range(len(said) - n + 1):
        run = tuple(said[i : i + n])
        if run in left:
            left.remove(run)
            hits += 1
    return hits


def runs(words, n):
    """Return the runs of n neighbours."""
    return list(zip(*(words[i:] for i in range(n))))


def not_clipped(said, truth, n):
    """Let one run of the truth serve any number of times."""
    there = set(runs(truth, n))
    return sum(run in there for run in runs(said, n))


def different_only(said, truth, n):
    """Count different runs, each once."""
    return len(set(runs(said, n)) & set(runs(truth, n)))


def in_place(said, truth, n):
    """Compare the first run with the first, the second with the second."""
    return sum(a == b for a, b in zip(runs(said, n), runs(truth, n)))


def single_words(said, truth, n):
    """Count words and forget n."""
    return sum((Counter(said) & Counter(truth)).values())


def without_order(said, truth, n):
    """Take a run for a match if it holds the same words in any order."""
    counts = [Counter(tuple(sorted(run)) for run in runs(words, n)) for words in (said, truth)]
    return sum((counts[0] & counts[1]).values())


def up_to_n(said, truth, n):
    """Add the matches of all lengths up to n."""
    return sum(matches(said, truth, k) for k in range(1, n + 1))


def share(said, truth, n):
    """Divide by the runs that were said."""
    there = len(runs(said, n))
    return matches(said, truth, n) / there if there else 0.0


def every_nth(said, truth, n):
    """Cut captions into pieces that do not overlap."""
    pieces = [Counter(tuple(words[i : i + n]) for i in range(0, len(words), n)) for words in (said, truth)]
    return sum((pieces[0] & pieces[1]).values())


def truth_in_said(said, truth, n):
    """Ask of each true run whether it was said."""
    return not_clipped(truth, said, n)


def short_runs_too(said, truth, n):
    """Count what is left at the end, shorter than n, as a run."""
    counts = [Counter(tuple(words[i : i + n]) for i in range(len(words))) for words in (said, truth)]
    return sum((counts[0] & counts[1]).values())


SURFER = "woman surfing light skin tone".split()
COUPLE = "kiss woman man light skin tone dark skin tone".split()
TOLD = "kiss man man dark skin tone light skin tone dark skin tone".split()
STUTTER = "skin tone skin tone skin tone".split()

exercise = Exercise(
    "18.1",
    "Matches",
    matches,
    cases=[
        (["skin", "skin", "tone"], ["dark", "skin", "tone"], 1),
        ("man surfing dark skin tone".split(), SURFER, 1),
        ("man surfing light skin tone".split(), SURFER, 2),
        (TOLD, COUPLE, 1),
        (TOLD, COUPLE, 2),
        (TOLD, COUPLE, 3),
        (COUPLE, TOLD, 2),
        (STUTTER, COUPLE, 2),
        (COUPLE, STUTTER, 1),
        (["mermaid"], ["mermaid"], 2),
        ("tone skin light".split(), "light skin tone".split(), 2),
        (["mermaid"], ["man", "surfing"], 1),
    ],
    misconceptions=[
        Misconception(
            "not clipped",
            not_clipped,
            "One run of the true caption serves many of yours. Saying `skin skin skin` would be all right then. Each true run serves once.",
        ),
        Misconception(
            "different runs",
            different_only,
            "You counted different runs. A run that stands twice in both captions is two matches.",
        ),
        Misconception(
            "in its place",
            in_place,
            "You compared place by place. One word too many in front, and all behind it miss: a match may stand anywhere.",
        ),
        Misconception(
            "single words",
            single_words,
            "You counted single words whatever n is. Compare runs of n neighbours.",
        ),
        Misconception(
            "order forgotten",
            without_order,
            "A run is a match only with its words in the same order.",
        ),
        Misconception(
            "all lengths",
            up_to_n,
            "You added the matches of shorter runs. Only runs of exactly n words count.",
        ),
        Misconception(
            "a share",
            share,
            "That is the share of what was said. Return the number of matches; BLEU adds them up first.",
        ),
        Misconception(
            "short runs at the end",
            short_runs_too,
            "The last words of a caption begin no run of n: what is left there is shorter. Stop n - 1 words before the end.",
        ),
        Misconception(
            "pieces",
            every_nth,
            "Your runs do not overlap. A caption of 5 words has 4 pairs: one begins at every word but the last.",
        ),
        Misconception(
            "turned round",
            truth_in_said,
            "You counted true runs that were said, each as often as it is true. Go through what was said; a true run serves once.",
        ),
    ],
    equivalent={
        "`[tuple(truth[i:i + n]) for i in range(len(truth) - n + 1)]` -> `[tuple(truth[i:i + n]) for i in list(range(len(truth) - n + 1))[::-1]]`": "the order of the runs does not matter",
        "`range(len(said) - n + 1)` -> `list(range(len(said) - n + 1))[::-1]`": "the order of the runs does not matter",
        "`len(said) - n` -> `len(said)`": "shorter runs at the end of what was said match no run of n",
        "`len(said) - n` -> `len(said) + n`": "shorter runs at the end of what was said match no run of n",
        "`n` -> `0 * n`": "shorter runs at the end of what was said match no run of n",
        "`1` -> `2`": "shorter runs at the end of what was said match no run of n",
        "`left = [tuple(truth[i:i + n]) for i in range(len(truth) - n + 1)]` one line later": "the next line does not need it",
        "`left.remove(run)` one line later": "the next line does not need it",
    },
)
