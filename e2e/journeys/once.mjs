// A deed is done once, whatever the reader presses; and of two who edit the same, the second is shown the difference.
// Owns what must hold for every form. Never corrects what it recorded.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { anHour, entriesOf, recordOf, toLastLook } from "../house/records.mjs";
import { shoot } from "../house/shots.mjs";
import { takePlace } from "../house/seats.mjs";

/** Adds these journeys. */
export function addOnce(journeys, at) {
  journeys.add("Pressed twice at once, an entry is recorded once", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const record = await recordOf(page, "y75", "Femi Alabi");
    const before = await entriesOf(page, record);
    await toLastLook(page, record, anHour(6, "Shown on the study platform."));
    const form = await page.locator("form", { has: page.locator("button[value=keep]") }).evaluate((part) => ({
      action: part.getAttribute("action"),
      fields: Object.fromEntries(new FormData(part)),
    }));
    const send = () =>
      context.request.post(form.action, {
        form: { ...form.fields, step: "keep" },
        headers: { "sec-fetch-site": "same-origin" },
        maxRedirects: 0,
      });
    const answers = await Promise.all([send(), send(), send()]);
    assert.deepEqual(answers.map((answer) => answer.status()), [303, 303, 303]);
    assert.equal(new Set(answers.map((answer) => answer.headers().location)).size, 1, "they lead to different places");
    assert.equal(await entriesOf(page, record), before + 1);
    await context.close();
  });

  journeys.add("The back button and a restored tab do nothing twice", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const record = await recordOf(page, "y75", "Tom Bryce");
    const before = await entriesOf(page, record);
    await toLastLook(page, record, anHour(7, "Shown on the study platform."));
    const form = page.locator("form", { has: page.locator("button[value=keep]") });
    const action = await form.getAttribute("action");
    const looked = await form.evaluate((part) => Object.fromEntries(new FormData(part)));
    await page.locator("button[value=keep]").click();
    await page.waitForURL((to) => !to.pathname.endsWith("/record"));
    assert.equal(await entriesOf(page, record), before + 1);

    // A browser that goes back, or restores the tab, sends what it sent before; and the reader presses again.
    const headers = { "sec-fetch-site": "same-origin" };
    const send = (fields) => context.request.post(action, { form: fields, headers, maxRedirects: 0 });
    const again = await (await send({ ...looked, step: "" })).text();
    const key = /name="once" value="([^"]+)"/.exec(again)?.[1] ?? looked.once;
    for (const once of [looked.once, key]) {
      const answer = await send({ ...looked, once, step: "keep" });
      assert.ok([303, 422].includes(answer.status()), `it answers ${answer.status()}`);
    }
    assert.equal(await entriesOf(page, record), before + 1);
    await context.close();
  });

  journeys.add("Of two who change the same record, the second sees the difference and loses nothing typed", async () => {
    const one = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const record = await recordOf(one.page, "y75", "Edmund Castellano");
    const other = await takePlace(at, "Siân Rees", WINDOWS.phone, "office");
    for (const { page } of [one, other]) await page.goto(`${record}/change`);
    const first = (page) => page.locator("form.form input[type=text]").first();
    await first(one.page).fill("Eddie");
    await one.page.getByRole("button", { name: "Keep these" }).click();
    await one.page.waitForURL((to) => !to.pathname.endsWith("/change"));
    await first(other.page).fill("Edmond");
    await other.page.getByRole("button", { name: "Keep these" }).click();
    await other.page.getByText("no longer as the form showed it").waitFor();
    assert.equal(await first(other.page).inputValue(), "Edmond", "what was typed is lost");
    const told = await other.page.locator(".difference").innerText();
    for (const name of ["Edmund", "Eddie", "Edmond"]) assert.match(told, new RegExp(name), "was, is and typed are not all told");
    await fitsTheWindow(other.page);
    await pleasesAxe(other.page);
    await shoot(at, other.page, "difference-phone");
    await other.page.getByRole("button", { name: "Keep these" }).click();
    await other.page.waitForURL((to) => !to.pathname.endsWith("/change"));
    await one.page.goto(record);
    assert.match(await one.page.locator("h1").innerText(), /Edmond/, "the second, having seen it, is not kept");
    await one.context.close();
    await other.context.close();
  });

  journeys.add("A draft is offered again after the tab was closed by mistake", async () => {
    const { page, context } = await takePlace(at, "Rosalind Ferrier", WINDOWS.phone, "mentor");
    await page.goto("/standing/y75/history");
    await page.locator("input[name=answer][value=wrong]").check();
    await page.locator("#words").fill("The visit in March is missing.");
    await page.waitForTimeout(600);
    await page.goto("/this-week");
    await page.goto("/standing/y75/history");
    assert.equal(await page.locator("#words").inputValue(), "The visit in March is missing.");
    await context.close();
  });
}
