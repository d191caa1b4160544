// Earlier training from the telling to the second look, on a phone; six decisions at a desk; an issuer without an account.
// Owns these ways through. Never knows an address beforehand, but for the queue of whoever decides.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { isSound, pleasesAxe } from "../house/checks.mjs";
import { Presses } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const CERTIFICATE = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "crates", "documents", "tests", "files", "certificate.jpg");

/** Adds these journeys. */
export function addPriorLearning(journeys, at) {
  journeys.add("Task: a mentor tells an ECT-mentor year, an NPQ and a session elsewhere, and sees what might come off", () => audit(at));
  journeys.add("Task: a mentor photographs a certificate, chooses what it matches, and sees who decides by when", () => ask(at));
  journeys.add("Task: a lead mentor decides six requests, five with reasons and one with a question", () => decide(at));
  journeys.add("Task: a mentor reads why 60 of 90 minutes count, and asks for a second look", () => appeal(at));
  journeys.add("Whoever gave the training confirms it from a message, without an account", () => confirm(at));
  journeys.add("The office asks one mentor for less, it stands among the reasons, and what may be skipped is told", () => less(at));
}

/** Goes to one's own earlier training as the navigation leads there, and counts nothing of it. */
async function ownPage(page) {
  await page.goto("/prior-learning");
  await page.getByRole("heading", { name: "What you bring with you" }).waitFor();
}

async function fillWhen(way, page, [day, month, year], [hours, minutes]) {
  for (const [part, value] of [["held_on-day", day], ["held_on-month", month], ["held_on-year", year], ["length-hours", hours], ["length-minutes", minutes]]) {
    await way.fill(page.locator(`input[name="${part}"]`), String(value));
  }
}

async function audit(at) {
  const { page, context, complaints } = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
  await ownPage(page);
  const before = await page.locator("section[id^=item-]").count();
  await isSound(page);
  await shoot(at, page, "prior-own-phone");
  const way = new Presses(page);
  for (const [kind, title, given, day, length] of [
    ["Training as an ECT mentor", "ECT mentor programme, year 1", "Three Rivers Teaching School Hub", [11, 7, 2025], [20, 0]],
    ["A national professional qualification", "NPQ in leading literacy", "Rainbow Teaching School Hub", [3, 3, 2025], [12, 30]],
  ]) {
    await way.follow(page.getByRole("button", { name: kind }));
    await way.fill(page.getByLabel("What was it called?"), title);
    await way.fill(page.getByLabel("Who gave it?"), given);
    await way.follow(page.getByRole("button", { name: "Go on" }));
    await fillWhen(way, page, day, length);
    await way.follow(page.getByRole("button", { name: "Keep it, with nothing to show" }));
  }
  await way.follow(page.getByRole("button", { name: "Mentor training with a provider" }));
  const one = page.getByLabel("Was it one of these?");
  await way.choose(one, { label: "Liverpool Hope University: The mentor as a critical friend" });
  await way.follow(page.getByRole("button", { name: "Go on" }));
  await isSound(page);
  await fillWhen(way, page, [4, 3, 2025], [1, 30]);
  await way.follow(page.getByRole("button", { name: "Keep it, with nothing to show" }));
  assert.equal(await page.locator("section[id^=item-]").count(), before + 3, "three items are listed");
  const told = await page.locator("main").innerText();
  assert.match(told, /What might come off with Liverpool John Moores/);
  assert.match(told, /may count \d.* towards/);
  assert.ok(way.presses <= 12, `${way.presses} presses for three items`);
  await shoot(at, page, "prior-plan-phone");
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
  return way.told();
}

