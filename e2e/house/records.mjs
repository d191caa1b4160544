// Finds the records that journeys change, and writes an entry as far as its last look.
// Owns the fields of an entry's form. Never keeps anything itself.

import assert from "node:assert/strict";

/** The address of somebody's record in the office, found by the list's own search. */
export async function recordOf(page, provider, name) {
  await page.goto(`/person/${provider}?q=${encodeURIComponent(name)}`);
  const link = page.locator("main table a", { hasText: name }).first();
  return link.getAttribute("href");
}

/** Fills in the form for an entry. */
export async function writeEntry(page, { component, kind, day, hours, minutes, how, reason }) {
  await page.locator("#component").selectOption(component);
  await page.locator(`input[name=kind][value=${kind}]`).check();
  for (const [part, value] of Object.entries({ day: day[0], month: day[1], year: day[2] })) {
    await page.locator(`input[name=held-${part}]`).fill(String(value));
  }
  await page.locator("input[name=time-hours]").fill(String(hours));
  await page.locator("input[name=time-minutes]").fill(String(minutes));
  await page.locator(`input[name=how][value=${how}]`).check();
  await page.locator("#reason").fill(reason);
}

/** How many entries a record shows. */
export async function entriesOf(page, address) {
  await page.goto(address);
  return page.locator("a[href$='/correct']").count();
}

/** From a record to the last look at a new entry for it. */
export async function toLastLook(page, address, entry) {
  await page.goto(address);
  await page.getByRole("link", { name: "Record an entry" }).first().click();
  await page.waitForURL(/\/record/);
  await writeEntry(page, entry);
  await page.getByRole("button", { name: "Look at it once more" }).click();
  await page.getByRole("heading", { name: "Is this right?" }).waitFor();
  const key = await page.locator("input[name=once]").first().getAttribute("value");
  assert.match(key ?? "", /^[0-9a-f-]{36}$/, "the form carries no key");
}

/** An hour of self-study in York, on a day of October 2025. */
export function anHour(day, reason) {
  return {
    component: "assessment",
    kind: "completed",
    day: [day, 10, 2025],
    hours: 1,
    minutes: 0,
    how: "completion",
    reason,
  };
}
