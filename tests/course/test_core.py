"""quiet, show, approx, claim, reproduces: what makes a printed sentence trustworthy."""

import os
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from refusals import refuses, wrong_calls

from course_utils import approx, beside, claim, quiet, reproduces, show


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_importing_the_package_imports_nothing_heavy():
    done = run(
        "import course_utils, sys; assert not {'tensorflow', 'keras', 'matplotlib', 'IPython'} & set(sys.modules)"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "module", ["cells", "data", "plots", "diagrams", "widgets", "training", "checks", "commands.lesson"]
)
def test_modules_of_numpy_lessons_do_not_import_tensorflow(module):
    done = run(f"import course_utils.{module}, sys; assert not {{'tensorflow', 'keras'}} & set(sys.modules)")
    assert done.returncode == 0, done.stderr


def test_quiet_silences_the_file_descriptor_and_gives_it_back():
    done = run(
        "import os\nfrom course_utils import quiet\nwith quiet():\n    os.write(2, b'noise')\nos.write(2, b'after')"
    )
    assert done.stderr == "after"


def test_quiet_shows_everything_when_the_block_fails():
    done = run(
        "import os\nfrom course_utils import quiet\nwith quiet():\n    os.write(2, b'noise')\n    1 / 0"
    )
    assert "noise" in done.stderr and "ZeroDivisionError" in done.stderr


def test_quiet_stays_quiet_when_the_user_stops_it():
    done = run(
        "import os\nfrom course_utils import quiet\nwith quiet():\n    os.write(2, b'noise')\n    raise KeyboardInterrupt"
    )
    assert "noise" not in done.stderr and "KeyboardInterrupt" in done.stderr


def test_quiet_keras_import_writes_nothing():
    done = run(
        "from course_utils import quiet\nwith quiet():\n    import keras\nkeras.ops.ones(2)\nprint(keras.backend.backend())"
    )
    assert (done.stdout, done.stderr) == ("tensorflow\n", "")


def test_quiet_restores_descriptor_2_in_this_process():
    before = os.fstat(2)
    with quiet():
        assert os.fstat(2).st_ino != before.st_ino
    assert os.fstat(2).st_ino == before.st_ino


def test_show_stores_picture_and_words(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *data, **options: shown.append((data[0], options)))
    fig, _ = plt.subplots()
    show(fig, alt="a figure with nothing in it")
    data, options = shown[0]
    assert data["image/png"].startswith(b"\x89PNG") and data["text/plain"] == "a figure with nothing in it"
    assert options["metadata"]["image/png"]["alt"] == data["text/plain"] and options["raw"]
    assert not plt.fignum_exists(fig.number)


@pytest.mark.parametrize("static", ["1", "0"])
def test_a_reader_gets_the_picture_as_html_with_its_words_and_a_store_does_not(monkeypatch, static):
    monkeypatch.setenv("RNN_COURSE_STATIC", static)
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: shown.append(data))
    show(plt.figure(), alt='a "quoted" figure, 1 < 2')
    assert sorted(shown[0]) == ["image/png", *["text/html"] * (static == "0"), "text/plain"]
    if static == "0":
        assert shown[0]["text/html"].startswith('<img src="data:image/png;base64,iVBOR')
        assert shown[0]["text/html"].endswith(' alt="a &quot;quoted&quot; figure, 1 &lt; 2">')


def test_show_refuses_a_figure_without_words():
    with pytest.raises(ValueError, match="five words"):
        show(plt.figure(), alt="loss curve")
    plt.close("all")


@pytest.mark.parametrize(
    "value, decimals, expected",
    [
        (1.834, 2, "≈ 1.83"),
        (-0.5, 1, "≈ -0.5"),
        (0, 2, "≈ 0.00"),
        (3.14e-9, 2, "≈ 3.1e-09"),
        (12345.6, 0, "≈ 12,346"),
        (4e36, 2, "≈ 4.0e+36"),
        (np.float32(2.5), 1, "≈ 2.5"),
        (float("nan"), 2, "nan"),
        (float("inf"), 2, "inf"),
    ],
)
def test_approx(value, decimals, expected):
    assert approx(value, decimals) == expected


