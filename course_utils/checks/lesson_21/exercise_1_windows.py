"""21.1 Every window of a text and the character that follows it."""

from course_utils.checks.exercise import Exercise, Misconception


def windows(text, length):
    """Return (window, target) for every run of `length` characters that has a character after it."""
    return [(text[i : i + length], text[i + length]) for i in range(len(text) - length)]


def within_windows(text, length):
    """Return windows whose target is their own last character."""
    return [(text[i : i + length], text[i + length - 1]) for i in range(len(text) - length + 1)]


def windows_with_targets(text, length):
    """Return windows that begin one character late, so that each ends with its target."""
    return [(text[i + 1 : i + length + 1], text[i + length]) for i in range(len(text) - length)]


def one_left_between(text, length):
    """Return windows with a target one character too far."""
    return [(text[i : i + length], text[i + length + 1]) for i in range(len(text) - length - 1)]


def one_window_too_many(text, length):
    """Return one window more than there are targets, or raise."""
    return [(text[i : i + length], text[i + length]) for i in range(len(text) - length + 1)]


def windows_to_windows(text, length):
    """Return windows whose targets are the windows one character later."""
    return [(text[i : i + length], text[i + 1 : i + length + 1]) for i in range(len(text) - length)]


def found_again(text, length):
    """Return windows whose target is looked up, so where a window comes again the first one's is taken."""
    pieces = [text[i : i + length] for i in range(len(text) - length)]
    return [(piece, text[text.index(piece) + length]) for piece in pieces]


exercise = Exercise(
    "21.1",
    "windows",
    windows,
    cases=[
        ("the cat", 3),
        ("to be or not to be", 5),
        ("abracadabra", 1),
        ("nothing follows", 15),  # the only window has no character after it
    ],
    misconceptions=[
        Misconception(
            "the last window is lost",
            lambda text, length: windows(text, length)[:-1],
            "The last character of the text is a target too. How many windows have a character after them?",
        ),
        Misconception(
            "windows must not overlap",
            lambda text, length: windows(text, length)[::length],
            "Move on by one character each time: every character but the first few is a target once.",
        ),
        Misconception(
            "the target lies inside the window",
            within_windows,
            "Your target is the window's own last character, which the net can read off. It must be the one after.",
        ),
        Misconception(
            "the window begins one late",
            windows_with_targets,
            "Your targets are right, but each window ends with its target. Begin every window one character earlier.",
        ),
        Misconception(
            "a character is left between",
            one_left_between,
            "Your target is the second character after the window. `text[i : i + length]` ends before `text[i + length]`.",
        ),
        Misconception(
            "one window too many",
            one_window_too_many,
            "Your last window ends with the text, so there is no character after it. Stop one window earlier.",
        ),
        Misconception(
            "the target is a window",
            windows_to_windows,
            "Your target is a whole window, moved on by one. Asked is one character: the one after the window's last.",
        ),
        Misconception(
            "target first",
            lambda text, length: [(target, window) for window, target in windows(text, length)],
            "Each pair stands the wrong way round: the window comes first, its target second.",
        ),
        Misconception(
            "each window once",
            lambda text, length: list(dict.fromkeys(windows(text, length))),
            "A pair that comes again in the text is missing the second time. Keep all of them: what is frequent must count more.",
        ),
        Misconception(
            "the target is looked up",
            found_again,
            "Where a window comes again, you give it the target of its first place. Count places instead of searching the text.",
        ),
    ],
)
