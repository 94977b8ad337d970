"""What lesson 17 adds: a stored table that is complete and true to itself, and a best path that is the best of all."""

import numpy as np
import pytest

from course_utils.checks.lesson_17.exercise_1_masked_loss import masked_loss
from course_utils.checks.lesson_17.exercise_4_best_path import best_path, exercise, of_all_paths
from course_utils.data import load_addresses
from course_utils.results import column, curves, load_table

ROWS = load_table("tagging/results.csv")
NETS = ["words", "characters", "characters, no marks"]


@pytest.mark.parametrize("setting", [row for net in NETS for row in (net, f"{net}, joint")])
def test_every_net_was_trained_with_the_same_five_seeds(setting):
    assert column(ROWS, "seed", setting=setting).tolist() == [0, 1, 2, 3, 4]
    assert len(set(column(ROWS, "words", setting=setting))) == 5


@pytest.mark.parametrize("net", NETS)
def test_joint_rows_are_the_same_nets(net):
    for name in ("weights", "seconds"):
        joint = column(ROWS, name, setting=f"{net}, joint")
        assert np.array_equal(column(ROWS, name, setting=net), joint)


def test_each_rival_has_one_row():
    rivals = [row["setting"] for row in ROWS if not row["seed"]]
    assert len(rivals) == len(set(rivals)) == 5


def test_faults_add_up_to_the_test_part_and_agree_with_the_share_without_a_fault():
    addresses = len(load_addresses().test.tokens)
    for row in ROWS:
        faults = curves([row], "faults")[0]
        assert faults.sum() == addresses
        assert abs(100 * faults[0] / addresses - float(row["addresses"])) < 0.01


def test_a_whole_address_is_harder_than_an_entity_and_an_entity_than_a_word():
    for row in ROWS:
        assert float(row["addresses"]) < float(row["entity_f1"]) < float(row["words"]) + 0.1


def test_the_best_path_is_the_best_of_all_paths():
    small = [case for case in exercise.cases if case[0].shape[1] ** len(case[0]) <= 1000]
    assert len(small) >= 3
    for scores, transitions in small:
        assert best_path(scores, transitions) == of_all_paths(scores, transitions)


def test_the_loss_of_exercise_1_trains_in_fit_and_learns_nothing_from_padding():
    import keras

    x = np.random.default_rng(0).normal(size=(6, 4, 3)).astype("float32")
    y = np.array([[0, 1, -1, -1]] * 6, "int32")
    other = x.copy()
    other[:, 2:] += 5
    losses = []
    for inputs in (x, other):
        keras.utils.set_random_seed(0)
        net = keras.Sequential([keras.Input((4, 3)), keras.layers.Dense(2, activation="softmax")])
        net.compile(keras.optimizers.Adam(0.1), loss=masked_loss)
        losses.append(net.fit(inputs, y, epochs=5, batch_size=6, verbose=0).history["loss"])
    assert losses[0][-1] < losses[0][0]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-5)
