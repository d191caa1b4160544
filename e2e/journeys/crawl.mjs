// Every link that each seat can reach, and every kind of page in a real browser.
// Owns the word *kind*: an address without its codes and numbers. Never presses a button that changes anything.

import assert from "node:assert/strict";
import { atOnce, sideBySide } from "../house/at_once.mjs";
import { WINDOWS, openPage } from "../house/browser.mjs";
import {
  fitsTheWindow,
  isLight,
  keepsToTheTheme,
  pleasesAxe,
  saysWhatItIs,
  suitsAFinger,
} from "../house/checks.mjs";
import { SEATS, offers, takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

/** Addresses of a kind that are asked for; fewer where another of the same seat asked before. */
const ASKED = 40;
const ASKED_AGAIN = 8;
/** Addresses that are asked for at a time. */
const AT_A_TIME = 6;
/** Pages that may weigh more: everything on one page is what they are for. */
const HEAVY = [/^\/style$/, /^\/policy(\?|$)/];

/** The kind of an address: without numbers and codes; of what stands behind the question mark, two words at most. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address, "http://demo");
  const path = pathname
    .split("/")
    .map((part) => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part)) return "{id}";
      if (/^(y75|l51|e42)(?=$|\.)/i.test(part)) return part.replace(/^[^.]+/, "{provider}");
      if (/^\d{5,6}$/.test(part)) return "{urn}";
      if (/^\d+$/.test(part)) return "{number}";
      if (/\.(csv|xlsx|json|toml)$/.test(part)) return part;
      return /^[a-z_]+\.[a-z_.]+$/.test(part) ? "{name}" : part;
    })
    .join("/");
  const asked = [...new Set(searchParams.keys())].sort();
  if (asked.length === 0) return path;
  // The files of a list are its rows: whatever was asked for, they are of one kind.
  return `${path}?${asked.length > 2 || isFile(path) ? "several" : asked.join("&")}`;
}

/** A page is looked at as it first shows, and with a question; not with every question that it can be asked. */
const lookOf = (kind) => kind.replace(/\?.*$/, "?");
const isFile = (path) => /\.(csv|xlsx|json|toml)$/.test(path);

/** Adds the crawls. `at` knows the address, the browser and the folder for pictures. */
export function addCrawl(journeys, at) {
  const kinds = new Map();
  const crawled = new Set();

  for (const { name, seat, sits } of SEATS) {
    journeys.add(`Every link of ${sits} leads somewhere, and every kind of page is sound on a phone`, async () => {
      const opened = await takeIfOffered(at, name, seat);
      if (!opened) return `${name} has no place yet`;
      const { page, context, complaints, elsewhere } = opened;
      const found = await everyLink(context, page.url(), crawled.has(seat) ? ASKED_AGAIN : ASKED);
      crawled.add(seat);
      const wrong = found.filter((one) => one.status !== 200).map((one) => `${one.status} ${one.address} from ${one.from}`);
      assert.deepEqual(wrong, [], "links lead nowhere");
      const looks = [];
      for (const [kind, addresses] of byLook(found)) {
        if (!kinds.has(`${kind} as ${seat}`)) looks.push(...addresses.slice(0, many(kinds, kind)));
        kinds.set(`${kind} as ${seat}`, { name, seat, address: addresses[0], kind });
      }
      await sideBySide(context, looks, (page, address) =>
        told(address, async () => {
          const answers = [];
          const listen = (answer) => answers.push(answer);
          page.on("response", listen);
          await page.goto(address);
          await saysWhatItIs(page);
          if (!HEAVY.some((heavy) => heavy.test(address))) await isLight(answers);
          page.off("response", listen);
          await fitsTheWindow(page);
          await suitsAFinger(page);
          await pleasesAxe(page);
          assert.deepEqual(complaints.splice(0), [], "the browser complained");
        }),
      );
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      await context.close();
      return `${found.length} links, ${looks.length} pages`;
    });
  }

  for (const [size, colorScheme] of [
    ["desktop", "light"],
    ["desktop", "dark"],
    ["phone", "dark"],
    ["tablet", "light"],
    ["narrow", "light"],
  ]) {
    journeys.add(`One page of every kind, ${size}, ${colorScheme}`, async () => {
      let looked = 0;
      for (const { name, seat } of SEATS) {
        // The style page has a journey of its own.
        const ours = [...kinds.values()].filter((one) => one.name === name && one.kind !== "/style" && !seen(kinds, one));
        if (ours.length === 0) continue;
        const opened = await takePlace(at, name, { ...WINDOWS[size], colorScheme }, seat);
        await sideBySide(opened.context, ours, (page, { address, kind }) =>
          told(address, async () => {
            await page.goto(address);
            await fitsTheWindow(page);
            await keepsToTheTheme(page, colorScheme);
            if (!["narrow", "tablet"].includes(size)) await pleasesAxe(page);
            await shoot(at, page, `${kind}-${seat}-${size}-${colorScheme}`);
          }),
        );
        looked += ours.length;
        assert.deepEqual(opened.complaints, [], "the browser complained");
        await opened.context.close();
      }
      return `${looked} pages`;
    });
  }

  journeys.add("Nobody opens a page of another seat, and nobody at all without a place", async () => {
    // What a demo would have sent lies open to whoever tries it.
    const all = [...kinds.values()].filter((one) => /\{id\}|\{urn\}/.test(one.kind) && !one.kind.startsWith("/demo/"));
    const stranger = await openPage(at.browser, at.address);
    await atOnce(all, AT_A_TIME, async ({ address }) => {
      const answer = await stranger.context.request.get(address, { maxRedirects: 0 });
      assert.ok([303, 404].includes(answer.status()), `${address} answers ${answer.status()} to a stranger`);
    });
    await stranger.context.close();
    return `${all.length} addresses`;
  });
}

/** How many pages of a kind are looked at: two where they tell of somebody or something, unless another seat saw them. */
function many(kinds, kind) {
  const known = [...kinds.values()].some((one) => one.kind === kind);
  return /\{/.test(kind.replace("{provider}", "")) && !known ? 2 : 1;
}

/** Whether a kind was already looked at as another seat. */
function seen(kinds, one) {
  return [...kinds.values()].find((other) => other.kind === one.kind) !== one;
}

async function takeIfOffered(at, name, seat) {
  const opened = await openPage(at.browser, at.address, WINDOWS.phone);
  if (await offers(opened.page, name, seat)) {
    await opened.context.close();
    return takePlace(at, name, WINDOWS.phone, seat);
  }
  await opened.context.close();
  return null;
}

/** Follows every link from an address, a bounded number of each kind, several at a time. */
async function everyLink(context, start, most) {
  const found = [];
  const counted = new Map();
  const queue = [{ address: new URL(start).pathname, from: "the front page" }];
  const known = new Set([queue[0].address]);
  await atOnce(queue, AT_A_TIME, async ({ address, from }) => {
    const kind = kindOf(address);
    const many = (counted.get(kind) ?? 0) + 1;
    if (many > most) return;
    counted.set(kind, many);
    const answer = await context.request.get(address);
    const page = (answer.headers()["content-type"] ?? "").includes("text/html");
    found.push({ address, from, status: answer.status(), page });
    if (!page || address === "/style") return;
    const text = await answer.text();
    for (const [, raw] of text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      const next = raw.replaceAll("&amp;", "&").split("#")[0];
      if (next === "/" || next.startsWith("/?") || next.startsWith("/static/") || known.has(next)) continue;
      known.add(next);
      queue.push({ address: next, from: address });
    }
  });
  return found;
}

function byLook(found) {
  const looks = new Map();
  for (const { address, page } of found) {
    if (!page) continue;
    const look = lookOf(kindOf(address));
    looks.set(look, [...(looks.get(look) ?? []), address]);
  }
  return looks;
}

/** Says at which address something was found. */
async function told(address, check) {
  try {
    await check();
  } catch (error) {
    throw new Error(`${address}: ${error.message}`);
  }
}
