// Keeps what is typed into a form while it is typed, in this tab alone, and brings it back after a
// restored tab or a failed send. Cleared once the form was sent. Pages work without it.
"use strict";
(() => {
  const SENT = "draft-sent";
  const forms = document.querySelectorAll("form[data-draft], main form[method=post]:not(.clock, .register)");
  const key = (at) => `draft ${location.pathname} ${at}`;
  const fields = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name && !field.readOnly && !["hidden", "password", "file", "submit", "button"].includes(field.type),
    );
  const picked = (field) => field.type === "radio" || field.type === "checkbox";
  const told = (form) =>
    fields(form)
      .filter((field) => !picked(field) || field.checked)
      .map((field) => [field.name, field.value]);
  const store = {
    read: (name) => {
      try {
        return JSON.parse(sessionStorage.getItem(name));
      } catch {
        return null;
      }
    },
    keep: (name, value) => {
      try {
        sessionStorage.setItem(name, JSON.stringify(value));
      } catch {
        // A full or forbidden store keeps nothing, and the form works as before.
      }
    },
  };

  const bringBack = (form, kept) => {
    const left = [...kept];
    for (const field of fields(form)) {
      const at = left.findIndex(
        ([name, value]) => name === field.name && (!picked(field) || value === field.value),
      );
      if (picked(field)) field.checked = at >= 0;
      else if (at >= 0) field.value = left[at][1];
      if (at >= 0) left.splice(at, 1);
    }
  };

  const say = (form, name) => {
    const note = document.createElement("div");
    note.className = "notice";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = "What you typed before is still here.";
    const afresh = document.createElement("button");
    afresh.type = "button";
    afresh.className = "button is-quiet";
    afresh.textContent = "Start afresh";
    afresh.addEventListener("click", () => {
      sessionStorage.removeItem(name);
      form.reset();
      note.remove();
      fields(form)[0]?.focus();
    });
    note.append(words, afresh);
    form.prepend(note);
    const folded = form.closest("details");
    if (folded) folded.open = true;
  };

  const sent = store.read(SENT);
  const {
    type: came,
    responseStatus: status = 200,
    redirectCount: turns = 0,
  } = performance.getEntriesByType("navigation")[0] ?? {};
  if (sent) {
    sessionStorage.removeItem(SENT);
    // An answer came: the form was taken and led on, came back with everything typed in it, or is shown for a
    // last look. A page that is merely opened after a send that failed is no answer.
    const led = turns > 0 || document.querySelector("[data-answer]") !== null;
    if (came === "navigate" && (status === 422 || (status < 400 && led))) sessionStorage.removeItem(sent);
  }

  forms.forEach((form, at) => {
    const name = key(at);
    const kept = store.read(name);
    if (kept && fields(form).length > 0 && JSON.stringify(kept) !== JSON.stringify(told(form))) {
      bringBack(form, kept);
      say(form, name);
    }
    form.addEventListener("input", () => store.keep(name, told(form)));
    form.addEventListener("submit", () => store.keep(SENT, name));
  });
})();
