"""A trained generator as one HTML page that writes in any browser, offline: the weights and a page of JavaScript.

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
  const y = Float64Array.from(bias), rows = x.length - x.length % 4;
  for (let i = 0; i < rows; i += 4) {  // four rows at a time: y is read and written a quarter as often
    const a = x[i], b = x[i + 1], c = x[i + 2], d = x[i + 3];
    let k = i * columns, l = k + columns, m = l + columns, n = m + columns;
    for (let j = 0; j < columns; j++) y[j] += a * W[k++] + b * W[l++] + c * W[m++] + d * W[n++];
  }
  for (let i = rows; i < x.length; i++)
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

function chances(logits, temperature, k, mass) {  // temperature first, then top-k, then the nucleus; never id 0
  const ids = logits.slice(1).reduce((all, _, i) => (all.push(i + 1), all), []).sort((a, b) => logits[b] - logits[a] || a - b);
  const top = logits[ids[0]];
  const powers = ids.map((id, place) => (temperature ? Math.exp((logits[id] - top) / temperature) : Number(place === 0)));
  let kept = Math.min(k || ids.length, ids.length), held = 0, count = 0;
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0), first = sum(powers.slice(0, kept));
  while (count < kept && held / first < (mass || 1) - 1e-12) held += powers[count++];
  const total = sum(powers.slice(0, count));
  return ids.slice(0, count).map((id, place) => [id, powers[place] / total]);
}

function draw(likely) {  // a pair [id, chance] of each that is kept, the likeliest first
  let left = Math.random();
  for (const [id, chance] of likely) if ((left -= chance) < 0) return id;
  return likely[0][0];
}
"""

BESIDE = """
const net = unpacked(JSON.parse(document.getElementById("weights").textContent));
const page = Object.fromEntries(
  ["prompt", "temperature", "k", "mass", "fast", "write", "text", "said", "bars"].map((id) => [id, document.getElementById(id)]));
const LENGTH = 2000, SHOWN = 8, SLICE = 12;  // characters of a text, bars, milliseconds of work at a time
const NAMES = {" ": "space", "\\n": "new line", "\\t": "tab"};
let turn = 0, writing = false;

function number(box) {  // what stands in a box, within its limits
  const value = box.valueAsNumber;
  if (Number.isNaN(value)) return box.valueAsNumber = Number(box.defaultValue);
  return Math.min(Math.max(value, Number(box.min)), Number(box.max));
}

function showBars(likely) {
  page.bars.replaceChildren(...likely.slice(0, SHOWN).map(([id, chance]) => {
    const row = document.createElement("li"), bar = document.createElement("span"), c = net.characters[id - 1];
    bar.style.width = 60 * chance + "%";
    row.append(Object.assign(document.createElement("b"), {textContent: NAMES[c] || c}), bar, Math.round(100 * chance) + " %");
    return row;
  }));
}

function stop(said) {
  writing = false;
  page.write.textContent = "Write";
  page.said.textContent = said;
}

function write() {
  if (writing) { turn++; return stop("Stopped."); }
  const mine = ++turn, prompt = [...page.prompt.value], began = performance.now();
  const [temperature, k, mass] = [page.temperature, page.k, page.mass].map(number);
  const unknown = new Set(prompt.filter((character) => idOf(net, character) === 0));
  const aside = unknown.size ? ` It has never seen ${[...unknown].slice(0, 5).join(" ")}${unknown.size > 5 ? " ..." : ""}` : "";
  let state = emptyState(net), read = 0, written = 0, likely = null;
  let [logits, ] = step(net, 0, state);  // of an empty prompt: as after a character never seen
  writing = true;
  page.write.textContent = "Stop";
  page.text.textContent = page.prompt.value;
  page.said.textContent = (prompt.length > 2000 ? "It reads your text first." : "") + aside;
  (function some() {  // a little at a time, so that the page stays awake and the text can be watched
    if (mine !== turn) return;
    const until = performance.now() + SLICE;
    let more = "";
    const wanted = () => page.fast.checked ? LENGTH : Math.min(LENGTH, (performance.now() - began) / 25);
    while (performance.now() < until) {
      if (read < prompt.length) {
        [logits, state] = step(net, idOf(net, prompt[read++]), state);
      } else if (written < wanted()) {
        likely = chances(logits, temperature, k, mass);
        const id = draw(likely);
        more += net.characters[id - 1];
        [logits, state] = step(net, id, state);
        written++;
      } else break;
    }
    page.text.append(more);
    if (more) showBars(chances(logits, temperature, k, mass));
    if (written < LENGTH) setTimeout(some, more || read < prompt.length ? 0 : 20);
    else stop(`${LENGTH} characters.` + aside);
  })();
}

page.write.onclick = write;
page.prompt.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { stop(""); write(); } };
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
body {{ font: 1.05rem/1.5 Georgia, serif; max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; }}
textarea {{ width: 100%; box-sizing: border-box; font: inherit; }}
pre {{ font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #0072b2; padding-left: 1rem;
  margin: 1rem 0; height: 20rem; overflow-y: auto; display: flex; flex-direction: column-reverse; }}
fieldset {{ border: 0; padding: 0; margin: .6rem 0; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: baseline; }}
input[type=number] {{ font: inherit; width: 4.5rem; }}
button {{ font: inherit; padding: .2rem 1.2rem; }}
ol {{ list-style: none; padding: 0; font-size: .9rem; min-height: 12rem; }}
li {{ display: flex; gap: .5rem; align-items: center; }}
li b {{ width: 5rem; text-align: right; font-weight: normal; }}
li span {{ background: #0072b2; height: .8rem; }}
#text {{ margin-bottom: auto; }}  /* begins at the top; the last line stays in sight when the box is full */
small {{ opacity: .85; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<label for="prompt">How the text begins</label>
<textarea id="prompt" rows="3">
{prompt}</textarea>
<fieldset>
<label>temperature <input id="temperature" type="number" min="0" max="10" step="0.1" value="0.7"></label>
<label title="draw from so many of the likeliest; 0: from all">top-k <input id="k" type="number" min="0" max="9999" step="1" value="0"></label>
<label title="draw from the fewest that hold this much of the probability; 1: from all">top-p <input id="mass" type="number" min="0.01" max="1" step="0.01" value="1"></label>
<label><input id="fast" type="checkbox"> as fast as it can</label>
<button id="write" type="button">Write</button>
</fieldset>
<pre tabindex="0" aria-label="What the network writes"><span id="text"></span></pre>
<p id="said" role="status"></p>
<h2>What may come next</h2>
<ol id="bars"></ol>
<p><small>A recurrent network of {parameters:,} weights. It writes one character after another, all of it computed on this
page. Nothing is sent anywhere.</small></p>
</main>
<script type="application/json" id="weights">{weights}</script>
<script id="engine">{engine}</script>
<script>{beside}</script>
</body>
</html>
"""


