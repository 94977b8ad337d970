"""The exported page: its engine equals Keras, in node and in a browser; it is one file that fetches nothing."""

import html
import json
import re
import zipfile

import numpy as np
import pytest
from browsers import (
    NO_NETWORK,
    look,
    needs_browser,
    needs_firefox,
    needs_node,
    node,
    told_by_firefox,
)
from scipy.stats import chi2

from course_utils import quiet
from course_utils.commands import export
from course_utils.commands._lessons import CommandError
from course_utils.generator.export import ENGINE, export_page, packed_weights, weights_of
from course_utils.generator.sampling import next_distribution

with quiet():
    import keras

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


CONTEXTS = np.random.default_rng(0).integers(0, 60, (1000, 12))


@pytest.fixture(scope="module")
def the_courses(tmp_path_factory):
    """Return the page of the network that comes with the course, and Keras's logits after `CONTEXTS`."""
    page = tmp_path_factory.mktemp("the_courses") / "page.html"
    assert export.main(["--out", str(page)]) == 0
    weights, characters = export.read_generator(export.TRAINED)
    size = len(characters) + 1
    assert size > CONTEXTS.max()
    net = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(size, 64),
            keras.layers.GRU(160, return_sequences=True),
            keras.layers.GRU(160, return_sequences=True),
            keras.layers.Dense(size),
        ]
    )
    net.set_weights(weights)
    return page, net.predict_on_batch(CONTEXTS)[:, -1]


def parts(page):
    """Return the page's text, its stored weights as text and its engine."""
    text = page.read_text(encoding="utf-8")
    weights = re.search(r'<script type="application/json" id="weights">(.*?)</script>', text, re.S)[1]
    return text, weights, re.search(r'<script id="engine">(.*?)</script>', text, re.S)[1]


@needs_node
def test_the_engine_equals_keras_in_node(page, by_keras):
    _, weights, engine = parts(page)
    program = f"{engine}\nconst net = unpacked({weights});{REPORT % IDS}\nconsole.log(JSON.stringify(rows));"
    np.testing.assert_allclose(json.loads(node(program)), by_keras, atol=1e-5)


@needs_node
@pytest.mark.parametrize(
    ("temperature", "k", "mass"),
    [(0.8, None, None), (1.5, 3, None), (1.0, None, 0.8), (0.9, 4, 0.7), (0, None, None)],
)
def test_the_draw_is_from_the_samplers_distribution_and_never_the_unknown(temperature, k, mass):
    logits = np.array([9.0, 1.0, 0.0, -1.0, 0.4, 0.9, -3.0])
    stored = {None: 0}.get(k, k), {None: 1}.get(mass, mass)
    program = f"""{ENGINE}
        const likely = chances(Float64Array.from({logits.tolist()}), {temperature}, {stored[0]}, {stored[1]});
        const found = Array(7).fill(0);
        for (let i = 0; i < 40000; i++) found[draw(likely)]++;
        console.log(JSON.stringify([found, likely]));"""
    found, likely = json.loads(node(program))
    expected = next_distribution(logits[1:], temperature, k, mass)
    given = np.zeros(6)
    for number, chance in likely:
        given[number - 1] = chance
    np.testing.assert_allclose(given, expected, atol=1e-12)
    assert found[0] == 0 and sum(found) == 40_000
    kept = expected > 0
    assert sum(np.array(found[1:])[~kept]) == 0
    expected, found = 40_000 * expected[kept], np.array(found[1:])[kept]
    square = ((found - expected) ** 2 / expected).sum()
    assert square < chi2.ppf(1 - 1e-6, max(kept.sum() - 1, 1))


LOGITS = """
  const rows = %s.map((ids) => {
    let state = emptyState(net), logits;
    for (const id of ids) [logits, state] = step(net, id, state);
    return [...logits].map((logit) => Number(logit.toFixed(7)));
  });
"""


