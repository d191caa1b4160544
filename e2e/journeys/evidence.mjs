// A photograph straight from a phone's camera as evidence: sent in parts, cut off, gone on with, and seen beside the form.
// Owns this way through. Never decides on the request.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const FILES = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "crates", "documents", "tests", "files");
const MEGABYTE = 1_000_000;

/** A photograph with the place in it where it was taken, made as large as a camera's by remarks. */
function photograph() {
  const small = readFileSync(join(FILES, "certificate.jpg"));
  assert.ok(small.includes("Exif") && small.includes("Maker of cameras"), "the camera tells where it was");
  const remark = Buffer.alloc(0xffff + 2, " ");
  remark.writeUInt16BE(0xfffe, 0);
  remark.writeUInt16BE(0xffff, 2);
  const many = Math.ceil((2 * MEGABYTE) / remark.length);
  return Buffer.concat([small.subarray(0, 2), ...Array(many).fill(remark), small.subarray(2)]);
}

/** The first request that waits: its address for whoever decides, and whose it is. */
async function firstThatWaits(page) {
  await page.goto("/prior-learning/queue/l51");
  const link = page.locator("main a[href^='/prior-learning/queue/l51/']").first();
  return { address: await link.getAttribute("href"), name: (await link.innerText()).trim() };
}

/** Adds these journeys. */
export function addEvidence(journeys, at) {
  journeys.add("A photograph from a phone goes on after a lost signal, and a reviewer sees it without its place", async () => {
    const reviewer = await takePlace(at, "Helen Marsh", WINDOWS.desktop, "lead");
    const { address, name } = await firstThatWaits(reviewer.page);
    const { page, context } = await takePlace(at, name, WINDOWS.phone, "mentor");
    await page.goto("/prior-learning");
    await page.getByRole("link", { name: /^Show it/ }).first().click();
    await page.getByText("No pupil may appear").waitFor();
    await isSound(page);
    await shoot(at, page, "evidence-phone");

    let parts = 0;
    const lengths = [];
    await page.route("**/part?at=*", async (route) => {
      parts += 1;
      lengths.push(Number(new URL(route.request().url()).searchParams.get("at")));
      if (parts === 4) await context.setOffline(true);
      await route.continue().catch(() => {});
    });
    const bytes = photograph();
    await page.getByLabel("A file or a photograph").setInputFiles({ name: "IMG_2041.jpg", mimeType: "image/jpeg", buffer: bytes });
    await page.getByRole("button", { name: "Add it" }).click();
    await page.getByText("No signal just now.").waitFor();
    assert.ok((await page.locator("progress").evaluate((bar) => bar.value)) > 0, "how far it is shows");
    await isSound(page);
    await shoot(at, page, "evidence-no-signal-phone");
    await context.setOffline(false);
    await page.getByRole("link", { name: "IMG_2041.jpg" }).first().waitFor();
    const again = lengths.filter((begins, place) => place > 0 && begins === 0);
    assert.deepEqual(again, [], "it began anew");
    await page.locator("img.shown").evaluate((shown) => shown.decode());
    await isSound(page);
    await shoot(at, page, "evidence-here-phone");
    const file = await page.getByRole("link", { name: "IMG_2041.jpg" }).first().getAttribute("href");
    await context.close();

    await reviewer.page.goto(address);
    const shown = reviewer.page.locator("img.shown").first();
    await shown.scrollIntoViewIfNeeded();
    assert.ok(await shown.evaluate(async (one) => (await one.decode(), one.naturalWidth > 0)), "the reviewer sees it");
    await isSound(reviewer.page);
    await shoot(at, reviewer.page, "evidence-reviewer");
    for (const served of [file, `${file}/view`]) {
      const answer = await reviewer.context.request.get(served);
      assert.equal(answer.status(), 200, served);
      assert.match(answer.headers()["content-security-policy"], /sandbox/);
      const kept = await answer.body();
      assert.ok(!kept.includes("Exif") && !kept.includes("Maker of cameras"), `${served} tells where it was taken`);
      assert.ok(kept.length < MEGABYTE, `${served}: the camera's remarks are still in it`);
    }
    assert.deepEqual(reviewer.complaints, [], "the browser complained");
    await reviewer.context.close();
    return `${(bytes.length / MEGABYTE).toFixed(1)} MB in ${parts} parts`;
  });

  journeys.add("Without script a photograph is added by a press, and what is no file that is taken is told beside the field", async () => {
    const { page, context } = await takePlace(at, "Amina Rahman", { ...WINDOWS.phone, javaScriptEnabled: false }, "mentor");
    await page.goto("/prior-learning");
    await page.getByRole("link", { name: /^Show it/ }).first().click();
    const field = page.getByLabel("A file or a photograph");
    const add = page.getByRole("button", { name: "Add it" });
    await field.setInputFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from("#!/bin/sh\nrm -rf /\n") });
    await add.click();
    await page.getByText("This kind of file is not taken.").first().waitFor();
    await isSoundWithoutScript(page);
    await shoot(at, page, "evidence-refused-phone");
    await field.setInputFiles(join(FILES, "confirmation.eml"));
    await add.click();
    await page.getByText("Read it here").waitFor();
    await shoot(at, page, "evidence-letter-phone");
    await page.getByRole("button", { name: /^Take away/ }).first().click();
    assert.equal(await page.getByText("Read it here").count(), 0, "it is taken away");
    await context.close();
  });
}

/** What can be looked at where no script runs. */
async function isSoundWithoutScript(page) {
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 1);
}
