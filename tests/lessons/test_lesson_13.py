"""The stored table of lesson 13 is complete and compares like with like."""

from collections import defaultdict

from course_utils.results import load_table

ROWS = load_table("directions_and_depth/results.csv")


def by_net():
    found = defaultdict(list)
    for row in ROWS:
        found[row["net"]].append(row)
    return found


def test_every_net_was_trained_with_the_same_five_seeds():
    assert len(by_net()) == 9
    assert {net: [row["seed"] for row in rows] for net, rows in by_net().items()} == {
        net: ["0", "1", "2", "3", "4"] for net in by_net()
    }


def test_nets_have_equal_weights_within_three_percent():
    sizes = [int(row["weights"]) for row in ROWS]
    assert max(sizes) < 1.03 * min(sizes)


def test_scores_are_percentages_and_differ_between_seeds():
    for net, rows in by_net().items():
        for measure in ("words", "addresses", "train_words", "words_longer", "words_alone"):
            values = [float(row[measure]) for row in rows]
            assert all(0 < value <= 100 for value in values), (net, measure)
            assert len(set(values)) > 1, (net, measure)


def test_a_mask_makes_the_answer_independent_of_the_padding():
    for net, rows in by_net().items():
        if net != "both ways, no mask":
            assert all(row["words"] == row["words_longer"] == row["words_alone"] for row in rows), net
