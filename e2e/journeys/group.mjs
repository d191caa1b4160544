// What two providers do to share one map: asked, joined, meant, kept otherwise, shared and left.
// Owns the ways through the pages of groups. Comes last: it changes what stands for what with both.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { pleasesAxe } from "../house/checks.mjs";
import { enter, tabTo } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";
import { shoot } from "../house/shots.mjs";

const NAME = "Liverpool and Greater Merseyside ITT Group";
const PLAIN = { ...WINDOWS.phone, javaScriptEnabled: false };

/** The lines of what was agreed that a page shows about a session. */
async function line(page, title) {
  return (await page.locator("main table tbody tr", { hasText: title }).last().innerText()).replace(/\s+/g, " ");
}

/** Adds these journeys. */
export function addGroup(journeys, at) {
  journeys.add("With script off York St John joins a group, says what its parts mean, and keeps its own", async () => {
    const { page, context, complaints } = await takePlace(at, "Siân Rees", PLAIN, "office");
    await page.goto("/prior-learning/map/y75");
    await page.getByText("asks you to join").waitFor();
    await page.getByRole("link", { name: NAME }).click();
    await shoot(at, page, "group asked");
    await page.getByRole("button", { name: "Join the group" }).click();
    await page.getByText("You have joined.").waitFor();
    await page.getByLabel("The role of the General Mentor: coaching").selectOption({ label: "Pedagogy" });
    await page.getByRole("button", { name: "Keep what they mean" }).click();
    await page.getByText("What the parts mean with you is kept.").waitFor();
    await shoot(at, page, "group joined");
    await page.goto("/prior-learning/map/y75");
    assert.match(await line(page, "Instructional coaching"), /Pedagogy shared by Liverpool.* 75 %/);
    await shoot(at, page, "map with a group");

    const map = await (await context.request.get("/prior-learning/map/y75/file")).text();
    const [before, after] = map.split('title = "Instructional coaching"');
    const less = `${before}title = "Instructional coaching"${after.replace("share = 75", "share = 40")}`;
    await page.goto("/prior-learning/map/y75/import");
    await page.locator("#map").fill(less);
    await page.getByRole("button", { name: "Show what would change" }).click();
    await page.getByText("Yours, in place of what Liverpool").waitFor();
    await page.getByRole("button", { name: "Take it in" }).click();
    await page.getByText("The map is taken in.").waitFor();
    assert.match(await line(page, "Instructional coaching"), / 40 %/);
    await page.getByRole("link", { name: NAME }).click();
    await page.getByText("with you 40 % of it count, in the group 75 %").waitFor();
    await shoot(at, page, "group with one of our own");
    await page.getByRole("button", { name: "Go by the group" }).click();
    await page.getByText("You go by the group here.").waitFor();
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
  });

  journeys.add("By keyboard alone a group is begun, a map is shared with it, and it is left again", async () => {
    const { page, context, complaints } = await takePlace(at, "Siân Rees", WINDOWS.phone, "office");
    await page.goto("/prior-learning/map/y75");
    await tabTo(page, page.getByRole("link", { name: "Begin a group" }));
    await enter(page);
    await tabTo(page, page.getByRole("button", { name: "Begin the group" }));
    await enter(page);
    await page.getByText("Tell what the group is called").first().waitFor();
    await tabTo(page, page.locator("#name"));
    await page.keyboard.type("Mentors of the Wolds");
    await tabTo(page, page.getByRole("button", { name: "Begin the group" }));
    await enter(page);
    await page.getByRole("heading", { name: "Mentors of the Wolds" }).waitFor();
    await pleasesAxe(page);
    await tabTo(page, page.getByRole("link", { name: "Take a map into the group" }));
    await enter(page);
    await tabTo(page, page.locator("#map"));
    await page.keyboard.insertText(SMALL);
    await tabTo(page, page.getByRole("button", { name: "Show what would change" }));
    await enter(page);
    await page.getByText("New part in common: “Assessment”").waitFor();
    await pleasesAxe(page);
    await tabTo(page, page.getByRole("button", { name: "Take it in" }));
    await enter(page);
    await page.getByText("It is shared.").waitFor();
    await tabTo(page, page.locator("#other"));
    await page.keyboard.type("Liverpool John");
    await tabTo(page, page.getByRole("button", { name: "Ask them to join" }));
    await enter(page);
    await page.getByText("asked, has not answered yet").waitFor();
    await shoot(at, page, "group begun");
    await tabTo(page, page.locator("summary", { hasText: "Leave the group" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Leave the group" }));
    await enter(page);
    await page.getByText("You have left the group.").waitFor();
    assert.match(await line(page, "Marking together"), /Assessment .* 50 %/, "what held is gone");
    assert.deepEqual(complaints.filter((one) => !one.includes("422")), [], "the browser complained");
    await context.close();
  });
}

const SMALL = `map = 1
provider = "Y75"

[[session]]
institution = "University of Hull"
code = "W-1"
title = "Marking together"
minutes = 60

[[session.stands_for]]
component = "assessment"
share = 50
from = 2024-09-01
agreed_by = "Siân Rees"
source = "Letter of June 2024"
`;
