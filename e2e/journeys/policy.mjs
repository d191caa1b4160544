// The rules on a chosen day, one rule through time, what changes and for whom; a row that is set, and taken back.
// Owns one rule that it sets. Never leaves anything set.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, suitsAFinger } from "../house/checks.mjs";
import { Presses } from "../house/presses.mjs";
import { shoot } from "../house/shots.mjs";
import { takePlace } from "../house/seats.mjs";

const RULE = "A year’s refresher: least hours";

/** Adds the journeys of the rules. */
export function addPolicy(journeys, at) {
  journeys.add("The rules are read on a chosen day, and one of them through time", async () => {
    const { page, context, complaints } = await takePlace(at, "Ada Lind", WINDOWS.phone, "office");
    const way = new Presses(page);
    await way.press(page.locator("summary", { hasText: "More" }));
    await way.follow(page.getByRole("link", { name: "Rules", exact: true }));
    const line = () => page.locator("main tr", { hasText: RULE });
    assert.match(await line().innerText(), /None/, "on 18 November 2025 nothing is required");
    for (const [part, value] of [["day", "12"], ["month", "11"], ["year", "2024"]]) {
      await way.fill(page.locator(`input[name=on-${part}]`), value);
    }
    await way.follow(page.getByRole("button", { name: "Show", exact: true }).first());
    assert.match(page.url(), /on=2024-11-12/, "the address does not keep the day");
    assert.match(await line().innerText(), /6 h/, "on the day before it was lifted six hours were required");
    await fitsTheWindow(page);
    await pleasesAxe(page);
    await way.follow(page.getByRole("link", { name: RULE }));
    const told = await page.locator("main").innerText();
    assert.match(told, /Since Wednesday 13 November 2024/);
    assert.match(told, /From Sunday 1 September 2024 until Tuesday 12 November 2024/);
    assert.match(told, /schoolsweek/, "the source is not named");
    await fitsTheWindow(page);
    await suitsAFinger(page);
    await pleasesAxe(page);
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
    return way.told();
  });

  journeys.add("What changes on 13 November 2024 is told with those whom it touches", async () => {
    const { page, context } = await takePlace(at, "Noor Haddad", WINDOWS.desktop, "administrator");
    const way = new Presses(page);
    await page.goto("/policy");
    await way.follow(page.getByRole("link", { name: /What changes on a day/ }));
    await way.choose(page.getByLabel("Day on which rules change"), { label: "Wednesday 13 November 2024" });
    await way.follow(page.getByRole("button", { name: "Show", exact: true }));
    const told = await page.locator("main").innerText();
    assert.match(told, /What changes on Wednesday 13 November 2024/);
    assert.match(told, /A year’s refresher: least hours[\s\S]*6 h[\s\S]*None/);
    const [, touched] = /(\d+) mentors’ figures differ/.exec(told) ?? [];
    assert.ok(touched, `whom it touches is not told: ${told}`);
    const file = await page.locator("main a[href*='.csv']").first().getAttribute("href");
    const text = (await (await context.request.get(file)).text()).trim();
    const people = new Set(text.split(/\r?\n/).slice(1).map((row) => row.split(",").slice(0, 3).join()));
    assert.ok(people.size >= Number(touched), `${touched} are counted, ${people.size} are in the file`);
    await pleasesAxe(page);
    await shoot(at, page, "policy-changes");
    await context.close();
    return `${touched} mentors; ${way.told()}`;
  });

  journeys.add("An administrator sets a rule after seeing whom it touches, and takes it back", async () => {
    const { page, context } = await takePlace(at, "Noor Haddad", WINDOWS.desktop, "administrator");
    const way = new Presses(page);
    await page.goto("/policy");
    await way.follow(page.getByRole("link", { name: RULE }));
    const before = await page.locator("main").innerText();
    await way.follow(page.getByRole("link", { name: "Set a value for everybody" }));
    await way.fill(page.locator("input[name=value-hours]"), "12");
    await way.follow(page.getByRole("button", { name: "See whom it touches" }));
    await page.getByText("Give the first day on which it holds.").first().waitFor();
    await page.getByText("Give a value, or say that there is none: not both.").first().waitFor();
    assert.equal(await page.locator("input[name=value-hours]").inputValue(), "12", "what was typed is lost");
    await way.press(page.getByLabel("There is expressly no value"));
    await pleasesAxe(page);
    for (const [part, value] of [["day", "1"], ["month", "9"], ["year", "2025"]]) {
      await way.fill(page.locator(`input[name=from-${part}]`), value);
    }
    await way.fill(page.locator("#source"), "Minute 12 of the partnership board, 1 July 2025");
    await way.press(page.getByLabel("Confirmed"));
    await way.fill(page.locator("#because"), "The board asks it of every mentor.");
    await pleasesAxe(page);
    const from = performance.now();
    await way.follow(page.getByRole("button", { name: "See whom it touches" }));
    const took = performance.now() - from;
    assert.match(await page.locator("main").innerText(), /from None to 12 h/);
    assert.match(await page.locator("main").innerText(), /\d+ mentors’ figures differ/, "it touches nobody");
    await pleasesAxe(page);
    await shoot(at, page, "policy-preview");
    await way.follow(page.getByRole("button", { name: "Set this rule" }));
    assert.match(await page.locator("main").innerText(), /On Tuesday 18 November 2025: 12 h/);
    assert.match(await page.locator("main").innerText(), /The board asks it of every mentor/);
    await pleasesAxe(page);
    await way.follow(page.getByRole("link", { name: /^Undo/ }).first());
    await pleasesAxe(page);
    await way.fill(page.locator("#because"), "It was minuted for the coming year.");
    await way.follow(page.locator("main form button[type=submit]").last());
    const after = await page.locator("main").innerText();
    const inForce = (text) => /On Tuesday 18 November 2025: [^\n]+/.exec(text)[0];
    assert.equal(inForce(after), inForce(before), "it is not as it was");
    assert.match(after, /It was minuted for the coming year/, "why it was taken back is not told");
    await context.close();
    return `the preview took ${(took / 1000).toFixed(1)} s; ${way.told()}`;
  });
}
