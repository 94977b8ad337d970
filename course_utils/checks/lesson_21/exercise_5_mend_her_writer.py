"""21.5 Bug hunt: a stateful writer that reads the prompt's last character twice."""

import numpy as np

from course_utils.checks.exercise import Exercise, Misconception

SIZE = 20  # ids of the small network


def new_model():
    """Return the network of the stub: untrained, stateful, for one text."""
    import keras

    keras.utils.set_random_seed(5)
    return keras.Sequential(
        [
            keras.Input((None,), batch_size=1, dtype="int32"),
            keras.layers.Embedding(SIZE, 8),
            keras.layers.GRU(16, return_sequences=True, stateful=True),
            keras.layers.Dense(SIZE),
        ]
    )


def continue_greedily(prompt, count):
    """Right: the answer to the prompt's last character is the first prediction."""
    model = new_model()
    logits = np.array(model(prompt[None]))
    ids = []
    for _ in range(count):
        ids.append(int(logits[0, -1].argmax()))
        logits = np.array(model(np.array([ids[-1:]], "int32")))
    return ids


def with_reading(prompt, count, first, again=False, step=-1):
    """Write after reading the ids `first`, then `prompt[-1]` once more, or all that was written at every turn."""
    model, seen = new_model(), list(map(int, prompt))
    if len(first):
        model(np.array([first], "int32"))
    ids, given = [], seen if again else seen[-1:]
    for _ in range(count):
        logits = np.array(model(np.array([given], "int32")))
        ids.append(int(logits[0, step].argmax()))
        given = seen + ids if again else ids[-1:]
    return ids


def read_twice(prompt, count):
    """Wrong: the whole prompt is read, and then its last character again."""
    return with_reading(prompt, count, prompt)


def prompt_not_read(prompt, count):
    """Wrong: only the last character of the prompt is read."""
    return with_reading(prompt, count, [])


def all_again(prompt, count):
    """Wrong: everything is read anew at every turn, on top of the state that is carried."""
    return with_reading(prompt, count, [], again=True)


def reset_at_every_turn(prompt, count):
    """Wrong: the state is cleared before each character."""
    model, ids = new_model(), []
    logits = np.array(model(prompt[None]))
    for _ in range(count):
        ids.append(int(logits[0, -1].argmax()))
        model.layers[1].reset_state()
        logits = np.array(model(np.array([ids[-1:]], "int32")))
    return ids


def first_step_of_the_answer(prompt, count):
    """Wrong: the first character comes from the answer to the prompt's first character."""
    model, ids, step = new_model(), [], 0
    logits = np.array(model(prompt[None]))
    for _ in range(count):
        ids.append(int(logits[0, step].argmax()))
        logits = np.array(model(np.array([ids[-1:]], "int32")))
    return ids


exercise = Exercise(
    "21.5",
    "mend her writer",
    continue_greedily,
    cases=[
        (np.array([3, 1, 4, 1, 5], "int32"), 4),
        (np.array([7, 12, 2, 19, 19, 8, 11], "int32"), 12),
        (np.array([16, 9], "int32"), 9),
    ],
    misconceptions=[
        Misconception(
            "the last character is read twice",
            read_twice,
            "The prompt's last character is read with the prompt and then once more. The answer to the prompt already holds the first prediction.",
        ),
        Misconception(
            "the prompt is not read",
            prompt_not_read,
            "Only the prompt's last character reaches the network, so its state knows nothing of the rest. Read the whole prompt first.",
        ),
        Misconception(
            "all is read again, on top of the state",
            all_again,
            "You give it the whole text at every turn, and it carries its state besides: it has read everything several times. Give it only what is new.",
        ),
        Misconception(
            "the state is cleared at every turn",
            reset_at_every_turn,
            "The first character is right. Then the state is cleared at every turn, so the network sees one character and no past.",
        ),
        Misconception(
            "the answer's first step",
            first_step_of_the_answer,
            "Your first character is what should follow the prompt's first character. The network answers at every step; the one that counts is the last.",
        ),
        Misconception(
            "the prompt belongs to the answer",
            lambda prompt, count: [*map(int, prompt), *continue_greedily(prompt, count)],
            "Your list begins with the prompt. Return only what was written after it.",
        ),
        Misconception(
            "one too few",
            lambda prompt, count: continue_greedily(prompt, count - 1),
            "One character is missing at the end: return `count` of them.",
        ),
    ],
    mutants=30,  # each builds and calls a model
    equivalent={
        "`int(logits[0, -1].argmax())` -> `logits[0, -1].argmax()`": "NumPy's whole numbers are as good as Python's",
        "`logits[0, -1]` -> `logits[-1, -1]`": "of one text, the first row is the last",
    },
)
