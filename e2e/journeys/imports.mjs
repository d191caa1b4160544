// The office brings a file of attendance: looks at it, takes it in, puts rows right, and undoes the whole.
// Owns the rows of that file. Never trusts a total that it has not read again.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, keepsToTheTheme, pleasesAxe, saysWhatItIs, suitsAFinger } from "../house/checks.mjs";
import { recordOf } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const OFFICER = "Siân Rees";
const WHY = "It was the register of another evening.";

/** Every window in which the office brings its file; without script nothing can be measured. */
const SETTINGS = {
  "with script off": { ...WINDOWS.desktop, javaScriptEnabled: false },
  "on a desktop": { ...WINDOWS.desktop, colorScheme: "light" },
  "on a phone in the dark": { ...WINDOWS.phone, colorScheme: "dark" },
};

/** Two rows that fit, one whose name is nearly right, one of nobody, one with a slip in a cell. */
function register(day) {
  const verified = "attended,sian.rees@york.example,register";
  return [
    "name,trn,email,component,held_on,minutes,kind,verified_by,how,reference",
    `Tom Bryce,9900002,,pedagogy,2025-10-${day},60,${verified},EVENING-${day}`,
    `Ivan Petrov,9900003,,pedagogy,2025-10-${day},60,${verified},EVENING-${day}`,
    `Tom Brice,,tom.brice@mail.example,assessment,2025-10-${day},45,${verified},EVENING-${day}`,
    `Ann Unknown,1234567,,pedagogy,2025-10-${day},45,${verified},EVENING-${day}`,
    `Ivan Petrov,9900003,,asessment,2025-10-${day},30,${verified},EVENING-${day}`,
    "",
  ].join("\n");
}

/** What the office's record of somebody says that they have done. */
async function done(page, record) {
  await page.goto(record);
  return page.locator("dl.summary dt:text-is('Done') + dd").first().innerText();
}

/** Adds the journeys of imports. */
export function addImports(journeys, at) {
  let turn = 0;
  for (const [where, settings] of Object.entries(SETTINGS)) {
    const day = String(20 + turn++).padStart(2, "0");
    journeys.add(`The office brings a file, puts its rows right and undoes it whole, ${where}`, async () => {
      const { page, context, complaints, elsewhere } = await takePlace(at, OFFICER, settings, "office");
      const good = async (name) => {
        await shoot(at, page, `imports-${name}-${where}`);
        if (settings.javaScriptEnabled === false) return;
        await saysWhatItIs(page);
        await fitsTheWindow(page);
        await suitsAFinger(page);
        await keepsToTheTheme(page, settings.colorScheme);
        await pleasesAxe(page);
      };
      const tom = await recordOf(page, "y75", "Tom Bryce");
      const ivan = await recordOf(page, "y75", "Ivan Petrov");
      const before = [await done(page, tom), await done(page, ivan)];

      await page.goto("/audit/y75/imports");
      await good("list");
      await page.getByRole("link", { name: "Bring a file" }).click();
      await page.locator("input[name=kind][value=attendance]").check();
      await good("new");
      const file = { name: `evening-${day}.csv`, mimeType: "text/csv", buffer: Buffer.from(register(day)) };
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByRole("button", { name: "See what it would do" }).click();

      await page.getByText("Nothing has been kept yet").waitFor();
      const run = new URL(page.url()).pathname;
      assert.match(await page.locator("main").innerText(), /5 rows: 2 new, 3 left out/);
      await good("preview");
      assert.deepEqual([await done(page, tom), await done(page, ivan)], before, "the preview kept something");
      await page.goto(run);
      await page.getByRole("button", { name: "Take it in" }).click();

      await page.getByRole("heading", { name: "3 rows left to put right" }).waitFor();
      assert.match(await page.locator("main").innerText(), /Ivan Petrov: pedagogy, 1 h on \d+ October 2025/);
      await good("taken-in");
      await page.getByRole("button", { name: /^It is Tom Bryce/ }).click();
      await page.getByRole("heading", { name: "2 rows left to put right" }).waitFor();
      await page.getByRole("button", { name: "Set aside row 5" }).click();
      await page.getByRole("heading", { name: "1 row left to put right" }).waitFor();
      await page.getByRole("link", { name: /^Mend it/ }).click();
      assert.match(await page.locator("main").innerText(), /Did you mean "assessment"/);
      await good("row");
      await page.getByLabel("component").fill("assessment");
      await page.getByRole("button", { name: "Take the row in" }).click();
      await page.getByText("5 rows: 4 new").waitFor();
      const between = [await done(page, tom), await done(page, ivan)];
      assert.notEqual(between[0], before[0], "nothing came in for Tom");
      assert.notEqual(between[1], before[1], "nothing came in for Ivan");

      await page.goto(run);
      await page.getByRole("link", { name: "Undo this import" }).click();
      assert.match(await page.locator("main").innerText(), /4 entries of 2 people, 3 h 15 min in all/);
      await good("undo");
      await page.getByRole("button", { name: "Undo the import" }).click();
      assert.match(await page.title(), /^Error: /);
      await good("undo-why");
      await page.getByLabel("Why is it undone?").fill(WHY);
      await page.getByRole("button", { name: "Undo the import" }).click();
      await page.getByText(WHY).waitFor();
      await good("undone");
      assert.deepEqual([await done(page, tom), await done(page, ivan)], before, "the minutes are not as before");
      assert.ok((await page.locator("main").innerText()).includes(WHY), "the record does not say why");

      await page.goto("/audit/y75/imports");
      const row = page.getByRole("row").filter({ hasText: file.name });
      assert.match(await row.innerText(), /Undone\s+on .* by Siân Rees/);
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      await context.close();
      return "a file of five rows: 3 presses to take it in, 4 to put three rows right, 2 to undo it";
    });
  }
}
