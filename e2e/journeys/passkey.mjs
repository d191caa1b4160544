// Passkeys in a real browser with a device of its own: added, used to sign in and as a proof, named, taken away.
// Owns that device. Never asks for a finger: the device says by itself that its person is there.

import assert from "node:assert/strict";
import { join } from "node:path";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { fitsTheWindow, pleasesAxe, suitsAFinger } from "../house/checks.mjs";
import { code, openPostbox, startInstallation, until } from "../house/installation.mjs";
import { accept } from "./installation.mjs";

const NOOR = "noor@elmshire.example";

/** Gives the browser of a page a device that holds passkeys; `there` says whether its person is. */
async function deviceOf(page) {
  const line = await page.context().newCDPSession(page);
  await line.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    there: (isUserVerified) => line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    held: async () => (await line.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    count: (credentialId, signCount) => line.send("WebAuthn.setCredentialProperties", { authenticatorId, credentialId, signCount }).catch(() => null),
  };
}

/** Runs steps on an installation under a name, for no passkey is made for a bare number. */
export async function named(steps) {
  const postbox = await openPostbox();
  let installation = null;
  try {
    installation = await startInstallation(postbox, "", { host: "localhost" });
    return await steps(installation, postbox);
  } finally {
    await installation?.end();
    await postbox.close();
  }
}

/** The code of the next message to somebody. */
export async function nextCode(postbox, press) {
  const before = postbox.taken.length;
  await press();
  await until("the message has arrived", () => postbox.taken.length > before);
  return code(postbox.taken.at(-1));
}

/** Signs in by a code; answers with where that leads. */
export async function byCode(page, postbox, address, to = "/") {
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByLabel("Your work e-mail address").fill(address);
  const digits = await nextCode(postbox, () => page.getByRole("button", { name: "Send me a link and a code" }).click());
  await page.getByLabel("Six digits").fill(digits);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((address_) => !address_.pathname.startsWith("/sign-in"));
}

