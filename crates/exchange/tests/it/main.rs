//! Tests of what is said to other machines and heard from them.
