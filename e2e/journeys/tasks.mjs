// Top tasks of the field, done as somebody would who has never seen it, with every press counted.
// Owns what counts as done. Never knows an address beforehand: each way begins on the page where the place lands.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { pleasesAxe } from "../house/checks.mjs";
import { Presses } from "../house/presses.mjs";
import { shoot } from "../house/shots.mjs";
import { takePlace } from "../house/seats.mjs";

/** Adds the tasks. `at` knows the address, the browser and the folder for pictures. */
export function addTasks(journeys, at) {
  journeys.add("Task: a mentor sees what is owed this week to two providers, with nothing opened", async () => {
    const { page, context } = await takePlace(at, "Marguerite Osei", WINDOWS.phone, "mentor");
    const list = page.locator("main ol.tasks").first();
    const told = await list.innerText();
    for (const provider of ["York St John", "Liverpool John Moores"]) assert.match(told, new RegExp(provider));
    const days = told.match(/by\s+\w+day \d+ \w+ \d{4}/g) ?? [];
    assert.ok(days.length >= 2, `both days are named: ${told}`);
    const box = await list.boundingBox();
    assert.ok(box.y < WINDOWS.phone.viewport.height, "the first task is out of sight");
    await shoot(at, page, "task-this-week");
    await context.close();
    return "0 presses after the place is taken";
  });

  journeys.add("Task: a mentor finds the next step, stops, and resumes from the plan", async () => {
    const { page, context } = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
    const way = new Presses(page);
    const first = page.locator("main .task-action").first();
    const named = await first.innerText();
    await way.follow(first);
    const found = new URL(page.url());
    assert.match(found.pathname, /^\/standing\//);
    assert.ok(await page.locator(`[id="${found.hash.slice(1)}"]`).isVisible(), "the step is not on the page");
    await page.goto("/");
    const again = await takePlace(at, "Amina Rahman", WINDOWS.desktop, "mentor");
    assert.equal(await again.page.locator("main .task-action").first().innerText(), named, "another step comes first");
    await new Presses(again.page).follow(again.page.locator("main .task-action").first());
    assert.equal(new URL(again.page.url()).hash, found.hash, "it resumes elsewhere");
    await again.context.close();
    await context.close();
    return way.told();
  });

  journeys.add("Task: a professional mentor writes to those who are overdue, and to nobody else", async () => {
    const { page, context } = await takePlace(at, "Grace Okafor", WINDOWS.desktop, "school");
    const way = new Presses(page);
    if (!/our-mentors/.test(page.url())) await way.follow(page.getByRole("link", { name: "Our mentors" }).first());
    const nudge = page.getByRole("link", { name: /^Nudge/ });
    if ((await nudge.count()) === 0) {
      await context.close();
      return "nobody of hers is overdue";
    }
    const many = /Nudge the (\d+|one)/.exec(await nudge.innerText())[1];
    await way.follow(nudge);
    await pleasesAxe(page);
    const mail = await page.locator("a[href^='mailto:']").getAttribute("href");
    const names = await page.locator(".lead strong").allInnerTexts();
    assert.equal(names.length, many === "one" ? 1 : Number(many), "not as many as the list says");
    assert.equal(mail.split("&")[0].split(",").length, names.length, "somebody else is written to");
    await way.follow(page.getByRole("button", { name: /I have written/ }));
    const told = await page.locator("main").innerText();
    assert.equal((told.match(/Nudged/g) ?? []).length, names.length, "the list does not say who was written to");
    await shoot(at, page, "task-nudged");
    await context.close();
    return `${way.told()}; ${names.join(", ")}`;
  });

  journeys.add("Task: a head of initial teacher education names the gap and opens the evidence", async () => {
    const { page, context } = await takePlace(at, "Ada Lind", WINDOWS.desktop, "office");
    const way = new Presses(page);
    assert.match(await page.locator("main").innerText(), /Is every mentor who hosts in November 2025 ready/);
    const gap = page.locator("main .gaps a").first();
    await way.follow(gap);
    const rows = page.locator("main table tbody tr");
    assert.ok((await rows.count()) > 0, "nobody stands behind the gap");
    await pleasesAxe(page);
    await way.follow(rows.first().locator("a").first());
    const training = page.getByRole("link", { name: /training/i });
    if (await training.count()) await way.follow(training.first());
    assert.match(await page.locator("main").innerText(), /\d+ h/);
    await shoot(at, page, "task-evidence");
    await context.close();
    return way.told();
  });

  journeys.add("Task: the office takes in 140 sign-ins and puts four bad matches right", () => signIns(at));
}

/** 136 who are known and four who are nearly known sign in to a conference day. */
async function signIns(at) {
  const { page, context, complaints } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
  const file = await register(context);
  const way = new Presses(page);
  await way.press(page.locator("summary", { hasText: "More" }));
  await way.follow(page.getByRole("link", { name: "Imports", exact: true }));
  await way.follow(page.getByRole("link", { name: "Bring a file" }));
  await way.press(page.locator("input[name=kind][value=attendance]"));
  await page.locator("input[type=file]").setInputFiles({ name: "conference-2.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  way.presses += 1;
  await way.follow(page.getByRole("button", { name: "See what it would do" }));
  await pleasesAxe(page);
  assert.match(await page.locator("main").innerText(), /140 rows/);
  assert.match(await page.locator("main").innerText(), /Nothing has been kept yet/);
  await shoot(at, page, "task-preview");
  await way.follow(page.getByRole("button", { name: "Take it in" }));
  const waits = page.locator("article.waits");
  assert.equal(await waits.count(), 4, "four wait");
  await shoot(at, page, "task-waiting");
  for (let left = 4; left > 0; left -= 1) {
    await way.follow(waits.first().getByRole("button", { name: /^It is/ }).first());
    assert.equal(await waits.count(), left - 1, "the row still waits");
  }
  const run = page.url().split("#")[0];
  const before = await page.goto(run).then((answer) => answer.text());
  await page.goto(run);
  assert.equal((await page.locator("main").innerText()).includes("left to put right"), false);
  assert.ok(before.length > 0);
  assert.deepEqual(complaints, [], "the browser complained");
  await context.close();
  return way.told();
}

/** A register of the second conference day, from the office's own list of mentors. */
async function register(context) {
  const list = await (await context.request.get("/person/y75.csv")).text();
  const [heading, ...rows] = list.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  const columns = heading.split(",").map((name) => name.toLowerCase());
  const trn = columns.findIndex((name) => name.includes("trn"));
  assert.ok(trn >= 0, `the list has no TRN: ${heading}`);
  const numbers = rows.map((row) => row.split(",")[trn].replace(/\D/g, "")).filter((number) => number.length === 7);
  const line = (number, name) =>
    `${number},${name},conference-2,2025-11-12,360,attended,sian.rees@york.example,register,Y75-conference-2-2025-11-12`;
  const wrong = [
    ["9109901", "Tom Brice"],
    ["9109902", "Kieron Blackburn"],
    ["9109903", "Femmi Alabi"],
    ["9109904", "Sarah Hughs"],
  ];
  return [
    "trn,name,component,held_on,minutes,kind,verified_by,how,reference",
    ...numbers.slice(0, 136).map((number) => line(number, "")),
    ...wrong.map(([number, name]) => line(number, name)),
    "",
  ].join("\n");
}
