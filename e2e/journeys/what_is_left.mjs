// A mentor reads what they may skip, and the least that is left for all their providers, from where they begin.
// Owns the ways there and back, with keys alone. Never asks for anything to be recognised.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { enterAt } from "../house/keys.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

/** The minutes that words tell: "1 h 30 min". */
function minutes(words) {
  const [, hours = 0, rest = 0] = /^(?:(\d+) h)?\s?(?:(\d+) min)?/.exec(words.replace(/\u00a0/g, " ").trim());
  return Number(hours) * 60 + Number(rest);
}

const told = (page) => page.locator("main").innerText();
const place = (page, name) => page.locator("header nav").getByRole("link", { name, exact: true });

/** What a plan for all says is left, as the page adds it up and as its lines do. */
async function plan(page) {
  const lines = await page.locator("main .row-title").allInnerTexts();
  const text = await told(page);
  const each = [...text.matchAll(/By itself this provider still asks for ([^.]+)\./g)].map(([, left]) => minutes(left));
  return {
    total: minutes(await page.locator("main .lead strong").innerText()),
    lines: lines.map((line) => minutes(line.slice(line.lastIndexOf(":") + 1))).reduce((sum, one) => sum + one, 0),
    saved: minutes(/That is ([^.]*?) less than/.exec(text)?.[1] ?? ""),
    each,
  };
}

async function read(at, script) {
  const settings = { ...WINDOWS.phone, javaScriptEnabled: script };
  const shot = script ? "phone" : "plain-phone";
  const { page, context, complaints } = await takePlace(at, "Marguerite Osei", settings, "mentor");
  const left = [...(await told(page)).matchAll(/^(.+) left of .+ for .+$/gm)].map(([, words]) => minutes(words));
  assert.equal(left.length, 2, "two providers ask something of her");

  // From the plan of one provider by the row of places.
  await enterAt(page, place(page, "Training"));
  await enterAt(page, place(page, "Earlier training"));
  await enterAt(page, page.getByRole("link", { name: /^What may I skip/ }));
  assert.equal(await page.locator("h1").innerText(), "What may I skip?");
  await isSound(page, { script });
  await shoot(at, page, `skip-${shot}`);
  const parts = await page.locator("main section").allInnerTexts();
  assert.equal(parts.length, 2, "each provider is told of");
  for (const part of parts) {
    const [, remaining] = /^(.+) left of what is asked of you\.$/m.exec(part) ?? [];
    assert.ok(remaining && left.includes(minutes(remaining)), `another figure than on the first page: ${part}`);
    assert.match(part, /your school can claim \d+ hours? more this year \(£[\d,.]+\)/);
  }
  const york = parts.find((part) => part.startsWith("York St John"));
  assert.match(york, /Models of mentoring and coaching: 1 h recognised, and not claimed/);
  const liverpool = parts.find((part) => part.startsWith("Liverpool John Moores"));
  assert.match(liverpool, /Inclusive mentoring 1: 1 h/);
  assert.match(liverpool, /You may leave these out\./);

  // Back where that came from, and on to the plan for both.
  await enterAt(page, page.locator("main p.caption a"));
  await enterAt(page, page.getByRole("link", { name: /as one plan$/ }));
  assert.equal(await page.locator("h1").innerText(), "One plan for all your providers");
  await isSound(page, { script });
  await shoot(at, page, `together-${shot}`);
  const one = await plan(page);
  assert.equal(one.lines, one.total, "its lines come to something else than it says");
  assert.deepEqual([...one.each].sort(), [...left].sort(), "what each asks for stands otherwise on the first page");
  assert.ok(one.saved > 0, "nothing is saved");
  assert.equal(one.total + one.saved, one.each.reduce((sum, each) => sum + each, 0));
  assert.match(await told(page), /Also stands for 30 min of “The role of the General Mentor: coaching” with Liverpool/);

  // The first page leads there at once.
  await enterAt(page, place(page, "This week"));
  await enterAt(page, page.locator("main").getByRole("link", { name: /as one plan$/ }));
  assert.deepEqual(await plan(page), one);
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
}

/** Adds these journeys. */
export function addWhatIsLeft(journeys, at) {
  const what = "a mentor of two providers reads what may be skipped, and one plan for both, from the first page";
  journeys.add(`By keyboard alone ${what}`, () => read(at, true));
  journeys.add(`With script off ${what}`, () => read(at, false));
}
