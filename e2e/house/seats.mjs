// Takes somebody's place from the demo's front page, and moves its clock.
// Owns the names of those whose place the journeys take. Never looks at what they see.

import assert from "node:assert/strict";
import { openPage } from "./browser.mjs";

/** One of each seat: the name, and the word for the seat in what the press sends. */
export const SEATS = [
  { name: "Amina Rahman", seat: "mentor", sits: "a mentor" },
  { name: "Marguerite Osei", seat: "mentor", sits: "a mentor of two providers" },
  { name: "Grace Okafor", seat: "school", sits: "a professional mentor of four schools" },
  { name: "Colin Webb", seat: "school", sits: "a business manager" },
  { name: "Helen Marsh", seat: "lead", sits: "a lead mentor" },
  { name: "Dev Patel", seat: "student", sits: "a student teacher" },
  { name: "Siân Rees", seat: "office", sits: "a partnership officer" },
  { name: "Ada Lind", seat: "office", sits: "a head of initial teacher education" },
  { name: "Noor Haddad", seat: "administrator", sits: "a support administrator" },
  { name: "Imelda Quayle", seat: "guest", sits: "an inspector" },
  { name: "Rufus Adeyemi", seat: "partner", sits: "a partner who delivers training" },
];

/** Opens a page and takes a place; answers as `openPage` does, on the page where that leads. */
export async function takePlace(at, name, settings = {}, seat = "") {
  const opened = await openPage(at.browser, at.address, settings);
  await stepIn(opened.page, name, seat);
  return opened;
}

/** Takes a place in a page that is open already. */
export async function stepIn(page, name, seat = "") {
  await page.goto(`/?q=${encodeURIComponent(name)}`);
  const offered = page.locator(`button[name=part][value*=" ${seat}"]`).filter({ hasText: name });
  assert.ok((await offered.count()) > 0, `the front page does not offer ${name}`);
  await Promise.all([page.waitForURL((to) => !to.search.includes("q=")), offered.first().click()]);
}

/** Says whether the front page offers this place. */
export async function offers(page, name, seat = "") {
  await page.goto(`/?q=${encodeURIComponent(name)}`);
  return (await page.locator(`button[name=part][value*=" ${seat}"]`).filter({ hasText: name }).count()) > 0;
}

/** Moves the demo's clock, by the form of its front page. */
export async function moveClock(page, day) {
  const [year, month, date] = day.split("-").map(Number);
  await page.goto("/");
  const another = page.locator("details.choices", { hasText: "Another day" });
  await another.evaluate((part) => (part.open = true));
  for (const [name, value] of [["day", date], ["month", month], ["year", year]]) {
    await page.locator(`#clock-${name}`).fill(String(value));
  }
  await Promise.all([page.waitForURL(/./), another.getByRole("button").click()]);
}
