// One slide at a time; arrow keys, Page Up and Down, Home and End, or the two buttons. Nothing is loaded.
const slides = [...document.querySelectorAll(".slide")];

function fit(slide) {
  const content = slide.querySelector(".content");
  for (let size = 100; size >= 30; size -= 2) {
    content.style.zoom = size / 100;
    if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) break;
  }
}

function place() {
  const number = parseInt(location.hash.slice(1), 10) || 1;
  return Math.min(Math.max(number, 1), slides.length) - 1;
}

function show() {
  slides.forEach((slide, i) => { slide.hidden = i !== place(); });
  document.getElementById("place").textContent = `${place() + 1} / ${slides.length}`;
}

function go(number) { location.hash = Math.min(Math.max(number, 0), slides.length - 1) + 1; }

function scale() {
  const factor = Math.min(innerWidth / 1280, innerHeight / 720);
  const left = (innerWidth - 1280 * factor) / 2, top = (innerHeight - 720 * factor) / 2;
  document.querySelector("main").style.transform = `translate(${left}px, ${top}px) scale(${factor})`;
}

const moves = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key in moves) go(place() + moves[event.key]);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(slides.length - 1);
  else return;
  event.preventDefault();
});
document.getElementById("back").onclick = () => go(place() - 1);
document.getElementById("on").onclick = () => go(place() + 1);
document.addEventListener("toggle", (event) => fit(event.target.closest(".slide")), true);
addEventListener("hashchange", show);
addEventListener("resize", scale);
addEventListener("load", () => {
  document.body.classList.add("shown");
  slides.forEach(fit);
  scale();
  show();
});
