// What works when the browser runs no script: recording an entry, narrowing a list, moving the clock.
// Owns these ways through. Never turns script on.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { anHour, entriesOf, recordOf, toLastLook } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";

const PLAIN = { ...WINDOWS.desktop, javaScriptEnabled: false };

/** Adds these journeys. */
export function addWithoutScript(journeys, at) {
  journeys.add("With script off the office records an entry", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", PLAIN, "office");
    const record = await recordOf(page, "y75", "Kieran Blackburn");
    const before = await entriesOf(page, record);
    await toLastLook(page, record, anHour(8, "Shown on the study platform."));
    await page.locator("button[name=step][value=keep]").click();
    await page.waitForURL((to) => !to.pathname.endsWith("/record"));
    assert.equal(await entriesOf(page, record), before + 1);
    await context.close();
  });

  journeys.add("With script off what is missing is told beside the field, and everything typed is there", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", PLAIN, "office");
    const record = await recordOf(page, "y75", "Kieran Blackburn");
    await page.goto(record);
    await page.getByRole("link", { name: "Record an entry" }).first().click();
    await page.locator("input[name=held-day]").fill("31");
    await page.locator("input[name=held-month]").fill("2");
    await page.locator("input[name=held-year]").fill("2025");
    await page.locator("#reason").fill("Written down by hand.");
    await page.getByRole("button", { name: "Look at it once more" }).click();
    await page.getByText("Give how long it took").first().waitFor();
    assert.equal(await page.locator("input[name=held-day]").inputValue(), "31");
    assert.equal(await page.locator("#reason").inputValue(), "Written down by hand.");
    await context.close();
  });

  journeys.add("With script off a list is narrowed, and the file of it holds the same people", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", PLAIN, "office");
    await page.goto("/person/y75");
    await page.locator("main form input[name=q]").first().fill("sarah hughes");
    await page.locator("main form").first().getByRole("button").first().click();
    await page.waitForURL(/q=sarah/);
    assert.equal(await page.locator("main table tbody tr").count(), 2, "two bear this name");
    const file = await page.locator("a[href*='.csv']").first().getAttribute("href");
    const rows = (await (await context.request.get(file)).text()).trim().split(/\r?\n/);
    assert.equal(rows.length, 3, "a heading and two rows");
    await context.close();
  });
}
