// Figures that a reader can turn knobs of, computed in the page: the same numbers as the lesson's own code, which a test
// compares. Each stands below the static figure whose alternative text begins with its words.

function oneUnit(weights) {  // lesson 3: a unit that reads two pulses
  const input = Array.from({length: 25}, (_, t) => ({2: 1, 12: 0.5})[t] || 0);
  let h = 0;
  return {input, state: input.map((x) => (h = Math.tanh(weights.w_xh * x + weights.w_hh * h + weights.b_h)))};
}

function gates(open) {  // lesson 10: a number is written at steps 5 and 25
  let c = 0;
  const kept = Array.from({length: 40}, (_, t) => (c = t ? open.forget * c + open.write * ({5: 1, 25: 1}[t] || 0) : 0));
  return {kept, shown: kept.map((value) => open.show_gate * Math.tanh(value))};
}

function wall(w) {  // lesson 9: loss of one unit after 50 steps, and its slope
  let h = 0.9, dh = 0;
  for (let t = 0; t < 50; t++) {
    const next = Math.tanh(w * h - 0.3);
    dh = (1 - next * next) * (h + w * dh);
    h = next;
  }
  return {loss: (h - 0.5) ** 2, slope: 2 * (h - 0.5) * dh};
}

function stepFrom(choice) {  // one step of descent at rate 0.05, its slope held to the threshold
  const {slope} = wall(choice.w), held = Math.max(-choice.clip, Math.min(choice.clip, slope));
  return {slope, to: choice.w - 0.05 * held};
}

