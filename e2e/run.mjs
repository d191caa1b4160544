// Runs every journey against a demo of its own: node run.mjs [--handbook] [words of a journey's sentence]
//
// With --handbook the pictures in docs/handbook/shots are taken anew.
// ALONGSIDE_BINARY names the program (otherwise the newest build), CHROMIUM the browser.
// Pictures go to shots/. The exit code is 1 when a journey failed.

import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./house/browser.mjs";
import { Journeys } from "./house/journey.mjs";
import { startDemo } from "./house/program.mjs";
import { addAgain } from "./journeys/again.mjs";
import { addByKeyboard } from "./journeys/by_keyboard.mjs";
import { addChangedSession } from "./journeys/changed_session.mjs";
import { addAskedLess } from "./journeys/asked_less.mjs";
import { addClock } from "./journeys/clock.mjs";
import { addCrawl } from "./journeys/crawl.mjs";
import { addDraft } from "./journeys/draft.mjs";
import { addEvidence } from "./journeys/evidence.mjs";
import { addErasure } from "./journeys/erasure.mjs";
import { addFiles } from "./journeys/files.mjs";
import { addGroup } from "./journeys/group.mjs";
import { addGuests } from "./journeys/guests.mjs";
import { addHandbook } from "./journeys/handbook.mjs";
import { addIdentity } from "./journeys/identity.mjs";
import { addImports } from "./journeys/imports.mjs";
import { addInstallation } from "./journeys/installation.mjs";
import { addMap } from "./journeys/map.mjs";
import { addOffice } from "./journeys/office.mjs";
import { addOnce } from "./journeys/once.mjs";
import { addPriorLearning } from "./journeys/prior_learning.mjs";
import { addQuality } from "./journeys/quality.mjs";
import { addPasskey } from "./journeys/passkey.mjs";
import { addPlacements } from "./journeys/placements.mjs";
import { addPolicy } from "./journeys/policy.mjs";
import { addRegister } from "./journeys/register.mjs";
import { addSearch } from "./journeys/search.mjs";
import { addSessions } from "./journeys/sessions.mjs";
import { addSignIn } from "./journeys/sign_in.mjs";
import { addTasks } from "./journeys/tasks.mjs";
import { addTrainingPage } from "./journeys/training_page.mjs";
import { addWhatIsLeft } from "./journeys/what_is_left.mjs";
import { addWithoutScript } from "./journeys/without_script.mjs";

const shots = join(dirname(fileURLToPath(import.meta.url)), "shots");
const words = process.argv.slice(2);
const handbook = words.includes("--handbook");
const only = words.filter((word) => word !== "--handbook").join(" ");

let counts = { passed: 0, failed: 1 };
let demo = null;
let browser = null;
try {
  if (!only) rmSync(shots, { recursive: true, force: true });
  const from = performance.now();
  demo = await startDemo();
  console.log(`The demo was ready after ${((performance.now() - from) / 1000).toFixed(1)} s.`);
  browser = await launch();
  const journeys = new Journeys();
  const at = { address: demo.address, browser, shots, handbook };
  addTrainingPage(journeys, at);
  addOffice(journeys, at);
  addCrawl(journeys, at);
  addHandbook(journeys, at);
  // Before others add to what these two have done.
  addAskedLess(journeys, at);
  addTasks(journeys, at);
  addByKeyboard(journeys, at);
  addOnce(journeys, at);
  addWithoutScript(journeys, at);
  addImports(journeys, at);
  addQuality(journeys, at);
  addSearch(journeys, at);
  addPlacements(journeys, at);
  addPolicy(journeys, at);
  addFiles(journeys, at);
  addDraft(journeys, at);
  addClock(journeys, at);
  addInstallation(journeys, at);
  addIdentity(journeys, at);
  addSignIn(journeys, at);
  addPasskey(journeys, at);
  addGuests(journeys, at);
  addErasure(journeys, at);
  addAgain(journeys, at);
  addRegister(journeys, at);
  addSessions(journeys, at);
  addChangedSession(journeys, at);
  addEvidence(journeys, at);
  addWhatIsLeft(journeys, at);
  addPriorLearning(journeys, at);
  addMap(journeys, at);
  addGroup(journeys, at);
  counts = await journeys.run(only);
} catch (error) {
  console.log(error.message);
} finally {
  await browser?.close();
  await demo?.end();
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
