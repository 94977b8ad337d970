"""Checks of lesson 10, second part: the path of the cell, forwards over a span, backwards, and over two parts."""

import numpy as np

from course_utils.checks import answers_10 as answers
from course_utils.checks.mechanism import Exercise, Misconception

# 10.4 A bias for a span


exercise_4 = Exercise(
    "10.4",
    lambda span: -np.log(np.expm1(np.log(2.0) / span)),
    cases=[(100.0,), (1.0,), (7.0,), (1000.0,)],
    misconceptions=[
        Misconception(
            "the gate is the bias",
            lambda span: 0.5 ** (1.0 / span),
            "That is the gate f itself. The bias is the number whose sigmoid is f: solve sigmoid(b) = f for b.",
        ),
        Misconception(
            "the span is the bias",
            lambda span: span,
            "A bias as large as the span would keep for far longer. First find f with f ** span = 1/2, then the b with sigmoid(b) = f.",
        ),
        Misconception(
            "the rule of the chrono start",
            lambda span: np.log(span),
            "The log of the span leaves about a third, not half: the gate is then span / (span + 1). Solve f ** span = 1/2 for f, then sigmoid(b) = f for b.",
        ),
        Misconception(
            "half is lost in every step",
            lambda span: 0.0,
            "With b = 0 the gate is 1/2 at every step. Half must be left after span steps: f ** span = 1/2.",
        ),
        Misconception(
            "the losses add up",
            lambda span: np.log((1 - 0.5 / span) / (0.5 / span)),
            "You let each step take the same amount. Each step takes the same share of what is left: f ** span = 1/2.",
        ),
        Misconception(
            "1/e for 1/2",
            lambda span: -np.log(np.expm1(1.0 / span)),
            "With your bias 1/e is left after span steps. Asked is half: f ** span = 1/2.",
        ),
        Misconception(
            "the sign is turned",
            lambda span: np.log(np.expm1(np.log(2.0) / span)),
            "The size is right, the sign is not: a gate near 1 needs a bias above 0.",
        ),
    ],
)

# 10.5 The backward step


exercise_5 = Exercise(
    "10.5",
    answers.backward,
    cases=[
        answers.backward_case(15, (2, 3)),
        answers.backward_case(16, (1, 1)),
        answers.backward_case(17, (4, 2)),
    ],
    misconceptions=[
        Misconception(
            "h is no path to c",
            lambda *a: answers.backward(*a, through_h=0.0),
            "You used the dc that later steps sent and nothing else. c also acts through h = o * tanh(c): add dh * o * (1 - tanh(c)**2).",
        ),
        Misconception(
            "the slope of tanh is forgotten",
            lambda *a: answers.backward(*a, slope=lambda squashed: 1.0),
            "On the way from h to c there is a tanh. Multiply that part by its slope, 1 - tanh(c)**2.",
        ),
        Misconception(
            "the old cell without h",
            lambda *a: (a[1] * a[4], answers.backward(*a)[1]),
            "Your candidate has both parts of dc, your old cell only what later steps sent. First collect at c, then share out.",
        ),
        Misconception(
            "h = c",
            lambda *a: answers.backward(*a, through_h=1.0, without_o=True),
            "The output gate stands between c and h. What comes back through h is multiplied by o.",
        ),
        Misconception(
            "the input gate carries the cell back",
            lambda dh, dc, c, i, f, candidate, o: answers.backward(dh, dc, c, f, i, candidate, o),
            "i and f are exchanged. c_prev was multiplied by f, the candidate by i; so are their gradients.",
        ),
        Misconception(
            "c is squashed already",
            lambda *a: answers.backward(*a, slope=lambda s: 1 - np.arctanh(s) ** 2),
            "You wrote the slope as 1 - c**2. c has not passed the tanh: the slope is 1 - tanh(c)**2.",
        ),
        Misconception(
            "later steps send nothing",
            lambda dh, dc, *blocks: answers.backward(dh, 0 * dc, *blocks),
            "You dropped dc, what the next step sent back along the cell. Both parts add up.",
        ),
        Misconception(
            "one tanh too far",
            answers.backward_to_sum,
            "dc_prev is right. You went on through the candidate's own tanh; asked is the gradient of the candidate itself.",
        ),
    ],
)

# 10.6 Bug hunt: reading in two parts


exercise_6 = Exercise(
    "10.6",
    answers.in_two,
    cases=[
        (answers.numbers(21, 2, 6, 3), 3, *answers.weights(3, 4, 22)),
        (answers.numbers(23, 1, 5, 2), 1, *answers.weights(2, 3, 24)),
        (answers.numbers(25, 3, 9, 1), 7, *answers.weights(1, 2, 26)),
    ],
    misconceptions=[
        Misconception(
            "the order of h and c does not matter",
            lambda *a: answers.in_two(*a, carry=lambda h, c: (c, h)),
            "h and c are exchanged on the way to the second part. They have the same shape, so nothing complains.",
        ),
        Misconception(
            "h is the whole memory",
            lambda *a: answers.in_two(*a, carry=lambda h, c: (h, 0 * c)),
            "The second part began with an empty cell. h is only what was shown; c must be handed on as well.",
        ),
        Misconception(
            "one tensor serves for both",
            lambda *a: answers.in_two(*a, carry=lambda h, c: (h, h)),
            "You handed on h twice. The cell of the first part is lost, although the shapes fit.",
        ),
        Misconception(
            "the layer remembers by itself",
            lambda *a: answers.in_two(*a, carry=lambda h, c: (0 * h, 0 * c)),
            "The second part began with zeros. Nothing is carried over unless you pass it.",
        ),
    ],
)