def in_node(page):
    _, packed, engine = parts(page)
    return node(
        f"{engine}\nconst net = unpacked({packed});{asked_contexts()}console.log(JSON.stringify(rows));"
    )


def in_chromium(page):
    shown = look_at(
        page, page.parent, f"{asked_contexts()}document.body.dataset.rows = JSON.stringify(rows);"
    )
    return html.unescape(re.search(r'data-rows="([^"]*)"', shown)[1])


def in_firefox(page):
    text = page.read_text(encoding="utf-8")
    script = f"<script>{asked_contexts()}tell(rows);</script></body>"
    return json.dumps(told_by_firefox(text.replace("</body>", script), page.parent))


def asked_contexts():
    return LOGITS % CONTEXTS.tolist()


@pytest.mark.parametrize(
    "where",
    [
        pytest.param(in_node, marks=needs_node),
        pytest.param(in_chromium, marks=needs_browser),
        pytest.param(in_firefox, marks=needs_firefox),
    ],
)
def test_a_thousand_contexts_of_the_courses_network_have_keras_logits(the_courses, where):
    """The page of `course.py export` beside the Keras model of the same weights, in lesson 22."""
    page, expected = the_courses
    assert page.stat().st_size < 2e6
    np.testing.assert_allclose(json.loads(where(page)), expected, atol=1e-4)


@needs_node
def test_the_courses_network_writes_two_thousand_characters_a_second(the_courses):
    _, packed, engine = parts(the_courses[0])
    program = f"""{engine}
        const net = unpacked({packed}), rates = [];
        for (let trial = 0; trial < 4; trial++) {{  // the first is slower: the engine is compiled meanwhile
          const began = process.cpuUsage();  // the processor's time, whatever else runs beside
          let [logits, state] = step(net, 1, emptyState(net));
          for (let i = 0; i < 2000; i++) [logits, state] = step(net, draw(chances(logits, 0.7, 0, 0.95)), state);
          const {{user, system}} = process.cpuUsage(began);
          rates.push(2000 / ((user + system) / 1e6));
        }}
        console.log(JSON.stringify(rates));"""
    rates = json.loads(node(program))
    assert max(rates) >= 2000, f"characters per second of processor time: {rates}"


def look_at(page, tmp_path, script):
    """Return the document of a page that was given one more script."""
    asked = tmp_path / "asked.html"
    text = page.read_text(encoding="utf-8").replace("</body>", f"<script>{script}</script></body>")
    asked.write_text(text, encoding="utf-8")
    return look(asked.as_uri(), tmp_path, NO_NETWORK, milliseconds=200_000)


def written_in(document):
    return html.unescape(re.search(r'<span id="text">(.*?)</span>', document, re.S)[1])


@needs_browser
def test_the_page_writes_in_a_browser_and_equals_keras_there(page, by_keras, tmp_path):
    report = f"{REPORT % IDS}document.body.dataset.rows = JSON.stringify(rows);"
    report += "document.body.dataset.loaded = performance.getEntriesByType('resource').length;"
    shown = look_at(page, tmp_path, report)
    rows = html.unescape(re.search(r'data-rows="([^"]*)"', shown)[1])
    np.testing.assert_allclose(json.loads(rows), by_keras, atol=1e-5)
    assert 'data-loaded="0"' in shown
    written = written_in(shown)
    assert written.startswith("</textarea>a") and len(written) == len("</textarea>a") + 2000
    assert set(written[len("</textarea>a") :]) <= set(CHARACTERS)
    assert len(re.findall("<li>", shown)) == 8


