// Starts the demo in a folder of its own and ends it by its process id.
// Owns the words *demo* and *address*. Never looks at a page.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The program: ALONGSIDE_BINARY, otherwise the newest build in the target folder. */
export function program() {
  if (process.env.ALONGSIDE_BINARY) return process.env.ALONGSIDE_BINARY;
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const built = ["release", "debug"]
    .map((profile) => join(target, profile, "alongside"))
    .filter((path) => existsSync(path))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  if (built.length === 0) {
    throw new Error(`No program found in ${target}. Run: cargo build --release --package alongside`);
  }
  return built[0];
}

/** A port of this machine that nobody uses. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the demo; answers with its address and with what ends it. */
export async function startDemo({ seconds = 120 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "alongside-journeys-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const args = ["demo", "--data", join(folder, "data"), "--listen", listen];
  const child = spawn(program(), args, { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
  let said = "";
  let over = null;

  const ended = new Promise((resolve) => {
    child.once("error", (error) => {
      over = error.message;
      resolve();
    });
    child.once("exit", (code, signal) => {
      over ??= `exit code ${code ?? signal}`;
      resolve();
    });
  });

  const end = async () => {
    if (over === null) {
      process.kill(child.pid, "SIGTERM");
      const patience = setTimeout(() => over === null && process.kill(child.pid, "SIGKILL"), 10_000);
      await ended;
      clearTimeout(patience);
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const address = new Promise((resolve, reject) => {
    const patience = setTimeout(
      () => reject(new Error(`The demo named no address within ${seconds} s. It said:\n${said}`)),
      seconds * 1000,
    );
    const listenTo = (piece) => {
      said += piece;
      const found = /http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/.exec(said);
      if (found) {
        clearTimeout(patience);
        resolve(found[0]);
      }
    };
    child.stdout.on("data", listenTo);
    child.stderr.on("data", listenTo);
    ended.then(() => {
      clearTimeout(patience);
      reject(new Error(`The demo ended early (${over}). It said:\n${said}`));
    });
  });

  try {
    return { address: await address, end, said: () => said };
  } catch (error) {
    await end();
    throw error;
  }
}