function softmaxAt(logits, temperature) {  // lesson 21
  const top = Math.max(...logits);
  const powers = logits.map((l) => (temperature ? Math.exp((l - top) / temperature) : Number(l === top)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

const LETTERS = {e: 3, a: 2.2, i: 1.8, o: 1, r: 0.2, t: -0.5, x: -2};

// ---------------------------------------------------------------- drawing

const WIDTH = 640, HEIGHT = 240, EDGE = {left: 44, right: 12, top: 10, bottom: 34};

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function chart(x, y, label, ticks) {  // ranges [low, high] -> an svg with axes, and where a point lies
  const at = (value, [low, high], from, to) => from + (value - low) / (high - low) * (to - from);
  const place = (a, b) => [at(a, x, EDGE.left, WIDTH - EDGE.right), at(b, y, HEIGHT - EDGE.bottom, EDGE.top)];
  const made = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img"});
  const [left, bottom] = place(x[0], y[0]), [right, top] = place(x[1], y[1]);
  made.append(svg("path", {class: "axis", d: `M${left},${top}V${bottom}H${right}`}));
  for (const tick of ticks.x) made.append(svg("text", {x: place(tick, y[0])[0], y: bottom + 15, "text-anchor": "middle"}, tick));
  for (const tick of ticks.y) made.append(svg("text", {x: left - 6, y: place(x[0], tick)[1] + 4, "text-anchor": "end"}, tick));
  made.append(svg("text", {x: (left + right) / 2, y: HEIGHT - 4, "text-anchor": "middle"}, label));
  return {made, place};
}

function line({made, place}, points, style) {
  const inside = points.filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  made.append(svg("path", {class: style, d: inside.map((p, i) => (i ? "L" : "M") + place(...p).map((v) => v.toFixed(1)).join()).join("")}));
}

function dot({made, place}, point, style) {
  const [cx, cy] = place(...point);
  made.append(svg("circle", {class: style, cx, cy, r: 6}));
}

const numbered = (values) => values.map((value, i) => [i, value]);

const LIVE = {
  "State of one unit": {
    knobs: {w_hh: [-0.8, -3, 3, 0.1], w_xh: [1, 0, 10, 0.5], b_h: [0, -2, 2, 0.1]},
    draw(knobs) {
      const {input, state} = oneUnit(knobs), drawn = chart([0, 24], [-1.1, 1.1], "time step", {x: [0, 6, 12, 18, 24], y: [-1, 0, 1]});
      line(drawn, numbered(input), "second");
      line(drawn, numbered(state), "first");
      return [drawn.made, `Solid: the state. Dashed: the input. The state ends at ${state.at(-1).toFixed(3)}.`];
    },
  },
  "With f = 0.9 the cell": {
    knobs: {forget: [0.9, 0, 1, 0.01], write: [1, 0, 1, 0.05], show_gate: [0.8, 0, 1, 0.05]},
    draw(knobs) {
      const {kept, shown} = gates(knobs), drawn = chart([0, 39], [0, 2.1], "time step", {x: [0, 10, 20, 30], y: [0, 1, 2]});
      line(drawn, numbered(kept), "first");
      line(drawn, numbered(shown), "second");
      return [drawn.made, `Solid: c, kept. Dashed: h, shown. At the end c is ${kept.at(-1).toFixed(3)}, h ${shown.at(-1).toFixed(3)}.`];
    },
  },
  "Loss over w": {
    knobs: {w: [1.644, 1.6, 1.7, 0.0005], clip: [1, 0.1, 60, 0.1]},
    draw(knobs) {
      const drawn = chart([1, 4], [0, 2.4], "w", {x: [1, 2, 3, 4], y: [0, 1, 2]}), {slope, to} = stepFrom(knobs);
      line(drawn, Array.from({length: 1201}, (_, i) => 1 + i / 400).map((w) => [w, wall(w).loss]), "first");
      dot(drawn, [knobs.w, wall(knobs.w).loss], "before");
      if (to >= 1 && to <= 4) dot(drawn, [to, wall(to).loss], "after");
      return [drawn.made, `Slope ${slope.toFixed(2)}: one step at rate 0.05 leads from w = ${knobs.w.toFixed(3)} to ${to.toFixed(3)}${to >= 1 && to <= 4 ? "" : ", out of the picture"}.`];
    },
  },
  "A sample of each": {
    knobs: {temperature: [1, 0, 3, 0.05]},
    draw({temperature}) {
      const letters = Object.keys(LETTERS), p = softmaxAt(Object.values(LETTERS), temperature);
      const drawn = chart([-0.6, letters.length - 0.4], [0, 1], "next letter, of made-up logits", {x: [], y: [0, 0.5, 1]});
      p.forEach((share, i) => {
        const [left, top] = drawn.place(i - 0.35, share), [right, bottom] = drawn.place(i + 0.35, 0);
        drawn.made.append(svg("rect", {class: "bar", x: left, y: top, width: right - left, height: bottom - top}));
        drawn.made.append(svg("text", {x: (left + right) / 2, y: bottom + 14, "text-anchor": "middle"}, letters[i]));
      });
      return [drawn.made, `At temperature ${temperature.toFixed(2)} the likeliest letter has ${(100 * Math.max(...p)).toFixed(0)} %.`];
    },
  },
};

function enliven(image, {knobs, draw}) {
  const box = document.createElement("figure"), inputs = {}, said = document.createElement("p"), caption = document.createElement("figcaption");
  box.className = "live";
  said.setAttribute("role", "status");
  caption.append(said);
  const shown = document.createElement("div");
  const redraw = () => {
    const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.valueAsNumber]));
    const [picture, sentence] = draw(values);
    picture.setAttribute("aria-label", sentence);
    shown.replaceChildren(picture);
    said.textContent = sentence;
  };
  for (const [name, [value, min, max, step]] of Object.entries(knobs)) {
    const label = document.createElement("label"), number = document.createElement("output");
    inputs[name] = Object.assign(document.createElement("input"), {type: "range", min, max, step, value});
    const show = () => { number.textContent = inputs[name].valueAsNumber.toFixed(2); };
    inputs[name].addEventListener("input", () => { show(); redraw(); });
    label.append(name + " ", inputs[name], number);
    show();
    box.append(label);
  }
  box.append(shown, caption);
  image.closest(".cell_output").after(box);
  redraw();
}

if (typeof document !== "undefined")
  addEventListener("DOMContentLoaded", () => {
    for (const [words, live] of Object.entries(LIVE))
      for (const image of document.querySelectorAll(".cell_output img")) if (image.alt.startsWith(words)) enliven(image, live);
  });
