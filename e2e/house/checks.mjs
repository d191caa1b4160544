// What every page must keep, whatever it is about: room, contrast, names, focus, weight.
// Owns the limits of the experience guide. Never steps from page to page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page with its style: at most 60 KB. */
const HEAVIEST = 60 * 1024;
/** A target for a finger: at least 44 by 44 px. */
const SMALLEST_TARGET = 44;

/** No part of the page is wider than the window, and nothing in a table sticks out of its cell. */
export async function fitsTheWindow(page) {
  const stickingOut = await page.evaluate(() =>
    [...document.querySelectorAll(".table td")]
      .filter((cell) => cell.clientWidth > 0 && cell.scrollWidth > cell.clientWidth)
      .slice(0, 5)
      .map((cell) => `${cell.innerText.trim().slice(0, 60)}: ${cell.scrollWidth} px in ${cell.clientWidth}`),
  );
  assert.deepEqual(stickingOut, [], "something sticks out of its cell");
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
      .filter((part) => part.getBoundingClientRect().right > room + 1)
      .slice(0, 5)
      .map((part) => `${part.tagName.toLowerCase()}.${part.className} reaches ${Math.round(part.getBoundingClientRect().right)} px`);
  });
  assert.deepEqual(wide, [], "the page scrolls sideways");
}

/** Axe finds nothing. */
export async function pleasesAxe(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // Where a page names no colour axe takes white for granted, in the dark too: it is told what the browser paints.
    const named = [document.body, document.documentElement].some(
      (part) => !/rgba\(.*, 0\)|transparent/.test(getComputedStyle(part).backgroundColor),
    );
    if (!named) document.documentElement.style.backgroundColor = "Canvas";
    const { violations } = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
      preload: false,
    });
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${violation.help} (${node.target.join(" ")})`),
    );
  });
  assert.deepEqual(found, [], "axe found something");
}

/** One language, one title, one first heading, one main part. */
export async function saysWhatItIs(page) {
  const found = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title.trim().length > 0,
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
  }));
  assert.deepEqual(found, { language: "en-GB", title: true, headings: 1, mains: 1 });
}

/** What a finger presses is large enough. */
export async function suitsAFinger(page) {
  const small = await page.evaluate((smallest) => {
    const pressed = [...document.querySelectorAll("button, summary, select, input:not([type=hidden])")];
    // A box to tick is pressed by its label.
    const pressedBy = (part) => (["radio", "checkbox"].includes(part.type) ? (part.labels?.[0] ?? part) : part);
    return pressed
      .map((part) => [part, pressedBy(part).getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.height < smallest - 0.5 || box.width < smallest - 0.5))
      .map(([part, box]) => `${part.textContent.trim().slice(0, 40)}: ${Math.round(box.width)} by ${Math.round(box.height)} px`);
  }, SMALLEST_TARGET);
  assert.deepEqual(small, [], "targets are smaller than 44 px");
}

/** What every page must keep on a phone; axe itself is script, and looks where script runs. */
export async function isSound(page, { script = true } = {}) {
  await saysWhatItIs(page);
  await fitsTheWindow(page);
  await suitsAFinger(page);
  if (script) await pleasesAxe(page);
}

/** The page keeps to its theme: dark on light, or light on dark. */
export async function keepsToTheTheme(page, theme) {
  const bright = await page.evaluate(() => {
    // A page that names no colour has the browser's own, which follows what the page says it can be.
    const own = document.body.appendChild(document.createElement("div"));
    own.style.backgroundColor = "Canvas";
    const opaque = [document.body, document.documentElement, own]
      .map((part) => getComputedStyle(part).backgroundColor)
      .find((colour) => !/rgba\(.*, 0\)|transparent/.test(colour));
    own.remove();
    // Whatever the notation, a canvas tells red, green and blue.
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = opaque;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red * 0.2126 + green * 0.7152 + blue * 0.0722) / 255;
  });
  if (theme === "dark") assert.ok(bright < 0.25, `the dark page is bright (${bright.toFixed(2)})`);
  else assert.ok(bright > 0.75, `the light page is dark (${bright.toFixed(2)})`);
}

/** The page with all that it fetched is light enough, as it is before it is packed for the way. */
export async function isLight(answers) {
  let bytes = 0;
  const parts = [];
  for (const answer of answers) {
    // What a page does by script is weighed on its own.
    if (answer.status() >= 300 || answer.url().endsWith(".js")) continue;
    const size = (await answer.body()).length;
    bytes += size;
    parts.push(`${new URL(answer.url()).pathname} ${size}`);
  }
  assert.ok(bytes > 0, "nothing was weighed");
  assert.ok(bytes <= HEAVIEST, `the page weighs ${bytes} bytes: ${parts.join(", ")}`);
  return bytes;
}

/** The policy that comes with the page allows nothing inline and nothing from elsewhere. */
export function isGuarded(answer) {
  const policy = answer.headers()["content-security-policy"] ?? "";
  assert.match(policy, /default-src 'none'|default-src 'self'/, "there is no content security policy");
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*|https?:/, "the content security policy is not strict");
  const headers = answer.headers();
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(headers["referrer-policy"] ?? "", /no-referrer|same-origin/);
}

/** The element that has the focus, and whether a reader can see that it has. */
export function focused(page) {
  return page.evaluate(() => {
    const part = document.activeElement;
    if (!part || part === document.body) return null;
    const style = getComputedStyle(part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const ringed = style.boxShadow !== "none";
    const all = [...document.querySelectorAll("*")];
    return {
      order: all.indexOf(part),
      tag: part.tagName.toLowerCase(),
      words: part.textContent.trim().replace(/\s+/g, " ").slice(0, 60),
      visible: outlined || ringed,
    };
  });
}

/** Walks the page with the Tab key from its top; answers with every stop. */
export async function tabThrough(page, most = 400) {
  const stops = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null || stops.some((earlier) => earlier.order === stop.order)) return stops;
    stops.push(stop);
  }
  throw new Error(`the Tab key did not come round in ${most} presses`);
}
