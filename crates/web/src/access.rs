//! Lets people in: signing in and out, and where they are signed in.
//!
//! Owns `/sign-in`, `/sign-out` and `/access/...`. It never says whether an address is known.

pub mod cookie;
