// Goes about in a page with nothing but keys, and looks at every stop whether a reader sees where they are.
// Owns what a key does in each kind of field. Never presses with a mouse or a finger.

import assert from "node:assert/strict";
import { focused } from "./checks.mjs";
import { enter, tabTo } from "./presses.mjs";

/** Goes on with Tab to a part of the page, which shows that it has the focus. */
export async function reach(page, part) {
  await tabTo(page, part);
  const stop = await focused(page);
  assert.ok(stop?.visible, `nobody sees that “${stop?.words}” (${stop?.tag}) has the focus`);
}

/** Goes to a link or a button and presses Enter, which leads to another page. */
export async function enterAt(page, part) {
  await reach(page, part);
  await enter(page);
}

/** Opens what is folded away. */
export async function unfold(page, words) {
  const heading = page.locator("main summary", { hasText: words });
  await reach(page, heading);
  await page.keyboard.press("Enter");
  await page.locator("main details[open]", { has: page.locator("summary", { hasText: words }) }).waitFor();
}

/** Types into a field, in place of what stands there. */
export async function typeOver(page, part, text) {
  await reach(page, part);
  await page.keyboard.press("Control+A");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(text);
  assert.equal(await part.inputValue(), text);
}

/** Types a day into its three boxes. */
export async function typeDay(page, form, name, [day, month, year]) {
  for (const [box, value] of Object.entries({ day, month, year })) {
    await typeOver(page, form.locator(`input[name="${name}-${box}"]`), String(value));
  }
}

/** Goes down a list by its arrow until the choice stands there. */
export async function choose(page, list, words) {
  await reach(page, list);
  const chosen = () => list.evaluate((part) => part.selectedOptions[0].textContent.trim());
  const most = await list.locator("option").count();
  await page.keyboard.press("Home");
  for (let presses = 0; presses < most && !(await chosen()).startsWith(words); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  assert.ok((await chosen()).startsWith(words), `“${words}” is not to be chosen`);
}

/** Goes down a choice of one by its arrow until this one is marked. */
export async function mark(page, choice) {
  const name = await choice.getAttribute("name");
  const all = page.locator(`input[type=radio][name="${name}"]`);
  const marked = all.and(page.locator(":checked"));
  await reach(page, (await marked.count()) > 0 ? marked : all.first());
  await page.keyboard.press("Space");
  for (let presses = 0; presses < (await all.count()) && !(await choice.isChecked()); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  assert.ok(await choice.isChecked(), "the arrow keys do not lead there");
}
