// Sends files one by one, so that a browser that is closed in the middle loses none that came. Without it the
// form sends them all at once.
"use strict";

for (const form of document.querySelectorAll("form.sending")) {
  const token = form.querySelector("input[name=csrf]").value;
  const files = form.querySelector("input[name=files]");
  const folder = form.querySelector("input[webkitdirectory]");
  const drop = form.querySelector(".drop");
  const button = form.querySelector("button[type=submit]");
  const shown = form.querySelector(".progress");
  const bar = shown.querySelector("progress");
  const status = shown.querySelector("[role=status]");
  const said = form.dataset;
  let dropped = [];

  for (const hidden of form.querySelectorAll(".folder, .drophere")) hidden.hidden = false;

  const chosen = () => [...files.files, ...folder.files, ...dropped];
  const say = (words, numbers = {}) => {
    shown.hidden = false;
    status.textContent = words.replace(/\[(\w+)\]/g, (_, name) => numbers[name]);
  };
  const tell = () => {
    const all = chosen();
    if (all.length) say(said.sayChosen, { n: all.length, mb: (all.reduce((sum, f) => sum + f.size, 0) / 1048576).toFixed(1) });
  };
  files.addEventListener("change", tell);
  folder.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    dropped = dropped.concat([...event.dataTransfer.files]);
    tell();
  });

  const post = (path, type, body) =>
    fetch(path, { method: "POST", credentials: "same-origin", headers: { "X-CSRF-Token": token, "Content-Type": type, Accept: "application/json" }, body });

  // again after a break of the line or a fault of the server; what is refused is refused
  async function persistently(path, type, body) {
    for (let wait = 500; ; wait *= 2) {
      try {
        const answer = await post(path, type, body);
        if (answer.status < 500 || wait > 8000) return answer;
      } catch (error) {
        if (wait > 8000) throw error;
      }
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  async function message(answer) {
    try {
      return (await answer.json()).error.message;
    } catch {
      return String(answer.status);
    }
  }

  async function checksum(file) {
    if (!window.crypto || !crypto.subtle) return null; // only where the connection is safe
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // the files of a job that have not come yet
  async function rest(job, all) {
    const answer = await fetch(`/jobs/${job}.json`, { credentials: "same-origin" });
    if (!answer.ok) return all;
    const here = new Set((await answer.json()).list.map((file) => file.checksum));
    const wanted = [];
    for (const file of all) {
      if (!here.has(await checksum(file))) wanted.push(file);
    }
    return wanted;
  }

  async function begin(all) {
    const told = { files: all.map((file) => ({ name: file.webkitRelativePath || file.name, size: file.size })) };
    const answer = await persistently("/add/begin", "application/json", JSON.stringify(told));
    if (!answer.ok) throw new Error(await message(answer));
    const { id, send } = await answer.json();
    history.replaceState(null, "", `/jobs/${id}`); // who loads the page again sees the job
    return { job: id, wanted: send.map((at) => all[at]) };
  }

  async function sendAll(all) {
    let { job } = said;
    let wanted;
    if (job) wanted = await rest(job, all);
    else ({ job, wanted } = await begin(all));
    bar.max = Math.max(1, wanted.length);
    bar.value = 0;
    const left = wanted.slice();
    const one = async () => {
      while (left.length) {
        const file = left.shift();
        const path = `/add/${job}/file?name=${encodeURIComponent(file.name)}`;
        const answer = await persistently(path, "application/octet-stream", file);
        if (!answer.ok && answer.status !== 413) throw new Error(await message(answer));
        bar.value += 1;
        say(said.saySending, { done: bar.value, all: wanted.length });
      }
    };
    say(said.saySending, { done: 0, all: wanted.length });
    await Promise.all([one(), one()]);
    return job;
  }

  const leaving = (event) => event.preventDefault();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const all = chosen();
    if (!all.length) {
      say(said.sayNothing);
      return;
    }
    if (all.reduce((sum, file) => sum + (file.size > Number(said.fileBytes) ? 0 : file.size), 0) > Number(said.bytes)) {
      say(said.sayTooMuch);
      return;
    }
    button.disabled = true;
    window.addEventListener("beforeunload", leaving);
    try {
      const job = await sendAll(all);
      window.removeEventListener("beforeunload", leaving);
      location.assign(`/jobs/${job}`);
    } catch (error) {
      window.removeEventListener("beforeunload", leaving);
      button.disabled = false;
      say(`${said.sayBroken} (${error.message})`);
    }
  });
}
