// A placement from lacking a mentor to two who share it, as the office, the mentor and the school see it.
// Owns one student teacher whom nobody else's journey touches. Never takes a file in.

import assert from "node:assert/strict";
import { WINDOWS } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, suitsAFinger } from "../house/checks.mjs";
import { Presses, enter, tabTo } from "../house/presses.mjs";
import { takePlace } from "../house/seats.mjs";

const STUDENT = "Jonah Farrant";
const FIRST = "Alan Ndiaye";
const SECOND = "Tariq Ramsbottom";

/** Adds the journeys of placements. */
export function addPlacements(journeys, at) {
  journeys.add("The office finds a placement without a mentor, and gives it one", async () => {
    const { page, context, complaints } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    const way = new Presses(page);
    await way.follow(page.getByRole("link", { name: "Placements", exact: true }).first());
    await way.follow(page.getByRole("link", { name: /without a mentor/ }));
    await page.getByLabel("When").selectOption({ label: "Today" });
    await page.getByRole("searchbox", { name: /Student teacher, mentor/ }).fill("jonah");
    await way.follow(page.getByRole("button", { name: "Show", exact: true }));
    await pleasesAxe(page);
    assert.equal(await page.locator("main table tbody tr").count(), 1, "one placement lacks a mentor today");
    await way.follow(page.locator("main table tbody").getByRole("link", { name: STUDENT }));
    await pleasesAxe(page);
    await way.follow(page.getByRole("link", { name: "Name a mentor" }));
    const offered = page.locator(".pick", { hasText: "TRN 9900145" });
    assert.match(await offered.innerText(), /For stage \d, (nothing is left|left) by 30 November 2025/);
    await way.press(offered.getByRole("radio"));
    await pleasesAxe(page);
    await way.follow(page.getByRole("button", { name: "Name a mentor" }));
    await page.getByText("The mentor is named.").waitFor();
    assert.equal(await page.getByRole("link", { name: "Name a mentor" }).count(), 0, "it still lacks a mentor");
    await page.goto("/placement/y75?lacks=mentor&when=now&q=jonah");
    await page.getByText("No placement is found").waitFor();
    assert.deepEqual(complaints, [], "the browser complained");
    await context.close();
    return way.told();
  });

  journeys.add("By keyboard alone the office confirms a start gate, yes and the day and nothing more", async () => {
    const { page, context } = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    await page.goto("/placement/y75?lacks=gate&q=jonah&stage=2");
    await tabTo(page, page.locator("main table tbody").getByRole("link", { name: STUDENT }));
    await enter(page);
    await tabTo(page, page.locator("main a[href$='/gate']"));
    await enter(page);
    await pleasesAxe(page);
    for (const [part, text] of [["day", "31"], ["month", "2"]]) {
      await tabTo(page, page.locator(`input[name=on-${part}]`));
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    }
    await tabTo(page, page.getByRole("button", { name: "Confirm", exact: true }));
    await enter(page);
    await page.getByText("Give a day that exists").first().waitFor();
    assert.equal(await page.locator("input[name=on-day]").inputValue(), "31", "what was typed is lost");
    await pleasesAxe(page);
    for (const [part, text] of [["day", "17"], ["month", "11"]]) {
      await tabTo(page, page.locator(`input[name=on-${part}]`));
      await page.keyboard.press("Control+A");
      await page.keyboard.type(text);
    }
    await tabTo(page, page.getByRole("button", { name: "Confirm", exact: true }));
    await enter(page);
    assert.match(await page.locator("main").innerText(), /confirmed in writing on Monday 17 November 2025/);
    await page.goto("/placement/y75?lacks=gate&q=jonah&stage=2");
    await page.getByText("No placement is found").waitFor();
    await context.close();
  });

  journeys.add("The mentor who was named finds the student teacher in this week, on a phone", async () => {
    const { page, context } = await takePlace(at, FIRST, WINDOWS.phone, "mentor");
    await page.goto("/this-week");
    assert.match(await page.locator("main").innerText(), new RegExp(`${STUDENT}\\s+Stage 1`), "nobody is named");
    await fitsTheWindow(page);
    await suitsAFinger(page);
    await pleasesAxe(page);
    await context.close();
  });

  journeys.add("The school sees who was named, and a job share is two rows", async () => {
    const { page, context } = await takePlace(at, "Grace Okafor", WINDOWS.phone, "school");
    const way = new Presses(page);
    await page.goto("/placement/school");
    const row = page.locator("main table tbody tr", { hasText: STUDENT }).filter({ hasText: "29 Sep 2025" });
    assert.match(await row.innerText(), new RegExp(FIRST));
    await pleasesAxe(page);
    await way.follow(row.getByRole("link", { name: STUDENT }));
    await way.follow(page.getByRole("link", { name: /job share/ }));
    await way.press(page.locator(".pick", { hasText: "TRN 9900144" }).getByRole("radio"));
    await fitsTheWindow(page);
    await suitsAFinger(page);
    await pleasesAxe(page);
    await way.follow(page.getByRole("button", { name: "Add a job share" }));
    const rows = page.locator("section[aria-labelledby=mentors] table tbody tr");
    assert.equal(await rows.count(), 2, "two share it: two rows");
    const names = (await rows.allInnerTexts()).join(" ");
    for (const name of [FIRST, SECOND]) assert.match(names, new RegExp(name));
    await fitsTheWindow(page);
    await pleasesAxe(page);
    await context.close();
    return way.told();
  });

  journeys.add("A mentor who is not of the school opens none of its placements", async () => {
    const office = await takePlace(at, "Siân Rees", WINDOWS.desktop, "office");
    await office.page.goto("/placement/y75?q=jonah");
    const own = await office.page.locator("main table tbody a").first().getAttribute("href");
    await office.context.close();
    const { context } = await takePlace(at, "Amina Rahman", WINDOWS.phone, "mentor");
    for (const address of [own, `${own}/mentor`, `${own}/gate`, "/placement/school"]) {
      assert.equal((await context.request.get(address)).status(), 404, address);
    }
    await context.close();
  });
}
