// Shows a register again when it is loaded without a signal: keeps the pages of one register and the
// styles and scripts that they name, and nothing else. What it keeps goes when the register is closed,
// when the reader may not see it any more, when they sign out, and after twelve hours.
"use strict";
const HERE = new URL(self.registration.scope).pathname;
const NAME = `register ${HERE}`;
const LONGEST = 12 * 60 * 60 * 1_000;
const PATIENCE = 8_000;

const isPage = (url) => url.origin === self.location.origin && url.pathname === HERE;
const isFile = (url) => url.origin === self.location.origin && url.pathname.startsWith("/static/");
const keyOf = (url) => {
  const page = url.searchParams.get("page");
  return isPage(url) && (!page || page === "1") ? HERE : isPage(url) ? `${HERE}?page=${page}` : url.pathname;
};
const forget = async () => {
  await caches.delete(NAME);
  await self.registration.unregister();
};

/** Keeps what a page named, afresh. */
const keep = async (addresses) => {
  const urls = addresses.map((address) => new URL(address, self.location.origin));
  const cache = await caches.open(NAME);
  for (const url of urls.filter((url) => isPage(url) || isFile(url))) {
    const answer = await fetch(url, { credentials: "same-origin", redirect: "manual" });
    if (answer.status !== 200) {
      if (isPage(url)) return forget();
      continue;
    }
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    headers.set("kept-at", String(Date.now()));
    await cache.put(keyOf(url), new Response(await answer.arrayBuffer(), { headers }));
  }
  const named = new Set(urls.map(keyOf));
  for (const old of await cache.keys()) {
    const url = new URL(old.url);
    if (!named.has(url.pathname + url.search)) await cache.delete(old);
  }
};

const kept = async (url) => {
  // What is opened is made: a register that was forgotten stays forgotten.
  if (!(await caches.has(NAME))) return undefined;
  const cache = await caches.open(NAME);
  const found = (await cache.match(keyOf(url))) ?? (isPage(url) ? await cache.match(HERE) : undefined);
  if (!found) return undefined;
  if (Date.now() - Number(found.headers.get("kept-at")) <= LONGEST) return found;
  await caches.delete(NAME);
  return undefined;
};

/** From the network, or from what was kept when there is none. */
const page = async (request, url) => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    // The marks of a form are on the device: its page shows them, and sends them again.
    if (request.method !== "GET") return Response.redirect(HERE, 303);
    return (await kept(url)) ?? Response.error();
  }
};

addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.mode === "navigate" && isPage(url)) event.respondWith(page(event.request, url));
  else if (event.request.method === "GET" && isFile(url)) {
    event.respondWith(kept(url).then((found) => found ?? fetch(event.request)));
  }
});
