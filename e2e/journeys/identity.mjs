// Signing in by a certified identity provider, started here: unknown, then linked, then known; and by a trusted domain.
// Owns that provider and its two people. Never uses the demo.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { WINDOWS, openPage } from "../house/browser.mjs";
import { pleasesAxe } from "../house/checks.mjs";
import { openPostbox, startInstallation, until } from "../house/installation.mjs";
import { freePort } from "../house/program.mjs";
import { accept } from "./installation.mjs";

/** Opens an identity provider that vouches for whoever types their own name for themselves. */
async function openProvider(back) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "alongside", client_secret: "hush", redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@elmshire.example`, email_verified: true }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ["only for this journey"] },
    features: { devInteractions: { enabled: true } },
  });
  provider.proxy = false;
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { issuer, close };
}

/** Says there who one is, and agrees. */
async function vouch(page, id) {
  if (await page.locator("input[name='login']").count()) {
    await page.locator("input[name='login']").fill(id);
    await page.locator("input[name='password']").fill("anything");
    await page.locator("button[type='submit']").click();
  }
  const agree = page.getByRole("button", { name: /continue/i });
  if (await agree.count()) await agree.click();
  await page.waitForLoadState();
}

/** Proves by the code of a message that it is oneself. */
async function prove(page, postbox) {
  await page.getByRole("heading", { name: "Is it you?" }).waitFor();
  await pleasesAxe(page);
  const before = postbox.taken.length;
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Six digits").waitFor();
  await until("the code has arrived", () => postbox.taken.length > before);
  await page.getByLabel("Six digits").fill(/^ {4}(\d{3} ?\d{3})/m.exec(postbox.taken.at(-1).text)[1]);
  await page.getByRole("button", { name: "Go on" }).click();
}

async function outside(trusted, steps) {
  const postbox = await openPostbox();
  const port = await freePort();
  let provider = null;
  let installation = null;
  try {
    provider = await openProvider(`http://127.0.0.1:${port}/access/identity/elm-trust/back`);
    const settings = `\n[[identity]]\nname = "elm-trust"\nlabel = "Elm Trust"\nissuer = "${provider.issuer}"\nclient_id = "alongside"\n${trusted}`;
    installation = await startInstallation(postbox, settings, { port, secrets: { ALONGSIDE_IDENTITY_SECRET_ELM_TRUST: "hush" } });
    return await steps(installation, postbox);
  } finally {
    await installation?.end();
    await provider?.close();
    await postbox.close();
  }
}

/** Adds the journeys by way of another sign-in. */
export function addIdentity(journeys, at) {
  journeys.add("A sign-in elsewhere is unknown until its owner links it, and then is enough", () =>
    outside("", async (installation, postbox) => {
      const printed = installation.invite("noor@elmshire.example", "Noor", "Haddad");

      const stranger = await openPage(at.browser, installation.address, WINDOWS.phone);
      await stranger.page.goto("/sign-in");
      await pleasesAxe(stranger.page);
      await stranger.page.getByRole("link", { name: "Elm Trust" }).click();
      await vouch(stranger.page, "noor");
      await stranger.page.getByRole("heading", { name: "We do not know you by this sign-in yet" }).waitFor();
      await pleasesAxe(stranger.page);
      await stranger.page.goto("/notice/outbox");
      assert.match(stranger.page.url(), /\/sign-in/, "nobody was let in");
      await stranger.context.close();

      const noor = await openPage(at.browser, installation.address, WINDOWS.desktop);
      await accept(noor.page, printed);
      await noor.page.goto("/access/identity");
      await pleasesAxe(noor.page);
      await noor.page.getByRole("link", { name: "Link Elm Trust" }).click();
      await prove(noor.page, postbox);
      await noor.page.getByRole("heading", { name: "That is you" }).waitFor();
      await pleasesAxe(noor.page);
      await noor.page.getByRole("link", { name: "Go there" }).click();
      await vouch(noor.page, "noor");
      await noor.page.waitForURL(/done=linked/);
      await pleasesAxe(noor.page);
      await noor.context.close();

      const later = await openPage(at.browser, installation.address, WINDOWS.desktop);
      let answer = "";
      later.page.on("request", (request) => {
        if (request.url().includes("/back?")) answer = request.url();
      });
      await later.page.goto("/sign-in?to=/notice/outbox");
      await later.page.getByRole("link", { name: "Elm Trust" }).click();
      await vouch(later.page, "noor");
      await later.page.getByRole("heading", { name: "Outgoing mail" }).waitFor();
      assert.notEqual(answer, "");

      const again = await later.page.goto(answer);
      assert.equal(again.status(), 422, "an answer is taken once");
      const other = await openPage(at.browser, installation.address, WINDOWS.desktop);
      const stolen = await other.page.goto(answer);
      assert.equal(stolen.status(), 422, "an answer is taken by the browser that asked");
      await other.context.close();

      await later.page.goto("/access/identity");
      await later.page.getByRole("button", { name: /Take it away/ }).click();
      await prove(later.page, postbox);
      await later.page.waitForURL(/done=unlinked/);
      await later.context.close();
    }),
  );

  journeys.add("Somebody is found by an address that the issuer has seen to be theirs, only of a trusted domain", () =>
    outside('trusted_domains = ["elmshire.example"]\n', async (installation) => {
      installation.invite("noor@elmshire.example", "Noor", "Haddad");
      const { page, context } = await openPage(at.browser, installation.address, WINDOWS.desktop);
      await page.goto("/sign-in?to=/notice/outbox");
      await page.getByRole("link", { name: "Elm Trust" }).click();
      await vouch(page, "noor");
      await page.getByRole("heading", { name: "Outgoing mail" }).waitFor();
      await page.goto("/access/identity");
      assert.match(await page.locator("main").innerText(), /Elm Trust/);
      await context.close();

      const ada = await openPage(at.browser, installation.address, WINDOWS.desktop);
      await ada.page.goto("/sign-in");
      await ada.page.getByRole("link", { name: "Elm Trust" }).click();
      await vouch(ada.page, "ada");
      await ada.page.getByRole("heading", { name: "We do not know you by this sign-in yet" }).waitFor();
      await ada.context.close();
    }),
  );
}
