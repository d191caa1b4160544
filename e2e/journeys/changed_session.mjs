// A session is changed after it was offered: by the office and by whoever holds it, with keys alone.
// Owns two sessions that no other journey books. Never takes a place from anybody.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { choose, enterAt, typeDay, typeOver, unfold } from "../house/keys.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

/** What stands beside a word in the list of what a session is. */
const fact = (page, word) => page.locator(`main dt:text-is("${word}") + dd`).first().innerText();
const placed = (page) => page.locator("main li.plain-line .row-more", { hasText: /^confirmed/ }).count();

/** From the page of a session to the way in which it changes, unfolded. */
async function toWay(page, way) {
  await enterAt(page, page.getByRole("link", { name: "Change this session" }));
  await unfold(page, way);
  return page.locator("main details[open] form");
}

/** Presses the button of a form, and waits for the page of the session under this title. */
async function keep(page, button, title) {
  await enterAt(page, page.getByRole("button", { name: button }));
  assert.equal(await page.locator("h1").innerText(), title);
}

/** Changes a session in the four ways that nobody is asked about, and reads each on its page. */
async function change(at, who, session, script) {
  const settings = { ...WINDOWS.phone, javaScriptEnabled: script };
  const { page, context, complaints } = await takePlace(at, who.name, settings, who.seat);
  await enterAt(page, page.locator("header nav").getByRole("link", { name: "Sessions", exact: true }));
  await enterAt(page, page.getByRole("link", { name: session.title, exact: true }));
  const places = await placed(page);
  assert.ok(places > 0, "nobody has a place");

  await toWay(page, "What it is");
  await isSound(page, { script });
  await shoot(at, page, `change-words-${session.shot}`);
  await typeOver(page, page.getByLabel("Its title"), session.called);
  await typeOver(page, page.getByLabel("What it covers"), session.about);
  await keep(page, "Keep these words", session.called);
  await page.getByText(session.about, { exact: true }).waitFor();

  await toWay(page, "Who holds it");
  await typeOver(page, page.getByLabel("E-mail of the host"), "noreen.fawcett@york.example");
  await typeOver(page, page.getByLabel("E-mails of further hosts"), "alun.pryce@york.example, judith.kemp@york.example");
  await keep(page, "Keep these hosts", session.called);
  assert.match(await fact(page, "Hosts"), /Noreen Fawcett, .*Alun Pryce/);

  await toWay(page, "Whom it is meant for");
  await choose(page, page.getByLabel("Phase"), "Secondary");
  await typeOver(page, page.getByLabel("Subject"), "mathematics");
  await keep(page, "Keep whom it is for", session.called);
  assert.match(await fact(page, "Meant for"), /secondary.*mathematics/i);

  // A code that nobody bears is told beside its field, and what was typed stands there.
  let form = await toWay(page, "Places kept for some");
  await typeOver(page, form.locator("[name=kept_for_1]"), "L99");
  await typeOver(page, form.locator("[name=kept_places_1]"), "3");
  await typeDay(page, form, "kept_until_1", [5, 12, 2025]);
  await enterAt(page, page.getByRole("button", { name: "Keep these places" }));
  await page.locator(".fault", { hasText: "Give the code of a provider" }).first().waitFor();
  assert.match(await page.title(), /^Error/);
  form = page.locator("main details[open] form");
  assert.equal(await form.locator("[name=kept_places_1]").inputValue(), "3");
  await isSound(page, { script });
  await shoot(at, page, `change-kept-refused-${session.shot}`);
  await typeOver(page, form.locator("[name=kept_for_1]"), "L51");
  await keep(page, "Keep these places", session.called);
  const kept = page.locator("main li.plain-line", { hasText: "3 places until the end of Friday 5 December 2025" });
  assert.match(await kept.innerText(), /Liverpool John Moores University/);

  assert.equal(await placed(page), places, "somebody lost their place");
  await isSound(page, { script });
  await shoot(at, page, `changed-${session.shot}`);
  assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
  const [someone] = await page.locator("main li.plain-line .row-title").allInnerTexts();
  const address = new URL(page.url()).pathname;
  await context.close();

  // Whoever has a place reads it as well, and has it still.
  const mentor = await takePlace(at, someone.trim(), settings, "mentor");
  await mentor.page.goto(address);
  const told = await mentor.page.locator("main").innerText();
  for (const part of [session.called, session.about, "Noreen Fawcett"]) assert.ok(told.includes(part), `${part} is missing in ${told}`);
  assert.match(told, /Your place/);
  await isSound(mentor.page, { script });
  await shoot(at, mentor.page, `changed-as-mentor-${session.shot}`);
  await mentor.context.close();
}

/** Adds these journeys. */
export function addChangedSession(journeys, at) {
  journeys.add("By keyboard alone the office changes a session: words, hosts, whom it is for, kept places", () =>
    change(
      at,
      { name: "Siân Rees", seat: "office" },
      {
        title: "Conference day 2: weekend of the clocks",
        called: "Conference day 2: a Sunday in March",
        about: "The second day face to face, for whoever cannot come in the week.",
        shot: "phone",
      },
      true,
    ),
  );
  journeys.add("With script off a programme lead changes a session by keyboard: words, hosts, whom it is for, kept places", () =>
    change(
      at,
      { name: "Harriet Vane-Ellis", seat: "" },
      {
        title: "Coaching for both partnerships",
        called: "Coaching, for York and Liverpool",
        about: "How to listen first, in pairs from both partnerships.",
        shot: "plain-phone",
      },
      false,
    ),
  );
}
