// Takes pictures: of every journey for whoever runs them, and a few for the handbook.
// Owns the folders of the pictures. Never decides what a page shows.

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HANDBOOK = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "docs", "handbook", "shots");

/** Keeps a picture of the whole page under a name. */
export async function shoot(at, page, name) {
  mkdirSync(at.shots, { recursive: true });
  const file = name.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").toLowerCase();
  await page.screenshot({ path: join(at.shots, `${file}.jpg`), fullPage: true, scale: "css", type: "jpeg", quality: 70 });
}

/** Keeps a picture for the handbook, if these are asked for: what one sees without scrolling. */
export async function forHandbook(at, page, name, height = 720) {
  await shoot(at, page, `handbook-${name}`);
  if (!at.handbook) return;
  mkdirSync(HANDBOOK, { recursive: true });
  const { width } = page.viewportSize();
  await page.setViewportSize({ width, height });
  await page.screenshot({ path: join(HANDBOOK, `${name}.png`), scale: "css" });
}
