// A document's words and what was read in them point at each other. The page works without: links lead there.
"use strict";

(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const lit = [];

  const clear = () => {
    for (const one of lit.splice(0)) one.classList.remove("lit");
  };
  const light = (numbers) => {
    clear();
    for (const number of numbers) {
      const found = document.querySelectorAll(`#text [data-r~="${number}"], li[data-r="${number}"]`);
      for (const one of found) {
        one.classList.add("lit");
        lit.push(one);
      }
    }
  };
  const numbersOf = (event) => {
    const one = event.target.closest && event.target.closest("[data-r]");
    return one ? one.dataset.r.split(" ").filter((number) => /^\d+$/.test(number)) : null;
  };

  for (const where of [text, document.querySelector(".facts-read")]) {
    if (!where) continue;
    for (const kind of ["pointerover", "focusin"]) {
      where.addEventListener(kind, (event) => {
        const numbers = numbersOf(event);
        if (numbers) light(where === text ? numbers.slice(0, 1) : numbers);
        else clear();
      });
    }
    where.addEventListener("pointerleave", clear);
    where.addEventListener("focusout", clear);
  }

  // a click in the text brings its fact into view without moving the text; while words are selected it does nothing
  text.addEventListener("click", (event) => {
    const numbers = numbersOf(event);
    const chosen = window.getSelection();
    if (!numbers || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (chosen && !chosen.isCollapsed) return;
    const item = document.getElementById(`r${numbers[0]}`);
    if (item) {
      item.scrollIntoView({ block: "nearest" });
      const link = item.querySelector("a");
      if (link) link.focus({ preventScroll: true });
      light(numbers.slice(0, 1));
    }
  });
})();
