// The mentor's training page: reached from the demo's front page, good in every window, by any means.
// Owns what that page must show. Never changes a record.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { WINDOWS, openPage } from "../house/browser.mjs";
import {
  fitsTheWindow,
  isGuarded,
  isLight,
  keepsToTheTheme,
  pleasesAxe,
  saysWhatItIs,
  suitsAFinger,
  tabThrough,
} from "../house/checks.mjs";

const FIGURES = ["Required", "Done", "Recognised", "Remaining"];
const PARTNERSHIPS = ["York St John", "Liverpool John Moores"];

/** A mentor of each who has hours left, so that every part of the page has something to show. */
const BUSY = { [PARTNERSHIPS[0]]: "Tom Bryce", [PARTNERSHIPS[1]]: "Amina Rahman" };

/** The part of the demo's front page that lists one partnership. */
function listOf(page, partnership) {
  return page.locator("section", { has: page.getByRole("heading", { name: partnership }) }).first();
}

function mentorButton(page, partnership) {
  return listOf(page, partnership).locator("button[value*=' mentor ']").filter({ hasText: BUSY[partnership] });
}

/** Steps into a mentor's place and answers with the page on which that leads. */
async function stepIn(at, browser, partnership, settings) {
  const opened = await openPage(browser, at.address, settings);
  await opened.page.goto("/");
  const button = mentorButton(opened.page, partnership);
  await button.click();
  await opened.page.goto("/standing");
  return opened;
}

async function shoot(at, page, name) {
  mkdirSync(at.shots, { recursive: true });
  await page.screenshot({ path: join(at.shots, `${name}.png`), fullPage: true });
}

function nothingWentWrong({ complaints, elsewhere }) {
  assert.deepEqual(complaints, [], "the browser complained");
  assert.deepEqual(elsewhere, [], "something was fetched from elsewhere");
}

