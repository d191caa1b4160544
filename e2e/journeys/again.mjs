// A form that is sent after its session has ended: signing in, and going on with what was typed.
// Owns the administrator who is signed out beside. Never uses the demo.

import assert from "node:assert/strict";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { openPostbox, startInstallation, until } from "../house/installation.mjs";
import { shoot } from "../house/shots.mjs";
import { accept } from "./installation.mjs";

/** Adds the journey of a form that goes on. */
export function addAgain(journeys, at) {
  journeys.add("A form that is sent after its session has ended goes on with what was typed once its sender is back", async () => {
    const postbox = await openPostbox();
    const installation = await startInstallation(postbox);
    try {
      const { page, context } = await openPage(at.browser, installation.address, WINDOWS.phone);
      await accept(page, installation.invite("noor@elmshire.example", "Noor", "Haddad"));
      await page.goto("/notice/outbox");
      await page.getByLabel("Send a message to this address").fill("somebody@elmshire.example");

      const beside = await context.newPage();
      await beside.goto("/access/devices");
      await beside.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
      await beside.waitForURL(/why=signed_out/);
      await beside.close();

      await page.getByRole("button", { name: "Send it" }).click();
      await page.getByRole("heading", { name: "Sign in, and go on" }).waitFor();
      await pleasesAxe(page);
      await fitsTheWindow(page);
      await shoot(at, page, "again");
      await page.getByLabel("Your work e-mail address").fill("noor@elmshire.example");
      const before = postbox.taken.length;
      await page.getByRole("button", { name: "Send me a code" }).click();
      await page.getByLabel("Six digits").waitFor();
      await pleasesAxe(page);
      await until("the code has arrived", () => postbox.taken.length > before);
      await page.getByLabel("Six digits").fill(/^ {4}(\d{3} ?\d{3})/m.exec(postbox.taken.at(-1).text)[1]);
      await page.getByRole("button", { name: "Sign in and go on" }).click();
      await page.waitForURL(/done=try/);
      await until("the message has arrived", () => postbox.taken.some((mail) => mail.to === "somebody@elmshire.example"));
      assert.match(installation.said(), /a session is over|somebody signed in/);
      assert.doesNotMatch(installation.said(), /elmshire\.example|Noor/, "the log names nobody");
      await context.close();
    } finally {
      await installation.end();
      await postbox.close();
    }
  });
}
