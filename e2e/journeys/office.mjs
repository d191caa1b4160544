// The office at work: finds somebody, records an entry, corrects it, changes a record, looks at schools.
// Owns the presses that each of these takes. Never knows how a page is made.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, saysWhatItIs, suitsAFinger } from "../house/checks.mjs";
import { takePlace } from "../house/seats.mjs";

const OFFICER = "Siân Rees";
const MENTOR = "Tom Bryce";

/** Every window and theme in which the office works, and once without script. */
const SETTINGS = {
  "on a desktop": { ...WINDOWS.desktop },
  "on a phone in the dark": { ...WINDOWS.phone, colorScheme: "dark" },
  "with script off": { ...WINDOWS.desktop, javaScriptEnabled: false },
};

async function good(page, settings) {
  if (settings.javaScriptEnabled === false) return;
  await saysWhatItIs(page);
  await fitsTheWindow(page);
  await suitsAFinger(page);
  await pleasesAxe(page);
}

async function find(page, name) {
  await page.getByRole("link", { name: "People", exact: true }).first().click();
  await page.getByLabel("Name, TRN or e-mail").fill(name);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("link", { name: MENTOR }).first().click();
}

/** Adds the journeys of the office. */
export function addOffice(journeys, at) {
  const asOfficer = async (settings, steps) => {
    const { page, context, complaints, elsewhere } = await takePlace(at, OFFICER, settings, "office");
    try {
      const note = await steps(page);
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      return note;
    } finally {
      await context.close();
    }
  };

  let turn = 0;
  for (const [where, settings] of Object.entries(SETTINGS)) {
    turn += 1;
    const reference = `BY-HAND-${turn}`;
    journeys.add(`the office records an entry and corrects it ${where}`, () =>
      asOfficer(settings, async (page) => {
        await find(page, "tom bryce");
        await page.getByRole("link", { name: "Record an entry" }).click();
        await good(page, settings);

        await page.getByRole("button", { name: "Look at it once more" }).click();
        assert.match(await page.title(), /^Error: /);
        assert.ok(await page.getByRole("link", { name: "Give the day on which it was held." }).isVisible());
        await good(page, settings);

        await page.getByLabel("Day", { exact: true }).fill("3");
        await page.getByLabel("Month").fill("Nov");
        await page.getByLabel("Year").fill("2025");
        await page.getByLabel("Hours").fill("9");
        await page.getByLabel("Reference").fill(reference);
        await page.getByLabel("Why it is recorded by hand").fill("It was left out of the file");
        await page.getByRole("button", { name: "Look at it once more" }).click();
        assert.ok(await page.getByText("is unusual").isVisible(), "a long day is pointed out");
        await good(page, settings);
        await page.getByRole("button", { name: "Keep this entry" }).click();
        await page.getByText("The entry is kept.").waitFor();
        await good(page, settings);

        const row = page.getByRole("row").filter({ hasText: reference });
        await row.getByRole("link", { name: /^Correct/ }).click();
        await page.getByLabel("Hours").fill("1");
        await page.getByLabel("Why it is corrected").fill("The register says one hour");
        await page.getByRole("button", { name: "Look at it once more" }).click();
        await good(page, settings);
        await page.getByRole("button", { name: "Keep this correction" }).click();
        await page.getByText("The correction is kept").waitFor();
        assert.equal(await page.getByRole("row").filter({ hasText: reference }).count(), 2);
        return "5 presses from the person to the entry and back, 3 for the correction";
      }),
    );
  }

  journeys.add("the office narrows its mentors, keeps the view and takes the file", () =>
    asOfficer(SETTINGS["on a desktop"], async (page) => {
      await page.getByRole("link", { name: "People", exact: true }).first().click();
      await page.getByLabel("Where they stand").selectOption({ label: "Overdue" });
      await page.getByRole("button", { name: "Show", exact: true }).click();
      assert.match(page.url(), /state=overdue/);
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Excel/ }).click()]);
      assert.match(file.suggestedFilename(), /^york-st-john-university-mentors-\d{4}-\d\d-\d\d\.xlsx$/);
      await page.getByText("Keep this view").click();
      await page.getByLabel("Name of the view").fill("Overdue now");
      await page.getByRole("button", { name: "Keep it" }).click();
      assert.equal(await page.getByRole("link", { name: "Overdue now" }).getAttribute("aria-current"), "page");
      await good(page, SETTINGS["on a desktop"]);
    }),
  );

  journeys.add("the office sorts its schools by what is overdue, by keyboard alone", () =>
    asOfficer(SETTINGS["on a desktop"], async (page) => {
      await page.getByRole("link", { name: "Schools", exact: true }).first().click();
      await page.getByRole("columnheader", { name: "Overdue" }).getByRole("link").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/sort=overdue/);
      assert.equal(await page.getByRole("columnheader", { name: "Overdue" }).getAttribute("aria-sort"), "descending");
      await page.getByText("Show on a map").focus();
      await page.keyboard.press("Enter");
      assert.ok(await page.getByRole("img", { name: /^Map of/ }).isVisible());
      await good(page, SETTINGS["on a desktop"]);
    }),
  );
}