/** Adds the journeys of this page. `at` knows the address, the browser and the folder for pictures. */
export function addTrainingPage(journeys, at) {
  const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
  const inPage = async (partnership, settings, steps) => {
    const opened = await stepIn(at, at.browser, partnership, settings);
    try {
      const note = await steps(opened.page, opened);
      nothingWentWrong(opened);
      return note;
    } finally {
      await opened.context.close();
    }
  };

  journeys.add("The front page lists people of both partnerships and pleases axe", async () => {
    const opened = await openPage(at.browser, at.address, WINDOWS.phone);
    const answer = await opened.page.goto("/");
    isGuarded(answer);
    await saysWhatItIs(opened.page);
    for (const partnership of PARTNERSHIPS) await mentorButton(opened.page, partnership).waitFor();
    await fitsTheWindow(opened.page);
    await suitsAFinger(opened.page);
    await pleasesAxe(opened.page);
    await shoot(at, opened.page, "front-phone");
    nothingWentWrong(opened);
    await opened.context.close();
  });

  for (const colorScheme of ["light", "dark"]) {
    journeys.add(`The style page shows every part and pleases axe: ${colorScheme}`, async () => {
      const opened = await openPage(at.browser, at.address, { ...WINDOWS.phone, colorScheme });
      await opened.page.goto("/style");
      await saysWhatItIs(opened.page);
      await openEverything(opened.page);
      await fitsTheWindow(opened.page);
      await keepsToTheTheme(opened.page, colorScheme);
      await pleasesAxe(opened.page);
      await shoot(at, opened.page, `style-phone-${colorScheme}`);
      nothingWentWrong(opened);
      await opened.context.close();
    });
  }

  for (const partnership of PARTNERSHIPS) {
    for (const size of ["phone", "desktop"]) {
      for (const colorScheme of ["light", "dark"]) {
        journeys.add(`A mentor of ${partnership} sees where they stand: ${size}, ${colorScheme}`, () =>
          inPage(partnership, { ...WINDOWS[size], colorScheme }, async (page) => {
            await saysWhatItIs(page);
            for (const figure of FIGURES) {
              await page.locator("main").getByText(figure, { exact: false }).first().waitFor();
            }
            assert.match(await page.locator("main").innerText(), /\d+ h( \d+ min)?/, "no hours are shown");
            await fitsTheWindow(page);
            await keepsToTheTheme(page, colorScheme);
            if (size === "phone") await suitsAFinger(page);
            await pleasesAxe(page);
            await shoot(at, page, `training-${slug(partnership)}-${size}-${colorScheme}`);
          }),
        );
      }
    }

    journeys.add(`With everything open, the page of ${partnership} still fits and pleases axe`, () =>
      inPage(partnership, { ...WINDOWS.phone }, async (page) => {
        await openEverything(page);
        await fitsTheWindow(page);
        await pleasesAxe(page);
        await shoot(at, page, `training-${slug(partnership)}-phone-open`);
      }),
    );

    journeys.add(`The page of ${partnership} with its style weighs less than 60 KB`, () =>
      inPage(partnership, { ...WINDOWS.desktop }, async (_, opened) => {
        // A browser that has kept nothing, with the same place taken.
        const storageState = await opened.context.storageState();
        const fresh = await openPage(at.browser, at.address, { ...WINDOWS.desktop, storageState });
        const answer = await fresh.page.goto("/standing", { waitUntil: "networkidle" });
        isGuarded(answer);
        const bytes = await isLight(fresh.answers);
        await fresh.context.close();
        return `${(bytes / 1024).toFixed(1)} KB`;
      }),
    );
  }

  for (const [name, words] of [
    ["narrow", "At 320 px nothing scrolls sideways, open or closed"],
    ["magnified", "At 400 % nothing scrolls sideways, open or closed"],
  ]) {
    journeys.add(words, () =>
      inPage(PARTNERSHIPS[1], { ...WINDOWS[name] }, async (page) => {
        await fitsTheWindow(page);
        await openEverything(page);
        await fitsTheWindow(page);
        await shoot(at, page, `training-${name}`);
      }),
    );
  }

  journeys.add("With script off, each figure still opens its reasons", () =>
    inPage(PARTNERSHIPS[0], { ...WINDOWS.phone, javaScriptEnabled: false }, async (page) => {
      for (const figure of FIGURES) {
        const opener = figureOpener(page, figure);
        await opener.click();
        const inside = opener.locator("xpath=..").locator(":scope > :not(summary)").first();
        assert.ok(await inside.isVisible(), `${figure} opened nothing`);
      }
      await shoot(at, page, "training-no-script");
    }),
  );

  journeys.add("By keyboard alone, from the front page to the reasons of every figure", () => byKeyboard(at));

  journeys.add("The Tab key reaches every disclosure and the focus is always visible", () =>
    inPage(PARTNERSHIPS[1], { ...WINDOWS.desktop }, async (page) => {
      const wanted = await page.evaluate(() => {
        const all = [...document.querySelectorAll("*")];
        return [...document.querySelectorAll("summary")]
          .filter((part) => part.checkVisibility())
          .map((part) => all.indexOf(part));
      });
      const stops = await tabThrough(page);
      const unseen = stops.filter((stop) => !stop.visible).map((stop) => `${stop.tag} ${stop.words}`);
      assert.deepEqual(unseen, [], "the focus cannot be seen");
      const missed = wanted.filter((order) => !stops.some((stop) => stop.order === order));
      assert.deepEqual(missed, [], "some disclosures cannot be reached");
      const orders = stops.map((stop) => stop.order);
      assert.deepEqual(orders, [...orders].sort((one, other) => one - other), "the Tab key jumps about");
      return `${stops.length} stops`;
    }),
  );
}

/** What opens a figure's reasons. */
function figureOpener(page, figure) {
  return page.locator("main summary", { hasText: new RegExp(`^\\s*${figure}\\b`, "i") }).first();
}

async function openEverything(page) {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
}

async function byKeyboard(at) {
  const opened = await openPage(at.browser, at.address, WINDOWS.desktop);
  const { page } = opened;
  await page.goto("/");
  const button = mentorButton(page, PARTNERSHIPS[0]);
  await tabUntil(page, button);
  await Promise.all([page.waitForURL((to) => to.pathname !== "/"), page.keyboard.press("Enter")]);
  await page.goto("/standing");
  for (const figure of FIGURES) {
    const opener = figureOpener(page, figure);
    await tabUntil(page, opener);
    await page.keyboard.press("Enter");
    const open = await opener.evaluate((part) => part.closest("details").open);
    assert.ok(open, `Enter did not open the reasons of ${figure}`);
  }
  await shoot(at, page, "training-by-keyboard");
  nothingWentWrong(opened);
  await opened.context.close();
}

/** Presses Tab until this part of the page has the focus. */
async function tabUntil(page, part, most = 400) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await part.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key did not reach “${(await part.innerText()).slice(0, 60)}”`);
}
