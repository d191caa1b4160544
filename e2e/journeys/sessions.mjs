// A mentor on a phone: what comes next, and a session of it booked; a calendar that another program reads.
// Owns these ways through. Never keeps a register.

import assert from "node:assert/strict";
import ICAL from "ical.js";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { Presses, enter, tabTo } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const SESSION = "Behaviour and high expectations, live";
const OTHER = "Conference day 2";

/** The sessions that a calendar holds, read by a library that knows nothing of us. */
function eventsOf(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  return calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
}

/** Adds these journeys. */
export function addSessions(journeys, at) {
  journeys.add("A mentor sees what comes next and books a session of it on a phone, in three presses", async () => {
    const { page, context, complaints } = await takePlace(at, "Tom Bryce", WINDOWS.phone, "mentor");
    await page.goto("/this-week");
    await isSound(page);
    await shoot(at, page, "sessions-this-week-phone");
    const presses = new Presses(page);
    await presses.follow(page.getByRole("link", { name: "Book a place" }).first());
    await isSound(page);
    await shoot(at, page, "sessions-phone");
    const first = page.locator("main .row-title a").filter({ hasText: /live/i }).last();
    const title = (await first.innerText()).trim();
    await presses.follow(first);
    await isSound(page);
    await shoot(at, page, "session-phone");
    await presses.follow(page.getByRole("button", { name: "Book a place" }));
    await page.getByRole("status").getByText("You have a place.").waitFor();
    await isSound(page);
    await shoot(at, page, "session-booked-phone");
    assert.ok(presses.presses <= 4, `it took ${presses.told()}`);
    assert.deepEqual(complaints, [], "the browser complained");

    const file = await (await context.request.get(`${new URL(page.url()).pathname}/calendar.ics`)).text();
    const [event] = eventsOf(file);
    assert.equal(event.summary, title);
    assert.equal(event.startDate.toJSDate().toISOString().slice(10), "T16:30:00.000Z");
    await context.close();
    return presses.told();
  });

  journeys.add("By keyboard alone a mentor books a session, and gives the place up", async () => {
    const { page, context, complaints } = await takePlace(at, "Ivan Petrov", WINDOWS.phone, "mentor");
    await page.goto("/booking");
    const first = page.locator("main .row-title a").filter({ hasText: /live/i }).last();
    await tabTo(page, first);
    await enter(page);
    await tabTo(page, page.getByRole("button", { name: "Book a place" }));
    await enter(page);
    await page.getByRole("status").getByText("You have a place.").waitFor();
    await tabTo(page, page.locator("summary", { hasText: "Give it up" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByLabel("Why"));
    await page.keyboard.type("A trip with my class");
    await tabTo(page, page.getByRole("button", { name: "Give up my place" }));
    await enter(page);
    await page.getByText("You have given your place up.").waitFor();
    await isSound(page);
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });

  journeys.add("With script off a mentor books a session", async () => {
    const { page, context } = await takePlace(at, "Rosalind Ferrier", { ...WINDOWS.phone, javaScriptEnabled: false }, "mentor");
    await page.goto("/booking");
    await page.locator("main .row-title a").filter({ hasText: /live/i }).last().click();
    await page.getByRole("button", { name: "Book a place" }).click();
    await page.getByRole("status").getByText("You have a place.").waitFor();
    await context.close();
  });

  journeys.add("A private calendar is made, read by another program, follows what is given up, and is withdrawn", async () => {
    const { page, context, complaints } = await takePlace(at, "Femi Alabi", WINDOWS.phone, "mentor");
    const book = async (title) => {
      await page.goto("/booking");
      await page.getByRole("link", { name: title, exact: true }).first().click();
      await page.getByRole("button", { name: "Book a place" }).click();
      await page.getByRole("status").getByText(/You have a place\.|A place is held for you\./).waitFor();
      return new URL(page.url()).pathname;
    };
    const live = await book(SESSION);
    await book(OTHER);
    await page.goto("/booking/calendar");
    await isSound(page);
    await page.getByRole("button", { name: "Make a private address" }).click();
    await page.getByText("Your private address is ready.").waitFor();
    await isSound(page);
    await shoot(at, page, "calendar-made-phone");
    const feed = new URL(await page.locator("main .notice code").innerText()).pathname;

    // Another program has no cookie of ours.
    const read = () => fetch(`${at.address}${feed}`);
    const before = await read();
    assert.equal(before.status, 200);
    assert.match(before.headers.get("content-type"), /^text\/calendar/);
    const events = eventsOf(await before.text());
    const held = events.find((one) => one.summary === SESSION);
    const day = events.find((one) => one.summary === OTHER);
    assert.ok(held && day, `it holds ${events.map((one) => one.summary)}`);
    assert.equal(held.startDate.toJSDate().toISOString(), "2026-01-22T16:30:00.000Z");
    assert.equal(day.component.getFirstPropertyValue("status"), "TENTATIVE", "a day that the school has yet to release");

    await page.goto(live);
    await page.locator("summary", { hasText: "Give it up" }).click();
    await page.getByRole("button", { name: "Give up my place" }).click();
    await page.locator(".fault", { hasText: "Say in a few words why" }).waitFor();
    await page.getByLabel("Why").fill("A trip with my class");
    await page.getByRole("button", { name: "Give up my place" }).click();
    await page.getByText("You have given your place up.").waitFor();
    const after = eventsOf(await (await read()).text()).find((one) => one.summary === SESSION);
    assert.equal(after.uid, held.uid, "it is another event now");
    assert.equal(after.component.getFirstPropertyValue("status"), "CANCELLED");
    assert.ok(after.sequence > held.sequence, "a calendar would not take the change over");

    await page.goto("/booking/calendar");
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await page.getByText("The private address leads nowhere any more.").waitFor();
    assert.ok([404, 410].includes((await read()).status), "a withdrawn address still leads somewhere");
    // A place that is given up without a word is refused.
    assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
    await context.close();
  });
}
