// A host's register in a real browser: a code and several phones, names to sort out, closed once; and once
// with the network cut in the middle.
// Owns the session that is held as the demo opens. Never marks by hand whoever can check in.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { isGuarded, isLight, isSound } from "../house/checks.mjs";
import { openLine } from "../house/line.mjs";
import { Presses, enter, tabTo } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const TITLE = "Conference day 1: autumn starters";

/** Opens the session that is held now, as a host or the office; answers with its address. */
async function sessionOf(page, title = TITLE, list = "/booking") {
  await page.goto(list);
  await page.getByRole("link", { name: title, exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  return new URL(page.url()).pathname;
}

const fieldOf = (page, name) => page.locator("ul.marks > li", { hasText: name });
const VALUES = { There: "attended", Part: "part", Apologies: "apologies", Absent: "absent" };
const press = (page, name, mark) => fieldOf(page, name).locator(`input[value=${VALUES[mark]}]`).check();
const names = (page) => page.locator("ul.marks > li strong").allInnerTexts();
const big = async (page) => (await page.locator("ul.counts.is-big").innerText()).replace(/\s+/g, " ");

/** The names of those of whom nothing is known yet. */
async function unmarked(page, session) {
  await page.goto(`${session}/register?show=unmarked`);
  return names(page);
}

/** Checks in on a phone of their own, by the code on the screen. */
async function checkIn(at, name, session, code) {
  const { page, context, complaints } = await takePlace(at, name, WINDOWS.phone, "mentor");
  await page.goto(`${session}/here?code=${code}`);
  await isSound(page);
  assert.equal(await page.getByLabel("The code on the screen").inputValue(), code, "a scanned code is not filled in");
  await page.getByRole("button", { name: "I am here" }).click();
  await page.getByText("You are checked in since").waitFor();
  await isSound(page);
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
}

async function codeOn(page) {
  return (await page.locator(".check-in .code").innerText()).replace(/\s/g, "");
}

/** Has the register closed with somebody absent, who has booked no other day; answers with their name. */
async function closed(page, session) {
  await page.goto(`${session}/register`);
  const open = (await page.getByRole("button", { name: "Save the marks" }).count()) > 0;
  const absent = page.locator("ul.marks > li", { has: page.locator("input[value=absent][checked]") }).locator("strong");
  if (open && (await absent.count()) === 0) {
    const [first] = await unmarked(page, session);
    await press(page, first, "Absent");
    await page.getByText("All marks are kept.").waitFor();
    await page.goto(`${session}/register`);
  }
  const name = await absent.first().innerText();
  if (open) {
    await page.goto(`${session}/register/close`);
    await page.getByRole("button", { name: "Close it and grant the minutes" }).click();
    await page.getByText("The register is closed, and the minutes are granted.").waitFor();
  }
  return name;
}

/** Adds these journeys. */
export function addRegister(journeys, at) {
  journeys.add("Without a signal a host goes on with the register, reloads it, and all settles afterwards", async () => {
    const line = await openLine(at.address);
    const { page, context } = await takePlace({ ...at, address: line.address }, "Siân Rees", WINDOWS.phone, "office");
    const session = await sessionOf(page);
    const [one, other, third, ...rest] = await unmarked(page, session);
    assert.ok(rest.length > 0, "there is nobody left to mark");
    const answer = await page.goto(`${session}/register`);
    isGuarded(answer);
    await isSound(page);
    await shoot(at, page, "register-phone");
    await press(page, one, "There");
    await page.getByText("All marks are kept.").waitFor();
    // The page is kept once its worker is ready.
    await page.waitForFunction(async (key) => (await (await caches.open(`register ${key}`)).keys()).length > 3, `${session}/register`);

    line.cut();
    await context.setOffline(true);
    await press(page, other, "Apologies");
    await page.getByText(/1 mark stay|No signal/).waitFor();
    await shoot(at, page, "register-without-signal");
    await page.reload();
    await page.getByRole("heading", { name: `Register: ${TITLE}` }).waitFor();
    await isSound(page);
    assert.ok(await fieldOf(page, other).locator("input[value=apologies]").isChecked(), "a mark is lost by reloading");
    await press(page, third, "Part");
    await fieldOf(page, third).locator("input[inputmode=numeric]").fill("45");
    await page.locator("h1").click();
    await page.getByRole("button", { name: "Save the marks" }).click();
    await page.getByText("2 marks").waitFor();

    line.mend();
    await context.setOffline(false);
    await page.getByText("All marks are kept.").waitFor();
    await page.goto(`${session}/register`);
    assert.ok(await fieldOf(page, one).locator("input[value=attended]").isChecked());
    assert.ok(await fieldOf(page, other).locator("input[value=apologies]").isChecked());
    assert.equal(await fieldOf(page, third).locator("input[inputmode=numeric]").inputValue(), "45");
    await context.close();
    await line.close();
  });

  journeys.add("A code on the screen, phones that check in, a register that fills, and minutes granted once", async () => {
    const host = await takePlace(at, "Siân Rees", WINDOWS.phone, "office");
    const session = await sessionOf(host.page);
    const four = (await unmarked(host.page, session)).slice(0, 3);
    const screen = await host.context.newPage();
    await screen.goto(`${session}/check-in`);
    await isSound(screen);
    await shoot(at, screen, "check-in-screen");
    await host.page.goto(`${session}/register`);
    const before = Number(/(\d+) there/.exec(await big(host.page))[1]);
    for (const name of four) await checkIn(at, name, session, await codeOn(screen));
    // The grid fills by itself: nobody reloads it.
    await host.page.bringToFront();
    await host.page.locator("ul.counts.is-big").getByText(String(before + four.length), { exact: true }).waitFor({ timeout: 20_000 });
    for (const name of four) await fieldOf(host.page, name).getByText("by code").waitFor();

    // Somebody came without a booking.
    await host.page.getByLabel("Their name, e-mail address or TRN").fill("Tom Bryce");
    await host.page.getByRole("button", { name: "Find them" }).click();
    await isSound(host.page);
    await host.page.getByRole("button", { name: "Add Tom Bryce" }).click();
    await host.page.getByText("They are on the register.").waitFor();
    await fieldOf(host.page, "Tom Bryce").getByText("no booking").waitFor();

    // Names of an online log that are nobody certain are sorted out.
    await host.page.getByRole("link", { name: "Bring a join log" }).click();
    await isSound(host.page);
    const log =
      "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n" +
      "Tom Bryce,,18/11/2025 09:00:00,18/11/2025 10:00:00,60,Yes\n" +
      "iPad of Room 4,,18/11/2025 09:00:00,18/11/2025 10:00:00,60,Yes\n";
    await host.page.locator("input[type=file]").setInputFiles({ name: "participants.csv", mimeType: "text/csv", buffer: Buffer.from(log) });
    await host.page.getByRole("button", { name: "Bring it" }).click();
    await host.page.getByText("1 of 2 names are somebody certain").waitFor();
    await isSound(host.page);
    await shoot(at, host.page, "join-log-phone");
    await host.page.getByRole("button", { name: "Nobody of ours" }).click();
    await host.page.getByText("iPad of Room 4").waitFor({ state: "detached" });

    // Closed once, however often it is pressed.
    await host.page.goto(`${session}/register/close`);
    await isSound(host.page);
    await shoot(at, host.page, "register-close-phone");
    const form = await host.page.locator("form[action$='/close']").evaluate((part) => ({
      action: part.getAttribute("action"),
      fields: Object.fromEntries(new FormData(part)),
    }));
    const send = () =>
      host.context.request.post(form.action, { form: form.fields, headers: { "sec-fetch-site": "same-origin" }, maxRedirects: 0 });
    const answers = await Promise.all([send(), send(), send()]);
    assert.deepEqual(answers.map((answer) => answer.status()), [303, 303, 303]);
    await host.page.goto(`${session}/register`);
    await host.page.getByText("The register is closed, and the minutes are granted.").waitFor();
    await isSound(host.page);
    await shoot(at, host.page, "register-closed-phone");
    assert.equal(await host.page.getByRole("button", { name: "Save the marks" }).count(), 0);
    // The page of a closed register is forgotten.
    await host.page.waitForFunction(async () => !(await caches.keys()).some((name) => name.startsWith("register")));

    const mentor = await takePlace(at, four[0], WINDOWS.phone, "mentor");
    const standing = await (await mentor.context.request.get("/standing")).text();
    assert.equal(standing.split(TITLE).length > 1 || standing.includes("18 November 2025"), true, "the minutes are not in the standing");
    await mentor.context.close();
    await host.context.close();
  });

  journeys.add("By keyboard alone a host opens the register again, marks, and closes it", async () => {
    const { page, context, complaints } = await takePlace(at, "Siân Rees", WINDOWS.phone, "office");
    const session = await sessionOf(page);
    await page.goto(`${session}/register`);
    await tabTo(page, page.locator("#reason"));
    await page.keyboard.type("One of them left at noon.");
    await tabTo(page, page.getByRole("button", { name: "Open it again" }));
    await enter(page);
    await page.getByText("The register is open again").waitFor();
    await isSound(page);
    const [first] = await names(page);
    const row = fieldOf(page, first);
    await tabTo(page, row.locator("input[type=radio]:checked, input[type=radio]").first());
    await page.keyboard.press("ArrowRight");
    const chosen = await row.locator("input[type=radio]:checked").getAttribute("value");
    if (chosen === "part") {
      await page.keyboard.press("Tab");
      await page.keyboard.type("180");
    }
    await tabTo(page, page.getByRole("button", { name: "Save the marks" }));
    await enter(page);
    await page.getByText(/Kept: \d+ mark|All marks are kept/).first().waitFor();
    await tabTo(page, page.getByRole("link", { name: "Close the register" }));
    await enter(page);
    await tabTo(page, page.getByRole("button", { name: "Close it and grant the minutes" }));
    await enter(page);
    await page.getByText("The register is closed, and the minutes are granted.").waitFor();
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });

  journeys.add("With script off a host opens the register again, saves a page of marks, and closes it", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", { ...WINDOWS.phone, javaScriptEnabled: false }, "office");
    const session = await sessionOf(page);
    await page.goto(`${session}/register`);
    await page.locator("#reason").fill("Somebody was there after all.");
    await page.getByRole("button", { name: "Open it again" }).click();
    await page.getByText("The register is open again").waitFor();
    const [, second] = await names(page);
    await press(page, second, "Absent");
    await page.getByRole("button", { name: "Save the marks" }).click();
    await page.getByText(/Kept: 1 mark/).waitFor();
    assert.ok(await fieldOf(page, second).locator("input[value=absent]").isChecked());
    await page.getByRole("link", { name: "Close the register" }).click();
    await page.getByRole("button", { name: "Close it and grant the minutes" }).click();
    await page.getByText("The register is closed, and the minutes are granted.").waitFor();
    await context.close();
  });

  journeys.add("A mentor who missed the day of a closed register books another from the message of the week", async () => {
    const host = await takePlace(at, "Siân Rees", WINDOWS.phone, "office");
    const session = await sessionOf(host.page);
    const missed = await closed(host.page, session);
    await host.context.close();

    const { page, context, complaints } = await takePlace(at, missed, WINDOWS.phone, "mentor");
    await page.goto("/this-week");
    await isSound(page);
    await shoot(at, page, "missed-this-week-phone");
    const presses = new Presses(page);
    await presses.follow(page.getByRole("link", { name: `You missed “${TITLE}”` }));
    await isSound(page);
    await shoot(at, page, "missed-phone");
    await presses.follow(page.getByRole("button", { name: "Book this instead" }).first());
    await page.getByRole("status").getByText(/You have a place\.|A place is held for you\./).waitFor();
    await isSound(page);
    await shoot(at, page, "missed-booked-phone");
    assert.ok(presses.presses <= 4, `it took ${presses.told()}`);
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
    return presses.told();
  });

  journeys.add("The register of many, one page of it with its style, weighs less than 60 KB", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const session = await sessionOf(page, "Conference day 1", "/booking?past=yes");
    const answers = [];
    page.on("response", (answer) => answers.push(answer));
    await page.goto(`${session}/register`, { waitUntil: "load" });
    assert.equal((await names(page)).length, 50, "a page of it is not full");
    const bytes = await isLight(answers);
    await shoot(at, page, "register-desktop");
    await context.close();
    return `${(bytes / 1024).toFixed(1)} KB`;
  });
}
