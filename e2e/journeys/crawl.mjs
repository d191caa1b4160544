// Every link that each seat can reach, and every kind of page in a real browser.
// Owns the word *kind*: an address without its codes and numbers. Never presses a button that changes anything.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
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

/** Pages of a kind that are asked for, and of those how many are looked at in the browser. */
const ASKED = 40;
const LOOKED_AT = 2;
/** Pages that may weigh more: everything on one page is what they are for. */
const HEAVY = [/^\/style$/, /^\/policy(\?|$)/];

/** The kind of an address: without numbers, codes, and what stands behind the question mark. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address, "http://demo");
  const path = pathname
    .split("/")
    .map((part) => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part)) return "{id}";
      if (/^(y75|l51|e42)$/i.test(part)) return "{provider}";
      if (/^\d{5,6}$/.test(part)) return "{urn}";
      return /\.(general|lead|grant|[a-z_]+)\./.test(part) || /^[a-z_]+\.[a-z_.]+$/.test(part) ? "{name}" : part;
    })
    .join("/")
    .replace(/\{name\}(?=\.(csv|xlsx|json)$)/, "{name}");
  const asked = [...new Set(searchParams.keys())].sort().join("&");
  return asked ? `${path}?${asked}` : path;
}

/** Adds the crawls. `at` knows the address, the browser and the folder for pictures. */
export function addCrawl(journeys, at) {
  const kinds = new Map();

  for (const { name, seat, sits } of SEATS) {
    journeys.add(`Every link of ${sits} leads somewhere, and every kind of page is sound on a phone`, async () => {
      const opened = await takeIfOffered(at, name, seat);
      if (!opened) return `${name} has no place yet`;
      const { page, context, complaints, elsewhere } = opened;
      const found = await everyLink(context, page.url());
      const wrong = found.filter((one) => one.status !== 200).map((one) => `${one.status} ${one.address} from ${one.from}`);
      assert.deepEqual(wrong, [], "links lead nowhere");
      let looked = 0;
      for (const [kind, addresses] of byKind(found)) {
        kinds.set(`${kind} as ${seat}`, { name, seat, address: addresses[0], kind });
        for (const address of addresses.slice(0, LOOKED_AT)) {
          await told(address, async () => {
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
          });
          looked += 1;
        }
      }
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      await context.close();
      return `${found.length} links, ${looked} pages`;
    });
  }

  for (const [size, colorScheme] of [
    ["desktop", "light"],
    ["desktop", "dark"],
    ["phone", "dark"],
    ["narrow", "light"],
  ]) {
    journeys.add(`One page of every kind, ${size}, ${colorScheme}`, async () => {
      let looked = 0;
      for (const { name, seat } of SEATS) {
        const ours = [...kinds.values()].filter((one) => one.name === name && !seen(kinds, one));
        if (ours.length === 0) continue;
        const opened = await takePlace(at, name, { ...WINDOWS[size], colorScheme }, seat);
        for (const { address, kind } of ours) {
          await told(address, async () => {
            await opened.page.goto(address);
            await fitsTheWindow(opened.page);
            await keepsToTheTheme(opened.page, colorScheme);
            if (size !== "narrow") await pleasesAxe(opened.page);
            await shoot(at, opened.page, `${kind}-${seat}-${size}-${colorScheme}`);
          });
          looked += 1;
        }
        assert.deepEqual(opened.complaints, [], "the browser complained");
        await opened.context.close();
      }
      return `${looked} pages`;
    });
  }

  journeys.add("Nobody opens a page of another seat, and nobody at all without a place", async () => {
    const all = [...kinds.values()].filter((one) => /\{id\}|\{urn\}/.test(one.kind));
    const stranger = await openPage(at.browser, at.address);
    for (const { address } of all) {
      const answer = await stranger.context.request.get(address, { maxRedirects: 0 });
      assert.ok([303, 404].includes(answer.status()), `${address} answers ${answer.status()} to a stranger`);
    }
    await stranger.context.close();
    return `${all.length} addresses`;
  });
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

/** Follows every link from an address, a bounded number of each kind. */
async function everyLink(context, start) {
  const found = [];
  const counted = new Map();
  const queue = [{ address: new URL(start).pathname, from: "the front page" }];
  const known = new Set([queue[0].address]);
  while (queue.length > 0) {
    const { address, from } = queue.shift();
    const kind = kindOf(address);
    const many = (counted.get(kind) ?? 0) + 1;
    if (many > ASKED) continue;
    counted.set(kind, many);
    const answer = await context.request.get(address);
    const page = (answer.headers()["content-type"] ?? "").includes("text/html");
    found.push({ address, from, status: answer.status(), page });
    if (!page || address === "/style") continue;
    const text = await answer.text();
    for (const [, raw] of text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      const next = raw.replaceAll("&amp;", "&").split("#")[0];
      if (next === "/" || next.startsWith("/?") || next.startsWith("/static/") || known.has(next)) continue;
      known.add(next);
      queue.push({ address: next, from: address });
    }
  }
  return found;
}

function byKind(found) {
  const kinds = new Map();
  for (const { address, page } of found) {
    if (!page) continue;
    const kind = kindOf(address);
    kinds.set(kind, [...(kinds.get(kind) ?? []), address]);
  }
  return kinds;
}

/** Says at which address something was found. */
async function told(address, check) {
  try {
    await check();
  } catch (error) {
    throw new Error(`${address}: ${error.message}`);
  }
}

async function shoot(at, page, name) {
  mkdirSync(at.shots, { recursive: true });
  const file = name.replace(/[^a-z0-9]+/gi, "-").replace(/^-/, "").toLowerCase();
  await page.screenshot({ path: join(at.shots, `${file}.png`), fullPage: true });
}
