// The office reads the map of agreements, takes its file, and takes a map in after its differences, with keys alone.
// Owns two agreements that nobody has made elsewhere. Never takes a map in unread.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { WINDOWS } from "../house/browser.mjs";
import { isSound } from "../house/checks.mjs";
import { enterAt, reach, typeOver, unfold } from "../house/keys.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const told = (page) => page.locator("main").innerText();
const DOWNLOAD = "Download the map as a file";

/** Presses Enter at the link to the file, and reads what comes. */
async function file(page) {
  await reach(page, page.getByRole("link", { name: DOWNLOAD }));
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** Puts the text of a map into its box and asks what it would change. */
async function weigh(page, text) {
  await typeOver(page, page.getByLabel("Or its text"), text);
  await enterAt(page, page.getByRole("button", { name: "Show what would change" }));
}

async function takeIn(at, one, script) {
  const settings = { ...WINDOWS.phone, javaScriptEnabled: script };
  const shot = script ? "phone" : "plain-phone";
  const { page, context, complaints } = await takePlace(at, one.name, settings, "office");
  await unfoldMore(page);
  await enterAt(page, page.locator("header nav").getByRole("link", { name: "Map of agreements" }));
  await isSound(page, { script });
  await shoot(at, page, `map-${shot}`);
  const before = await file(page);
  assert.equal(before.name, `map-${one.code.toLowerCase()}.toml`);
  assert.match(before.text, new RegExp(`^map = 1\nprovider = "${one.code}"`));
  assert.equal((before.text.match(/^\[\[session]]$/gm) ?? []).length, one.sessions);

  await enterAt(page, page.getByRole("link", { name: "Take a map in" }));
  await weigh(page, "From a letter, not a map");
  await page.locator(".fault").first().waitFor();
  assert.equal(await page.getByLabel("Or its text").inputValue(), "From a letter, not a map", "what was put there is lost");
  await isSound(page, { script });
  await shoot(at, page, `map-refused-${shot}`);

  await weigh(page, `${before.text}\n${one.adds}`);
  assert.equal(await page.locator("h1").innerText(), "What this map would change");
  const [changes, leftOut] = await page.locator("main ul").all();
  matchInTurn(await changes.locator("li").allInnerTexts(), one.lines);
  matchInTurn(await leftOut.locator("li").allInnerTexts(), one.leftOut);
  await isSound(page, { script });
  await shoot(at, page, `map-differences-${shot}`);
  await enterAt(page, page.getByRole("button", { name: "Take it in" }));
  await page.getByText("The map is taken in.").waitFor();
  const row = page.locator("main table tbody tr", { hasText: "Rehearsing feedback" });
  assert.match((await row.innerText()).replace(/\s+/g, " "), one.row);
  await isSound(page, { script });
  await shoot(at, page, `map-taken-in-${shot}`);

  // The same again changes nothing, and there is nothing to press but the way back.
  const after = await file(page);
  assert.ok(after.text.includes('title = "Rehearsing feedback"'));
  await enterAt(page, page.getByRole("link", { name: "Take a map in" }));
  await page.getByLabel("The file").setInputFiles({ name: after.name, mimeType: "application/toml", buffer: Buffer.from(after.text) });
  await enterAt(page, page.getByRole("button", { name: "Show what would change" }));
  assert.match(await told(page), /Nothing: everything in it is known already\./);
  assert.equal(await page.getByRole("button", { name: "Take it in" }).count(), 0);
  await enterAt(page, page.getByRole("link", { name: "Leave the map as it is" }));
  assert.equal(await page.locator("h1").innerText(), "What stands for what");
  assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), [], "the browser complained");
  await context.close();
}

/** Each of these lines says what is expected of it, and there are no others. */
function matchInTurn(lines, expected) {
  assert.equal(lines.length, expected.length, lines.join("\n"));
  for (const [at, line] of lines.entries()) assert.match(line, expected[at]);
}

/** Opens the places behind "More". */
async function unfoldMore(page) {
  const more = page.locator("header nav summary", { hasText: "More" });
  await reach(page, more);
  await page.keyboard.press("Enter");
}

/** A session of an institution that stands for parts of a programme. */
function session(institution, parts) {
  const stands = ([component, share]) =>
    `[[session.stands_for]]\ncomponent = "${component}"\nshare = ${share}\nfrom = 2025-09-01\nagreed_by = "Frances Corrigan"\nsource = "Letter of 3 November 2025"\n`;
  return `[[session]]\ninstitution = "${institution}"\nprogramme = "Mentor training"\ncode = "RF-1"\ntitle = "Rehearsing feedback"\nminutes = 60\n\n${parts.map(stands).join("\n")}`;
}

const LIVERPOOL = {
  name: "Marcus Doyle",
  code: "L51",
  sessions: 11,
  adds: session("Rainbow Teaching School Hub", [["coaching", 80], ["no-such-part", 100]]),
  lines: [
    /^New session: Rainbow Teaching School Hub, RF-1 “Rehearsing feedback”$/,
    /^New: Rainbow Teaching School Hub, RF-1 “Rehearsing feedback”: 80 % of it stands? for “The role of the General Mentor: coaching” from /,
  ],
  leftOut: [/“Rehearsing feedback”: there is no component “no-such-part” here\.$/],
  row: /Rainbow Teaching School Hub, 1 h .*coaching .*80 % .*from Monday 1 September 2025 .*Frances Corrigan Letter of 3 November 2025/,
};
const YORK = {
  name: "Siân Rees",
  code: "Y75",
  sessions: 0,
  adds: session("Ouse Valley Teaching School Hub", [["pedagogy", 50], ["conference-1", 100]]),
  lines: [
    /^New institution: Ouse Valley Teaching School Hub$/,
    /^New session: Ouse Valley Teaching School Hub, RF-1 “Rehearsing feedback”$/,
    /^New: Ouse Valley Teaching School Hub, RF-1 “Rehearsing feedback”: 50 % of it stands? for “Pedagogy” from /,
  ],
  leftOut: [/“Rehearsing feedback”: “.+” is local, so nothing stands for it\.$/],
  row: /Ouse Valley Teaching School Hub, 1 h .*Pedagogy .*50 % .*from Monday 1 September 2025 .*Frances Corrigan Letter of 3 November 2025/,
};

/** Adds these journeys. */
export function addMap(journeys, at) {
  journeys.add("By keyboard alone the office takes the file of its map, adds an agreement, reads the difference and takes it in", () =>
    takeIn(at, LIVERPOOL, true),
  );
  journeys.add("With script off the office of an empty map takes its first agreement in by keyboard", () => takeIn(at, YORK, false));
}
