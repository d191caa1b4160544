// Sends a file in parts, shows how far it is, and goes on by itself when a lost signal comes back. Without
// it the form sends the file whole.
"use strict";
(() => {
  const PART = 128 * 1024;
  const form = document.querySelector("form[data-parts]");
  if (!form || !window.fetch || !window.FormData) return;
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.hidden = true;
  bar.setAttribute("aria-label", "How much of the file has been sent");
  form.append(told, bar);

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const number = () => form.querySelector("input[name=once]").value;
  const fields = (pairs) => new URLSearchParams(pairs);

  /** Asks again for as long as there is no signal; what the server refuses is told. */
  const ask = async (address, options) => {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(address, { method: "POST", credentials: "same-origin", ...options });
        if (answer.status < 500 && answer.status !== 408) {
          if (answer.ok && !answer.redirected) return answer;
          const words = answer.status === 422 ? await answer.text() : "The file could not be sent. Open this page again and choose it once more.";
          throw Object.assign(new Error(words), { told: true });
        }
      } catch (error) {
        if (error.told) throw error;
      }
      told.textContent = "No signal just now. Nothing is lost: it goes on by itself.";
      await pause(Math.min(1000 * 2 ** tries, 15000));
    }
  };

  const send = async (file) => {
    const begun = await ask(`${form.dataset.parts}/begin`, { body: fields({ once: number(), name: file.name, size: file.size }) });
    const [upload, received] = (await begun.text()).split(" ");
    let at = Number(received);
    bar.hidden = false;
    while (at < file.size) {
      bar.value = (100 * at) / file.size;
      told.textContent = `Sending “${file.name}”: ${Math.floor(bar.value)} %`;
      const body = file.slice(at, at + PART);
      const answer = await ask(`/prior-learning/upload/${upload}/part?at=${at}`, { body, headers: { "content-type": "application/octet-stream" } });
      at = Number(await answer.text());
    }
    bar.value = 100;
    told.textContent = `“${file.name}” is here and is being looked at.`;
    await ask(`/prior-learning/upload/${upload}/whole`, { body: fields({ once: crypto.randomUUID ? crypto.randomUUID() : number() }) });
  };

  form.addEventListener("submit", async (event) => {
    const [file] = field.files;
    if (!file) return;
    event.preventDefault();
    button.disabled = true;
    try {
      await send(file);
      location.assign(form.dataset.parts);
    } catch (error) {
      bar.hidden = true;
      told.textContent = error.message;
      told.className = "fault";
      button.disabled = false;
      field.focus();
    }
  });
})();