async function looksRight(page, at, name) {
  for (const [kind, window] of Object.entries({ phone: WINDOWS.phone, desktop: WINDOWS.desktop })) {
    await page.setViewportSize(window.viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await pleasesAxe(page);
      await page.screenshot({ path: join(at.shots, `${name}-${kind}-${colorScheme}.png`), fullPage: true });
    }
    await fitsTheWindow(page);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await suitsAFinger(page);
}

/** Adds the journeys of passkeys. */
export function addPasskey(journeys, at) {
  journeys.add("A passkey is added after a code, signs in alone, proves who it is, gets a name, and is taken away", () =>
    named(async (installation, postbox) => {
      const printed = installation.invite(NOOR, "Noor", "Haddad");
      const { page, context, complaints } = await openPage(at.browser, installation.address, WINDOWS.desktop);
      const device = await deviceOf(page);
      await accept(page, printed);
      await page.goto("/notice/outbox");
      await page.getByText("Sign in without a message next time").waitFor();
      await looksRight(page, at, "passkey-offer");
      await page.goto("/access");
      await page.getByRole("button", { name: "Sign out" }).click();

      await byCode(page, postbox, NOOR, "/notice/outbox");
      await page.getByRole("link", { name: "Add a passkey to this device" }).click();
      await page.getByRole("heading", { level: 1, name: "Your passkeys" }).waitFor();
      await page.getByText("You have no passkey yet").waitFor();
      await looksRight(page, at, "passkey-none");
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByRole("heading", { level: 1, name: "Add a passkey" }).waitFor();
      await looksRight(page, at, "passkey-add");
      await page.getByLabel("What you call it").fill("My desk");
      const told = postbox.taken.length;
      await page.getByRole("button", { name: "Add the passkey" }).click();
      await page.waitForURL(/done=added/);
      await until("its person is told", () => postbox.taken.length > told);
      assert.match(postbox.taken.at(-1).text, /A passkey was added/);
      assert.equal((await device.held()).length, 1);
      await looksRight(page, at, "passkey-held");
      await page.goto("/notice/outbox");
      assert.equal(await page.getByText("Sign in without a message next time").count(), 0, "it is offered once");
      await page.goto("/access/passkeys");
      await page.getByRole("button", { name: "Add another passkey" }).click();
      await page.getByRole("button", { name: "Add the passkey" }).click();
      await page.getByText("This device has a passkey of yours already").waitFor();
      await page.goto("/access");
      await page.getByRole("button", { name: "Sign out" }).click();

      await page.goto("/sign-in?to=/notice/outbox");
      await looksRight(page, at, "passkey-door");
      const [asked] = await Promise.all([
        page.waitForRequest((request) => request.url().endsWith("/sign-in/passkey/answer")),
        page.getByRole("button", { name: "Use a passkey" }).click(),
      ]);
      await page.getByRole("heading", { level: 1, name: "Outgoing mail" }).waitFor();
      const replayed = await context.request.post("/sign-in/passkey/answer", {
        headers: { "content-type": "application/x-www-form-urlencoded", origin: installation.address },
        data: asked.postData(),
      });
      assert.equal(replayed.status(), 422, "an answer is taken once");
      await page.goto("/access/devices");
      assert.match(await page.locator("main").innerText(), /with a passkey/);

      const stale = await openPage(at.browser, installation.address, WINDOWS.phone);
      const other = await deviceOf(stale.page);
      await stale.page.goto("/sign-in");
      await stale.page.getByRole("button", { name: "Use a passkey" }).click();
      await stale.page.getByText("the device gave no answer").waitFor();
      await looksRight(stale.page, at, "passkey-no-answer");
      assert.equal((await other.held()).length, 0);
      await stale.context.close();

      const before = postbox.taken.length;
      await page.goto("/access");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.goto("/sign-in");
      await page.getByLabel("Your work e-mail address").fill(NOOR);
      await page.getByRole("button", { name: "Send me a link and a code" }).click();
      await until("the message has arrived", () => postbox.taken.length > before);
      const link = /https?:\/\/\S+\/sign-in\/[\w.-]+/.exec(postbox.taken.at(-1).text)[0];
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.goto("/access/passkeys");
      await page.getByText("Call it something else").click();
      await page.getByLabel("New name").fill("The key on my ring");
      await page.getByRole("button", { name: "Keep the name" }).click();
      await page.waitForURL(/done=named/);
      assert.match(await page.locator("main").innerText(), /The key on my ring/);
      await page.getByRole("button", { name: /Take it away/ }).click();
      await page.getByRole("heading", { level: 1, name: "Is it you?" }).waitFor();
      await looksRight(page, at, "passkey-proof");
      await device.there(false);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.getByText("the device gave no answer").waitFor();
      await looksRight(page, at, "passkey-proof-asked");
      await device.there(true);
      await page.getByRole("button", { name: "Use the passkey" }).click();
      await page.waitForURL(/done=removed/);
      await looksRight(page, at, "passkey-removed");
      assert.deepEqual(complaints.filter((one) => !/\b(403|422)\b/.test(one)), [], "the browser complained");

      await page.goto("/access");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.getByText("That passkey opens nothing here").first().waitFor();
      await looksRight(page, at, "passkey-refused");
      await context.close();
    }),
  );

  journeys.add("With script off a passkey says kindly that it needs script, and the code goes on working", () =>
    named(async (installation, postbox) => {
      installation.invite(NOOR, "Noor", "Haddad");
      const { page, context } = await openPage(at.browser, installation.address, { ...WINDOWS.phone, javaScriptEnabled: false });
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.getByText("Passkeys need script").waitFor();
      await page.screenshot({ path: join(at.shots, "passkey-without-script.png"), fullPage: true });
      await page.getByRole("link", { name: "Sign in by e-mail" }).click();
      await until("the invitation has arrived", () => postbox.taken.length === 1);
      await byCode(page, postbox, NOOR, "/access/passkeys");
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByText("Passkeys need script").waitFor();
      await context.close();
    }),
  );
}
