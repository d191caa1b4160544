// The demo on other days: before anything of this year was recorded, and after all of it.
// Owns the days to which its clock is moved. Never leaves it moved.

import assert from "node:assert/strict";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe } from "../house/checks.mjs";
import { SEATS, moveClock, offers, takePlace } from "../house/seats.mjs";

const OPENS_ON = "2025-11-18";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Where each seat begins, and what stands beside it. */
const FIRST_PAGES = {
  mentor: ["/this-week", "/standing"],
  school: ["/our-mentors", "/placement/school"],
  lead: ["/our-mentors/caseload"],
  student: ["/placement"],
  office: ["/insight/y75", "/person/y75", "/partnership/y75", "/placement/y75", "/audit/y75/imports", "/insight/y75/quality"],
  administrator: ["/policy"],
  guest: ["/access/guest"],
  partner: ["/ledger/y75/delivered"],
};

/** The days that the entries of a page tell, later than one. */
async function later(page, day) {
  const text = await page.locator("main [id^='entry'], main .entries, main #entries, main table.entries").allInnerTexts();
  const days = text.join(" ").matchAll(/(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})/g);
  return [...days]
    .map(([told, date, month, year]) => [told, `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${date.padStart(2, "0")}`])
    .filter(([, written]) => written > day)
    .map(([told]) => told);
}

/** Adds the journeys through time. */
export function addClock(journeys, at) {
  const moved = async (day, steps) => {
    const front = await openPage(at.browser, at.address, WINDOWS.desktop);
    await moveClock(front.page, day);
    try {
      return await steps();
    } finally {
      await moveClock(front.page, OPENS_ON);
      await front.context.close();
    }
  };

  journeys.add("On 1 September 2025 nothing is shown that was held or recorded later", () =>
    moved("2025-09-01", async () => {
      const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
      await page.goto("/person/y75");
      const people = await page.locator("main table tbody tr a[href^='/person/']").evaluateAll((links) => links.slice(0, 40).map((link) => link.getAttribute("href")));
      assert.ok(people.length > 0, "nobody is listed");
      const wrong = [];
      let entries = 0;
      for (const address of people) {
        await page.goto(address);
        entries += await page.locator("a[href$='/correct']").count();
        for (const day of await later(page, "2025-09-01")) wrong.push(`${address}: ${day}`);
      }
      assert.deepEqual(wrong, [], "later entries are shown");
      await page.goto("/audit/y75/imports");
      const imports = await page.locator("main").innerText();
      assert.doesNotMatch(imports, /(September|October|November) 2025/, "an import of a later day is listed");
      assert.doesNotMatch(imports, /\b(2|[1-3]\d) Sep 2025|(Oct|Nov) 2025/, "an import of a later day is listed");
      await context.close();
      return `${people.length} people, ${entries} entries`;
    }),
  );

  for (const day of ["2025-09-01", "2026-06-15"]) {
    journeys.add(`On ${day} the first pages of every seat stand`, () =>
      moved(day, async () => {
        let looked = 0;
        const front = await openPage(at.browser, at.address, WINDOWS.desktop);
        for (const { name, seat } of SEATS) {
          if (!(await offers(front.page, name, seat))) continue;
          const { page, context, complaints } = await takePlace(at, name, WINDOWS.phone, seat);
          for (const address of FIRST_PAGES[seat]) {
            const answer = await page.goto(address);
            if (answer.status() === 404 && name === "Ada Lind") continue;
            assert.equal(answer.status(), 200, `${address} as ${name}`);
            await fitsTheWindow(page);
            await pleasesAxe(page);
            looked += 1;
          }
          assert.deepEqual(complaints.filter((one) => !one.includes("404")), [], "the browser complained");
          await context.close();
        }
        await front.context.close();
        return `${looked} pages`;
      }),
    );
  }
}
