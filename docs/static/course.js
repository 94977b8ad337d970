// Code can be reached and scrolled by keyboard, and copied; nothing is fetched.
addEventListener("DOMContentLoaded", () => {
  for (const code of document.querySelectorAll("div.highlight pre")) {
    code.tabIndex = 0;
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
