// The office puts its records right: joins two, tells two apart, gives a number and an area, moves a closed school.
// Owns the records that are joined and told apart. Never undoes what it did: it comes last.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, saysWhatItIs, suitsAFinger } from "../house/checks.mjs";
import { entriesOf } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const YORK = "/insight/y75/quality";
const LIVERPOOL = "/insight/l51/quality";

async function good(page, settings) {
  if (settings.javaScriptEnabled === false) return;
  await saysWhatItIs(page);
  await fitsTheWindow(page);
  await suitsAFinger(page);
  await pleasesAxe(page);
}

/** The thing on the page that bears a name. */
const thing = (page, name) => page.locator("article.waits", { hasText: name }).first();

/** The minutes that stand on somebody's record, entry by entry. */
async function minutesOf(page, address) {
  await page.goto(address);
  const told = await page.locator("tr[id^=entry-]:not(.is-replaced)").evaluateAll((lines) =>
    lines.map((line) => line.querySelector("td").textContent),
  );
  return told.reduce((sum, text) => {
    const hours = /(\d+)\s*h/.exec(text)?.[1] ?? 0;
    const minutes = /(\d+)\s*min/.exec(text)?.[1] ?? 0;
    return sum + Number(hours) * 60 + Number(minutes);
  }, 0);
}

/** Adds these journeys. */
export function addQuality(journeys, at) {
  const asOfficer = async (name, settings, steps) => {
    const { page, context, complaints, elsewhere } = await takePlace(at, name, settings, "office");
    try {
      const note = await steps(page);
      assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
      assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
      return note;
    } finally {
      await context.close();
    }
  };

  journeys.add("the office joins two records of one person, and no minute is lost", () =>
    asOfficer("Siân Rees", WINDOWS.desktop, async (page) => {
      await page.goto(YORK);
      await good(page, WINDOWS.desktop);
      await shoot(at, page, "quality-desktop");
      const both = await thing(page, "Zofia Król and Zofia Krol")
        .locator("p a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      let minutes = 0;
      let entries = 0;
      for (const address of both) {
        minutes += await minutesOf(page, address);
        entries += await entriesOf(page, address);
      }
      await page.goto(YORK);
      await thing(page, "Zofia Król and Zofia Krol").getByRole("link", { name: /^Look at both/ }).click();
      await page.getByRole("heading", { name: "One person?" }).waitFor();
      await good(page, WINDOWS.desktop);
      await shoot(at, page, "one-person-desktop");
      await page.getByRole("link", { name: "Keep the other record instead" }).click();
      assert.match(page.url(), /keep=/);
      await page.getByRole("link", { name: "Keep the other record instead" }).click();
      await page.getByRole("button", { name: "Join them" }).click();
      await page.getByText("The two records are joined").waitFor();
      await good(page, WINDOWS.desktop);
      const kept = new URL(page.url()).pathname;
      assert.equal(await minutesOf(page, kept), minutes, "minutes were lost or won");
      assert.equal(await entriesOf(page, kept), entries);
      const other = both.find((address) => address !== kept);
      await page.goto(other);
      assert.equal(new URL(page.url()).pathname, kept, "the other record leads nowhere");
      return `${minutes} minutes before and after`;
    }),
  );

  for (const [where, settings] of Object.entries({
    "on a phone in the dark": { ...WINDOWS.phone, colorScheme: "dark" },
  })) {
    journeys.add(`two records are looked at ${where}`, () =>
      asOfficer("Siân Rees", settings, async (page) => {
        await page.goto(YORK);
        await good(page, settings);
        await shoot(at, page, "quality-phone-dark");
        await thing(page, "Fairclough").getByRole("link", { name: /^Look at both/ }).click();
        await page.getByRole("heading", { name: "One person?" }).waitFor();
        await good(page, settings);
        await shoot(at, page, "one-person-phone-dark");
      }),
    );
  }

  journeys.add("with script off the office tells two people apart, gives an area and a TRN", () =>
    asOfficer("Siân Rees", { ...WINDOWS.phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(YORK);
      await thing(page, "Fairclough").getByRole("button", { name: /^These are two people/ }).click();
      await page.getByText("nobody is asked about these two again").waitFor();
      assert.equal(await page.getByText("Fairclough").count(), 0, "they are proposed again");

      const school = () => thing(page, "Area of Canal Head Primary School");
      await school().getByRole("button", { name: /^Keep it/ }).click();
      assert.match(await page.title(), /^Error: /);
      await school().locator("select").selectOption("rest_of_england");
      await school().getByRole("button", { name: /^Keep it/ }).click();
      await page.getByText("The area is kept.").waitFor();
      assert.equal(await page.getByText("Canal Head Primary School").count(), 0);

      const person = () => thing(page, "TRN of Andrew Begum");
      await person().locator("input[type=text]").fill("12");
      await person().getByRole("button", { name: /^Keep it/ }).click();
      assert.match(await page.title(), /^Error: /);
      assert.equal(await person().locator("input[type=text]").inputValue(), "12", "what was typed is lost");
      await person().locator("input[type=text]").fill("9812345");
      await person().getByRole("button", { name: /^Keep it/ }).click();
      await page.getByText("The TRN is kept.").waitFor();
      assert.equal(await page.getByText("TRN of Andrew Begum").count(), 0);
    }),
  );

  journeys.add("the office of the other partnership vouches for an entry and moves a closed school", () =>
    asOfficer("Marcus Doyle", WINDOWS.desktop, async (page) => {
      await page.goto(LIVERPOOL);
      await good(page, WINDOWS.desktop);
      await shoot(at, page, "quality-liverpool-desktop");
      await thing(page, "Gwen Partington").getByRole("button", { name: /^I vouch for it/ }).click();
      await page.getByText("You vouched for the entry").waitFor();
      await thing(page, "Parr Meadow Infant School").getByRole("button", { name: /^Move them there/ }).click();
      await page.getByText("moved to the school that took the other’s place").waitFor();
      await good(page, WINDOWS.desktop);
      assert.equal(await page.getByText("Parr Meadow Infant School").count(), 0);
      return page.locator("[role=status]").first().innerText();
    }),
  );
}
