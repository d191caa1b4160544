// Somebody asks to be forgotten, the office answers, and an administrator erases them after a look at what goes.
// Owns the somebody who has left. Comes last: what it erases is gone.

import assert from "node:assert/strict";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { stepIn, takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const ASKS = "Amina Rahman";

/** Looks at a page as everybody should be able to. */
async function good(at, page, name) {
  for (const [size, window] of Object.entries({ phone: WINDOWS.phone, desktop: WINDOWS.desktop })) {
    await page.setViewportSize(window.viewport);
    await fitsTheWindow(page);
    await pleasesAxe(page);
    await shoot(at, page, `${name}-${size}`);
  }
}

/** Adds this journey. */
export function addErasure(journeys, at) {
  journeys.add("Somebody asks to be erased, the offices answer, and nothing goes while a role is held", async () => {
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
      await page.getByRole("button", { name: `This stands against it, ${ASKS}` }).click();
      await page.getByText("Say what stands against it").first().waitFor();
      await good(at, page, "erasure-office");
      await page.getByRole("button", { name: `Nothing stands against it, ${ASKS}` }).click();
      await page.getByText("Your answer is kept").waitFor();

      await stepIn(page, "Noor Haddad", "administrator");
      await page.getByRole("link", { name: "Forgetting" }).first().click();
      await page.getByRole("link", { name: `See what would go of ${ASKS}` }).click();
      await page.getByRole("heading", { level: 1, name: `Erase ${ASKS}?` }).waitFor();
      await good(at, page, "erasure-preview");
      const told = await page.locator("main").innerText();
      assert.match(told, /A role is still held/);
      assert.match(told, /What stays[\s\S]*lines?, \d+/);
      assert.equal(await page.getByRole("button", { name: /^Erase / }).count(), 0, "nobody with a role is erased");

      await page.goto("/access/retention?on=2031-01-01");
      await good(at, page, "retention");
      assert.match(await page.locator("main").innerText(), /in all are due/);
      await page.goto("/access/retention");
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
    } finally {
      await context.close();
    }
  });
}
