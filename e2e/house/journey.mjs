// Runs journeys one after another and counts how they ended.
// Owns the words *journey*, *passed* and *failed*. Never knows what a journey does.

/** A list of journeys, filled by the files in `journeys/`. */
export class Journeys {
  #all = [];

  /** Adds a journey: a sentence, and the steps that show it to be true. */
  add(sentence, steps) {
    this.#all.push({ sentence, steps });
  }

  /** Runs those whose sentence holds `only`, or one of several parts between `|`; answers with the counts. */
  async run(only = "") {
    const counts = { passed: 0, failed: 0 };
    const meant = ({ sentence }) => only.split("|").some((part) => sentence.includes(part));
    for (const { sentence, steps } of this.#all.filter(meant)) {
      const from = performance.now();
      try {
        const note = await steps();
        counts.passed += 1;
        const took = ((performance.now() - from) / 1000).toFixed(1);
        console.log(`passed  ${sentence} (${took} s${note ? `; ${note}` : ""})`);
      } catch (error) {
        counts.failed += 1;
        console.log(`FAILED  ${sentence}\n${indent(error.message)}`);
      }
    }
    return counts;
  }
}

function indent(text) {
  return text
    .split("\n")
    .slice(0, 60)
    .map((line) => `        ${line}`)
    .join("\n");
}
