"""Exercise 17.2: from a tag at each word to entities with a beginning and an end."""

from course_utils.checks.exercise import Exercise, Misconception


def entities(tags):
    """Return (tag, start, stop) of each longest run of one tag; stop is the place behind its last word."""
    found = []
    start = 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] != tags[start]:
            found.append((tags[start], start, i))
            start = i
    return found


def last_word_inclusive(tags):
    """Say where the last word stands instead of where the next entity begins."""
    return [(tag, start, stop - 1) for tag, start, stop in entities(tags)]


def one_entity_a_word(tags):
    """Make every word an entity."""
    return [(tag, i, i + 1) for i, tag in enumerate(tags)]


def last_run_forgotten(tags):
    """Forget the run that reaches the end."""
    return entities(tags)[:-1]


def one_entity_a_tag(tags):
    """Join all words of one tag, wherever they stand."""
    return [(tag, tags.index(tag), len(tags) - tags[::-1].index(tag)) for tag in dict.fromkeys(tags)]


def length_for_stop(tags):
    """Give the length instead of the end."""
    return [(tag, start, stop - start) for tag, start, stop in entities(tags)]


def counted_from_one(tags):
    """Count words from 1."""
    return [(tag, start + 1, stop + 1) for tag, start, stop in entities(tags)]


def tag_last(tags):
    """Put the tag behind the places."""
    return [(start, stop, tag) for tag, start, stop in entities(tags)]


def by_tag(tags):
    """Sort by the name of the tag."""
    return sorted(entities(tags))


def new_tag_named(tags):
    """Name each run after the tag that ends it."""
    runs = entities(tags)
    return [(after[0], *run[1:]) for run, after in zip(runs, [*runs[1:], runs[-1]])]


exercise = Exercise(
    "17.2",
    "Entities",
    entities,
    cases=[
        (["Number", "Street", "Street", "City"],),
        (["Street", "Street", "Place", "Street"],),
        (["City", "City", "City"],),
        (["Number", "Street", "Type", "Type", "City", "City", "State", "Zip"],),
        (["Number", "Street", "Street", "Number", "Number", "Street"],),
    ],
    misconceptions=[
        Misconception(
            "stop is the last word",
            last_word_inclusive,
            "Your third number is the entity's last word. As in a slice, stop is the place behind it: tags[start:stop].",
        ),
        Misconception(
            "every word an entity",
            one_entity_a_word,
            "You made one entity of each word. Neighbours with the same tag belong together.",
        ),
        Misconception(
            "the last run is missing",
            last_run_forgotten,
            "The entity that reaches the end is missing: no other tag comes behind it to close it.",
        ),
        Misconception(
            "one entity a tag",
            one_entity_a_tag,
            "You made one entity of each tag. A tag that comes back after another one begins a new entity.",
        ),
        Misconception(
            "length for stop",
            length_for_stop,
            "Your third number is how many words there are. Asked is the place behind the last one.",
        ),
        Misconception(
            "counted from 1", counted_from_one, "You counted places from 1. The first word stands at 0."
        ),
        Misconception("tag last", tag_last, "The order is (tag, start, stop): the tag comes first."),
        Misconception(
            "sorted by tag",
            by_tag,
            "The entities are right and sorted by their tags. Leave them in the order of the words.",
        ),
        Misconception(
            "named after the next",
            new_tag_named,
            "Each run carries the tag of the run behind it. When the tag changes, the run that ends has the old one.",
        ),
    ],
    equivalent={
        "`1` -> `0`": "the first tag equals itself",
        "`found = []` one line later": "the next line does not need it",
    },
)
