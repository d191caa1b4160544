// Every mentor of the demo, one after another: no page fails, none is too wide, whatever stands on it.
// Owns what must hold for any mentor. Never looks closely at one: the training page's journeys do.

import assert from "node:assert/strict";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, saysWhatItIs } from "../house/checks.mjs";

/** How many pages apart axe looks: it is thorough, and slow. */
const AXE_EVERY = 8;

/** Adds the journeys through all mentors. `at` knows the address and the browser. */
export function addEveryMentor(journeys, at) {
  journeys.add("Every mentor's page can be read at 320 px with everything open", async () => {
    const { page, context, complaints, elsewhere } = await openPage(at.browser, at.address, WINDOWS.narrow);
    await page.goto("/");
    const people = await page
      .locator("form[action='/demo/step-in'] input[name=person]")
      .evaluateAll((inputs) => inputs.map((input) => input.value));
    assert.ok(people.length >= 2, "the front page lists nobody");
    for (const [number, person] of people.entries()) {
      await stepInto(page, person, number);
      await saysWhatItIs(page);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
      const name = await page.locator("header").first().innerText();
      await told(name, () => fitsTheWindow(page));
      if (number % AXE_EVERY === 0) await told(name, () => pleasesAxe(page));
    }
    assert.deepEqual(complaints, [], "the browser complained");
    assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
    await context.close();
    return `${people.length} mentors`;
  });

  journeys.add("A mentor of two providers reads both, one press apart", async () => {
    const { page, context, complaints } = await openPage(at.browser, at.address, WINDOWS.phone);
    await page.goto("/");
    const people = await page
      .locator("form[action='/demo/step-in'] input[name=person]")
      .evaluateAll((inputs) => inputs.map((input) => input.value));
    const twice = people.find((person, number) => people.indexOf(person) !== number);
    assert.ok(twice, "nobody in the demo works with two providers");
    await stepInto(page, twice, people.indexOf(twice));
    const here = new URL(page.url()).pathname;
    const other = page.locator(`a[href^='/standing/']:not([href='${here}'])`).first();
    const there = await other.getAttribute("href");
    await Promise.all([page.waitForURL(`**${there}`), other.click()]);
    await saysWhatItIs(page);
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });
}

async function stepInto(page, person, number) {
  await page.goto("/");
  const form = page.locator("form[action='/demo/step-in']").nth(number);
  assert.equal(await form.locator("input[name=person]").inputValue(), person, "the front page changed its order");
  await form.evaluate((part) => {
    for (let above = part.parentElement; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") above.open = true;
    }
  });
  await Promise.all([page.waitForURL(/\/standing/), form.getByRole("button").click()]);
}

/** Says on whose page something was found. */
async function told(name, check) {
  try {
    await check();
  } catch (error) {
    throw new Error(`${name.replace(/\s+/g, " ")}: ${error.message}`);
  }
}
