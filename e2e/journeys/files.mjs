// The files of a list: they hold exactly what the list shows, and nothing in them reckons.
// Owns the readers of those files, which are not ours. Never changes a record but one name, which it puts back.

import assert from "node:assert/strict";
import { readSheet } from "read-excel-file/node";
import { WINDOWS } from "../house/browser.mjs";
import { recordOf } from "../house/records.mjs";
import { takePlace } from "../house/seats.mjs";

/** Lists as somebody narrowed them. */
const LISTS = [
  "/person/y75?state=overdue",
  "/person/y75?q=sarah+hughes",
  "/person/y75?hosts=yes&sort=-name",
  "/person/y75?group=students&q=a",
  "/partnership/y75?sort=overdue",
  "/placement/y75?lacks=gate&when=later",
  "/placement/y75?when=now&stage=1",
];

/** How many the list says that it shows. */
async function counted(page) {
  const told = await page.locator(".list-head p").first().innerText();
  return Number(/(?:^|of )([\d,]+) [a-z ]+$/.exec(told.trim())[1].replaceAll(",", ""));
}

async function workbook(context, address) {
  const answer = await context.request.get(address);
  assert.equal(answer.status(), 200, address);
  return readSheet(await answer.body());
}

/** Rows of a file of commas, as a reader of the standard has them. */
function rowsOf(text) {
  const rows = [[""]];
  let quoted = false;
  for (const [at, letter] of [...text.replace(/^\uFEFF/, "")].entries()) {
    const row = rows.at(-1);
    if (letter === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
    else if (letter === '"') (quoted = true), (row[row.length - 1] += '"');
    else if (quoted) row[row.length - 1] += letter;
    else if (letter === ",") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
    assert.ok(at >= 0);
  }
  return rows.filter((row) => row.length > 1);
}

async function renamed(page, record, name) {
  await page.goto(`${record}/change`);
  await page.locator("#last_name").fill(name);
  await page.getByRole("button", { name: "Keep these" }).click();
  await page.waitForURL((to) => !to.pathname.endsWith("/change"));
}

/** Adds these journeys. */
export function addFiles(journeys, at) {
  journeys.add("The files of a list hold as many rows as the list, in its order", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    let all = 0;
    for (const list of LISTS) {
      await page.goto(list);
      const shown = await counted(page);
      const link = (ending) => page.locator(`main a[href*='.${ending}']`).first().getAttribute("href");
      const csv = rowsOf(await (await context.request.get(await link("csv"))).text());
      const xlsx = await workbook(context, await link("xlsx"));
      const heading = csv[0].join();
      const start = xlsx.findIndex((row) => row.filter((cell) => cell !== null).join() === heading);
      assert.ok(start >= 0, `${list}: the workbook has other columns than the file of commas: ${heading}`);
      assert.equal(csv.length - 1, shown, `${list}: the file of commas`);
      assert.equal(xlsx.length - 1 - start, shown, `${list}: the workbook`);
      for (const at of [1, csv.length - 1].filter((at) => at > 0)) {
        assert.equal(String(xlsx[start + at][0]), csv[at][0], `${list}: row ${at} differs`);
      }
      all += shown;
    }
    await context.close();
    return `${LISTS.length} lists, ${all} rows`;
  });

  journeys.add("A name that begins with = is a name in a file, and not a formula", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const record = await recordOf(page, "y75", "Edmund Castellano").catch(() => null)
      ?? (await recordOf(page, "y75", "Castellano"));
    await page.goto(`${record}/change`);
    const before = await page.locator("#last_name").inputValue();
    const wicked = "=HYPERLINK(1)";
    await renamed(page, record, wicked);
    try {
      await page.goto("/person/y75?q=hyperlink");
      assert.equal(await page.locator("main table tbody tr").count(), 1, "the list does not find the name");
      const text = await (await context.request.get("/person/y75.csv?q=hyperlink")).text();
      for (const cell of rowsOf(text)[1]) assert.doesNotMatch(cell, /^[=+@\t]/, "a cell would reckon");
      const answer = await context.request.get("/person/y75.xlsx?q=hyperlink");
      const rows = await readSheet(await answer.body());
      assert.ok(rows.flat().some((cell) => String(cell).includes(wicked)), "the workbook lacks the name");
    } finally {
      await renamed(page, record, before);
    }
    await context.close();
  });
}