@pytest.mark.parametrize(
    "value, decimals, error, expected",
    [
        (86.63, 1, 0.204, "≈ 86.6 ± 0.2"),
        (0.937, 2, 0.0035, "≈ 0.94 ± 0.004"),
        (1, 1, 0, "≈ 1.0 ± 0.0"),
        (50_000, 0, 1234.5, "≈ 50,000 ± 1,234"),
        (1, 1, float("nan"), "≈ 1.0 ± nan"),
    ],
)
def test_approx_with_its_standard_error(value, decimals, error, expected):
    assert approx(value, decimals, error) == expected


def test_claim_prints_or_stops(capsys):
    claim("two is more than one", np.bool_(True))
    assert capsys.readouterr().out == "✓ two is more than one\n"
    with pytest.raises(AssertionError, match="one is more than two"):
        claim("one is more than two", 1 > 2)


@pytest.mark.parametrize("value", [1, 0.5, np.array([True, True]), None, "yes"])
def test_claim_takes_only_a_truth_value(value):
    with pytest.raises(TypeError, match="holds must be True or False"):
        claim("anything at all", value)


def test_reproduces(capsys):
    reproduces("accuracy", 0.981, 0.986, "a paper", 0.01)
    assert capsys.readouterr().out == "✓ accuracy | ours ≈ 0.981 | published 0.986 | within 0.01 | a paper\n"
    reproduces("parameters", 96, 96, "Keras", 0)
    assert "ours 96 |" in capsys.readouterr().out
    reproduces("parameters", 2_757_761, 2_757_761, "Keras", 0)
    assert "ours 2757761 | published 2757761 |" in capsys.readouterr().out
    for ours in (0.9, float("nan")):
        with pytest.raises(AssertionError, match="accuracy"):
            reproduces("accuracy", ours, 0.986, "a paper", 0.01)
    with pytest.raises(ValueError, match="tolerance"):
        reproduces("accuracy", 1, 1, "a paper", float("nan"))


def test_a_figure_of_another_set_up_stands_beside_and_holds_nothing(capsys):
    beside("words wrong, %", 46.7, 25.8, "a paper 2015", "all lengths of word, other test words")
    said = "∥ words wrong, % | ours ≈ 46.7 | published 25.8 | there: all lengths of word, other test words"
    assert capsys.readouterr().out == said + " | a paper 2015\n"


REFUSED = [
    ("beside", lambda: beside("t", 1, 2, "s", " "), "differs must say"),
    ("beside", lambda: beside("t", float("nan"), 2, "s", "data"), "must be finite"),
    ("beside", lambda: beside("t", [1, 2], 2, "s", "data"), "ours must be one number"),
    ("show", lambda: show(plt.figure(), "a plot"), "alt must say"),
    ("show", lambda: show(plt.figure(), None), "alt must say"),
    ("show", lambda: show([1], "five words say what it shows"), "fig must be"),
    (
        "approx",
        lambda: approx(np.zeros(3)),
        r"value must be one number, found shape \(3,\)",
    ),
    ("approx", lambda: approx("much"), "value must be one number, found 'much'"),
    ("approx", lambda: approx(1, 2, [0.1, 0.2]), r"error must be one number, found shape \(2,\)"),
    (
        "reproduces",
        lambda: reproduces("t", [1, 2], 1, "s", 0),
        "ours must be one number",
    ),
    ("reproduces", lambda: reproduces("t", 1, None, "s", 0), "published must be"),
    (
        "reproduces",
        lambda: reproduces("t", 1, 1, "s", -1),
        "tolerance must be 0 or more",
    ),
]


@wrong_calls(REFUSED)
def test_wrong_input_is_refused_by_name(call, said):
    refuses(call, said)
    plt.close("all")
