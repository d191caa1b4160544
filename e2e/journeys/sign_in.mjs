// How a mentor gets in.
// Owns no words yet. Never uses the demo.

/** Adds the journeys of signing in. */
export function addSignIn() {}
