"""Lesson 23: its table of runs, and the form of the final test and what it says to an answer sheet."""

import json
import re

import all_lessons as lessons
import numpy as np
import pytest
from programs import build_of

from course_utils import course_map, widgets
from course_utils.checks.lesson_23 import final_test
from course_utils.results import load_table

ROWS = load_table("where_next/results.csv")
TITLES = [name for part in course_map.PARTS.values() for name in part]


@pytest.fixture(scope="module")
def program():
    with build_of("where_next") as build:
        yield build


def test_the_table_holds_every_run_that_build_would_make_and_no_other(program):
    wanted = [tuple(str(part) for part in key) for key in program.jobs()]
    stored = [tuple(row[name] for name in program.FIELDS[:3]) for row in ROWS]
    assert len(set(stored)) == len(stored) and sorted(stored) == sorted(wanted)
    assert all(0 <= float(row[f"right_{steps}"]) <= 100 for row in ROWS for steps in program.LENGTHS)


def test_what_is_asked_is_parity(program):
    x, y = program.bits(50, 9, seed=3)
    assert y[:, :, 0].tolist() == [[sum(row[: t + 1]) % 2 for t in range(9)] for row in x[:, :, 0].tolist()]


@pytest.mark.parametrize("setting", ["GRU", "minGRU", "shares from -1 to 1"])
def test_states_in_numpy_are_those_of_the_trained_net(program, setting):
    model = program.net(setting)
    *weights, W, b = model.get_weights()
    x, _ = program.bits(3, program.STEPS, seed=1)
    logits = program.states(setting, x, weights) @ W + b
    assert 1 / (1 + np.exp(-logits)) == pytest.approx(np.array(model(x)), abs=1e-5)


def test_one_unit_that_flips_scores_100_at_any_length(program):
    """Weights set by hand: share -1 and gift 1 at a 1, share 1 and gift 0 at a 0, up to what tanh leaves."""
    units = program.UNITS
    W_gate, b_gate = np.full((1, units), -40.0), np.full(units, 20.0)
    W_gift, b_gift = np.ones((1, units)), np.zeros(units)
    read_out, b = np.full((units, 1), 1.0), np.full(1, -0.5 * units)
    weights = [W_gate, b_gate, W_gift, b_gift, read_out, b]
    for steps in program.LENGTHS:
        assert program.right("shares from -1 to 1", weights, steps) == 100
    turned = [*weights[:4], -read_out, -b]
    assert program.right("shares from -1 to 1", turned, 64) == 0


# The final test.


def test_thirty_questions_with_four_options_each_of_which_has_a_reply():
    assert len(final_test.QUESTIONS) == 30
    for number, question in enumerate(final_test.QUESTIONS, 1):
        words, right, wrong = final_test.as_quiz(number, question)
        assert len(wrong) == 3 and len(widgets.shuffled_options(words, right, wrong)) == 4
        assert all(len(reply.split()) >= 5 for _, reply in (right, *wrong)), words
        assert words.startswith(f"{number}. ") and len(words) < 260


def test_each_wrong_option_names_a_lesson_to_read_again_and_the_lesson_is_on_the_map():
    for number, question in enumerate(final_test.QUESTIONS, 1):
        for _, reply in final_test.as_quiz(number, question)[2]:
            lesson, title = re.search(r"Read again: lesson (\d+), (.+)\.$", reply).groups()
            assert TITLES[int(lesson)] == title


def test_they_are_spread_over_all_lessons_before():
    found = [question.lesson for question in final_test.QUESTIONS]
    assert sorted(set(found)) == list(range(23)) and found == sorted(found)
    assert max(found.count(lesson) for lesson in set(found)) <= 3
    assert sum(question.pre_test for question in final_test.QUESTIONS) == 10


def test_no_question_stands_in_a_lesson_s_quiz_and_none_twice():
    asked = [question.question for question in final_test.QUESTIONS]
    assert len(set(asked)) == 30
    for path in lessons.PATHS:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        sources = "".join("".join(cell["source"]) for cell in notebook["cells"])
        assert [words for words in asked if words in sources] == [], path.stem


def test_the_right_answer_does_not_stand_at_one_letter_nor_is_it_always_the_longest():
    letters = correct_letters()
    assert all(letters.count(letter) >= 3 for letter in "ABCD")
    longest = sum(len(q.right[0]) > max(len(option[0]) for option in q.wrong) for q in final_test.QUESTIONS)
    assert longest <= 18


def correct_letters():
    found = ""
    for number, question in enumerate(final_test.QUESTIONS, 1):
        options = widgets.shuffled_options(*final_test.as_quiz(number, question))
        found += "ABCD"[[is_right for _, _, is_right in options].index(True)]
    return found


def test_marks():
    letters = correct_letters()
    assert final_test.mark(letters) == "30 of 30 answered are right; 0 left out."
    assert final_test.mark(letters.lower()[:5] + " \n" + letters[5:]).startswith("30 of 30")
    assert final_test.mark("." * 30) == "0 of 0 answered are right; 30 left out."
    assert final_test.mark(letters[:4]) == "4 of 4 answered are right; 26 left out."
    wrong = "".join("ABCD"["ABCD".index(letter) - 1] for letter in letters)
    said = final_test.mark(wrong).splitlines()
    assert said[0] == "0 of 30 answered are right; 0 left out." and len(said) == 32
    assert said[1].startswith(f" 1. {wrong[0]}: ") and "Read again: lesson 0, start here." in said[1]
    assert said[-1].startswith("Read again: lesson 0, start here; lesson 1, ")


def test_one_wrong_answer_names_its_own_lesson():
    letters = list(correct_letters())
    number = next(i for i, question in enumerate(final_test.QUESTIONS) if len(question.wrong[1]) == 3)
    question = final_test.QUESTIONS[number]
    options = widgets.shuffled_options(*final_test.as_quiz(number + 1, question))
    letters[number] = "ABCD"[[words for words, _, _ in options].index(question.wrong[1][0])]
    last = final_test.mark("".join(letters)).splitlines()[-1]
    assert last == f"Read again: {final_test.title(question.wrong[1][2])}."
    assert question.wrong[1][2] != question.lesson


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("", "Nothing to mark yet"),
        (" \n", "Nothing to mark yet"),
        (None, "Nothing to mark yet"),
        (["A"] * 30, "Nothing to mark yet"),
        ("A" * 31, "31 letters for 30 questions"),
        ("ABE", "'E' is no answer"),
        ("AB🏠", "'🏠' is no answer"),
        ("A,B,C", "',' is no answer"),
    ],
)
def test_a_sheet_that_cannot_be_marked_gets_a_sentence(letters, said):
    found = final_test.mark(letters)
    assert found.startswith(said) and "\n" not in found