@needs_firefox
def test_the_page_writes_in_firefox_and_equals_keras_there(page, by_keras, tmp_path):
    wait = """
        page.fast.checked = true;
        (function ask() {
          if (!page.said.textContent.startsWith("2000 characters.")) return setTimeout(ask, 50);
          tell({rows, written: page.text.textContent, bars: page.bars.children.length,
                loaded: performance.getEntriesByType("resource").length});
        })();"""
    text = page.read_text(encoding="utf-8").replace(
        "</body>", f"<script>{REPORT % IDS}{wait}</script></body>"
    )
    found = told_by_firefox(text, tmp_path)
    np.testing.assert_allclose(found["rows"], by_keras, atol=1e-5)
    assert found["loaded"] == 0 and found["bars"] == 8
    assert found["written"].startswith("</textarea>a")
    assert len(found["written"]) == len("</textarea>a") + 2000
    assert set(found["written"][len("</textarea>a") :]) <= set(CHARACTERS)


@needs_browser
@pytest.mark.parametrize(
    ("prompt", "settings", "said"),
    [
        ("", {}, "2000 characters."),
        ("a🙂b€", {}, "It has never seen 🙂 €"),
        ("ab" * 5000, {"fast": True}, "2000 characters."),
        ("a", {"temperature": "0"}, "2000 characters."),
        ("a", {"temperature": "10"}, "2000 characters."),
        ("a", {"temperature": "", "k": "-3", "mass": "7"}, "2000 characters."),
        ("a", {"k": "1"}, "2000 characters."),
        ("a", {"k": "0", "mass": "1"}, "2000 characters."),
        ("a", {"k": "99999999"}, "2000 characters."),
        ("a", {"mass": "0"}, "2000 characters."),
    ],
)
def test_odd_prompts_and_settings_write_or_are_told(page, tmp_path, prompt, settings, said):
    script = f"stop(''); turn++; page.prompt.value = {json.dumps(prompt)};"
    script += "".join(
        f"page.{name}.{'checked' if value is True else 'value'} = {json.dumps(value)};"
        for name, value in settings.items()
    )
    shown = look_at(page, tmp_path, script + "write();")
    written = written_in(shown)
    assert written.startswith(prompt) and len(written) == len(prompt) + 2000
    status = html.unescape(re.search(r'<p id="said"[^>]*>(.*?)</p>', shown)[1])
    assert said in status
    if (
        settings.get("temperature") == "0" or settings.get("k") == "1" or settings.get("mass") == "0"
    ):  # the likeliest: the same every time
        assert written_in(look_at(page, tmp_path, script + "write();")) == written


@needs_browser
def test_the_button_stops_and_control_enter_begins_anew(page, tmp_path):
    stopped = look_at(page, tmp_path, "setTimeout(() => page.write.click(), 400);")
    assert 0 < len(written_in(stopped)) - len("</textarea>a") < 2000
    assert "Stopped." in stopped and ">Write</button>" in stopped
    again = "setTimeout(() => { page.prompt.value = 'b'; page.prompt.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', ctrlKey: true})); }, 400);"
    assert re.fullmatch(r"b[^/]{0}.{2000}", written_in(look_at(page, tmp_path, again)), re.S)


def test_the_page_is_one_file_and_its_texts_are_escaped(page):
    text, weights, _ = parts(page)
    assert not re.search(r"(src|href)\s*=|https?:|fetch\(|import ", text)
    assert "<b> & co" not in text and "&lt;b&gt; &amp; co" in text
    assert text.count("</textarea>") == 1 and "<" not in weights
    assert json.loads(weights)["characters"] == CHARACTERS


def test_weights_come_back_to_the_last_digit(model):
    import base64

    stored = packed_weights(weights_of(model), CHARACTERS)
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
    with pytest.raises(ValueError, match="11 ids; 5 characters"):
        export_page(model, "abcde", tmp_path / "page.html")
    with pytest.raises(ValueError, match="Embedding, GRU layers and Dense"):
        export_page(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), "a", tmp_path / "page.html")
    with pytest.raises(ValueError, match="found shapes"):
        packed_weights(weights_of(model)[:-1], CHARACTERS)
    with pytest.raises(ValueError, match="found shapes"):  # the two layers exchanged
        weights = weights_of(model)
        packed_weights([weights[0], *weights[4:7], *weights[1:4], *weights[-2:]], CHARACTERS)
    broken = keras.models.clone_model(model)
    broken.set_weights([weight * np.nan for weight in model.get_weights()])
    with pytest.raises(ValueError, match="no numbers"):
        export_page(broken, CHARACTERS, tmp_path / "page.html")
    assert not list(tmp_path.iterdir())


