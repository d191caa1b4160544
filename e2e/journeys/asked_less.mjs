// The office asks one mentor for less, with keys alone; the mentor reads it among the reasons of their standing.
// Owns the standing of two mentors, and leaves it as it was. Never asks less of anybody for good.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { choose, enterAt, mark, typeOver, unfold } from "../house/keys.mjs";
import { enter } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const told = (page) => page.locator("main").innerText();
const place = (page, name) => page.locator("header nav").getByRole("link", { name, exact: true });

/** The mentor's own page: what is left, and what opens behind the figure of what is required. */
async function reasons(page) {
  await enterAt(page, place(page, "Training"));
  await unfold(page, "Required");
  return { left: /^(.+) left of .+ for /m.exec(await told(page))[1], behind: await page.locator("main details[open]").first().innerText() };
}

/** From the overview to the page on which it is decided what a mentor is asked. */
async function toAdjust(page, name) {
  await enterAt(page, place(page, "People"));
  await typeOver(page, page.locator("main form input[name=q]").first(), name);
  await enter(page);
  await enterAt(page, page.locator("main table").getByRole("link", { name }).first());
  await enterAt(page, page.getByRole("link", { name: "Ask less of them than of everybody" }));
  assert.equal(await page.locator("h1").innerText(), `What ${name} is asked`);
}

/** Asks for less, after what was forgotten is told beside its field. */
async function ask(page, one, look) {
  await choose(page, page.getByLabel("Of what"), one.part);
  await typeOver(page, page.locator("input[name=minutes-hours]"), one.instead[0]);
  await typeOver(page, page.locator("input[name=minutes-minutes]"), one.instead[1]);
  await enterAt(page, page.getByRole("button", { name: "Ask for this much" }));
  await page.locator(".fault", { hasText: "Choose why from the list." }).first().waitFor();
  assert.equal(await page.locator("input[name=minutes-minutes]").inputValue(), one.instead[1]);
  await look(page, "adjust-refused");
  await mark(page, page.getByLabel("Was on leave"));
  await typeOver(page, page.getByLabel("In your words"), one.words);
  await enterAt(page, page.getByRole("button", { name: "Ask for this much" }));
  const decided = await page.locator("main section", { hasText: one.words }).innerText();
  assert.match(decided, new RegExp(`${one.asked} asked, .*Was on leave: “${one.words}”`));
  assert.match(decided, /Decided by Siân Rees on Tuesday 18 November 2025/);
  await look(page, "adjusted");
}

async function less(at, one, script) {
  const settings = { ...WINDOWS.phone, javaScriptEnabled: script };
  const look = async (page, name) => {
    await isSound(page, { script });
    await shoot(at, page, `${name}-${script ? "phone" : "plain-phone"}`);
  };
  const mentor = await takePlace(at, one.name, settings, "mentor");
  const before = await reasons(mentor.page);
  assert.equal(before.left, one.before);

  const office = await takePlace(at, "Siân Rees", settings, "office");
  await toAdjust(office.page, one.name);
  await ask(office.page, one, look);

  const after = await reasons(mentor.page);
  assert.equal(after.left, one.after);
  assert.ok(after.behind.includes(one.words), `the words are not among the reasons: ${after.behind}`);
  assert.match(after.behind, new RegExp(`Decided for you, “${one.part}”: ${one.asked}`));
  await look(mentor.page, "adjusted-as-mentor");

  await enterAt(office.page, office.page.getByRole("button", { name: /^Take it back/ }));
  assert.equal(await office.page.getByRole("heading", { name: "What was decided" }).count(), 0, "it holds still");
  assert.equal((await reasons(mentor.page)).left, before.left);
  const complaints = [...mentor.complaints, ...office.complaints];
  // What is refused is answered with 422.
  assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
  await mentor.context.close();
  await office.context.close();
}

/** Adds these journeys. */
export function addAskedLess(journeys, at) {
  const philippa = {
    name: "Philippa Strand",
    part: "Pedagogy",
    instead: ["0", "30"],
    asked: "30 min",
    words: "On leave in the spring term.",
    before: "4 h",
    after: "3 h 30 min",
  };
  const ivan = {
    name: "Ivan Petrov",
    part: "The refresher of the year",
    instead: ["4", "0"],
    asked: "4 h",
    words: "On leave until the half term.",
    before: "4 h",
    after: "2 h",
  };
  journeys.add("By keyboard alone the office asks one mentor for less, who reads why, and takes it back", () => less(at, philippa, true));
  journeys.add("With script off the office asks one mentor for less by keyboard, who reads why, and takes it back", () => less(at, ivan, false));
}
