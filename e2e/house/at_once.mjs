// Does the same with many things, several at a time: fetches addresses, looks at pages side by side.
// Owns how many at a time. Never knows what is done with each.

/** Does `steps` with each of a list that may grow meanwhile, `many` at a time. */
export async function atOnce(list, many, steps) {
  let next = 0;
  let busy = 0;
  const rested = [];
  const worker = async (hand) => {
    while (next < list.length || busy > 0) {
      if (next >= list.length) {
        // Whoever is at work may add to the list.
        await new Promise((resolve) => rested.push(resolve));
        continue;
      }
      const one = list[next];
      next += 1;
      busy += 1;
      try {
        await steps(one, hand);
      } finally {
        busy -= 1;
        for (const resolve of rested.splice(0)) resolve();
      }
    }
  };
  await Promise.all(Array.from({ length: many }, (_, hand) => worker(hand)));
}

/** Looks at a list of things in pages of one window side by side. */
export async function sideBySide(context, list, look, many = 3) {
  const pages = [];
  await atOnce(list, Math.min(many, list.length), async (one, hand) => {
    pages[hand] ??= await context.newPage();
    await look(pages[hand], one);
  });
  await Promise.all(pages.map((page) => page.close()));
}
