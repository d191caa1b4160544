// The search of the shell: by name, number, postcode; what is not there; and nobody else's record.
// Owns what each seat may find. Never changes a record.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, suitsAFinger } from "../house/checks.mjs";
import { enter, tabTo } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";

/** What an officer types, and what stands first under which heading. */
const FOUND = [
  ["Sian", "People", /^Siân Rees/],
  ["rees sian", "People", /^Siân Rees/],
  ["9900145", "People", /^Alan Ndiaye/],
  ["ls6 9zz", "Schools", /^Beckside Grove Academy/],
  ["900009", "Schools", /^Beckside Grove Academy/],
  ["beckside", "Schools", /^Beckside Grove Academy/],
  ["refresher least hours", "Rules", /refresher: least hours/i],
];

async function ask(page, words) {
  const box = page.getByRole("searchbox", { name: "Search" }).first();
  await box.fill(words);
  await Promise.all([page.waitForURL((to) => to.pathname === "/search"), box.press("Enter")]);
}

/** The first thing under a heading, with its link. */
function first(page, heading) {
  const section = page.locator("section.results", { has: page.getByRole("heading", { name: new RegExp(`^${heading}`) }) });
  return section.locator("li").first();
}

/** Adds the journeys of the search. */
export function addSearch(journeys, at) {
  for (const [where, settings] of [
    ["on a phone", WINDOWS.phone],
    ["with script off", { ...WINDOWS.desktop, javaScriptEnabled: false }],
  ]) {
    journeys.add(`Search ${where} finds a name without its accent, a TRN, a postcode, a URN and a rule`, async () => {
      const { page, context, complaints } = await takePlace(at, "Siân Rees", settings, "office");
      for (const [words, heading, expected] of FOUND) {
        await ask(page, words);
        const line = first(page, heading);
        assert.match((await line.innerText()).trim(), expected, `“${words}” does not find it first`);
        const address = await line.getByRole("link").first().getAttribute("href");
        assert.equal((await context.request.get(address)).status(), 200, `${address} leads nowhere`);
        if (settings.javaScriptEnabled === false) continue;
        await fitsTheWindow(page);
        await suitsAFinger(page);
        await pleasesAxe(page);
      }
      assert.deepEqual(complaints, [], "the browser complained");
      await context.close();
    });
  }

  journeys.add("A session that the office finds leads to those for whom it is open", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    await ask(page, "pedagogy");
    const line = first(page, "Sessions");
    await Promise.all([page.waitForURL(/\/person\/y75\?open=/), line.getByRole("link").click()]);
    await page.getByRole("link", { name: "Leave that out" }).waitFor();
    await context.close();
  });

  journeys.add("Where nothing is found the page says so, and what to try, by keyboard alone", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    await tabTo(page, page.getByRole("searchbox", { name: "Search" }).first());
    await page.keyboard.type("Llanfairpwll");
    await enter(page);
    const told = await page.locator("main").innerText();
    assert.match(told, /Nothing is found/);
    assert.match(told, /spelling/, "what to try is not told");
    assert.equal(await page.getByRole("searchbox", { name: "Search" }).first().inputValue(), "Llanfairpwll");
    await pleasesAxe(page);
    await context.close();
  });

  journeys.add("A mentor who searches finds nobody else’s record", async () => {
    const { page, context } = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
    for (const words of ["Alan Ndiaye", "9900145", "Marguerite", "Sian", "corin blythe"]) {
      await ask(page, words);
      assert.equal(await first(page, "People").count(), 0, `“${words}” finds somebody`);
      await pleasesAxe(page);
    }
    await ask(page, "Amina");
    const own = first(page, "People");
    assert.match(await own.innerText(), /Amina Rahman/, "she does not find herself");
    assert.equal(await own.getByRole("link").getAttribute("href"), "/standing/l51");
    await context.close();
  });
}
