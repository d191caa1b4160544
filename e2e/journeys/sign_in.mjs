// How a mentor gets in and out: by the link, by the code, by keyboard alone, with script off, where others sit too.
// Owns the mentor whom a new installation's office invites. Never uses the demo.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, suitsAFinger } from "../house/checks.mjs";
import { code, link, openPostbox, startInstallation, until } from "../house/installation.mjs";
import { Presses, enter, tabTo } from "../house/presses.mjs";

const OLU = "olu.ade@elmshire.example";
const AMINA = "amina.khan@ashfield.example";
const SCHOOLS = "URN,EstablishmentName,PhaseOfEducation (code),EstablishmentStatus (code),TypeOfEstablishment (code)\n100001,Ashfield School,4,1,1\n";
const PEOPLE = `trn,first_name,last_name,email,role,school_urn,subject,school_phase,from,to\n1000003,Olu,Ade,${OLU},partnership_officer,,,,2024-09-01,\n`;

/** The next message to somebody, after something was pressed. */
async function next(postbox, to, press) {
  const before = postbox.taken.length;
  await press();
  await until(`a message to ${to} has arrived`, () => postbox.taken.slice(before).some((message) => message.to === to));
  return postbox.taken.slice(before).find((message) => message.to === to);
}

/** Asks for a message at the door. */
async function asked(page, postbox, address, to = "") {
  await page.goto(`/sign-in${to && `?to=${encodeURIComponent(to)}`}`);
  await page.getByLabel("Your work e-mail address").fill(address);
  return next(postbox, address, () => page.getByRole("button", { name: "Send me a link and a code" }).click());
}

