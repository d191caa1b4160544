// Hands the question of a page to a passkey, and puts the answer into the page's form, which sends it.
// Without script the page says so, and a code by e-mail does the same.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
    return btoa(letters.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const make = (asked) =>
    navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: known(asked.excludeCredentials),
      },
    });
  const use = (asked) =>
    navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) },
    });
  const written = (made) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[part]) response[part] = text(made.response[part]);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
  };
  const why = (error) => {
    if (error.name === "InvalidStateError") return "This device has a passkey of yours already, and one is enough.";
    if (error.name === "NotSupportedError") return "This device cannot make such a passkey. Try another one.";
    return "Nothing has happened yet: the device gave no answer. Press the button to try again.";
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const answer = form.querySelector("input[data-passkey-answer]");
    const said = form.querySelector("[data-passkey-said]");
    const button = form.querySelector("button[type=submit]");
    said.textContent = "";
    let busy = false;
    const ask = async () => {
      if (busy) return;
      busy = true;
      said.textContent = "";
      try {
        const asked = JSON.parse(form.dataset.options).publicKey;
        answer.value = written(await (form.dataset.passkey === "make" ? make(asked) : use(asked)));
        form.requestSubmit(button);
      } catch (error) {
        said.textContent = why(error);
      } finally {
        busy = false;
      }
    };
    if (!window.PublicKeyCredential) {
      said.textContent = "This browser knows no passkeys. Use a code that we send by e-mail, or another browser.";
      button.disabled = true;
      continue;
    }
    form.addEventListener("submit", (event) => {
      if (answer.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask();
    });
    if (form.dataset.now !== undefined) ask();
  }
})();
