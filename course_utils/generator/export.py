"""A trained generator as one HTML page that writes in any browser, offline: the weights and sixty lines of JavaScript.

The page needs no server and fetches nothing. Its engine is lesson 11's equations, in the order of `writer.Writer`'s, in
numbers of 64 bits from weights of 32; tests run it outside of a browser and in one, beside Keras.
"""

import base64
import html
import json
from pathlib import Path

import numpy as np

from course_utils.generator.writer import layers_of

ENGINE = """
function arrayOf(text) {  // base64 of little-endian 32-bit floats
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function timesMatrix(x, W, columns, bias) {  // x W + bias
  const y = Float64Array.from(bias);
  for (let i = 0; i < x.length; i++)
    for (let j = 0, k = i * columns; j < columns; j++, k++) y[j] += x[i] * W[k];
  return y;
}

const sigmoid = (a) => 1 / (1 + Math.exp(-a));

function gruStep(layer, x, h) {  // reset_after, the gates z, r, candidate side by side
  const u = layer.units, fromX = timesMatrix(x, layer.W_x, 3 * u, layer.b_x);
  const fromH = timesMatrix(h, layer.W_h, 3 * u, layer.b_h);
  return h.map((old, i) => {
    const z = sigmoid(fromX[i] + fromH[i]), r = sigmoid(fromX[u + i] + fromH[u + i]);
    return z * old + (1 - z) * Math.tanh(fromX[2 * u + i] + r * fromH[2 * u + i]);
  });
}

function unpacked(stored) {
  const layers = stored.layers.map((layer) => {
    const read = Object.fromEntries(["W_x", "W_h", "b_x", "b_h"].map((name) => [name, arrayOf(layer[name])]));
    return {units: layer.units, ...read};
  });
  return {characters: [...stored.characters], features: stored.features, layers,
          embedding: arrayOf(stored.embedding), W_hy: arrayOf(stored.W_hy), b_y: arrayOf(stored.b_y)};
}

const emptyState = (net) => net.layers.map((layer) => new Float64Array(layer.units));
const idOf = (net, character) => net.characters.indexOf(character) + 1;  // 0: a character never seen

function step(net, id, state) {  // reads one character; returns the logits of the next and the new state
  let x = net.embedding.subarray(id * net.features, (id + 1) * net.features);
  const next = net.layers.map((layer, i) => (x = gruStep(layer, x, state[i])));
  return [timesMatrix(x, net.W_hy, net.b_y.length, net.b_y), next];
}

function draw(logits, temperature) {  // never id 0, which stands for no character
  const noisy = logits.map((l, i) => (i ? l - temperature * Math.log(-Math.log(Math.random())) : -Infinity));
  return noisy.indexOf(Math.max(...noisy));
}
"""

BESIDE = """
const net = unpacked(JSON.parse(document.getElementById("weights").textContent));
const page = Object.fromEntries(["prompt", "temperature", "shown", "text", "write"].map((id) => [id, document.getElementById(id)]));
let turn = 0;

function write() {
  const mine = ++turn, temperature = Number(page.temperature.value);
  let state = emptyState(net), logits = new Float64Array(net.b_y.length), left = 600;
  for (const character of page.prompt.value) [logits, state] = step(net, idOf(net, character), state);
  page.text.textContent = page.prompt.value;
  (function some() {  // a few characters at a time, so that the page stays awake and the text can be watched
    if (mine !== turn) return;
    for (let i = 0; i < 4 && left > 0; i++, left--) {
      const id = draw(logits, temperature);
      page.text.textContent += net.characters[id - 1];
      [logits, state] = step(net, id, state);
    }
    if (left > 0) setTimeout(some);
  })();
}

page.temperature.oninput = () => { page.shown.textContent = Number(page.temperature.value).toFixed(1); };
page.write.onclick = write;
write();
"""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.05rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
textarea {{ width: 100%; box-sizing: border-box; font: inherit; }}
pre {{ font: inherit; white-space: pre-wrap; border-left: 3px solid #0072b2; padding-left: 1rem; min-height: 20rem; }}
button {{ font: inherit; padding: .2rem 1.2rem; }}
small {{ opacity: .8; }}
</style>
</head>
<body>
<h1>{title}</h1>
<label for="prompt">The beginning</label>
<textarea id="prompt" rows="3">
{prompt}</textarea>
<p><label>temperature <input id="temperature" type="range" min="0.1" max="2" step="0.1" value="0.7"></label>
<output id="shown">0.7</output> <button id="write">Write</button></p>
<pre id="text" aria-live="off"></pre>
<p><small>{parameters:,} weights, one character after another, computed on this page. Nothing is sent anywhere.</small></p>
<script type="application/json" id="weights">{weights}</script>
<script id="engine">{engine}</script>
<script>{beside}</script>
</body>
</html>
"""


def packed_weights(model, characters):
    """Return what the page has to know, as a dict that JSON can hold; arrays are base64 of 32-bit floats.

    Args:
        model: a Keras model of `Embedding`, `GRU` layers and `Dense`.
        characters: those of the ids from 1 on, in their order; id 0 is every other character.

    Raises:
        ValueError: if the model holds other layers, weights that are no numbers, or knows another number of ids.
    """
    embedding, *cells, readout = layers_of(model)
    (table,), (W_hy, b_y) = embedding.get_weights(), readout.get_weights()
    characters = "".join(characters)
    if not len(table) == len(b_y) == len(characters) + 1:
        raise ValueError(
            f"the model reads {len(table)} ids and predicts {len(b_y)}; {len(characters)} characters and the unknown "
            f"make {len(characters) + 1}: give the characters that the model was trained with"
        )
    layers = []
    for cell in cells:
        W_x, W_h, (b_x, b_h) = cell.get_weights()
        arrays = {"W_x": W_x, "W_h": W_h, "b_x": b_x, "b_h": b_h}
        layers.append({"units": cell.units, **{name: _base64(array) for name, array in arrays.items()}})
    return {
        "characters": characters,
        "features": table.shape[1],
        "embedding": _base64(table),
        "layers": layers,
        "W_hy": _base64(W_hy),
        "b_y": _base64(b_y),
    }


def _base64(array):
    if not np.isfinite(array).all():
        raise ValueError("the model holds weights that are no numbers: its training ran away")
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode("ascii")


def export_page(model, characters, path, title="A small network writes", prompt=""):
    """Write one HTML page that holds a model and writes with it in any browser, offline.

    Args:
        model: a Keras model of `Embedding`, `GRU(reset_after=True)` layers and `Dense`, ids to logits.
        characters: those of the ids from 1 on, in their order.
        path: of the page; its folder must be there.
        title: the page's heading.
        prompt: what stands in its box at first.

    Returns:
        `Path` of the page.

    Raises:
        ValueError: if the page cannot hold the model; the message says why.
    """
    stored = json.dumps(packed_weights(model, characters))
    page = PAGE.format(
        title=html.escape(title),
        prompt=html.escape(prompt),
        parameters=model.count_params(),
        weights=stored.replace("<", "\\u003c"),  # no text in it may end the script
        engine=ENGINE,
        beside=BESIDE,
    )
    path = Path(path)
    path.write_text(page, encoding="utf-8")
    return path
