// What was typed is never lost: after a form that came back, a connection that broke, and a tab that was closed.
// Owns these ways of losing it. Never keeps an entry.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { pleasesAxe } from "../house/checks.mjs";
import { recordOf, writeEntry } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";

const ENTRY = {
  component: "assessment",
  kind: "completed",
  day: [9, 10, 2025],
  hours: 1,
  minutes: 15,
  how: "completion",
  reason: "Written on a train.",
};

async function atForm(at, settings) {
  const opened = await takePlace(at, "Siân Rees", settings, "office");
  const record = await recordOf(opened.page, "y75", "Femi Alabi");
  await opened.page.goto(record);
  await opened.page.getByRole("link", { name: "Record an entry" }).first().click();
  await opened.page.waitForURL(/\/record/);
  return opened;
}

async function isThere(page, entry, why) {
  const found = await page.evaluate(() => ({
    day: document.querySelector("input[name=held-day]").value,
    minutes: document.querySelector("input[name=time-minutes]").value,
    component: document.querySelector("#component").value,
    kind: document.querySelector("input[name=kind]:checked")?.value,
    reason: document.querySelector("#reason").value,
  }));
  const { component, kind, reason } = entry;
  const expected = { day: String(entry.day[0]), minutes: String(entry.minutes), component, kind, reason };
  assert.deepEqual(found, expected, why);
}

/** Adds these journeys. */
export function addDraft(journeys, at) {
  journeys.add("What was typed is there when a form comes back, and stays when it is left and opened again", async () => {
    const { page, context } = await atForm(at, WINDOWS.phone);
    const form = page.url();
    const wrong = { ...ENTRY, day: [31, 2, 2025] };
    await writeEntry(page, wrong);
    await page.getByRole("button", { name: "Look at it once more" }).click();
    await page.getByText("Give a day that exists").first().waitFor();
    await isThere(page, wrong, "the form that came back lost something");
    await pleasesAxe(page);
    await page.locator("#reason").fill("Written on a train, then mended.");
    await page.goto("/person/y75");
    await page.goto(form);
    await isThere(page, { ...wrong, reason: "Written on a train, then mended." }, "what was mended is lost");
    await page.getByText("What you typed before is still here.").waitFor();
    await pleasesAxe(page);
    await page.getByRole("button", { name: "Start afresh" }).click();
    assert.equal(await page.locator("#reason").inputValue(), "", "it does not start afresh");
    await context.close();
  });

  journeys.add("What was typed is offered again after the connection broke while it was sent", async () => {
    const { page, context } = await atForm(at, WINDOWS.phone);
    const form = page.url();
    await writeEntry(page, ENTRY);
    await page.route("**/record*", (route) => (route.request().method() === "POST" ? route.abort("internetdisconnected") : route.continue()));
    await page.getByRole("button", { name: "Look at it once more" }).click();
    await page.waitForTimeout(500);
    await page.unroute("**/record*");
    await page.goto(form);
    await page.getByText("What you typed before is still here.").waitFor();
    await isThere(page, ENTRY, "what was typed is lost");
    await page.getByRole("button", { name: "Look at it once more" }).click();
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    assert.match(await page.locator("main").innerText(), /Written on a train/);
    await page.goto(form);
    assert.equal(await page.getByText("What you typed before is still here.").count(), 0, "a draft that was sent is offered");
    await context.close();
  });

  journeys.add("Nobody else is offered what somebody typed in the same browser", async () => {
    const { page, context } = await atForm(at, WINDOWS.desktop);
    const form = page.url();
    await writeEntry(page, ENTRY);
    const other = await context.newPage();
    await other.goto(form);
    assert.equal(await other.locator("#reason").inputValue(), "", "another tab is offered the draft");
    await context.close();
  });
}
