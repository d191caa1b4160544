// Somebody asks to be forgotten, the office answers, and an administrator erases them after a look at what goes.
// Owns the somebody who has left. Comes last: what it erases is gone.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { stepIn, takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const ASKS = "Imani Clarke";

/** Looks at a page as everybody should be able to. */
async function good(at, page, name) {
  for (const [size, window] of Object.entries({ phone: WINDOWS.phone, desktop: WINDOWS.desktop })) {
    await page.setViewportSize(window.viewport);
    await fitsTheWindow(page);
    await pleasesAxe(page);
    await shoot(at, page, `${name}-${size}`);
  }
}

/** Ends the first role on somebody's page, the day before the demo's. */
async function endRole(page) {
  await page.locator("a[href*='/role/']").first().click();
  await page.locator("#until-day, [name=until-day]").first().fill("17");
  await page.locator("[name=until-month]").fill("11");
  await page.locator("[name=until-year]").fill("2025");
  await page.getByRole("button", { name: "Keep this day" }).click();
  await page.waitForURL(/done=ended/);
}

/** The minutes that stay, as the preview tells them. */
const stays = (page) => page.locator("h2:has-text('What stays') + ul").innerText();

/** Adds this journey. */
export function addErasure(journeys, at) {
  journeys.add("Somebody asks to be erased, the office answers and ends their role, and they are gone with every minute kept", async () => {
    const { page, context, complaints, elsewhere } = await takePlace(at, ASKS, WINDOWS.desktop, "mentor");
    try {
      await page.goto("/access/me");
      await page.getByRole("link", { name: "Ask to be erased" }).click();
      await page.getByRole("heading", { level: 1, name: "Ask to be erased" }).waitFor();
      await good(at, page, "erasure-ask");
      await page.getByRole("button", { name: "Ask to be erased" }).click();
      await page.getByText("You asked on").waitFor();
      await good(at, page, "erasure-asked");

      await stepIn(page, "Siân Rees", "office");
      await page.goto("/insight/y75/quality");
      await page.getByRole("link", { name: /anything stands against it/ }).click();
      await page.getByRole("button", { name: new RegExp(`^This stands against it.*${ASKS}`) }).click();
      await page.getByText("Say what stands against it").first().waitFor();
      await good(at, page, "erasure-office");
      await page.getByRole("button", { name: new RegExp(`^Nothing stands against it.*${ASKS}`) }).click();
      await page.getByText("Your answer is kept").waitFor();
      const record = await page.getByRole("link", { name: ASKS }).first().getAttribute("href");

      await stepIn(page, "Noor Haddad", "administrator");
      await page.getByRole("link", { name: "Forgetting" }).first().click();
      await page.getByRole("link", { name: new RegExp(`^See what would go.*${ASKS}`) }).click();
      await page.getByRole("heading", { level: 1, name: `Erase ${ASKS}?` }).waitFor();
      await good(at, page, "erasure-preview");
      const preview = page.url();
      assert.match(await page.locator("main").innerText(), /A role is still held/);
      assert.equal(await page.getByRole("button", { name: /^Erase / }).count(), 0, "nobody with a role is erased");
      const before = await stays(page);
      assert.match(before, /York St John.*lines?, /);

      await stepIn(page, "Siân Rees", "office");
      await page.goto(record);
      await endRole(page);
      await stepIn(page, "Noor Haddad", "administrator");
      await page.goto(preview);
      await good(at, page, "erasure-ready");
      await page.getByRole("button", { name: `Erase ${ASKS}` }).click();
      await page.getByText("Minutes, sums and chains are as they were").waitFor();

      await stepIn(page, "Siân Rees", "office");
      await page.goto("/search?q=clarke");
      assert.doesNotMatch(await page.locator("main").innerText(), /Imani/, "search forgot");
      await page.goto(record);
      await page.getByRole("heading", { level: 1, name: "Erased person" }).waitFor();
      assert.doesNotMatch(await page.locator("main").innerText(), /Clarke/);

      await stepIn(page, "Noor Haddad", "administrator");
      await page.goto("/access/retention?on=2031-01-01");
      await good(at, page, "retention");
      assert.match(await page.locator("main").innerText(), /in all are due/);
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      return `stays: ${before}`;
    } finally {
      await context.close();
    }
  });
}