async function ask(at) {
  const { page, context, complaints } = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
  await ownPage(page);
  const way = new Presses(page);
  const item = page.locator("section[id^=item-]", { hasText: "Instructional coaching" }).first();
  await way.follow(item.getByRole("link", { name: /^Show it/ }));
  const photograph = { name: "certificate.jpg", mimeType: "image/jpeg", buffer: readFileSync(CERTIFICATE) };
  await page.getByLabel("A file or a photograph").setInputFiles(photograph);
  await way.press(page.getByRole("button", { name: "Add it" }));
  await page.getByRole("link", { name: "certificate.jpg" }).first().waitFor();
  await ownPage(page);
  way.presses += 1;
  await way.follow(item.getByRole("link", { name: /^Ask Liverpool John Moores/ }));
  await isSound(page);
  await shoot(at, page, "prior-match-phone");
  const matches = page.locator("main fieldset").first();
  assert.match(await matches.innerText(), /left\./, "what each covers, and what is left of it");
  await way.press(matches.locator("input[type=radio]").first());
  for (const [part, value] of [["claimed-hours", "0"], ["claimed-minutes", "30"]]) await way.fill(page.locator(`input[name="${part}"]`), value);
  await way.fill(page.getByLabel("How have you used it?"), "We rehearse the next lesson’s opening together.");
  assert.match(await page.locator("main").innerText(), /decides, within \d+ days/);
  await way.follow(page.getByRole("button", { name: "Send it" }));
  const told = await page.locator("main").innerText();
  assert.match(told, /Sent\. .* decides, and you are told/);
  assert.match(told, /day/, "how long it waits");
  await isSound(page);
  await shoot(at, page, "prior-sent-phone");
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
  return way.told();
}

/** Opens the first request of the queue that waits with these words. */
async function openRequest(page, words) {
  await page.goto("/prior-learning/queue/l51");
  const row = page.locator("main table tbody tr", { hasText: words }).first();
  const link = row.locator("a").first();
  const name = (await link.innerText()).trim();
  return { link, name };
}

async function decide(at) {
  const { page, context, complaints } = await takePlace(at, "Helen Marsh", WINDOWS.desktop, "lead");
  await page.goto("/prior-learning/queue/l51");
  const waits = await page.locator("main table tbody tr").count();
  assert.ok(waits >= 6, `six wait: ${waits}`);
  const way = new Presses(page);
  await way.follow(page.locator("main table tbody tr a").first());
  let decided = 0;
  let asked = 0;
  let least = Infinity;
  while (decided + asked < 6) {
    const before = way.presses;
    const facts = await page.locator("main").innerText();
    if (facts.includes("Mentoring essentials")) {
      await page.locator("input[name=outcome][value=question]").focus();
      await way.press(page.locator("input[name=outcome][value=question]"));
      await way.fill(page.getByLabel("In your words"), "The certificate is hard to read. Which day was it, please?");
      asked += 1;
    } else if (/Instructional coaching/.test(facts) && /Asked for\s+1 h 30 min/.test(facts)) {
      await way.press(page.locator("input[name=outcome][value=part]"));
      await way.fill(page.locator("input[name=part-hours]"), "1");
      await way.fill(page.locator("input[name=part-minutes]"), "0");
      await way.fill(page.getByLabel("In your words"), "The last half hour was about their own forms.");
      decided += 1;
    } else {
      if (!(await page.locator("input[name=outcome]:checked").count())) {
        await way.press(page.locator("input[name=outcome][value=declined]"));
        await way.choose(page.getByLabel("Reason"), "other_content");
        await way.fill(page.getByLabel("In your words"), "It is about something else.");
      }
      decided += 1;
    }
    if (decided + asked === 1) {
      await pleasesAxe(page);
      await shoot(at, page, "prior-case");
    }
    await way.follow(page.getByRole("button", { name: "Decide and tell the mentor" }));
    least = Math.min(least, way.presses - before);
    if (decided + asked < 6) {
      assert.match(await page.locator("main").innerText(), /Decided, and the mentor is told/);
    }
  }
  assert.deepEqual([decided, asked], [5, 1]);
  assert.ok(least <= 2, `at best ${least} presses for what the map proposes`);
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
  return `${way.told()}; ${least} where the map proposes it`;
}

