// Starts an installation as real people use it: `serve` with settings of its own, and a real mail server beside it.
// Owns the words *installation* and *postbox*. Never steps into anybody's place.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { freePort, program } from "./program.mjs";

/** A mail server of this machine; `refuse` answers each recipient with an error, or with nothing. */
export async function openPostbox(refuse = () => null) {
  const taken = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (address, _session, done) => done(refuse(address.address, taken)),
    onData: (stream, session, done) => {
      const pieces = [];
      stream.on("data", (piece) => pieces.push(piece));
      stream.on("end", () => {
        taken.push({ to: session.envelope.rcptTo[0].address, text: plain(Buffer.concat(pieces).toString()) });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address();
  return { port, taken, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Takes the soft line ends and the escaped signs of a message away. */
function plain(text) {
  return text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Waits until something is true. */
export async function until(what, holds, seconds = 15) {
  const from = performance.now();
  while (!holds()) {
    if (performance.now() - from > seconds * 1000) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The link in a message. */
export function link(message) {
  const found = /https?:\/\/\S+\/sign-in\/[\w.-]+/.exec(message.text);
  if (!found) throw new Error(`no link in\n${message.text}`);
  return found[0];
}

/** The six digits in a message. */
export function code(message) {
  const found = /^ {4}(\d{3} \d{3})\s*$/m.exec(message.text);
  if (!found) throw new Error(`no code in\n${message.text}`);
  return found[1];
}

/** Starts an installation; `settings` are added to its file. A passkey asks for a name: `host` is "localhost" then. */
export async function startInstallation(postbox, settings = "", { port = null, host = "127.0.0.1", secrets = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "alongside-installation-"));
  port ??= await freePort();
  const address = `http://${host}:${port}`;
  const config = join(folder, "alongside.toml");
  writeFileSync(
    config,
    `public_url = "${address}"\nlisten = "127.0.0.1:${port}"\ndata = "kept"\nstop_seconds = 5\n\n[mail]\nhost = "127.0.0.1"\nport = ${postbox.port}\nsecurity = "none"\nsender = "Alongside <alongside@partnership.example>"\n${settings}`,
  );
  const run = (...args) => execFileSync(program(), args, { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const providers = join(folder, "providers.csv");
  writeFileSync(providers, "provider_code,operating_name,provider_type,accreditation_number,accreditation_start_date\nL51,University of Elmshire,hei,1234,2024-09-01\n");
  run("--data", join(folder, "kept"), "import", "providers", providers);
  const invite = (email, first, last) =>
    run("admin", "invite", email, "--first-name", first, "--last-name", last, "--provider", "L51", "--config", config).trim();

  const from = performance.now();
  const child = spawn(program(), ["serve", "--config", config], { stdio: ["ignore", "pipe", "pipe"], cwd: folder, env: { ...process.env, ...secrets } });
  let said = "";
  let over = null;
  child.once("exit", (code, signal) => (over = code ?? signal));
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
  await until("the installation is ready", () => said.includes("Ready:") || over !== null);
  if (over !== null) throw new Error(`It ended early (${over}):\n${said}`);
  const took = performance.now() - from;

  /** Asks it to stop; answers with how it ended. */
  const stop = async () => {
    if (over === null) process.kill(child.pid, "SIGTERM");
    await until("the installation has stopped", () => over !== null);
    return over;
  };
  const end = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, invite, stop, end, took, said: () => said, folder, config, run };
}
