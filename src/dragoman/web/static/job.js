// Shows how far a job is while it is read: takes what changed from the page as the server makes it.
"use strict";

(() => {
  const EVERY_MS = 1500;
  const parts = () => [...document.querySelectorAll(".live")];

  async function look() {
    const first = document.querySelector("[data-live]");
    if (!first || !first.dataset.live) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the next look may go well
    }
    setTimeout(look, EVERY_MS);
  }

  function take(page) {
    const there = [...page.querySelectorAll(".live")];
    document.title = page.title;
    const tabs = page.querySelector("nav.tabs");
    const mine = document.querySelector("nav.tabs");
    if (tabs && mine && !mine.contains(document.activeElement)) mine.replaceWith(document.adoptNode(tabs));
    parts().forEach((part, at) => {
      if (!there[at] || part.innerHTML === there[at].innerHTML) return;
      const busy = part.contains(document.activeElement) || part.querySelector("details[open]");
      if (busy && there[at].dataset.live !== "") return; // somebody is at it
      part.replaceWith(document.adoptNode(there[at]));
    });
  }

  setTimeout(look, EVERY_MS);
})();
