// Counts what a reader does on the way to an aim: presses, and fields that they fill.
// Owns the word *press*. Never looks whether the aim was reached.

/** Goes about in a page and counts. */
export class Presses {
  #page;
  presses = 0;
  typed = 0;

  constructor(page) {
    this.#page = page;
  }

  /** Presses something that stays on the page. */
  async press(part) {
    await part.click();
    this.presses += 1;
  }

  /** Presses something that leads to another page, and waits for it. */
  async follow(part) {
    const before = this.#page.url();
    await Promise.all([
      this.#page.waitForEvent("framenavigated", { predicate: (frame) => frame === this.#page.mainFrame() }),
      part.click(),
    ]);
    await this.#page.waitForLoadState();
    this.presses += 1;
    return before;
  }

  async fill(part, text) {
    await part.fill(text);
    this.typed += 1;
  }

  async choose(part, value) {
    await part.selectOption(value);
    this.presses += 1;
  }

  told() {
    return `${this.presses} presses, ${this.typed} fields`;
  }
}

/** Presses Tab until this part of the page has the focus; answers with how often. */
export async function tabTo(page, part, most = 400) {
  // Found once: to look for it anew after every press takes longer than the press.
  const found = await part.elementHandle();
  for (let presses = 0; presses < most; presses += 1) {
    if (await found.evaluate((element) => element === document.activeElement)) return presses;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key did not reach “${(await part.innerText()).slice(0, 60)}”`);
}

/** Presses Enter where the focus is, and waits for the page to which that leads. */
export async function enter(page) {
  await Promise.all([
    page.waitForEvent("framenavigated", { predicate: (frame) => frame === page.mainFrame() }),
    page.keyboard.press("Enter"),
  ]);
  await page.waitForLoadState();
}
