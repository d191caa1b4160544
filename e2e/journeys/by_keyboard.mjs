// What is done without a mouse: a mentor answers about an earlier record, the office corrects an entry.
// Owns these two ways through. Never presses with anything but keys.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { pleasesAxe } from "../house/checks.mjs";
import { enter, tabTo } from "../house/presses.mjs";
import { recordOf } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";

/** Adds the journeys by keyboard. */
export function addByKeyboard(journeys, at) {
  journeys.add("By keyboard alone a mentor confirms the record that was brought in", async () => {
    const { page, context, complaints } = await takePlace(at, "Ivan Petrov", WINDOWS.desktop, "mentor");
    await page.goto("/this-week");
    await tabTo(page, page.getByRole("link", { name: /Check what we think/ }).first());
    await enter(page);
    await pleasesAxe(page);
    await tabTo(page, page.locator("input[name=answer]").first());
    await page.keyboard.press("Space");
    await tabTo(page, page.getByRole("button", { name: "Send my answer" }));
    await enter(page);
    await page.getByText("You have confirmed what").waitFor();
    await page.reload();
    assert.equal(await page.getByRole("link", { name: /Check what we think/ }).count(), 0, "it is asked again");
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });

  journeys.add("By keyboard alone the office corrects an entry, and the old one stays", async () => {
    const { page, context, complaints } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const record = await recordOf(page, "y75", "Rosalind Ferrier");
    await page.goto(record);
    await tabTo(page, page.locator("a[href$='/correct']").first());
    await enter(page);
    await tabTo(page, page.locator("input[name=time-minutes]"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("45");
    await tabTo(page, page.locator("input[name=time-hours]"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("0");
    await tabTo(page, page.locator("#reason"));
    await page.keyboard.type("The register shows three quarters of an hour.");
    await tabTo(page, page.getByRole("button", { name: "Look at it once more" }));
    await enter(page);
    await page.getByRole("heading", { name: "Is this right?" }).waitFor();
    await pleasesAxe(page);
    await tabTo(page, page.locator("button[name=step][value=keep]"));
    await enter(page);
    await page.goto(record);
    const told = await page.locator("main").innerText();
    assert.match(told, /45 min/, "the new time is not shown");
    assert.match(told, /three quarters of an hour/, "the reason is not shown");
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });
}
