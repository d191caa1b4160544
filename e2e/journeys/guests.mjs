// A guest from invitation to log: the office draws a sample, the guest sees it and nothing else, the log tells.
// Owns the presses of both. Never looks into the database.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, saysWhatItIs, suitsAFinger } from "../house/checks.mjs";
import { takePlace } from "../house/seats.mjs";

const OFFICER = "Siân Rees";

async function good(page) {
  await saysWhatItIs(page);
  await fitsTheWindow(page);
  await suitsAFinger(page);
  await pleasesAxe(page);
}

/** Whoever sits in a place with the complaints of the browser looked at when they leave. */
async function sitting(at, who, settings, seat, steps) {
  const { page, context, complaints, elsewhere } = await takePlace(at, who, settings, seat);
  try {
    const note = await steps(page);
    const meant = complaints.filter((one) => !one.includes("422") && !one.includes("404"));
    assert.deepEqual(meant, [], "the browser complained");
    assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
    return note;
  } finally {
    await context.close();
  }
}

async function day(page, name, [day, month, year]) {
  await page.locator(`[name=${name}-day]`).fill(day);
  await page.locator(`[name=${name}-month]`).fill(month);
  await page.locator(`[name=${name}-year]`).fill(year);
}

/** Adds the journeys of guests, delegates and partners. */
export function addGuests(journeys, at) {
  let sampled = [];
  let outside = "";
  journeys.add("the office draws a sample for a guest and sees it before anything is sent", () =>
    sitting(at, OFFICER, { ...WINDOWS.desktop }, "office", async (page) => {
      await page.goto("/access/guests/y75");
      await good(page);
      await page.getByRole("link", { name: "Invite a guest" }).click();
      await good(page);
      await page.getByRole("button", { name: "Look at the sample" }).click();
      assert.match(await page.title(), /^Error: /);
      await page.getByLabel("First name").fill("Nia");
      await page.getByLabel("Last name").fill("Bevan");
      await page.getByLabel("Work e-mail address").fill("nia.bevan@durham.example");
      await page.getByLabel("What for").fill("External examining, autumn 2025");
      await day(page, "until", ["19", "12", "2025"]);
      await page.getByRole("button", { name: "Look at the sample" }).click();
      await page.getByRole("heading", { name: "Is this the sample?" }).waitFor();
      await good(page);
      const ticked = page.locator("input[name=placement]:checked");
      assert.ok((await ticked.count()) > 1, "chance drew some");
      sampled = await ticked.evaluateAll((all) => all.map((one) => one.value));
      await page.getByRole("button", { name: "Send the invitation" }).click();
      await page.getByText("The invitation is on its way").waitFor();
      await good(page);
      await page.goto("/placement/y75");
      const leads = await page.locator("main a[href^='/placement/y75/']").evaluateAll((all) =>
        all.map((one) => one.getAttribute("href")),
      );
      outside = leads.find((one) => !sampled.some((id) => one.includes(id)));
      assert.ok(outside, "some placement is outside the sample");
      return `${sampled.length} placements`;
    }),
  );
  journeys.add("a guest sees exactly the sample on a phone, and what they opened is told", () =>
    sitting(at, "Nia Bevan", { ...WINDOWS.phone, colorScheme: "dark" }, "guest", async (page) => {
      await page.getByRole("heading", { name: "What you may read", level: 1 }).waitFor();
      await good(page);
      const given = await page.locator("main a[href^='/placement/']").evaluateAll((all) =>
        all.map((one) => one.getAttribute("href").split("/").pop()),
      );
      assert.deepEqual([...given].sort(), [...sampled].sort(), "exactly what was ticked");
      assert.equal((await page.goto(outside)).status(), 404, "another placement is not there");
      assert.equal((await page.goto("/person/y75")).status(), 404);
      assert.equal((await page.goto("/access/guests/y75")).status(), 404);
      assert.equal((await page.goto(`/placement/y75/${sampled[0]}`)).status(), 200);
      await page.goto("/access/opened/y75");
      await page.getByText("A placement of").first().waitFor();
      await good(page);
      return `${given.length} records and one line in the log`;
    }),
  );
  journeys.add("the office reads what a guest opened, and ends it", () =>
    sitting(at, OFFICER, { ...WINDOWS.desktop }, "office", async (page) => {
      await page.goto("/access/guests/y75");
      await page.getByRole("link", { name: "Nia Bevan", exact: true }).click();
      await good(page);
      await page.getByRole("link", { name: "What they opened, and when" }).click();
      await page.getByText("A placement of").first().waitFor();
      await good(page);
      await page.goBack();
      await page.getByRole("link", { name: "Change what they may read" }).click();
      await good(page);
      await page.locator("input[name=placement]:checked").first().uncheck();
      await page.getByRole("button", { name: "Keep this sample" }).click();
      await page.getByText("The sample is changed").waitFor();
      await page.getByRole("button", { name: "End it now" }).click();
      await page.getByText("reads nothing more").waitFor();
      await good(page);
    }),
  );
  journeys.add("a partner who delivers training records hours and finds nobody by chance", () =>
    sitting(at, "Rufus Adeyemi", { ...WINDOWS.phone }, "partner", async (page) => {
      await page.getByRole("heading", { name: "Record hours" }).waitFor();
      await good(page);
      const mentor = page.getByLabel("The mentor’s TRN or work e-mail address");
      await mentor.fill("9999999");
      await page.getByRole("button", { name: "Find the mentor" }).click();
      await page.getByText("No mentor of this partnership is found so").first().waitFor();
      await good(page);
      assert.equal((await page.goto("/person/y75")).status(), 404);
    }),
  );
  journeys.add("somebody who is away names a delegate, who ends it", () =>
    sitting(at, OFFICER, { ...WINDOWS.phone }, "office", async (page) => {
      await page.goto("/access/delegates");
      await good(page);
      await page.getByLabel("Who decides in your name").selectOption({ index: 1 });
      await day(page, "until", ["28", "11", "2025"]);
      await page.getByLabel("Why").fill("On leave");
      await page.getByRole("button", { name: "Name them" }).click();
      await page.getByText("both of you are told").waitFor();
      await good(page);
      await page.getByRole("button", { name: /^End it/ }).click();
      await page.getByText("It has ended").waitFor();
    }),
  );
}