TEXT = "abc/é! <>\n" * 200  # CHARACTERS, so often that a bench would take it


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_reads_what_lesson_21_and_what_the_bench_leave(model, text, tmp_path, capsys):
    model.save(tmp_path / "net.keras")
    run = {f"weight_{i:02d}": weight for i, weight in enumerate(model.get_weights())}
    np.savez(tmp_path / "run.npz", mark="", **run)
    for name in ("net.keras", "run.npz"):
        out = tmp_path / "out.html"
        words = [
            "--checkpoint",
            str(tmp_path / name),
            "--text",
            str(text),
            "--out",
            str(out),
            "--prompt",
            "a",
        ]
        assert export.main(words) == 0
        assert json.loads(parts(out)[1]) == packed_weights(weights_of(model), sorted(CHARACTERS))
        assert "million bytes" in capsys.readouterr().out
        out.unlink()


def changed(file):
    """Return a file's bytes with one of them changed, in the middle."""
    middle = len(file) // 2
    return file[:middle] + bytes([file[middle] ^ 1]) + file[middle + 1 :]


def test_the_command_refuses_what_it_cannot_use_with_one_sentence(model, text, tmp_path):
    out = tmp_path / "out.html"
    model.save(tmp_path / "net.keras")
    whole = (tmp_path / "net.keras").read_bytes()
    run = {f"weight_{i:02d}": weight for i, weight in enumerate(model.get_weights())}
    np.savez(tmp_path / "run.npz", mark="", **run)
    stored = (tmp_path / "run.npz").read_bytes()
    (tmp_path / "cut.keras").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "cut.npz").write_bytes(stored[: len(stored) // 2])
    (tmp_path / "changed.keras").write_bytes(changed(whole))
    (tmp_path / "changed.npz").write_bytes(changed(stored))
    for name in ("zip.keras", "zip.npz"):
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            file.writestr("readme.txt", "something else")
    (tmp_path / "empty.npz").write_bytes(b"")
    (tmp_path / "other.txt").write_text("abcdefgh" * 200, encoding="utf-8")
    np.savez(tmp_path / "foreign.npz", x=np.arange(3))
    keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).save(tmp_path / "dense.keras")
    for name, said in {
        "missing.keras": "cannot be read",
        "missing.npz": "cannot be read",
        "cut.keras": "damaged",
        "cut.npz": "no trained generator, or a damaged file",
        "changed.keras": "damaged",
        "changed.npz": "no trained generator, or a damaged file",
        "zip.keras": "no text generator, or a damaged file",
        "zip.npz": "no trained generator, or a damaged file",
        "empty.npz": "no trained generator, or a damaged file",
        "foreign.npz": "no trained generator",
        "text.txt": "no trained generator",
        "dense.keras": "found \\['Dense'\\]",
        "net.keras": "the plays of Shakespeare would make",
    }.items():
        with pytest.raises(CommandError, match=said) as told:
            export.main(["--checkpoint", str(tmp_path / name), "--out", str(out)])
        assert "\n" not in str(told.value)
    with pytest.raises(CommandError, match="other.txt would make 9"):
        export.read_generator(tmp_path / "net.keras", tmp_path / "other.txt")
    with pytest.raises(CommandError, match="cannot be read"):
        export.read_generator(tmp_path / "net.keras", tmp_path / "none.txt")
    with pytest.raises(CommandError, match="must name a file"):
        export.main(["--out", str(tmp_path)])
    assert not out.exists()
