// One real browser, and pages that write down what goes wrong in them.
// Owns the words *window* (size and settings) and *complaint*. Never knows what a page is about.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** The windows through which each page is looked at. */
export const WINDOWS = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
  // Columns in the least room that they are given: a tablet on its side.
  tablet: { viewport: { width: 1040, height: 780 } },
  narrow: { viewport: { width: 320, height: 640 } },
  // 1280 by 1024 at 400 %: what is left is 320 by 256.
  magnified: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
};

function executable() {
  const named = process.env.CHROMIUM;
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = [named, ...usual].find((path) => path && existsSync(path));
  if (!found) throw new Error("No Chromium found. On Debian: apt-get install chromium; or name it in CHROMIUM.");
  return found;
}

export function launch() {
  return chromium.launch({
    executablePath: executable(),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}

/** Opens a page whose complaints, requests and weight are written down, with those of every page opened beside it. */
export async function openPage(browser, address, settings = {}) {
  const context = await browser.newContext({ baseURL: address, locale: "en-GB", timezoneId: "Europe/London", ...settings });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  const elsewhere = [];
  const answers = [];

  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("requestfailed", (request) => {
    // A browser drops what it was still fetching when the reader moves on.
    if (!request.failure()?.errorText.includes("ERR_ABORTED")) complaints.push(`failed: ${request.url()}`);
  });
  context.on("request", (request) => {
    const from = new URL(request.url());
    if (from.protocol.startsWith("http") && from.origin !== new URL(address).origin) elsewhere.push(request.url());
  });
  context.on("response", (response) => answers.push(response));

  return { page, context, complaints, elsewhere, answers };
}
