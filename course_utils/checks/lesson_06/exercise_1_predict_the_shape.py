"""Exercise 6.1: predict the shape after a list of layers."""

from course_utils.checks.exercise import Exercise, Misconception


def shape_after(shape, layers):
    """Right: every layer replaces, drops or inserts an axis."""
    for name, *options in layers:
        if name == "Dense":
            shape = (*shape[:-1], options[0])
        elif name == "RepeatVector":
            shape = (shape[0], options[0], shape[1])
        else:
            units, return_sequences = options
            shape = (*shape[:2], units) if return_sequences else (shape[0], units)
    return shape


RULES = {
    "Dense": lambda shape, units: (*shape[:-1], units),
    "RepeatVector": lambda shape, n: (shape[0], n, *shape[1:]),
    "SimpleRNN": lambda shape, units, every: (*shape[:2], units) if every else (shape[0], units),
}


def with_rule(name, rule):
    """Return the function that follows `rule` for one kind of layer, and the right rules for the others."""

    def wrong(shape, layers):
        rules = {**RULES, name: rule}
        for layer, *options in layers:
            shape = rules[layer](shape, *options)
        return shape

    return wrong


exercise = Exercise(
    "6.1",
    "Predict the shape",
    shape_after,
    cases=[
        ((32, 10, 3), [("SimpleRNN", 8, True), ("Dense", 5)]),
        ((32, 10, 3), [("SimpleRNN", 8, False), ("Dense", 5)]),
        ((6, 64), [("RepeatVector", 5), ("SimpleRNN", 48, True), ("Dense", 7)]),
        ((4, 9, 2), [("SimpleRNN", 6, False), ("RepeatVector", 3), ("SimpleRNN", 8, True), ("Dense", 1)]),
        ((5, 7), [("Dense", 4), ("RepeatVector", 3)]),
        ((7, 12, 5), [("SimpleRNN", 3, True), ("Dense", 4), ("SimpleRNN", 2, True)]),
    ],
    misconceptions=[
        Misconception(
            "Dense mixes the steps",
            with_rule("Dense", lambda shape, units: (shape[0], units)),
            "You let Dense remove the steps. It replaces the last axis and leaves every axis before it alone.",
        ),
        Misconception(
            "return_sequences ignored",
            with_rule("SimpleRNN", lambda shape, units, every: (shape[0], units)),
            "You dropped the steps although return_sequences is True. What does the layer hand on then, one state or T of them?",
        ),
        Misconception(
            "steps always kept",
            with_rule("SimpleRNN", lambda shape, units, every: (*shape[:2], units)),
            "You kept the steps although return_sequences is False. The layer hands on its last state then, and a state has no time axis.",
        ),
        Misconception(
            "return_sequences turned round",
            with_rule(
                "SimpleRNN", lambda shape, units, every: (shape[0], units) if every else (*shape[:2], units)
            ),
            "You have return_sequences the wrong way round. True hands on the states of all steps, False the last one alone.",
        ),
        Misconception(
            "units = features",
            with_rule("SimpleRNN", lambda shape, units, every: shape if every else (shape[0], shape[-1])),
            "You kept the number of features. What a SimpleRNN hands on are states: how long is one state?",
        ),
        Misconception(
            "RepeatVector adds the last axis",
            with_rule("RepeatVector", lambda shape, n: (*shape, n)),
            "Your RepeatVector puts the copies on the last axis. The copies are steps: which axis counts steps?",
        ),
        Misconception(
            "RepeatVector adds an axis in front",
            with_rule("RepeatVector", lambda shape, n: (n, *shape)),
            "Your RepeatVector puts the copies before the batch. The batch stays the first axis; the copies are the steps behind it.",
        ),
        Misconception(
            "RepeatVector ignored",
            with_rule("RepeatVector", lambda shape, n: shape),
            "Your RepeatVector leaves the shape as it is. It turns one vector into n steps, so an axis comes in: where?",
        ),
        Misconception(
            "RepeatVector makes the vector longer",
            with_rule("RepeatVector", lambda shape, n: (shape[0], n * shape[1])),
            "Your RepeatVector makes one longer vector. It puts n copies one after the other as steps, on an axis of their own.",
        ),
        Misconception(
            "a time axis of length 1 stays",
            with_rule(
                "SimpleRNN",
                lambda shape, units, every: (*shape[:2], units) if every else (shape[0], 1, units),
            ),
            "You kept a time axis of length 1. Without return_sequences one state is handed on, and its time axis is gone.",
        ),
    ],
    equivalent={"`options[0]` -> `options[-1]`": "Dense and RepeatVector have one option"},
)