def weights_of(model):
    """Return the weights of a Keras model of `Embedding`, `GRU` layers and `Dense`, a list of arrays in Keras's order.

    Raises:
        ValueError: if the model holds other layers.
    """
    return [weight for layer in layers_of(model) for weight in layer.get_weights()]


def packed_weights(weights, characters):
    """Return what the page has to know, as a dict that JSON can hold; arrays are base64 of 32-bit floats.

    Args:
        weights: of `Embedding`, one or more `GRU(reset_after=True)` and `Dense`, as `weights_of` lists them.
        characters: those of the ids from 1 on, in their order; id 0 is every other character.

    Raises:
        ValueError: if the arrays do not follow from one another, are no numbers, or know another number of ids.
    """
    cells = [weights[i : i + 3] for i in range(1, len(weights) - 2, 3)]
    if not _fit(weights, cells):
        shapes = ", ".join(str(np.shape(weight)) for weight in weights)
        raise ValueError(
            f"the weights must be those of Embedding, GRU layers and Dense, found shapes {shapes}"
        )
    table, W_hy, b_y = weights[0], *weights[-2:]
    characters = "".join(characters)
    if len(b_y) != len(characters) + 1:
        raise ValueError(
            f"the model knows {len(b_y)} ids; {len(characters)} characters and the unknown make "
            f"{len(characters) + 1}: give the characters that the model was trained with"
        )
    layers = []
    for W_x, W_h, (b_x, b_h) in cells:
        arrays = {"W_x": W_x, "W_h": W_h, "b_x": b_x, "b_h": b_h}
        layers.append({"units": len(W_h), **{name: _base64(array) for name, array in arrays.items()}})
    return {
        "characters": characters,
        "features": table.shape[1],
        "embedding": _base64(table),
        "layers": layers,
        "W_hy": _base64(W_hy),
        "b_y": _base64(b_y),
    }


def _fit(weights, cells):
    """Whether the shapes are those of a generator, each layer reading what the one below it gives."""
    if len(weights) < 6 or len(weights) % 3 or np.ndim(weights[0]) != 2:
        return False
    size, features = np.shape(weights[0])
    for cell in cells:
        units = np.shape(cell[1])[0] if np.ndim(cell[1]) == 2 else 0
        if [np.shape(part) for part in cell] != [(features, 3 * units), (units, 3 * units), (2, 3 * units)]:
            return False
        features = units
    return [np.shape(part) for part in weights[-2:]] == [(features, size), (size,)]


def _base64(array):
    if not np.isfinite(array).all():
        raise ValueError("the model holds weights that are no numbers: its training ran away")
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode("ascii")


def page_of(weights, characters, title="A small network writes", prompt=""):
    """Return one HTML page, a str, that holds a network and writes with it in any browser, offline.

    Args:
        weights: list of arrays, as `weights_of` returns them.
        characters: those of the ids from 1 on, in their order.
        title: the page's heading.
        prompt: what stands in its box at first.

    Raises:
        ValueError: if the page cannot hold the network; the message says why.
    """
    stored = json.dumps(packed_weights(weights, characters))
    return PAGE.format(
        title=html.escape(title),
        prompt=html.escape(prompt),
        parameters=sum(np.size(weight) for weight in weights),
        weights=stored.replace("<", "\\u003c"),  # no text in it may end the script
        engine=ENGINE,
        beside=BESIDE,
    )


def export_page(model, characters, path, title="A small network writes", prompt=""):
    """Write a Keras model as one HTML page that writes in any browser, offline.

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
    path = Path(path)
    path.write_text(page_of(weights_of(model), characters, title, prompt), encoding="utf-8")
    return path
