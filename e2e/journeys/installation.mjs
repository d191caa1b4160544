// An installation from nothing: settings, the first administrator, real mail, and a stop that loses nothing.
// Owns the way in of the first administrator. Never uses the demo.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { link, openPostbox, startInstallation, until } from "../house/installation.mjs";

/** Asks for a page under a name of one's own choice. */
function ask(address, path, host) {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, address), { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Opens an invitation and says who one is; answers with how many presses that took. */
export async function accept(page, address, shot = async () => {}) {
  let presses = 1;
  await page.goto(address);
  await shot("door");
  await page.locator("main form button").first().click();
  await page.waitForLoadState();
  if (await page.locator("main input[name='last_name'], main input[name='first_name']").count()) {
    presses += 1;
    await shot("who");
    await page.locator("main form button").first().click();
    await page.waitForLoadState();
  }
  return presses;
}

/** Adds the journeys through an installation. */
export function addInstallation(journeys, at) {
  journeys.add("The first administrator is invited by mail, gets in once, and sees how the mail fares", async () => {
    let refusals = 0;
    const postbox = await openPostbox((to) => {
      if (to.startsWith("full@") && refusals++ === 0) return Object.assign(new Error("come back later"), { responseCode: 451 });
      if (to.startsWith("nobody@")) return Object.assign(new Error("no such reader"), { responseCode: 550 });
      return null;
    });
    const installation = await startInstallation(postbox);
    try {
      const printed = installation.invite("noor@elmshire.example", "Noor", "Haddad");
      assert.match(printed, new RegExp(`^${installation.address}/sign-in/`));
      await until("the invitation has arrived", () => postbox.taken.length === 1);
      assert.equal(postbox.taken[0].to, "noor@elmshire.example");
      assert.match(postbox.taken[0].text, /Auto-Submitted: auto-generated/);
      assert.equal(link(postbox.taken[0]), printed);

      const { page, context, complaints } = await openPage(at.browser, installation.address, WINDOWS.desktop);
      const presses = await accept(page, printed);
      await page.goto("/notice/outbox");
      await page.getByRole("heading", { level: 1, name: "Outgoing mail" }).waitFor();
      assert.match(await page.locator("main").innerText(), /0 waiting, 0 given up, 1 sent/);
      await pleasesAxe(page);

      for (const to of ["full@elmshire.example", "nobody@elmshire.example"]) {
        await page.getByLabel("Send a message to this address").fill(to);
        await page.getByRole("button", { name: "Send it" }).click();
        await page.waitForURL(/done=try/);
      }
      await until("one is refused for good and one waits", () => refusals === 1);
      await page.waitForTimeout(2_000);
      await page.goto("/notice/outbox");
      const told = await page.locator("main").innerText();
      assert.match(told, /1 waiting, 1 given up, 1 sent/);
      assert.match(told, /asked to be tried again later \(it answered 451\)/);
      assert.match(told, /refused the message for good \(it answered 550\)/);
      for (const [name, window] of Object.entries({ phone: WINDOWS.phone, desktop: WINDOWS.desktop })) {
        await page.setViewportSize(window.viewport);
        await fitsTheWindow(page);
        await pleasesAxe(page);
        await page.screenshot({ path: join(at.shots, `outgoing-mail-${name}.png`), fullPage: true });
      }
      await page.getByRole("button", { name: /Try again.*full@/ }).click();
      await until("the second try is taken", () => postbox.taken.length === 2);

      const again = await openPage(at.browser, installation.address, WINDOWS.phone);
      await accept(again.page, printed);
      await again.page.goto("/notice/outbox");
      assert.match(again.page.url(), /\/sign-in/, "a link that was pressed lets nobody else in");
      await again.context.close();
      assert.deepEqual(complaints, []);
      await context.close();
      return `ready after ${Math.round(installation.took)} ms, in after ${presses} presses`;
    } finally {
      await installation.end();
      await postbox.close();
    }
  });

  journeys.add("Mail that comes back after it was taken is read from its folder, and says why it did not arrive", async () => {
    const returns = mkdtempSync(join(tmpdir(), "alongside-returns-"));
    for (const part of ["new", "cur", "tmp"]) mkdirSync(join(returns, part));
    const postbox = await openPostbox();
    const installation = await startInstallation(postbox, `returns = ${JSON.stringify(returns)}\n`);
    try {
      const printed = installation.invite("noor@elmshire.example", "Noor", "Haddad");
      const { page, context, complaints } = await openPage(at.browser, installation.address, WINDOWS.phone);
      await accept(page, printed);
      await page.goto("/notice/outbox");
      await page.getByLabel("Send a message to this address").fill("gone@elmshire.example");
      await page.getByRole("button", { name: "Send it" }).click();
      await until("it was taken", () => postbox.taken.some((one) => one.to.startsWith("gone@")));
      const number = /Message-ID: (<[^>]+>)/i.exec(postbox.taken.find((one) => one.to.startsWith("gone@")).text)[1];
      writeFileSync(join(returns, "new", "1.a.host"), "Subject: not a report\r\n\r\nHello.\r\n");
      writeFileSync(join(returns, "new", "2.b.host"), cameBack(number));
      await until("both were read", () => readdirSync(join(returns, "cur")).length === 2);
      assert.deepEqual(readdirSync(join(returns, "new")), []);
      await page.goto("/notice/outbox");
      const told = await page.locator("main").innerText();
      assert.match(told, /1 given up/);
      assert.match(told, /The mail came back: there is no such mailbox \(5\.1\.1\)\./);
      assert.equal(await page.getByRole("button", { name: /Try again.*gone@/ }).count(), 0, "its words are gone");
      await fitsTheWindow(page);
      await pleasesAxe(page);
      assert.deepEqual(complaints, []);
      await context.close();
    } finally {
      await installation.end();
      await postbox.close();
      rmSync(returns, { recursive: true, force: true });
    }
  });

  journeys.add("An installation answers under its own name alone, says that it is well, and stops when asked", async () => {
    const postbox = await openPostbox();
    const installation = await startInstallation(postbox);
    try {
      const { address } = installation;
      const own = new URL(address).host;
      assert.equal(await ask(address, "/sign-in", own), 200);
      assert.equal(await ask(address, "/sign-in", "evil.example"), 421);
      assert.equal(await ask(address, "/healthz", "10.0.0.7"), 200);
      assert.equal(await ask(address, "/readyz", "10.0.0.7"), 200);
      assert.equal(await ask(address, "/demo/mail", own), 404);
      assert.equal(await ask(address, "/insight/l51", own), 303);
      assert.equal(await installation.stop(), 0, installation.said());
    } finally {
      await installation.end();
      await postbox.close();
    }
  });
}

/** A notification that a message never arrived, as mail servers write it (RFC 3464). */
function cameBack(number) {
  const lines = [
    "From: MAILER-DAEMON@mx.example",
    "To: alongside@partnership.example",
    "Subject: Undelivered mail",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    "",
    "--part",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    "Final-Recipient: rfc822; gone@elmshire.example",
    "Action: failed",
    "Status: 5.1.1",
    "",
    "--part",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${number}`,
    "",
    "--part--",
    "",
  ];
  return lines.join("\r\n");
}