async function appeal(at) {
  const lead = await takePlace(at, "Helen Marsh", WINDOWS.desktop, "lead");
  await lead.page.goto("/prior-learning/queue/l51?stage=decided");
  const row = lead.page.locator("main table tbody tr", { hasText: "Instructional coaching" }).first();
  const name = (await row.locator("a").first().innerText()).trim();
  await lead.context.close();
  const { page, context, complaints } = await takePlace(at, name, WINDOWS.phone, "mentor");
  await page.goto("/notice");
  const way = new Presses(page);
  const message = page.getByRole("link", { name: /Decided: “Instructional coaching”/ }).first();
  await way.follow(message);
  if (!/prior-learning\/request/.test(page.url())) await way.follow(page.getByRole("link", { name: "Read the decision" }).or(page.getByRole("button", { name: "Read the decision" })).first());
  const told = await page.locator("main").innerText();
  assert.match(told, /1 h/, "what counts");
  assert.match(told, /The last half hour was about their own forms/);
  assert.match(told, /left for you to do|Nothing is left/);
  await isSound(page);
  await shoot(at, page, "prior-decided-phone");
  await way.fill(page.getByLabel("Why should it be looked at again?"), "The last half hour was the coaching of a real lesson.");
  await way.follow(page.getByRole("button", { name: "Ask for a second look" }));
  assert.match(await page.locator("main").innerText(), /another person takes a second look/);
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
  return way.told();
}

async function confirm(at) {
  const lead = await takePlace(at, "Helen Marsh", WINDOWS.desktop, "lead");
  const { link } = await openRequest(lead.page, "Instructional coaching");
  await Promise.all([lead.page.waitForURL(/queue\/l51\/.+/), link.click()]);
  const request = lead.page.url();
  await lead.page.locator("summary", { hasText: "Ask somebody there" }).click();
  await lead.page.getByLabel("Whom you ask there").fill("Jo Field");
  await lead.page.getByLabel("Their e-mail address").fill("jo.field@edgehill.example");
  await pleasesAxe(lead.page);
  await shoot(at, lead.page, "prior-issuer-asking");
  await Promise.all([lead.page.waitForURL(/#issuers/), lead.page.getByRole("button", { name: "Send the question" }).click()]);
  assert.match(await lead.page.locator("#issuers").innerText(), /Jo Field, Edge Hill University, was asked/);

  const stranger = await openPage(at.browser, at.address, WINDOWS.phone);
  await stranger.page.goto("/demo/mail");
  const letter = stranger.page.locator("section.letter", { hasText: "jo.field@edgehill.example" }).first();
  const way = new Presses(stranger.page);
  await way.follow(letter.locator("a[href*='said=confirmed']"));
  await isSound(stranger.page);
  await shoot(at, stranger.page, "prior-issuer-phone");
  assert.ok(await stranger.page.locator("input[name=said][value=confirmed]").isChecked(), "the answer stands ready");
  await way.follow(stranger.page.getByRole("button", { name: "Send my answer" }));
  assert.match(await stranger.page.locator("main").innerText(), /Thank you\. You answered/);
  await isSound(stranger.page);
  assert.deepEqual(stranger.complaints, [], "the browser complained");
  await stranger.context.close();

  await lead.page.goto(request);
  assert.match(await lead.page.locator("#issuers").innerText(), /Jo Field, Edge Hill University: it was so/);
  await lead.context.close();
  return way.told();
}

async function less(at) {
  const office = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
  const { page } = office;
  await page.goto("/person/y75?role=general_mentor");
  const person = page.locator("main table tbody tr a").first();
  await Promise.all([page.waitForURL(/\/person\/y75\/.+/), person.click()]);
  const way = new Presses(page);
  await way.follow(page.getByRole("link", { name: "Ask less of them than of everybody" }));
  await pleasesAxe(page);
  await shoot(at, page, "prior-adjust");
  await way.choose(page.getByLabel("Of what"), { index: 1 });
  await way.press(page.getByLabel("We called off what they would have attended"));
  await way.fill(page.getByLabel("In your words"), "The conference of 12 November was called off.");
  await way.follow(page.getByRole("button", { name: "Waive it" }));
  assert.match(await page.locator("main").innerText(), /Waived/);
  await pleasesAxe(page);
  await way.follow(page.locator("p.caption a").first());
  await way.follow(page.getByRole("link", { name: "The training page with every reason" }));
  const told = await page.locator("main").evaluate((main) => main.textContent);
  assert.match(told, /Decided for them/);
  await office.context.close();

  const mentor = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
  await ownPage(mentor.page);
  await new Presses(mentor.page).follow(mentor.page.getByRole("link", { name: /What may I skip/ }));
  const skip = await mentor.page.locator("main").innerText();
  assert.match(skip, /your school can claim \d+ hours? more this year/);
  await isSound(mentor.page);
  await shoot(at, mentor.page, "prior-skip-phone");
  await mentor.context.close();
  return way.told();
}
