"""Exercise 0.1: what the network reads, and what it must answer."""

from course_utils.checks.exercise import Exercise, Misconception


def question_and_answer(name):
    """Return the name with a dot in front, and the name with a dot behind."""
    return "." + name, name + "."


exercise = Exercise(
    "0.1",
    "Questions and answers of a name",
    question_and_answer,
    parts=("what it reads", "what it must answer"),
    cases=[("anna",), ("al",), ("maximiliana",), ("jo-ann",)],
    misconceptions=[
        Misconception(
            "the answer is what was read",
            lambda name: (name, name),
            "Both strings are the name itself, so the network would only repeat. The answer must be one character ahead, "
            "and a dot must open the one string and close the other.",
        ),
        Misconception(
            "the answer is what was read, dots included",
            lambda name: ("." + name + ".", "." + name + "."),
            "The answer at each step is the character that comes next, not the one that was read.",
        ),
        Misconception(
            "the answer is what was read, a dot in front",
            lambda name: ("." + name, "." + name),
            "Both strings are equal, so the network would only repeat. The answer is one character ahead of what is read.",
        ),
        Misconception(
            "a name has no beginning and no end",
            lambda name: (name[:-1], name[1:]),
            "The answer is one ahead, as it should be. But nobody asks for the first letter, and nothing tells where a name ends: "
            "that is what the dots are for.",
        ),
        Misconception(
            "no beginning",
            lambda name: (name, name[1:] + "."),
            "The answer is one ahead, and it ends with a dot. But nobody asks for the first letter: "
            "before it, the network must read a dot.",
        ),
        Misconception(
            "no dot is read",
            lambda name: (name, name + "."),
            "The answers are right. There is one more of them than there are questions: the first letter is asked for "
            "by a dot, which the network reads.",
        ),
        Misconception(
            "no dot is answered",
            lambda name: ("." + name, name),
            "What is read is right. After its last letter the network must answer, too: with a dot, or it will never stop.",
        ),
        Misconception(
            "the last dot is read",
            lambda name: ("." + name + ".", name + "."),
            "The closing dot is an answer. After it nothing is asked, so the network need not read it.",
        ),
        Misconception(
            "looking backwards",
            lambda name: (name + ".", "." + name),
            "Read and answer have changed places: this network would have to guess the character before.",
        ),
        Misconception(
            "no end",
            lambda name: ("." + name[:-1], name),
            "The beginning is right. After the last letter the network must answer a dot, or it will never stop.",
        ),
    ],
)
