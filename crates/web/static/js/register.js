// Keeps the marks of a register on the device from the moment of the tick, each with its own time, sends
// them as soon as there is a signal, and shows what others marked meanwhile. Without script the page is a
// plain form.
"use strict";
(() => {
  const form = document.querySelector("form[data-register]");
  if (!form) return;
  const { register, who, worker } = form.dataset;
  const here = location.pathname;
  const name = `register ${register} ${who}`;
  const told = form.querySelector("#unsent");
  const list = form.querySelector("ul.marks");
  const AFTER_A_TICK = 1_500;
  const BETWEEN_LOOKS = 5_000;
  const PATIENCE = 10_000;
  let news = "";
  let busy = false;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? {};
    } catch {
      return {};
    }
  };
  const keep = (marks) => {
    try {
      if (Object.keys(marks).length) localStorage.setItem(name, JSON.stringify(marks));
      else localStorage.removeItem(name);
    } catch {
      // A full or forbidden store keeps nothing, and the form works as before.
    }
  };
  const lacksMinutes = (mark) => mark.mark === "part" && !(Number(mark.part) > 0);
  const counted = (many) => (many === 1 ? "1 mark" : `${many} marks`);
  const say = () => {
    if (!told) return;
    const marks = Object.values(read());
    const short = marks.filter(lacksMinutes).length;
    const left = marks.length - short;
    const words = [];
    if (left && !navigator.onLine) words.push(`No signal: ${counted(left)} stay on this device, and go when it is back.`);
    else if (left) words.push(`${counted(left)} not sent yet.`);
    if (short) words.push(`${counted(short)} “Part” without minutes.`);
    if (!marks.length) words.push(news || (navigator.onLine ? "" : "No signal. You can go on: marks stay on this device."));
    const text = words.join(" ");
    if (told.textContent !== text) told.textContent = text;
  };
  const radios = (key) => form.querySelectorAll(`input[type=radio][name="m-${CSS.escape(key)}"]`);
  const show = (key, mark) => {
    for (const radio of radios(key)) radio.checked = radio.value === mark.mark;
    const part = form.elements[`p-${key}`];
    if (part && mark.part) part.value = mark.part;
  };

  // What others marked meanwhile: rows that wait for nothing of ours are taken over as they stand now.
  const keyOf = (row) => row.querySelector("input[type=radio]").name.slice(2);
  const take = (page) => {
    const theirs = page.querySelector("form[data-register]");
    if (!theirs) return;
    if (!theirs.dataset.worker && worker) return location.assign(here);
    const marks = read();
    const own = new Map([...list.children].map((row) => [keyOf(row), row]));
    let before = null;
    for (const row of theirs.querySelectorAll("ul.marks > li")) {
      const key = keyOf(row);
      let there = own.get(key);
      own.delete(key);
      if (!there) {
        there = document.importNode(row, true);
        list.insertBefore(there, before ? before.nextSibling : list.firstChild);
      } else if (!(key in marks) && there.contains(document.activeElement)) {
        for (const radio of row.querySelectorAll("input[type=radio]")) {
          const same = there.querySelector(`input[value="${CSS.escape(radio.value)}"]`);
          if (same) same.checked = radio.hasAttribute("checked");
        }
      } else if (!(key in marks)) {
        const fresh = document.importNode(row, true);
        there.replaceWith(fresh);
        there = fresh;
      }
      before = there;
    }
    for (const [key, row] of own) {
      if (!(key in marks) && !row.contains(document.activeElement)) row.remove();
    }
    form.elements.shown.value = theirs.elements.shown.value;
    const counts = page.querySelector("ul.counts.is-big");
    if (counts) document.querySelector("ul.counts.is-big")?.replaceWith(document.importNode(counts, true));
  };
  const asked = () => {
    const question = new URLSearchParams(location.search);
    for (const name of ["done", "kept", "late", "who"]) question.delete(name);
    return question.size ? `${here}?${question}` : here;
  };
  const fetched = async (address, settings) => {
    const answer = await fetch(address, { ...settings, signal: AbortSignal.timeout(PATIENCE) });
    const to = new URL(answer.url);
    if (!answer.ok || to.pathname !== here) return null;
    return { to, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  };
  const send = async () => {
    const all = read();
    const ready = Object.entries(all).filter(([, mark]) => !lacksMinutes(mark));
    if (!ready.length) return false;
    const body = new URLSearchParams({
      shown: form.elements.shown.value,
      asked: asked().split("?")[1] ?? "",
      sent: String(Date.now()),
    });
    for (const [key, mark] of ready) {
      body.set(`m-${key}`, mark.mark);
      if (mark.mark === "part") body.set(`p-${key}`, mark.part);
      body.set(`t-${key}`, String(mark.at));
    }
    const answer = await fetched(here, { method: "POST", body });
    if (!answer || answer.to.searchParams.get("done") !== "marked") {
      news = "";
      if (told) told.textContent = "These marks were not taken. Press “Save the marks” to see why; they stay on this device.";
      return true;
    }
    const left = read();
    for (const [key, mark] of ready) if (left[key]?.at === mark.at) delete left[key];
    keep(left);
    const late = Number(answer.to.searchParams.get("late"));
    news = late ? `${counted(late)} of yours came after somebody else’s: theirs stand.` : "All marks are kept.";
    take(answer.page);
    say();
    return true;
  };
  const look = async () => {
    if (busy || !worker) return;
    busy = true;
    try {
      if (!(await send()) && !document.hidden) {
        const answer = await fetched(asked());
        if (answer) take(answer.page);
      }
    } catch {
      // There is no signal: the marks stay, and the next look tries again.
      say();
    } finally {
      busy = false;
    }
  };
  let soon = 0;
  const lookSoon = (wait = AFTER_A_TICK) => {
    clearTimeout(soon);
    soon = setTimeout(look, wait);
  };

  for (const [key, mark] of Object.entries(read())) show(key, mark);
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (!/^[mp]-/.test(field.name)) return;
    const key = field.name.slice(2);
    const radio = [...radios(key)].find((one) => one.checked);
    if (!radio) return;
    const marks = read();
    marks[key] = { mark: radio.value, part: form.elements[`p-${key}`]?.value ?? "", at: Date.now() };
    keep(marks);
    say();
    lookSoon();
  });

  // Saved by hand, the whole page goes, with the times of the marks that wait. A page that comes back with
  // "marked" in its address has taken them.
  const waited = `${name} sent`;
  const question = new URLSearchParams(location.search);
  const sent = Number(sessionStorage.getItem(waited) ?? 0);
  if (sent && question.get("done") === "marked") {
    keep(Object.fromEntries(Object.entries(read()).filter(([, mark]) => mark.at > sent)));
    sessionStorage.removeItem(waited);
  }
  const hidden = (field, value) => {
    const input = form.querySelector(`input[type=hidden][name="${CSS.escape(field)}"]`) ?? document.createElement("input");
    input.type = "hidden";
    input.name = field;
    input.value = value;
    form.append(input);
  };
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      say();
      return;
    }
    const now = Date.now();
    hidden("sent", String(now));
    for (const [key, mark] of Object.entries(read())) {
      if (!radios(key).length) {
        hidden(`m-${key}`, mark.mark);
        hidden(`p-${key}`, mark.part);
      }
      hidden(`t-${key}`, String(mark.at));
    }
    sessionStorage.setItem(waited, String(now));
  });

  // The page itself is kept while the register is open, so that a reload without a signal shows it again.
  const keptPages = async () => {
    if (!("serviceWorker" in navigator)) return;
    if (!worker) {
      const forget = () => caches.delete(`register ${here}`);
      await forget();
      const old = await navigator.serviceWorker.getRegistration(here);
      await old?.unregister();
      await forget();
      return;
    }
    await navigator.serviceWorker.register(worker, { scope: here });
    const ready = await navigator.serviceWorker.ready;
    const files = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    const pages = [...document.querySelectorAll("nav[aria-label=Pages] a")]
      .map((link) => new URL(link.href).searchParams.get("page"))
      .map((page) => (page === "1" ? here : `${here}?page=${page}`));
    const all = [...files].map((file) => file.href ?? file.src).concat(here, pages);
    ready.active?.postMessage({ keep: [...new Set(all)] });
  };
  keptPages().catch(() => {
    // A browser that keeps no pages still keeps the marks.
  });

  addEventListener("online", () => {
    say();
    lookSoon(0);
  });
  addEventListener("offline", say);
  if (worker) setInterval(look, BETWEEN_LOOKS);
  say();
})();
