// What is wider than the page can be reached and scrolled by keyboard; code can be copied; nothing is fetched.
addEventListener("DOMContentLoaded", () => {
  document.querySelector("aside.sidebar-drawer")?.setAttribute("aria-label", "Pages");
  document.querySelector("aside.toc-drawer")?.setAttribute("aria-label", "On this page");
  const reach = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  // Now, and again when a fold opens or a phone is turned: an observer waits for the page to be drawn.
  const reachable = new ResizeObserver((changes) => changes.forEach(({target}) => reach(target)));
  for (const wide of document.querySelectorAll("div.highlight pre, .cell_output pre, .table-wrapper, div.math, .cell_output .text_html")) {
    reach(wide);
    reachable.observe(wide);
  }
  for (const code of document.querySelectorAll("div.highlight pre")) {
    if (code.closest(".cell_output")) continue; // what a cell printed is read, not run
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "copy", textContent: "Copy", title: "Copy this code",
    });
    button.onclick = () => {
      const kept = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
      getSelection().selectAllChildren(code); // works also in a page that was opened from a file
      const done = document.execCommand("copy");
      getSelection().removeAllRanges();
      if (kept) getSelection().addRange(kept);
      button.textContent = done ? "Copied" : "Select the code and press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    };
    code.parentElement.append(button);
  }
});
