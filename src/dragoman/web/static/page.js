// Comfort only: every page works without it.
"use strict";

// "/" goes to the search field
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById("find");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  }
});

// "?" opens the help
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) location.assign("/help");
});

// a choice of language or light is taken at once, and its button is then not needed
for (const form of document.querySelectorAll("form.choices")) {
  const button = form.querySelector("button");
  if (button) button.hidden = true;
  form.addEventListener("change", () => form.submit());
}
