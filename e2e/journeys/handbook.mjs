// The pictures of the handbook: each page of it as its role sees it.
// Owns which picture shows what. Never changes a record.

import assert from "node:assert/strict";
import { fitsTheWindow } from "../house/checks.mjs";
import { forHandbook } from "../house/shots.mjs";
import { offers, takePlace } from "../house/seats.mjs";
import { openPage } from "../house/browser.mjs";

const PHONE = { viewport: { width: 390, height: 760 }, deviceScaleFactor: 1, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1040, height: 720 } };

/** Name of the picture, whose place, where, through which window. */
const PICTURES = [
  ["this-week", "Marguerite Osei", "mentor", "/this-week", PHONE],
  ["training", "Amina Rahman", "mentor", "/standing/l51", PHONE],
  ["history", "Ivan Petrov", "mentor", "/standing/y75/history", PHONE],
  ["our-mentors", "Grace Okafor", "school", "/our-mentors", DESK],
  ["school-placements", "Grace Okafor", "school", "/placement/school", DESK],
  ["caseload", "Helen Marsh", "lead", "/our-mentors/caseload", DESK],
  ["placement", "Dev Patel", "student", "/placement", PHONE],
  ["overview", "Ada Lind", "office", "/insight/y75", DESK],
  ["people", "Siân Rees", "office", "/person/y75", DESK],
  ["schools", "Siân Rees", "office", "/partnership/y75", DESK],
  ["placements", "Siân Rees", "office", "/placement/y75", DESK],
  ["imports", "Siân Rees", "office", "/audit/y75/imports", DESK],
  ["quality", "Siân Rees", "office", "/insight/y75/quality", DESK],
  ["rules", "Noor Haddad", "administrator", "/policy", DESK],
  ["rule", "Noor Haddad", "administrator", "/policy/general_mentor.initial.claimable", DESK],
  ["changes", "Ada Lind", "office", "/policy/changes?on=2024-11-13", DESK],
];

/** Adds the pictures. `at` knows the address, the browser and the folders. */
export function addHandbook(journeys, at) {
  journeys.add("The handbook shows every role's page as it is", async () => {
    const front = await openPage(at.browser, at.address, DESK);
    await front.page.goto("/");
    await forHandbook(at, front.page, "front");
    let shown = 1;
    const missing = [];
    for (const [name, who, seat, address, window] of PICTURES) {
      if (!(await offers(front.page, who, seat))) {
        missing.push(name);
        continue;
      }
      const { page, context } = await takePlace(at, who, window, seat);
      const answer = await page.goto(address);
      if (answer.status() === 200) {
        await fitsTheWindow(page);
        await forHandbook(at, page, name, window.viewport.height);
        shown += 1;
      } else missing.push(`${name} (${answer.status()})`);
      await context.close();
    }
    await front.context.close();
    assert.deepEqual(missing, [], "pictures are missing");
    return `${shown} pictures`;
  });
}