/** Types the code of a message, and is in. */
async function typed(page, message) {
  await page.getByLabel("Six digits").fill(code(message));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

/** Runs steps once the office of a new installation has invited a mentor. */
async function invited(at, steps) {
  const postbox = await openPostbox();
  let installation = null;
  try {
    installation = await startInstallation(postbox);
    const bring = (kind, text, ...more) => {
      const file = join(installation.folder, `${kind}.csv`);
      writeFileSync(file, text);
      installation.run("--data", join(installation.folder, "kept"), "import", kind, file, ...more);
    };
    bring("schools", SCHOOLS);
    bring("people", PEOPLE, "--provider", "L51");
    const { page, context } = await openPage(at.browser, installation.address, WINDOWS.desktop);
    await typed(page, await asked(page, postbox, OLU, "/access/invite/l51"));
    await page.getByLabel("Work e-mail address").fill(AMINA);
    await page.getByLabel("First name").fill("Amina");
    await page.getByLabel("Last name").fill("Khan");
    await page.getByLabel("Role").selectOption("general_mentor");
    await page.getByLabel("School number (URN)").fill("100001");
    const message = await next(postbox, AMINA, () => page.getByRole("button", { name: "Send the invitation" }).click());
    await context.close();
    return await steps(installation, postbox, message);
  } finally {
    await installation?.end();
    await postbox.close();
  }
}

/** A page through a window, that is closed afterwards and about which the browser has nothing to say. */
async function through(at, installation, window, steps) {
  const { page, context, complaints } = await openPage(at.browser, installation.address, window);
  const done = await steps(page, context);
  // A browser says of every answer which is an error that it is one.
  assert.deepEqual(complaints.filter((one) => !/status of 4\d\d/.test(one)), [], "the browser complained");
  await context.close();
  return done;
}

async function isOut(page) {
  await page.goto("/access");
  assert.match(page.url(), /\/sign-in/, "somebody is still signed in");
}

/** Adds the journeys of signing in. */
export function addSignIn(journeys, at) {
  journeys.add("An invited mentor is where they work after three presses; a used and a forged link say so kindly", () =>
    invited(at, async (installation, postbox, message) => {
      const told = await through(at, installation, WINDOWS.phone, async (page) => {
        const presses = new Presses(page);
        await page.goto(link(message));
        presses.presses += 1;
        await page.getByText("No password is needed, now or later.").waitFor();
        await pleasesAxe(page);
        await fitsTheWindow(page);
        await suitsAFinger(page);
        await page.screenshot({ path: join(at.shots, "invited-phone.png"), fullPage: true });
        await page.reload();
        await presses.follow(page.getByRole("button", { name: "Come in" }));
        await page.getByRole("heading", { level: 1, name: "Who you are" }).waitFor();
        assert.equal(await page.getByLabel("Last name").inputValue(), "Khan");
        await pleasesAxe(page);
        await page.screenshot({ path: join(at.shots, "invited-who-phone.png"), fullPage: true });
        await presses.follow(page.getByRole("button", { name: "Go on" }));
        assert.match(page.url(), /\/this-week/);
        await pleasesAxe(page);
        assert.ok(presses.presses <= 3, presses.told());
        return presses.told();
      });
      await through(at, installation, WINDOWS.phone, async (page) => {
        await page.goto(link(message));
        await page.getByRole("heading", { level: 1, name: "This link has been used" }).waitFor();
        await pleasesAxe(page);
        await page.screenshot({ path: join(at.shots, "link-used-phone.png"), fullPage: true });
        const fresh = await next(postbox, AMINA, () => page.getByRole("button", { name: "Send me a fresh link" }).click());
        await page.getByRole("heading", { level: 1, name: "A fresh link is on its way" }).waitFor();
        await pleasesAxe(page);
        const forged = link(fresh).replace(/.{6}$/, "000000");
        const answer = await page.goto(forged);
        assert.equal(answer.status(), 404);
        await pleasesAxe(page);
        assert.match(await page.locator("main").innerText(), /not here/);
        await isOut(page);
        await page.goto(link(fresh));
        await page.getByRole("button").first().click();
        await page.waitForURL(/\/access\/who/);
      });
      return told;
    }),
  );

  journeys.add("On a computer that others use a mentor signs in by the code, and is out for good when they sign out", () =>
    invited(at, (installation, postbox) =>
      through(at, installation, WINDOWS.desktop, async (page, context) => {
        const message = await asked(page, postbox, AMINA, "/access/devices");
        await pleasesAxe(page);
        await page.getByLabel("Six digits").fill("000 000");
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await page.getByText("That is not the code of the newest message").first().waitFor();
        await pleasesAxe(page);
        await page.getByLabel("Others use this computer too").check();
        await typed(page, message);
        assert.match(await page.locator("main").innerText(), /others use it too/);
        const kept = (await context.cookies()).find((cookie) => cookie.name === "alongside");
        assert.deepEqual([kept.expires, kept.httpOnly, kept.sameSite], [-1, true, "Lax"], "it goes with the browser");
        await page.goto("/access");
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.waitForURL(/why=signed_out/);
        await page.getByText("You signed out on this device.").waitFor();
        await pleasesAxe(page);
        await page.goBack();
        assert.match(page.url(), /\/sign-in|\/access/);
        assert.doesNotMatch(await page.locator("body").innerText(), /Amina Khan/, "the page before is shown again");
        await isOut(page);
        await context.addCookies([{ ...kept, url: undefined }]);
        await isOut(page);
      }),
    ),
  );

  journeys.add("By keyboard alone a mentor signs in by the code and out again", () =>
    invited(at, (installation, postbox) =>
      through(at, installation, WINDOWS.desktop, async (page) => {
        await page.goto("/sign-in?to=/access");
        await tabTo(page, page.getByLabel("Your work e-mail address"));
        await page.keyboard.type(AMINA);
        const message = await next(postbox, AMINA, () => enter(page));
        await tabTo(page, page.getByLabel("Six digits"));
        await page.keyboard.type(code(message));
        await tabTo(page, page.getByRole("button", { name: "Sign in", exact: true }));
        await enter(page);
        await page.getByRole("heading", { level: 1, name: "Your account" }).waitFor();
        await tabTo(page, page.getByRole("button", { name: "Sign out" }));
        await enter(page);
        await isOut(page);
      }),
    ),
  );

  journeys.add("With script off a mentor comes in by invitation, and later by the code", () =>
    invited(at, (installation, postbox, message) =>
      through(at, installation, { ...WINDOWS.phone, javaScriptEnabled: false }, async (page) => {
        await page.goto(link(message));
        await page.getByRole("button", { name: "Come in" }).click();
        await page.getByLabel("Subject that you teach").fill("Physics");
        await page.getByRole("button", { name: "Go on" }).click();
        await page.waitForURL(/\/this-week/);
        await page.goto("/access");
        await page.getByRole("button", { name: "Sign out" }).click();
        await isOut(page);
        await typed(page, await asked(page, postbox, AMINA, "/access/who"));
        assert.equal(await page.getByLabel("Subject that you teach").inputValue(), "physics");
      }),
    ),
  );
}
