// The review desk by keyboard, and words chosen by selecting them. Every page works without it.
"use strict";

(() => {
  const typing = (event) => event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");

  // --- the queue: j and k move, the other keys press the button that names them -------------------------------

  const items = [...document.querySelectorAll(".queue > .item")];
  const at = () => items.indexOf(document.activeElement && document.activeElement.closest(".queue > .item"));
  const go = (index) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item) {
      item.focus();
      item.scrollIntoView({ block: "nearest" });
    }
  };
  const press = (root, key) => {
    const found = [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
    if (found) found.click();
    return Boolean(found);
  };

  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || !items.length) return;
    const here = at();
    if (event.key === "j" || event.key === "ArrowDown") go(here + 1);
    else if (event.key === "k" || event.key === "ArrowUp") go(here < 0 ? 0 : here - 1);
    else if (here >= 0 && press(items[here], event.key)) { /* done */ }
    else if (["u", "?"].includes(event.key) && press(document, event.key)) {
      const keys = document.getElementById("keys");
      if (event.key === "?" && keys) keys.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
    event.stopPropagation(); // these keys are the queue's here, whatever they do elsewhere
  }, { capture: true });

  const next = document.querySelector(".queue > .item[data-focus]");
  if (next) go(items.indexOf(next));

  // --- words chosen in a text: offsets count code points, as the program does ----------------------------------

  const text = document.getElementById("text");
  if (!text || !text.dataset.document) return;

  const points = (words) => {
    let count = 0;
    for (const _ of words) count += 1; // eslint-disable-line no-unused-vars
    return count;
  };

  // the offset in the document of a place in the page: a piece says where it begins
  const offset = (node, inside) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const piece = element && element.closest("[data-start]");
    if (!piece || !text.contains(piece)) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, inside);
    return Number(piece.dataset.start) + points(before.toString());
  };

  const chosen = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const words = range.toString();
    const trimmed = words.trim();
    if (!trimmed) return null;
    const start = offset(range.startContainer, range.startOffset);
    if (start === null) return null;
    const first = start + points(words.slice(0, words.indexOf(trimmed)));
    return { start: first, end: first + points(trimmed), quote: trimmed };
  };

  const show = (words) => {
    for (const field of document.querySelectorAll("[data-words]")) field.value = words[field.dataset.words];
    for (const field of document.querySelectorAll("[data-chosen-words]")) field.textContent = words.quote;
    for (const link of document.querySelectorAll("a[data-keeps-words]")) {
      const address = new URL(link.href);
      address.searchParams.set("at", `${words.start}-${words.end}`);
      address.searchParams.delete("offset");
      link.href = address.pathname + address.search + address.hash;
    }
  };

  document.addEventListener("selectionchange", () => {
    const words = chosen();
    if (words) show(words);
  });

  // who types other words means these, wherever they stand
  document.addEventListener("input", (event) => {
    if (event.target.dataset && event.target.dataset.words === "quote") {
      for (const field of event.target.form.querySelectorAll('[data-words="start"], [data-words="end"]')) field.value = "";
    }
  });
})();
