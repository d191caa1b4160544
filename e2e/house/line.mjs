// A line to the server that can be cut and mended, as a telephone loses its signal.
// Owns the word *line*. Never changes what goes over it.

import net from "node:net";

/** Opens a line to an address: its own address, `cut` and `mend`. */
export async function openLine(address) {
  const { hostname, port } = new URL(address);
  const open = new Set();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) return near.destroy();
    const far = net.connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cut() {
      isCut = true;
      for (const one of open) one.destroy();
    },
    mend() {
      isCut = false;
    },
    async close() {
      this.cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
