"""The exported page: its engine equals Keras, in node and in a browser; it is one file that fetches nothing."""

import html
import json
import re
import shutil
import subprocess

import numpy as np
import pytest

from course_utils import quiet
from course_utils.generator.export import export_page, packed_weights

with quiet():
    import keras

NODE = shutil.which("node")
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM = next((path for path in map(shutil.which, BROWSERS) if path), None)
CHARACTERS = "\n !<>abc/é"
IDS = [0, 3, 1, 10, 7, 2, 9, 9, 4]
REPORT = """
let state = emptyState(net), logits, rows = [];
for (const id of %s) { [logits, state] = step(net, id, state); rows.push([...logits]); }
"""


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(2)
    net = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(len(CHARACTERS) + 1, 3),
            keras.layers.GRU(5, return_sequences=True, bias_initializer="random_normal"),
            keras.layers.GRU(4, return_sequences=True, bias_initializer="random_normal"),
            keras.layers.Dense(len(CHARACTERS) + 1, bias_initializer="random_normal"),
        ]
    )
    net.set_weights([3 * weight for weight in net.get_weights()])  # so that the gates open and shut
    return net


@pytest.fixture(scope="module")
def page(model, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "writer.html"
    return export_page(model, CHARACTERS, path, title="<b> & co", prompt="</textarea>a")


@pytest.fixture(scope="module")
def by_keras(model):
    return model.predict_on_batch(np.array([IDS], "int32"))[0]


def parts(page):
    """Return the page's text, its stored weights as text and its engine."""
    text = page.read_text(encoding="utf-8")
    weights = re.search(r'<script type="application/json" id="weights">(.*?)</script>', text, re.S)[1]
    return text, weights, re.search(r'<script id="engine">(.*?)</script>', text, re.S)[1]


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_the_engine_equals_keras_in_node(page, by_keras):
    _, weights, engine = parts(page)
    program = f"{engine}\nconst net = unpacked({weights});{REPORT % IDS}\nconsole.log(JSON.stringify(rows));"
    done = subprocess.run([NODE, "-"], input=program, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(json.loads(done.stdout), by_keras, atol=1e-5)


@pytest.mark.skipif(NODE is None, reason="no node here")
def test_the_draw_is_from_the_softmax_and_never_the_unknown():
    from course_utils.generator.export import ENGINE

    logits, temperature = [9.0, 1.0, 0.0, -1.0], 0.8
    program = f"{ENGINE}\nconst found = [0, 0, 0, 0];\nfor (let i = 0; i < 40000; i++) found[draw({logits}, {temperature})]++;\nconsole.log(JSON.stringify(found));"
    done = subprocess.run([NODE, "-"], input=program, capture_output=True, text=True, timeout=60)
    found = np.array(json.loads(done.stdout))
    powers = np.exp(np.array(logits[1:]) / temperature)
    assert found[0] == 0 and found.sum() == 40_000
    np.testing.assert_allclose(found[1:] / 40_000, powers / powers.sum(), atol=0.015)


@pytest.mark.skipif(CHROMIUM is None, reason=f"no browser here: none of {', '.join(BROWSERS)}")
def test_the_page_writes_in_a_browser_and_equals_keras_there(page, by_keras, tmp_path):
    asked = tmp_path / "asked.html"
    report = f"<script>{REPORT % IDS}document.body.dataset.rows = JSON.stringify(rows);"
    report += (
        "document.body.dataset.loaded = performance.getEntriesByType('resource').length;</script></body>"
    )
    asked.write_text(page.read_text(encoding="utf-8").replace("</body>", report), encoding="utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    command += ["--proxy-server=127.0.0.1:9", "--virtual-time-budget=20000", "--dump-dom", asked.as_uri()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = html.unescape(re.search(r'data-rows="([^"]*)"', done.stdout)[1])
    np.testing.assert_allclose(json.loads(rows), by_keras, atol=1e-5)
    assert 'data-loaded="0"' in done.stdout
    written = html.unescape(re.search(r'<pre id="text"[^>]*>(.*?)</pre>', done.stdout, re.S)[1])
    assert written.startswith("</textarea>a") and len(written) > 500
    assert set(written[len("</textarea>a") :]) <= set(CHARACTERS)


def test_the_page_is_one_file_and_its_texts_are_escaped(page):
    text, weights, _ = parts(page)
    assert not re.search(r"(src|href)\s*=|https?:|fetch\(|import ", text)
    assert "<b> & co" not in text and "&lt;b&gt; &amp; co" in text
    assert text.count("</textarea>") == 1 and "<" not in weights
    assert json.loads(weights)["characters"] == CHARACTERS


def test_weights_come_back_to_the_last_digit(model):
    import base64

    stored = packed_weights(model, CHARACTERS)
    layers = [layer.get_weights() for layer in model.layers]
    (table,), (W_x, W_h, b), _, (W_hy, b_y) = layers

    def read(text, shape):
        return np.frombuffer(base64.b64decode(text), "<f4").reshape(shape)

    np.testing.assert_array_equal(read(stored["embedding"], table.shape), table)
    np.testing.assert_array_equal(read(stored["layers"][0]["W_x"], W_x.shape), W_x)
    np.testing.assert_array_equal(read(stored["layers"][0]["W_h"], W_h.shape), W_h)
    np.testing.assert_array_equal(read(stored["layers"][0]["b_h"], b[1].shape), b[1])
    np.testing.assert_array_equal(read(stored["W_hy"], W_hy.shape), W_hy)
    assert [layer["units"] for layer in stored["layers"]] == [5, 4]


def test_what_the_page_cannot_hold_is_refused(model, tmp_path):
    with pytest.raises(ValueError, match="11 ids .* 5 characters"):
        export_page(model, "abcde", tmp_path / "page.html")
    with pytest.raises(ValueError, match="Embedding, GRU layers and Dense"):
        export_page(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), "a", tmp_path / "page.html")
    broken = keras.models.clone_model(model)
    broken.set_weights([weight * np.nan for weight in model.get_weights()])
    with pytest.raises(ValueError, match="no numbers"):
        export_page(broken, CHARACTERS, tmp_path / "page.html")
    assert not list(tmp_path.iterdir())
