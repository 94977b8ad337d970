"""Splitting, scaling and features refuse what they cannot use, by the argument's name."""

import numpy as np
from refusals import refuses, wrong_calls

from course_utils.data import _dividing as dividing
from course_utils.data import scaling
from course_utils.data.mfcc import cosine_transform

ZEROS, NAN = np.zeros((2, 5, 3)), np.full((2, 3), np.nan)


REFUSED = [
    (
        "scaling.Scaler",
        lambda: scaling.fit_scaler(ZEROS).scale(np.zeros((2, 4))),
        "must hold 3 features",
    ),
    ("scaling.standardise", lambda: scaling.standardise(NAN), "train holds 6 NaN"),
    (
        "scaling.standardise",
        lambda: scaling.standardise(ZEROS, np.zeros((2, 4))),
        "must hold 3 features",
    ),
    ("dividing.divide", lambda: dividing.divide("abc", 1.5, 0.1, 0.1), "seed must be a whole number"),
    ("dividing.divide", lambda: dividing.divide("abc", 1, 0.9, 0.1), "validation"),
    (
        "dividing.divide",
        lambda: dividing.divide("abc", 1, 0.1, 0.1, [True]),
        "strata holds 1 labels for 3",
    ),
    ("scaling.Scaler", lambda: scaling.fit_scaler(ZEROS).unscale(ZEROS, feature=3), "feature=3 is none"),
    ("mfcc.cosine_transform", lambda: cosine_transform(3, 4), "coefficients=4 exceeds"),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
